import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A suspicion that a worker of daytime care reported is a task of the protection officer (CR-35); those from before get theirs, due at once. */
export class TasksOfReferrals0119 implements MigrationInterface {
  readonly name = 'TasksOfReferrals1764300000119';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      insert into task (id, kind, region_id, senior_id, owner, due_at, state, opened_at, version)
      select distinct on (r.order_id) r.order_id || '.protected-referral', 'protected-referral', o.region_id, r.senior_id, 'protection-officer', r.at,
        'open', r.at, 1
      from protected_referral r join service_order o on o.id = r.order_id
      order by r.order_id, r.at;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
