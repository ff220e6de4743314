import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Welfare visits with their trail, and the sample that a county draws each quarter (CR-55 … CR-58). */
export class WelfareVisits0090 implements MigrationInterface {
  readonly name = 'WelfareVisits1764300000090';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table welfare_visit (
        id text primary key,
        version integer not null,
        state text not null check (state in ('planned', 'empty', 'done', 'excused', 'missed', 'cancelled')),
        level text not null check (level in ('community', 'township', 'county')),
        cause text not null check (cause in ('regular', 'sample', 'discharge', 'bereaved')),
        frequency text not null check (frequency in ('weekly', 'monthly', 'quarterly', 'once')),
        senior_id text not null references senior (id),
        region_id text not null references region (id),
        from_day date not null,
        to_day date not null check (to_day >= from_day),
        -- the place in the walk of its region, level and period
        walk_no integer not null default 0,
        done_at timestamptz,
        way text check (way in ('home', 'station', 'call')),
        -- by the real clock, which signs of life are compared with
        empty_real_at timestamptz,
        -- the check list, under the key of the person
        report_sealed bytea,
        -- everything else, as its events left it; the columns beside it serve indexes and counts
        fold jsonb not null,
        changed_by text references account (id)
      );
      create unique index welfare_visit_owed on welfare_visit (senior_id, level, cause, from_day, frequency);
      create index welfare_visit_region on welfare_visit (region_id, to_day, walk_no, id);
      create index welfare_visit_open on welfare_visit (to_day) where state in ('planned', 'empty');

      create table welfare_visit_step (
        id text primary key,
        seq bigint generated always as identity,
        visit_id text not null references welfare_visit (id),
        type text not null,
        at timestamptz not null,
        role text not null,
        by_account text references account (id),
        reason text,
        details jsonb not null,
        note_sealed bytea
      );
      create index welfare_visit_step_visit on welfare_visit_step (visit_id, seq);
      create trigger welfare_visit_step_append_only before update or delete on welfare_visit_step
        for each row execute function ladder_trail_is_append_only();

      create table visit_sample (
        county_id text not null references region (id),
        quarter date not null,
        -- makes the draw repeatable
        seed text not null,
        served integer not null check (served > 0),
        size integer not null check (size between 1 and served),
        drawn_at timestamptz not null,
        primary key (county_id, quarter)
      );

      alter table care_concern alter column order_id drop not null;
      alter table care_concern add column visit_id text references welfare_visit (id);
      alter table care_concern add constraint care_concern_of_one check (num_nonnulls(order_id, visit_id) = 1);
      alter table care_concern drop constraint care_concern_kind_check;
      alter table care_concern add constraint care_concern_kind_check check (kind in ('no-entry', 'alarm', 'serious', 'visit-empty'));
      create index care_concern_visit on care_concern (visit_id) where visit_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
