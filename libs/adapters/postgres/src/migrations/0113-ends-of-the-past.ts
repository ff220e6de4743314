import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ends of entitlements that are more than 14 days past were settled before offices took note of them: they count as noted, by no account, and
 * are not all open on the day of the upgrade (CR-27).
 */
export class EndsOfThePast0113 implements MigrationInterface {
  readonly name = 'EndsOfThePast1764300000113';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      insert into entitlement_step (entitlement_id, type, at, on_day, by_account, reason, details)
      select e.id, 'acknowledged', now(), current_date, null, w.notice, jsonb_build_object('owner', w.owner, 'note', 'before-the-rule')
      from entitlement e cross join (values ('ended', 'provider-manager'), ('ended', 'county-officer'), ('family', 'community-officer')) w (notice, owner)
      where e.end_reason is not null and e.to_day < current_date - 14
        and (w.owner <> 'provider-manager' or e.payee_kind = 'provider')
        and (w.notice = 'ended' or e.end_reason in ('death', 'moved-out'))
        and not exists (select from entitlement_step a where a.entitlement_id = e.id and a.type = 'acknowledged' and a.reason = w.notice
          and a.details ->> 'owner' = w.owner)
      order by e.id, w.notice, w.owner;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
