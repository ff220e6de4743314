import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Meals and care calls are taken out as files too (CR-78). */
export class ExportsOfMeals0121 implements MigrationInterface {
  readonly name = 'ExportsOfMeals1764300000121';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table export_job drop constraint export_job_list_check;
      alter table export_job add constraint export_job_list_check check (list in ('regions', 'facilities', 'homes', 'seniors', 'helpers',
        'devices', 'service-orders', 'complaints', 'welfare-visits', 'duty-seats', 'accounts', 'audit', 'device-work', 'follow-ups',
        'care-follow-ups', 'village-scores', 'service-plans', 'verifications', 'meals', 'care-calls'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
