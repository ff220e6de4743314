import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A person at high risk whose visit was missed is called, without a plan of calls (CR-37). */
export class CallsAfterMissedVisits0118 implements MigrationInterface {
  readonly name = 'CallsAfterMissedVisits1764300000118';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table care_call alter column plan_id drop not null;
      alter table care_call add column order_id text references service_order (id);
      alter table care_call add constraint care_call_of_one check (num_nonnulls(plan_id, order_id) = 1);
      create unique index care_call_of_order on care_call (order_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
