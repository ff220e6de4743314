import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signs that feed the rules about a person's silence, who changed them and why, absences, lines of hubs, and the weather. */
export class Silence0006 implements MigrationInterface {
  readonly name = 'Silence1763700000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(signs);
    await runner.query(absences);
    await runner.query(lines);
    await runner.query(weather);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const signs = /* sql */ `
alter table sign_of_life drop constraint sign_of_life_sign_check;
alter table sign_of_life add constraint sign_of_life_sign_check
  check (sign in ('motion', 'door', 'water', 'bed', 'worn', 'press', 'attendance', 'spoken', 'seen', 'roll-called'));

-- What each meter's dial showed last: what was used is the difference, also over a restart of ours.
create table water_meter (
  device_id text primary key references device (id),
  home_id text not null references home (id),
  dial_l double precision,
  at timestamptz not null
);
create index water_meter_home on water_meter (home_id);
`;

const absences = /* sql */ `
alter table senior add column away_from timestamptz;
alter table senior add column away_reason text
  check (away_reason in ('with-family', 'hospital', 'care-facility', 'travel', 'other'));

-- Who changed the rules about a person's silence, or her absence, when and why. Never edited, only added to.
create table silence_change (
  id text primary key,
  seq bigint generated always as identity,
  senior_id text not null references senior (id),
  at timestamptz not null,
  by_account text not null references account (id),
  what text not null check (what in ('rules', 'away', 'back')),
  reason text not null,
  note text,
  before jsonb not null,
  after jsonb not null
);
create index silence_change_senior on silence_change (senior_id, seq desc);
`;

const lines = /* sql */ `
alter table device_seen add column gateway text;

-- Two homes at one address are asked about with every press
create index home_address on home (region_id, md5(address_words));

-- The line a hub is known by; the first one it was ever heard on, or the one somebody confirmed.
create table device_line (
  device_id text primary key references device (id),
  network text,
  gateway text,
  confirmed_at timestamptz not null,
  confirmed_by text references account (id),
  suspected_since timestamptz,
  told boolean not null default false
);
`;

const weather = /* sql */ `
create table region_weather (
  region_id text not null references region (id),
  observed_at timestamptz not null,
  temperature_c real not null check (temperature_c between -60 and 60),
  source text not null,
  set_by text not null references account (id),
  set_at timestamptz not null,
  primary key (region_id, observed_at)
);
`;
