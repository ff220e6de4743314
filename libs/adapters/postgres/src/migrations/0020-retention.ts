import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs of what is kept for a time, what must be kept for longer by order, and indexes to find what is old. */
export class Retention0020 implements MigrationInterface {
  readonly name = 'Retention1763700000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
create table retention_run (
  id text primary key,
  what text not null check (what in
    ('helper-position', 'device-fix', 'away-place', 'sign-of-life', 'water-reading', 'raw-frame', 'outbox', 'idempotency')),
  -- {otherwise, own: [{regionId, before}]}: as the periods were on the day it was begun
  cut_offs jsonb not null,
  begun_at timestamptz not null,
  begun_by text not null,
  -- up to where it has come; null: at the beginning
  position jsonb,
  removed bigint not null check (removed >= 0),
  batches integer not null check (batches >= 0),
  engines text[] not null,
  last_at timestamptz not null,
  ended_at timestamptz,
  check (ended_at >= begun_at)
);
create unique index retention_run_unfinished on retention_run ((true)) where ended_at is null;
create index retention_run_book on retention_run (what, begun_at desc);

-- A case whose traces must stay, whatever the periods say: evidence in a dispute, an accident that is examined. Lifted, never edited.
create table legal_hold (
  id text primary key,
  incident_id text not null references incident (id),
  reason text not null check (reason in ('dispute', 'accident', 'investigation', 'court-order', 'complaint')),
  placed_at timestamptz not null,
  placed_by text not null references account (id),
  lifted_at timestamptz,
  lifted_by text references account (id),
  check ((lifted_at is null) = (lifted_by is null)),
  check (lifted_at >= placed_at)
);
create index legal_hold_now on legal_hold (incident_id) where lifted_at is null;

create index secret_text_raw_age on secret_text (created_at, id) where what = 'raw-frame';
create index outbox_age on outbox (ended_at, id) where ended_at is not null;
create index idempotency_age on idempotency (at, account_id, key);
create index water_reading_age on water_reading (at, home_id);
create index senior_away on senior (id) where away_until is not null;
`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
