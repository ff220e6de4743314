import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Several engines hear every message. A copy is known by what it has in common with the first (its dedupe key: a hub's press has no
 * id of its own, and each engine names it after its own clock), and an engine that was away takes nothing older for a copy.
 */
export class SeveralEngines0008 implements MigrationInterface {
  readonly name = 'SeveralEngines1763700000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(messages);
    await runner.query(handing);
    await runner.query(locking);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const messages = /* sql */ `
alter table inbox add column dedupe_key text;
alter table inbox_handed add column dedupe_key text;
update inbox set dedupe_key = alert_id;
update inbox_handed set dedupe_key = alert_id;
alter table inbox alter column dedupe_key set not null, drop constraint inbox_pkey;
alter table inbox add constraint inbox_pkey primary key (device_id, dedupe_key, kind, payload_hash, nth);
alter table inbox_handed alter column dedupe_key set not null, drop constraint inbox_handed_pkey, drop column alert_id;
alter table inbox_handed add constraint inbox_handed_pkey primary key (engine_id, device_id, dedupe_key, kind, payload_hash);
`;

const handing = /* sql */ `
-- Counts this delivery, and answers with its number: this engine's n-th is every other engine's n-th. What others took in before
-- "copiesSince" never came here and never will, so it is counted as if it had.
create function inbox_hand(entry jsonb) returns integer language plpgsql as $$
declare
  missed integer := 0;
  number integer;
begin
  if entry ->> 'copiesSince' is not null then
    select b.nth into missed from inbox b
      where b.device_id = entry ->> 'deviceId' and b.dedupe_key = entry ->> 'dedupeKey' and b.kind = entry ->> 'kind'
        and b.payload_hash = entry ->> 'payloadHash' and b.received_at < instant_of((entry ->> 'copiesSince')::double precision)
      order by b.nth desc limit 1;
  end if;
  insert into inbox_handed as h (engine_id, device_id, dedupe_key, kind, payload_hash, handed)
    values (entry ->> 'engineId', entry ->> 'deviceId', entry ->> 'dedupeKey', entry ->> 'kind', entry ->> 'payloadHash', coalesce(missed, 0) + 1)
    on conflict (engine_id, device_id, dedupe_key, kind, payload_hash)
      do update set handed = greatest(h.handed, coalesce(missed, 0)) + 1
    returning handed into number;
  return number;
end $$;

create function inbox_has(entry jsonb, number integer) returns boolean language sql volatile
  return exists (select from inbox b where b.device_id = entry ->> 'deviceId' and b.dedupe_key = entry ->> 'dedupeKey'
    and b.kind = entry ->> 'kind' and b.payload_hash = entry ->> 'payloadHash' and b.nth = number);

create or replace function inbox_save(entry jsonb, the_incident text) returns void language plpgsql as $$
begin
  -- a copy has its row already: the other engine's
  insert into inbox (device_id, alert_id, dedupe_key, kind, payload_hash, nth, engine_id, topic, incident_id, raw_id, received_at)
    select h.device_id, entry ->> 'alertId', h.dedupe_key, h.kind, h.payload_hash, h.handed, h.engine_id, entry ->> 'topic', the_incident,
      entry ->> 'rawId', instant_of((entry ->> 'receivedAt')::double precision)
    from inbox_handed h
    where h.engine_id = entry ->> 'engineId' and h.device_id = entry ->> 'deviceId' and h.dedupe_key = entry ->> 'dedupeKey'
      and h.kind = entry ->> 'kind' and h.payload_hash = entry ->> 'payloadHash'
    on conflict (device_id, dedupe_key, kind, payload_hash, nth) do nothing;
end $$;
`;

const locking = /* sql */ `
-- {by, id | subject, family} + {now, inbox?, idempotency?} -> the case, or null when there is none of that name
create or replace function case_lock(request jsonb) returns jsonb language plpgsql as $$
declare
  by_what text := request ->> 'by';
  the_subject text;
  the_family text;
  the_id text;
  the_case incident;
  inbox_key jsonb := request -> 'inbox';
  is_copy boolean := false;
  handed_now integer;
  alert_case jsonb;
  last_closed jsonb;
  earlier jsonb;
begin
  if by_what = 'subject' then
    the_subject := request ->> 'subject';
    the_family := request ->> 'family';
  elsif by_what = 'incident' then
    select i.id, i.subject_key, i.family into the_id, the_subject, the_family from incident i where i.id = request ->> 'id';
  elsif by_what = 'offer' then
    select i.id, i.subject_key, i.family into the_id, the_subject, the_family
      from offer o join incident i on i.id = o.incident_id where o.id = request ->> 'id';
  elsif by_what = 'assignment' then
    select i.id, i.subject_key, i.family into the_id, the_subject, the_family
      from assignment a join incident i on i.id = a.incident_id where a.id = request ->> 'id';
  else
    raise exception 'a case cannot be named by %', by_what;
  end if;
  if the_subject is null then
    return null;
  end if;

  perform subject_lock(the_subject, (request ->> 'now')::double precision);

  if the_id is null then
    select * into the_case from incident i where i.subject_key = the_subject and i.family = the_family and i.open;
  else
    select * into the_case from incident i where i.id = the_id;
  end if;

  select jsonb_build_object('incidentId', i.id, 'closedAt', ms_of(i.closed_at)) into last_closed
    from incident i where i.subject_key = the_subject and i.family = the_family and not i.open
    order by i.closed_at desc limit 1;

  if inbox_key is not null then
    handed_now := inbox_hand(inbox_key);
    is_copy := inbox_has(inbox_key, handed_now);
    -- an open case of the same kind is what a repeat repeats; otherwise the latest of this alert id
    select jsonb_build_object('incidentId', d.incident_id, 'kind', d.kind, 'open', i.open) into alert_case
      from device_alert d join incident i on i.id = d.incident_id
      where d.device_id = inbox_key ->> 'deviceId' and d.alert_id = inbox_key ->> 'alertId'
      order by (i.open and d.kind = inbox_key ->> 'kind') desc, d.at desc limit 1;
  end if;

  if request -> 'idempotency' is not null then
    select jsonb_build_object('sameBody', a.body_hash = request #>> '{idempotency,bodyHash}', 'status', a.status, 'answer', a.answer) into earlier
      from idempotency a where a.account_id = request #>> '{idempotency,accountId}' and a.key = request #>> '{idempotency,key}';
  end if;

  return jsonb_build_object(
    'state', the_case.state, 'policyKey', the_case.policy_key, 'leaseUntil', ms_of(the_case.lease_until), 'number', the_case.number,
    'copy', is_copy, 'alertCase', alert_case, 'lastClosed', last_closed, 'earlier', earlier);
end $$;
`;
