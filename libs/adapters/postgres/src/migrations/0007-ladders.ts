import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who wished another ladder, who looked at what it does, who agreed, and since when it holds. */
export class Ladders0007 implements MigrationInterface {
  readonly name = 'Ladders1763700000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(trail);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const tables = /* sql */ `
-- Named by its contents, so that an edit back to an older version is the older version.
create table ladder_set (
  key text primary key check (key <> 'default'),
  body jsonb not null
);

create table ladder_draft (
  id text primary key,
  region_id text not null references region (id),
  author text not null references account (id),
  reason text not null,
  -- whole ladders of the classes that differ
  edit jsonb not null,
  changes jsonb not null,
  proposed_at timestamptz not null,
  state text not null check (state in ('open', 'approved', 'rejected', 'withdrawn')),
  decided_by text references account (id),
  decided_at timestamptz,
  decision text,
  effective_at timestamptz,
  check ((state = 'open') = (decided_at is null)),
  check ((decided_by is null) = (decided_at is null)),
  check ((state = 'approved') = (effective_at is not null)),
  check (effective_at >= decided_at),
  -- four eyes, whatever an application believes
  constraint ladder_draft_four_eyes check (
    state = 'open' or (state = 'withdrawn' and decided_by = author) or (state <> 'withdrawn' and decided_by <> author)
  )
);
create index ladder_draft_region on ladder_draft (region_id, proposed_at desc);

-- What was proposed is what is approved.
create function ladder_draft_only_decided() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.state = 'open'
     and (old.id, old.region_id, old.author, old.reason, old.edit, old.changes, old.proposed_at)
         is not distinct from (new.id, new.region_id, new.author, new.reason, new.edit, new.changes, new.proposed_at)
  then return new; end if;
  raise exception 'a ladder draft is decided once and never edited' using errcode = 'SB007';
end $$;
create trigger ladder_draft_only_decided before update or delete on ladder_draft
  for each row execute function ladder_draft_only_decided();

-- Which draft a dated setting ladders came from; the setting itself is what a press reads.
create table ladder_version (
  region_id text not null references region (id),
  valid_from timestamptz not null,
  key text not null,
  draft_id text not null unique references ladder_draft (id),
  primary key (region_id, valid_from)
);
`;

const trail = /* sql */ `
create table ladder_step (
  id text primary key,
  -- of several at one instant the order in which they were written
  seq bigint generated always as identity,
  draft_id text not null references ladder_draft (id),
  region_id text not null references region (id),
  type text not null check (type in ('proposed', 'dry-run', 'approved', 'rejected', 'withdrawn')),
  actor text not null references account (id),
  at timestamptz not null,
  reason text,
  fingerprint text,
  -- how many real cases the dry run showed
  cases integer,
  check ((type in ('dry-run', 'approved')) = (fingerprint is not null))
);
create index ladder_step_draft on ladder_step (draft_id, seq);

create function ladder_trail_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'SB002';
end $$;
create trigger ladder_step_append_only before update or delete on ladder_step
  for each row execute function ladder_trail_is_append_only();
create trigger ladder_version_append_only before update or delete on ladder_version
  for each row execute function ladder_trail_is_append_only();
create trigger ladder_set_append_only before update or delete on ladder_set
  for each row execute function ladder_trail_is_append_only();
`;
