import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A worker has two certificates: each is reminded of by the day it ends, and neither stands for the other (CR-08, CR-31). */
export class RemindersByDay0111 implements MigrationInterface {
  readonly name = 'RemindersByDay1764300000111';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table care_reminder drop constraint care_reminder_pkey, add primary key (kind, subject, owner, due_on, at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
