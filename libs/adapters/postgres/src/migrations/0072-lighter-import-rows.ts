import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A row of an import changes its state once, when it is written, and loses its text: it stays on its page, and no index is touched. Rows with a
 * reason, which people ask for, have an index of their own.
 */
export class LighterImportRows0072 implements MigrationInterface {
  readonly name = 'LighterImportRows1764300000072';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      drop index import_row_state;
      create index import_row_reason on import_row (import_id, no) where faults <> '[]'::jsonb;
      alter table import_row set (fillfactor = 80);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
