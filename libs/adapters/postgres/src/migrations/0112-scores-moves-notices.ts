import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scores of villages (CR-54), the monthly notice of each provider (CR-52), and the visit to a person who moved (CR-55). */
export class ScoresMovesNotices0112 implements MigrationInterface {
  readonly name = 'ScoresMovesNotices1764300000112';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table village_score (
        region_id text not null references region (id),
        year smallint not null,
        measure text not null check (measure in ('seniors-served', 'visits-done')),
        target integer not null check (target > 0),
        -- what was done by the deadline, and the full points of that year; empty until then
        frozen_done integer check (frozen_done >= 0),
        frozen_full integer check (frozen_full > 0),
        frozen_on date,
        version integer not null,
        changed_by text references account (id),
        primary key (region_id, year),
        check (num_nonnulls(frozen_done, frozen_full, frozen_on) in (0, 3))
      );
      create index village_score_open on village_score (year) where frozen_on is null;

      create table provider_notice (
        provider_id text not null references provider (id),
        -- the first day of the month it is about
        month date not null,
        figures jsonb not null,
        made_on date not null,
        primary key (provider_id, month)
      );

      alter table welfare_visit drop constraint welfare_visit_cause_check;
      alter table welfare_visit add constraint welfare_visit_cause_check
        check (cause in ('regular', 'sample', 'discharge', 'bereaved', 'moved'));
      -- an order follows a person who moved; the day's job looks for those whom nobody told
      create index service_order_open_day on service_order (senior_id, day) where state in ('planned', 'assigned');

      alter table export_job drop constraint export_job_list_check;
      alter table export_job add constraint export_job_list_check check (list in ('regions', 'facilities', 'homes', 'seniors', 'helpers',
        'devices', 'service-orders', 'complaints', 'welfare-visits', 'duty-seats', 'accounts', 'audit', 'device-work', 'follow-ups',
        'care-follow-ups', 'village-scores'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
