import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is suspended, by whom and why; the code word under its senior's key; who read what of a case that was not hers. */
export class WhoMayKnow0005 implements MigrationInterface {
  readonly name = 'WhoMayKnow1763700000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(standing);
    await runner.query(secrets);
    await runner.query(readings);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const standing = /* sql */ `
-- Never edited but to be lifted, and lifted once. helper.suspended_at is what ranking and login look at; it is written with this.
create table helper_suspension (
  id text primary key,
  helper_id text not null references helper (id),
  reason text not null check (reason in ('allegation', 'abuse', 'money', 'privacy', 'unreliable', 'unfit', 'own-request')),
  note_id text references secret_text (id),
  -- null: on file before there was a book of it
  suspended_by text references account (id),
  suspended_at timestamptz not null,
  command_key text,
  lifted_reason text check (lifted_reason in ('unfounded', 'settled', 'fit-again', 'own-request', 'by-mistake')),
  lifted_note_id text references secret_text (id),
  lifted_by text references account (id),
  lifted_at timestamptz,
  lifted_key text,
  check (num_nulls(lifted_reason, lifted_by, lifted_at) in (0, 3)),
  check (lifted_at >= suspended_at)
);
create unique index helper_suspension_now on helper_suspension (helper_id) where lifted_at is null;
create index helper_suspension_book on helper_suspension (helper_id, suspended_at desc);
create index helper_suspended on helper (id) where suspended_at is not null;
`;

const secrets = /* sql */ `
-- senior.code_word stays for what is written by a seed or an import; it is sealed at the next start, and emptied.
create table code_word (
  senior_id text primary key references senior (id),
  text_id text not null references secret_text (id)
);
`;

const readings = /* sql */ `
-- One line per person, case and hour: a page that looks again is the same reading.
create table reading (
  account_id text not null,
  what text not null check (what in ('person-card', 'roster')),
  -- a case, or the region whose roster was printed
  about text not null,
  hour timestamptz not null,
  role text not null,
  region_id text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times integer not null check (times > 0),
  primary key (account_id, what, about, hour)
);
create index reading_region on reading (region_id, last_at desc);
`;
