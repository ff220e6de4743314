import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom daytime care reminded of what (CR-08). */
export class CareReminders0092 implements MigrationInterface {
  readonly name = 'CareReminders1764300000092';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table care_reminder (
        kind text not null,
        subject text not null,
        owner text not null,
        region_id text not null references region (id),
        due_on date not null,
        at timestamptz not null,
        primary key (kind, subject, owner, at)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
