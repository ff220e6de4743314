import { HOLIDAYS_2026, HOLIDAYS_2026_SOURCE } from '@silverbell/care';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What daytime care counts with: working days, dated settings, its own clock in the demo, and what is due on which day (CR-01 … CR-04). */
export class GroundOfCare0081 implements MigrationInterface {
  readonly name = 'GroundOfCare1764300000081';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table calendar_year (
        year integer primary key check (year between 2000 and 2200),
        -- the days of the newest proposal; those that count stand in calendar_day
        days jsonb not null,
        source text not null,
        state text not null check (state in ('proposed', 'published')),
        proposed_by text references account (id),
        proposed_at timestamptz not null,
        confirmed_by text references account (id),
        confirmed_at timestamptz,
        version integer not null
      );

      create table calendar_day (
        date date primary key,
        kind text not null check (kind in ('off', 'work')),
        name text not null,
        source text not null
      );

      create table care_setting (
        id text primary key,
        region_id text not null references region (id),
        key text not null,
        valid_from date not null,
        value jsonb not null,
        source text not null,
        state text not null check (state in ('proposed', 'in-force', 'replaced')),
        proposed_by text not null references account (id),
        proposed_at timestamptz not null,
        agreed_by text references account (id),
        agreed_at timestamptz
      );
      create unique index care_setting_once on care_setting (region_id, key, valid_from) where state = 'in-force';
      create unique index care_setting_one_proposal on care_setting (region_id, key, valid_from) where state = 'proposed';

      -- demo mode only: one row; the clock of care stands still at now until the worker has run what is due up to wanted
      create table care_clock (
        one boolean primary key default true check (one),
        now timestamptz not null,
        wanted timestamptz not null check (wanted >= now)
      );

      create table care_due (
        id bigint generated always as identity primary key,
        kind text not null,
        subject text not null,
        due_at timestamptz not null,
        due_on date not null,
        attempts integer not null default 0,
        unique (kind, subject, due_at)
      );
      create index care_due_next on care_due (due_at, id);
      create index care_due_subject on care_due (subject, kind);
    `);
    await runner.query(
      `insert into calendar_day (date, kind, name, source)
       select one.date, one.kind, one.name, $2 from jsonb_to_recordset($1::jsonb) as one (date date, kind text, name text)`,
      [JSON.stringify(HOLIDAYS_2026), HOLIDAYS_2026_SOURCE],
    );
    await runner.query(
      `insert into calendar_year (year, days, source, state, proposed_at, confirmed_at, version)
       values (2026, $1::jsonb, $2, 'published', now(), now(), 1)`,
      [JSON.stringify(HOLIDAYS_2026), HOLIDAYS_2026_SOURCE],
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
