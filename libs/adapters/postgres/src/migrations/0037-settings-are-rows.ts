import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which setting is in force and which numbers are one person is decided over rows, outside the database; these two decided it inside. */
export class SettingsAreRows0037 implements MigrationInterface {
  /** An engine of before asks these functions when it looks for helpers: while one still lives, they may not go. */
  static readonly needsEnginesStopped = true;
  readonly name = 'SettingsAreRows1764300000037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop function if exists region_settings_like(text[], timestamptz, text)');
    await runner.query('drop function if exists phone_digits(text)');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
