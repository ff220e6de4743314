import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a person had to say which row of a file holds the headings: what she chose for them is not remembered for her next file. */
export class ColumnsAskedFor0114 implements MigrationInterface {
  readonly name = 'ColumnsAskedFor1764300000114';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- once no heading of the file was known; it stays so when the file is read again
      alter table import_job add column asked_for_columns boolean not null default false;
      update import_job set asked_for_columns = true where failure = 'no-headings';
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
