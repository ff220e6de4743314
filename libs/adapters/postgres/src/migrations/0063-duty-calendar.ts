import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A helper's week, its exceptions and her usual places: one document, read and written as a whole. It plans; who is on duty she says herself. */
export class DutyCalendar0063 implements MigrationInterface {
  readonly name = 'DutyCalendar1764300000063';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table helper_calendar (
        helper_id text primary key references helper (id),
        places jsonb not null,
        weekly jsonb not null,
        exceptions jsonb not null,
        version integer not null,
        changed_by text references account (id)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
