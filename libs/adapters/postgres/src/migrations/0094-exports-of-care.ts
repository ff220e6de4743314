import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders, complaints and visits are taken out as files too, by their days; an export without a purpose is masked (CR-78). */
export class ExportsOfCare0094 implements MigrationInterface {
  readonly name = 'ExportsOfCare1764300000094';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table export_job drop constraint export_job_list_check;
      alter table export_job add constraint export_job_list_check check (list in ('regions', 'facilities', 'homes', 'seniors', 'helpers',
        'devices', 'service-orders', 'complaints', 'welfare-visits'));
      alter table export_job alter column purpose drop not null;
      -- an export reads half a million rows by a thousand, in the order of their days
      create index service_order_day on service_order (day, id);
      create index care_complaint_day on care_complaint (received_on, id);
      create index welfare_visit_day on welfare_visit (to_day, id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
