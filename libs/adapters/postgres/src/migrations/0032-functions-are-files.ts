import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From here on the functions are files (`sql/functions`), created again when they changed. Those that nothing calls any more go. */
export class FunctionsAreFiles0032 implements MigrationInterface {
  readonly name = 'FunctionsAreFiles1763700000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
drop function case_save(jsonb);
drop function note_save(jsonb);
drop function inbox_save(jsonb, text);
drop function texts_save(jsonb, jsonb, text, timestamptz);
drop function said_once(jsonb, text);
drop function presses_lock(jsonb);
`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
