import type { MigrationInterface, QueryRunner } from 'typeorm';
import { caseFunctions } from './0002-case-functions.js';

/**
 * Cases, their log, and what must be told. Codes and ids only: whatever a person said or sent is in `secret_text`, unreadable once
 * the key of its owner is erased. No column has a default that reads the clock: time is always a parameter.
 *
 * The log and the outbox have no foreign keys to `incident`: they are written by `case_save` alone, in the statement that wrote the row.
 */
export class Cases0002 implements MigrationInterface {
  readonly name = 'Cases1763700000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(secrets);
    await runner.query(cases);
    await runner.query(projections);
    await runner.query(telling);
    await runner.query(intake);
    await runner.query(caseFunctions);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const secrets = /* sql */ `
-- A key per senior (or subject), itself encrypted by the master key. Erasing "wrapped" erases what the person said and sent.
create table person_key (
  id text primary key,
  owner text not null,
  wrapped bytea,
  created_at timestamptz not null,
  erased_at timestamptz,
  check ((wrapped is null) = (erased_at is not null))
);
create unique index person_key_live on person_key (owner) where erased_at is null;

create table secret_text (
  id text primary key,
  key_id text not null references person_key (id),
  incident_id text,
  what text not null check (what in ('note', 'proof', 'told', 'name', 'raw-frame')),
  sealed bytea not null check (octet_length(sealed) <= 65536 + 64),
  created_at timestamptz not null
);
create index secret_text_incident on secret_text (incident_id) where what <> 'raw-frame';
create index secret_text_key on secret_text (key_id);
`;

const cases = /* sql */ `
-- The row every command locks first; it exists before any incident does.
create table subject (
  key text primary key,
  first_seen_at timestamptz not null
);

-- Ladders and limits as they were when cases were raised on them; equal keys, equal contents.
create table policy (
  key text primary key,
  body jsonb not null
);

create sequence incident_number;

create table incident (
  id text primary key,
  number bigint not null unique default nextval('incident_number'),
  subject_key text not null references subject (key),
  family text not null check (family in ('emergency', 'outage', 'work')),
  region_id text not null,
  home_id text,
  senior_ids text[] not null,
  version integer not null check (version > 0),
  -- the fold of incident_event, without the policy (by key) and the lease (by column)
  state jsonb not null,
  policy_key text not null references policy (key),
  phase text not null,
  class text not null,
  severity smallint not null check (severity between 1 and 3),
  open boolean not null,
  raised_at timestamptz not null,
  last_signal_at timestamptz not null,
  last_change_at timestamptz not null,
  closed_at timestamptz,
  next_due_at timestamptz,
  lease_until timestamptz,
  check (open = (closed_at is null)),
  -- promise 3: there is no open case in which nothing is due
  constraint incident_open_has_next_due check (not open or next_due_at is not null)
) with (fillfactor = 70);
alter sequence incident_number owned by incident.number;
create unique index incident_one_open on incident (subject_key, family) where open;
create index incident_last_closed on incident (subject_key, family, closed_at desc) where not open;
create index incident_due on incident (next_due_at) where next_due_at is not null;
create index incident_open_list on incident (severity, raised_at, id) where open;
create index incident_closed_list on incident (closed_at desc, id desc) where not open;
create index incident_changed on incident (last_change_at);
create index incident_seniors on incident using gin (senior_ids);

create table incident_event (
  incident_id text not null,
  seq integer not null check (seq > 0),
  id text not null,
  type text not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  body jsonb not null,
  primary key (incident_id, seq)
);
-- promise 10: nothing is edited, only added
create function incident_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'incident_event is append-only' using errcode = 'SB002';
end $$;
create trigger incident_event_append_only before update or delete on incident_event
  for each row execute function incident_event_is_append_only();
create trigger incident_event_not_emptied before truncate on incident_event
  for each statement execute function incident_event_is_append_only();
`;

const projections = /* sql */ `
create table offer (
  id text primary key,
  incident_id text not null references incident (id),
  helper_id text not null,
  wave integer not null,
  state text not null check (state in ('open', 'accepted', 'declined', 'over')),
  over_reason text,
  made_at timestamptz not null,
  lapses_at timestamptz not null,
  expected_arrival_s double precision not null
);
create index offer_incident on offer (incident_id);
create index offer_helper on offer (helper_id, made_at desc);
create index offer_helper_open on offer (helper_id) where state = 'open';

create table assignment (
  id text primary key,
  incident_id text not null references incident (id),
  offer_id text not null,
  helper_id text not null,
  role text not null check (role in ('primary', 'backup', 'standby')),
  state text not null check (state in ('accepted', 'departed', 'arrived', 'finished', 'withdrawn')),
  live boolean not null generated always as (state in ('accepted', 'departed', 'arrived')) stored,
  accepted_at timestamptz not null,
  eta_at timestamptz not null,
  departed_at timestamptz,
  arrived_at timestamptz,
  finished_at timestamptz
);
create index assignment_incident on assignment (incident_id);
create index assignment_helper on assignment (helper_id, accepted_at desc);
create index assignment_helper_live on assignment (helper_id) where live;
-- promise 4: two helpers are never told that they both go first
create unique index assignment_one_live_primary on assignment (incident_id) where live and role = 'primary';
`;

const telling = /* sql */ `
create table outbox (
  id text primary key,
  incident_id text not null,
  channel text not null check (channel in ('device', 'socket', 'sms', 'voice', 'platform')),
  recipient text not null,
  body jsonb not null,
  urgency smallint not null,
  state text not null check (state in ('pending', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped')),
  attempts integer not null,
  -- pending: not before this; sending: the claim's lease ends here
  due_at timestamptz not null,
  not_after timestamptz,
  error text,
  created_at timestamptz not null,
  ended_at timestamptz
) with (fillfactor = 80);
create index outbox_claim on outbox (channel, urgency, due_at) where state in ('pending', 'sending');
create index outbox_recipient on outbox (recipient) where state in ('pending', 'sending');
create index outbox_not_after on outbox (not_after) where state in ('pending', 'sending') and not_after is not null;
create index outbox_incident on outbox (incident_id);
-- Said once per alert and case, unless it is said again because the device asked again.
create unique index outbox_receipt_once on outbox ((body ->> 'deviceId'), (body ->> 'alertId'), incident_id, (body ->> 'stage'))
  where body ->> 'kind' = 'receipt' and body ->> 'again' = 'false' and body ->> 'stage' in ('received', 'closed');
`;

const intake = /* sql */ `
create table device_alert (
  device_id text not null,
  alert_id text not null,
  kind text not null,
  incident_id text not null references incident (id),
  at timestamptz not null,
  primary key (device_id, alert_id, kind, incident_id)
);

-- How often this engine was handed this message; survives its restarts. Its n-th copy is the n-th copy of every other engine.
create table inbox_handed (
  engine_id text not null,
  device_id text not null,
  alert_id text not null,
  kind text not null,
  payload_hash text not null,
  handed integer not null,
  primary key (engine_id, device_id, alert_id, kind, payload_hash)
);

create table inbox (
  device_id text not null,
  alert_id text not null,
  kind text not null,
  payload_hash text not null,
  nth integer not null,
  engine_id text not null,
  topic text not null,
  incident_id text,
  raw_id text,
  received_at timestamptz not null,
  primary key (device_id, alert_id, kind, payload_hash, nth)
);
create index inbox_incident on inbox (incident_id);

create table idempotency (
  account_id text not null,
  key text not null,
  body_hash text not null,
  status integer not null,
  answer jsonb,
  at timestamptz not null,
  primary key (account_id, key)
);

create table device_seen (
  device_id text primary key,
  seen_at timestamptz not null,
  online boolean,
  battery_pct real,
  rssi_dbm real,
  firmware text,
  network text,
  lat double precision,
  lng double precision,
  accuracy_m real,
  fix_at text,
  position_source text,
  positioned_at timestamptz,
  check ((lat is null) = (lng is null))
) with (fillfactor = 70);
create index device_seen_at on device_seen (seen_at);
`;
