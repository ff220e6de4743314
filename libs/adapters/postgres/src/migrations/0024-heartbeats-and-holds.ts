import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every server process says here that it lives; and what must stay by order may be a person's, too. */
export class HeartbeatsAndHolds0024 implements MigrationInterface {
  readonly name = 'HeartbeatsAndHolds1763700000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- At is the database's own time, the only clock that all of them share. Written every few seconds: room for a row to move within its page.
create table server_heartbeat (
  id text primary key,
  kind text not null check (kind in ('engine', 'api')),
  at timestamptz not null,
  vitals jsonb not null
) with (fillfactor = 50);

alter table legal_hold alter column incident_id drop not null;
alter table legal_hold add column senior_id text references senior (id);
alter table legal_hold add constraint legal_hold_of_one_thing check (num_nonnulls(incident_id, senior_id) = 1);
create index legal_hold_of_person on legal_hold (senior_id) where lifted_at is null;
-- null beside a lifting: from before reasons were asked for
alter table legal_hold add column lifted_reason text
  check (lifted_reason in ('settled', 'order-withdrawn', 'time-over', 'placed-in-error'));
alter table legal_hold add constraint legal_hold_lifted_why check (lifted_reason is null or lifted_at is not null);

create function legal_hold_is_only_lifted() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.lifted_at is not null
      or (old.id, old.incident_id, old.senior_id, old.reason, old.placed_at, old.placed_by)
        is distinct from (new.id, new.incident_id, new.senior_id, new.reason, new.placed_at, new.placed_by) then
    raise exception 'legal_hold is lifted once, and never edited' using errcode = 'SB002';
  end if;
  return new;
end $$;
create trigger legal_hold_only_lifted before update or delete on legal_hold for each row execute function legal_hold_is_only_lifted();
`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
