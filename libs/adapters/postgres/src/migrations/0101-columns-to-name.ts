import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file in which no heading is known waits for a person who names its columns: she is shown its first rows. */
export class ColumnsToName0101 implements MigrationInterface {
  readonly name = 'ColumnsToName1764300000101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `alter table import_job add column first_rows bytea`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
