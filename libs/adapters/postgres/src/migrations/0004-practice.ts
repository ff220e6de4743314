import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tests and drills (H13): cases of their own families, windows with a reason and an end, drills, training seats. */
export class Practice0004 implements MigrationInterface {
  readonly name = 'Practice1763700000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(cases);
    await runner.query(windows);
    await runner.query(drills);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const cases = /* sql */ `
alter table incident drop constraint incident_family_check;
alter table incident add constraint incident_family_check check (family in ('emergency', 'outage', 'work', 'test', 'drill'));
-- cases from before were in earnest
update incident set state = state || '{"practice": null}'::jsonb where not state ? 'practice';
-- asked after every change of a case; empty but for the hours of a drill
create index incident_open_drill on incident (subject_key) where open and family = 'drill';
create index device_alert_at on device_alert (device_id, at desc);
`;

const windows = /* sql */ `
alter table test_window
  add column reason text not null default 'installation'
    check (reason in ('monthly-test', 'installation', 'battery-changed', 'after-repair', 'complaint')),
  add column ended_at timestamptz,
  add column ended_by text references account (id),
  add check ((ended_at is null) = (ended_by is null)),
  add check (ended_at >= opens_at);

-- since when the platform looks who was tried out; nobody is overdue because we were not there
create table test_watch (since timestamptz not null);
create unique index test_watch_once on test_watch ((true));
`;

const drills = /* sql */ `
create table drill (
  id text primary key,
  region_id text not null references region (id),
  purpose text not null check (purpose in ('regular', 'new-operators', 'new-helpers', 'new-devices', 'joint-exercise')),
  home_ids text[] not null,
  device_ids text[] not null,
  helper_ids text[] not null,
  opened_by text not null references account (id),
  opened_at timestamptz not null,
  until_at timestamptz not null,
  ended_at timestamptz,
  ended_by text references account (id),
  check (until_at > opened_at),
  check ((ended_at is null) = (ended_by is null))
);
create index drill_open on drill (until_at) where ended_at is null;

-- sees and acts on drills alone, and counts for no ladder
alter table operator_duty add column training boolean not null default false;
`;
