import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An alert is written by one statement, which proves what it was decided on. Signals stand in rows of their own, so that a further one does not
 * write the whole incident anew; a delivery has an id, under which it is written once, and keeps its frame itself. Frames of before stay where
 * they are.
 */
export class OneRoundTrip0036 implements MigrationInterface {
  readonly name = 'OneRoundTrip1763700000036';
  /** Engines of before write incidents whole, and alerts into a table that is gone. */
  static readonly needsEnginesStopped = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(replaced);
    await runner.query(signals);
    await runner.query(deliveries);
    await runner.query(fileVersion);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const replaced = /* sql */ `
drop function presses_begin(jsonb, text[], boolean);
drop function case_lock(jsonb);
drop function cases_lock(jsonb);
drop function cases_save(jsonb);
drop function letters_save(jsonb);
drop function outbox_save(jsonb, integer);
drop function inbox_hand(jsonb);
drop function inbox_has(jsonb, integer);
drop function subject_lock(text, double precision);
drop function device_facts(text, text, timestamptz);
drop function place_facts(text, text, text, timestamptz);
drop function contacts_reachable(text[]);
drop function seats_near(text[]);
drop function operator_on_duty(text[]);
drop function region_settings(text[], timestamptz);
`;

const signals = /* sql */ `
-- The alerts of an incident in the order in which it knows them; the newest twenty are those that it keeps at hand.
-- Like the log, it is written with its incident by one function, and has no foreign key.
create table signal (
  incident_id text not null,
  position bigint not null,
  device_id text not null,
  alert_id text not null,
  kind text not null,
  at timestamptz not null,
  repeats integer not null,
  child text,
  heard_at timestamptz,
  last_heard_at timestamptz,
  attempt integer,
  primary key (incident_id, position)
);
insert into signal (incident_id, position, device_id, alert_id, kind, at, repeats, child, heard_at, last_heard_at, attempt)
  select i.id, a.nth, a.alert ->> 'deviceId', a.alert ->> 'alertId', a.alert ->> 'kind', instant_of((a.alert ->> 'at')::double precision),
    (a.alert ->> 'repeats')::integer, a.alert ->> 'child', instant_of((a.alert ->> 'heardAt')::double precision),
    instant_of((a.alert ->> 'lastHeardAt')::double precision), (a.alert ->> 'attempt')::integer
  from incident i cross join lateral jsonb_array_elements(i.state -> 'alerts') with ordinality as a (alert, nth);
insert into signal (incident_id, position, device_id, alert_id, kind, at, repeats)
  select d.incident_id, -row_number() over (partition by d.incident_id order by d.at desc, d.device_id, d.alert_id, d.kind), d.device_id, d.alert_id,
    d.kind, d.at, 0
  from device_alert d
  where not exists (
    select from signal s where s.incident_id = d.incident_id and s.device_id = d.device_id and s.alert_id = d.alert_id and s.kind = d.kind);
drop table device_alert;
create index signal_alert on signal (device_id, alert_id);
create index signal_device on signal (device_id, at desc);

alter table incident add column last_progress_at timestamptz;
alter table incident add column signal_count integer;
update incident set last_progress_at = instant_of((state ->> 'lastProgressAt')::double precision),
  signal_count = (state ->> 'signalCount')::integer,
  state = state - '{version,lastSignalAt,lastProgressAt,signalCount,alerts}'::text[];
alter table incident alter column last_progress_at set not null;
alter table incident alter column signal_count set not null;
`;

const deliveries = /* sql */ `
alter table inbox rename column raw_id to id;
update inbox set id = 'before:' || md5(concat_ws(' ', device_id, dedupe_key, kind, payload_hash, nth::text))
  where id is null or exists (
    select from inbox o where o.id = inbox.id
      and (o.device_id, o.dedupe_key, o.kind, o.payload_hash, o.nth) < (inbox.device_id, inbox.dedupe_key, inbox.kind, inbox.payload_hash, inbox.nth));
alter table inbox drop constraint inbox_pkey;
alter table inbox add constraint inbox_pkey primary key (id);
-- null: no other engine can hear of it
alter table inbox alter column nth drop not null;
create unique index inbox_copy on inbox (device_id, dedupe_key, kind, payload_hash, nth);
-- the message as it came, and what was read in it, sealed under this key; null: it stands beside the texts, or its time is over
alter table inbox add column key_id text references person_key (id);
alter table inbox add column frame bytea check (octet_length(frame) <= 65536 + 64);
alter table inbox add column said bytea check (octet_length(said) <= 65536 + 64);
alter table inbox add constraint inbox_frame_has_key check (key_id is not null or frame is null);
create index inbox_frame_age on inbox (received_at, id) where frame is not null or said is not null;
create index inbox_key on inbox (key_id) where key_id is not null;
`;

/** Every table of the file that \`alert_facts\` reads, but for who is connected: that changes by time alone, and is read each time. */
const OF_THE_FILE = [
  'account',
  'consent',
  'contact',
  'device',
  'device_line',
  'duty_seat',
  'home',
  'occupant',
  'operator_duty',
  'region',
  'region_setting',
  'senior',
  'test_window',
] as const;

const fileVersion = /* sql */ `
-- Counts the changes of what decides alerts. A statement that finds it where it was when some facts were read need not read them again; one that
-- does not find it there compares the facts themselves. It moves in the transaction that changes the file, at its very end, so that nobody waits
-- long for it and nobody holds it while waiting for something else.
create table file_version (
  one boolean primary key default true check (one),
  version bigint not null
) with (fillfactor = 10);
insert into file_version (version) values (1);
create function file_changed() returns trigger language plpgsql as $$ begin return null; end $$;
${OF_THE_FILE.map(
  (
    table,
  ) => `create constraint trigger file_changed after insert or update or delete on ${table} deferrable initially deferred
  for each row execute function file_changed();`,
).join('\n')}
`;
