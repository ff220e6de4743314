import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is within reach: what the supervisor remembers of each device, and the signs, rules and told silences of each person. */
export class Presence0003 implements MigrationInterface {
  readonly name = 'Presence1763700000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(devices);
    await runner.query(people);
    await runner.query(cases);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const devices = /* sql */ `
-- heartbeats of its own accord tell a hub on the mains from one that comes and goes
alter table device_seen add column heartbeat_at timestamptz;

create table device_watch (
  device_id text primary key references device (id),
  state text not null check (state in ('present', 'absent')),
  since timestamptz not null,
  hearing_since timestamptz,
  turns integer not null check (turns >= 0),
  turned_at timestamptz not null,
  battery_low_since timestamptz,
  battery_told boolean not null,
  told text check (told in ('work', 'outage', 'with-hub'))
) with (fillfactor = 70);
`;

const people = /* sql */ `
-- Opt-in, per person: without a rule nobody's silence is an alarm.
create table silence_rule (
  id text primary key,
  senior_id text not null references senior (id),
  rule jsonb not null check (rule ->> 'rule' in ('no-sign', 'morning', 'water')),
  since timestamptz not null
);
create index silence_rule_senior on silence_rule (senior_id);

-- The newest of each kind. Of the person: a meal that somebody else fetched is kept apart, and counts for nothing.
create table sign_of_life (
  senior_id text not null references senior (id),
  sign text not null check (sign in ('motion', 'door', 'water', 'attendance', 'spoken', 'seen', 'roll-called')),
  in_person boolean not null,
  at timestamptz not null,
  primary key (senior_id, sign, in_person)
);

create table water_reading (
  home_id text not null references home (id),
  at timestamptz not null,
  litres real not null check (litres >= 0),
  primary key (home_id, at)
);

create table silence_told (
  senior_id text not null references senior (id),
  key text not null,
  at timestamptz not null,
  primary key (senior_id, key)
);
`;

const cases = /* sql */ `
-- cases from before had no roll-call
update incident set state = state || '{"rollCall": []}'::jsonb where not state ? 'rollCall';
`;
