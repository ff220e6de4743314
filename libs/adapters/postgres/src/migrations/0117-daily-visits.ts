import type { MigrationInterface, QueryRunner } from 'typeorm';

/** On days of heat, cold or storm a region lets everybody be visited every day (CR-55). */
export class DailyVisits0117 implements MigrationInterface {
  readonly name = 'DailyVisits1764300000117';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table welfare_visit drop constraint welfare_visit_frequency_check;
      alter table welfare_visit add constraint welfare_visit_frequency_check check (
        frequency in ('daily', 'weekly', 'monthly', 'quarterly', 'once'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
