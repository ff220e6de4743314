import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a helper is by our clock whatever her phone's says, and whether an operator on duty has a console in front of her. */
export class WhoIsThere0031 implements MigrationInterface {
  readonly name = 'WhoIsThere1763700000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(phones);
    await runner.query(consoles);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const phones = /* sql */ `
-- How far the clock of a phone is behind ours, and the report that the next one is compared with. No place is in it.
create table helper_phone (
  helper_id text primary key references helper (id) on delete cascade,
  behind_ms double precision not null default 0,
  said_at timestamptz,
  heard_at timestamptz
);

-- At is by our clock from now on: when a fix was taken, and not what a phone says of that.
update helper_position set at = least(at, received_at);
comment on column helper_position.at is 'when the fix was taken, by our clock; never after received_at';
alter table helper_position add constraint helper_position_taken_first check (at <= received_at);

-- What the nearest region says wins, the latest setting in force; pattern is one of like.
create function region_settings_like(chain text[], at timestamptz, pattern text) returns jsonb language plpgsql stable as $$
begin
  return coalesce((
    select jsonb_object_agg(key, value) from (
      select distinct on (s.key) s.key, s.value from region_setting s
      where s.region_id = any (chain) and s.valid_from <= at and s.key like pattern
      order by s.key, array_position(chain, s.region_id), s.valid_from desc) nearest), '{}');
end $$;
`;

const consoles = /* sql */ `
-- Renewed every few seconds by each api for the consoles connected to it. Until is by the clock of the database, the only one that all
-- processes share. Written often: room for a row to move within its page.
create table console_presence (
  account_id text primary key references account (id) on delete cascade,
  until timestamptz not null
) with (fillfactor = 50);

-- A seat on duty without a console is an empty room (S1).
create or replace function operator_on_duty(chain text[]) returns boolean language plpgsql stable as $$
begin
  return exists (
    select from operator_duty d join account a on a.id = d.account_id join console_presence c on c.account_id = d.account_id
    where d.on_duty and not d.training and a.role in ('operator', 'lead') and a.disabled_at is null and a.region_id = any (chain)
      and c.until > clock_timestamp());
end $$;
`;
