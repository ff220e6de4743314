import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a transaction writes is written table by table and not row by row, so that presses which come together share their statements,
 * their round trips and their commit. `case_save`, `note_save` and what they call stay for engines of the version before, which may
 * still run while this one starts.
 */
export class WrittenTogether0019 implements MigrationInterface {
  readonly name = 'WrittenTogether1763700000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(instants);
    await runner.query(saving);
    await runner.query(locking);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

/** extract() of a timestamptz depends on a time zone: the function that used it could not become part of the statement around it. */
const instants = /* sql */ `
create or replace function ms_of(at timestamptz) returns bigint language sql immutable strict
  return round(date_part('epoch', at - to_timestamp(0)) * 1000)::bigint;
`;

// Joins by the primary key, one row after the other, are always right here; a plan made while a table was small must not read a large one.
const BY_KEY = 'set enable_hashjoin to off set enable_mergejoin to off';

const saving = /* sql */ `
-- {policies, raised, moved, events, offers, assignments, alerts, outbox, newKeys, texts, inbox, answers}, each a list -> {id: number}
create function cases_save(change jsonb) returns jsonb language plpgsql ${BY_KEY} as $$
declare
  raised_numbers jsonb;
  moved_numbers jsonb;
  given integer;
  written integer;
begin
  if change -> 'policies' <> '[]' then
    insert into policy (key, body) select n.key, n.body from jsonb_to_recordset(change -> 'policies') as n (key text, body jsonb)
      on conflict do nothing;
  end if;

  if change -> 'raised' <> '[]' then
    with made as (
      insert into incident (id, subject_key, family, region_id, home_id, senior_ids, version, state, policy_key, phase, class, severity, open,
          raised_at, last_signal_at, last_change_at, closed_at, next_due_at, lease_until)
        select n.id, n."subjectKey", n.family, n."regionId", n."homeId", n."seniorIds", n.version, n.state, n."policyKey", n.phase, n.class,
          n.severity, n.open, instant_of(n."raisedAt"), instant_of(n."lastSignalAt"), instant_of(n."lastChangeAt"), instant_of(n."closedAt"),
          instant_of(n."nextDueAt"), instant_of(n."leaseUntil")
        from jsonb_to_recordset(change -> 'raised') as n (id text, "subjectKey" text, family text, "regionId" text, "homeId" text,
          "seniorIds" text[], version integer, state jsonb, "policyKey" text, phase text, class text, severity smallint, open boolean,
          "raisedAt" double precision, "lastSignalAt" double precision, "lastChangeAt" double precision, "closedAt" double precision,
          "nextDueAt" double precision, "leaseUntil" double precision)
        returning id, number)
    select jsonb_object_agg(id, number) into raised_numbers from made;
  end if;

  given := jsonb_array_length(change -> 'moved');
  if given > 0 then
    with made as (
      update incident i set version = n.version, state = n.state, region_id = n."regionId", home_id = n."homeId", senior_ids = n."seniorIds",
          phase = n.phase, class = n.class, severity = n.severity, open = n.open, last_signal_at = instant_of(n."lastSignalAt"),
          last_change_at = greatest(i.last_change_at, instant_of(n."lastChangeAt")), closed_at = instant_of(n."closedAt"),
          next_due_at = instant_of(n."nextDueAt"), lease_until = instant_of(n."leaseUntil")
        from jsonb_to_recordset(change -> 'moved') as n (id text, before integer, "regionId" text, "homeId" text, "seniorIds" text[],
          version integer, state jsonb, phase text, class text, severity smallint, open boolean, "lastSignalAt" double precision,
          "lastChangeAt" double precision, "closedAt" double precision, "nextDueAt" double precision, "leaseUntil" double precision)
        where i.id = n.id and i.version = n.before
        returning i.id, i.number)
    select jsonb_object_agg(id, number), count(*) into moved_numbers, written from made;
    if written <> given then
      raise exception 'a case is not at the version it was read at' using errcode = 'SB001';
    end if;
  end if;

  insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
    select n."incidentId", n.seq, n.id, n.type, instant_of(n.at), n."actorKind", n."actorId", n.body
    from jsonb_to_recordset(change -> 'events') as n ("incidentId" text, seq integer, id text, type text, at double precision,
      "actorKind" text, "actorId" text, body jsonb);

  if change -> 'offers' <> '[]' then
    insert into offer as o (id, incident_id, helper_id, wave, state, over_reason, made_at, lapses_at, expected_arrival_s)
      select n.id, n."incidentId", n."helperId", n.wave, n.state, n."overReason", instant_of(n."madeAt"), instant_of(n."lapsesAt"),
        n."expectedArrivalS"
      from jsonb_to_recordset(change -> 'offers') as n (id text, "incidentId" text, "helperId" text, wave integer, state text,
        "overReason" text, "madeAt" double precision, "lapsesAt" double precision, "expectedArrivalS" double precision)
      on conflict (id) do update set state = excluded.state, over_reason = excluded.over_reason, lapses_at = excluded.lapses_at,
        expected_arrival_s = excluded.expected_arrival_s;
  end if;

  -- who stops going first is written before who starts: the unique index looks at every row as it comes
  if change -> 'assignments' <> '[]' then
    insert into assignment as a (id, incident_id, offer_id, helper_id, role, state, accepted_at, eta_at, departed_at, arrived_at, finished_at)
      select n.id, n."incidentId", n."offerId", n."helperId", n.role, n.state, instant_of(n."acceptedAt"), instant_of(n."etaAt"),
        instant_of(n."departedAt"), instant_of(n."arrivedAt"), instant_of(n."finishedAt")
      from jsonb_to_recordset(change -> 'assignments') as n (id text, "incidentId" text, "offerId" text, "helperId" text, role text,
        state text, "acceptedAt" double precision, "etaAt" double precision, "departedAt" double precision, "arrivedAt" double precision,
        "finishedAt" double precision)
      order by n.role = 'primary' and n.state in ('accepted', 'departed', 'arrived')
      on conflict (id) do update set role = excluded.role, state = excluded.state, eta_at = excluded.eta_at,
        departed_at = excluded.departed_at, arrived_at = excluded.arrived_at, finished_at = excluded.finished_at;
  end if;

  if change -> 'alerts' <> '[]' then
    insert into device_alert (device_id, alert_id, kind, incident_id, at)
      select n."deviceId", n."alertId", n.kind, n."incidentId", instant_of(n.at)
      from jsonb_to_recordset(change -> 'alerts') as n ("deviceId" text, "alertId" text, kind text, "incidentId" text, at double precision)
      on conflict do nothing;
  end if;

  given := jsonb_array_length(change -> 'outbox');
  if given > 0 then
    perform outbox_save(change -> 'outbox', given);
  end if;

  perform letters_save(change);
  return coalesce(raised_numbers, '{}') || coalesce(moved_numbers, '{}');
end $$;

-- A row that its writer says itself is claimed from the beginning; what it does not say, a relay says when the lease ends.
-- A device that gives two presses one alert id is still told "received" twice; the second time is marked as what it is.
create function outbox_save(rows jsonb, given integer) returns void language plpgsql as $$
declare
  written integer;
begin
  insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at)
    select n.id, n."incidentId", n.channel, n.recipient, n.body, n.urgency, case when n."claimedUntil" is null then 'pending' else 'sending' end,
      case when n."claimedUntil" is null then 0 else 1 end, instant_of(coalesce(n."claimedUntil", n."createdAt")), instant_of(n."notAfter"),
      instant_of(n."createdAt")
    from jsonb_to_recordset(rows) as n (id text, "incidentId" text, channel text, recipient text, body jsonb, urgency smallint,
      "claimedUntil" double precision, "createdAt" double precision, "notAfter" double precision)
    on conflict ((body ->> 'deviceId'), (body ->> 'alertId'), incident_id, (body ->> 'stage'))
      where body ->> 'kind' = 'receipt' and body ->> 'again' = 'false' and body ->> 'stage' in ('received', 'closed') do nothing;
  get diagnostics written = row_count;
  if written < given then
    insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at)
      select n.id, n."incidentId", n.channel, n.recipient, jsonb_set(n.body, '{again}', 'true'), n.urgency,
        case when n."claimedUntil" is null then 'pending' else 'sending' end, case when n."claimedUntil" is null then 0 else 1 end,
        instant_of(coalesce(n."claimedUntil", n."createdAt")), instant_of(n."notAfter"), instant_of(n."createdAt")
      from jsonb_to_recordset(rows) as n (id text, "incidentId" text, channel text, recipient text, body jsonb, urgency smallint,
        "claimedUntil" double precision, "createdAt" double precision, "notAfter" double precision)
      where not exists (select from outbox o where o.id = n.id);
  end if;
end $$;

-- {newKeys, texts, inbox, answers}: what was said and handed in, with or without a case
create function letters_save(change jsonb) returns boolean language plpgsql ${BY_KEY} as $$
declare
  given integer := jsonb_array_length(change -> 'texts');
  written integer;
begin
  if change -> 'newKeys' <> '[]' then
    insert into person_key (id, owner, wrapped, created_at)
      select n.id, n.owner, decode(n.wrapped, 'base64'), instant_of(n.at)
      from jsonb_to_recordset(change -> 'newKeys') as n (id text, owner text, wrapped text, at double precision);
  end if;
  if given > 0 then
    insert into secret_text (id, key_id, incident_id, what, sealed, created_at)
      select n.id, n."keyId", n."incidentId", n.what, decode(n.sealed, 'base64'), instant_of(n.at)
      from jsonb_to_recordset(change -> 'texts') as n (id text, "keyId" text, "incidentId" text, what text, sealed text, at double precision)
        join person_key k on k.id = n."keyId" and k.erased_at is null;
    get diagnostics written = row_count;
    if written <> given then
      raise exception 'a key was erased meanwhile' using errcode = 'SB003';
    end if;
  end if;
  if change -> 'inbox' <> '[]' then
    -- a copy has its row already: the other engine's
    insert into inbox (device_id, alert_id, dedupe_key, kind, payload_hash, nth, engine_id, topic, incident_id, raw_id, received_at)
      select h.device_id, n."alertId", h.dedupe_key, h.kind, h.payload_hash, h.handed, h.engine_id, n.topic, n."incidentId", n."rawId",
        instant_of(n."receivedAt")
      from jsonb_to_recordset(change -> 'inbox') as n ("engineId" text, "deviceId" text, "alertId" text, "dedupeKey" text, kind text,
          "payloadHash" text, topic text, "incidentId" text, "rawId" text, "receivedAt" double precision)
        join inbox_handed h on h.engine_id = n."engineId" and h.device_id = n."deviceId" and h.dedupe_key = n."dedupeKey" and h.kind = n.kind
          and h.payload_hash = n."payloadHash"
      on conflict (device_id, dedupe_key, kind, payload_hash, nth) do nothing;
  end if;
  if change -> 'answers' <> '[]' then
    insert into idempotency (account_id, key, body_hash, status, answer, at)
      select n."accountId", n.key, n."bodyHash", n.status, n.answer, instant_of(n.at)
      from jsonb_to_recordset(change -> 'answers') as n ("accountId" text, key text, "bodyHash" text, status integer, answer jsonb,
        at double precision);
  end if;
  return true;
end $$;
`;

const locking = /* sql */ `
-- [{n, subject, family, engineId, deviceId, alertId, dedupeKey, kind, payloadHash, copiesSince}], no subject and no device twice: locks them,
-- counts their deliveries, and answers with their cases. Whose subject has no row yet, or is somebody else's at this moment, gets no answer
-- and comes again alone: nobody's press waits for somebody else's home.
create function presses_lock(presses jsonb) returns table (n integer, state jsonb, "policyKey" text, "leaseUntil" double precision, number integer,
  copy boolean, "alertCase" jsonb, "lastClosed" jsonb) language plpgsql ${BY_KEY} as $$
#variable_conflict use_column
declare
  locked text[] := array(
    select s.key from subject s where s.key in (select p ->> 'subject' from jsonb_array_elements(presses) p) for update of s skip locked);
begin
  insert into inbox_handed as h (engine_id, device_id, dedupe_key, kind, payload_hash, handed)
    select p."engineId", p."deviceId", p."dedupeKey", p.kind, p."payloadHash", coalesce(missed.nth, 0) + 1
    from jsonb_to_recordset(presses) as p (subject text, "engineId" text, "deviceId" text, "dedupeKey" text, kind text, "payloadHash" text,
        "copiesSince" double precision)
      left join lateral (
        select b.nth from inbox b
        where b.device_id = p."deviceId" and b.dedupe_key = p."dedupeKey" and b.kind = p.kind and b.payload_hash = p."payloadHash"
          and b.received_at < instant_of(p."copiesSince")
        order by b.nth desc limit 1) missed on true
    where p.subject = any (locked)
    on conflict (engine_id, device_id, dedupe_key, kind, payload_hash) do update set handed = greatest(h.handed + 1, excluded.handed);

  return query
    select p.n, i.state, i.policy_key, ms_of(i.lease_until)::double precision, i.number::integer,
      exists (select from inbox b where b.device_id = p."deviceId" and b.dedupe_key = p."dedupeKey" and b.kind = p.kind
        and b.payload_hash = p."payloadHash" and b.nth = h.handed),
      alert.known, closed.last
    from jsonb_to_recordset(presses) as p (n integer, subject text, family text, "engineId" text, "deviceId" text, "alertId" text,
        "dedupeKey" text, kind text, "payloadHash" text)
      join inbox_handed h on h.engine_id = p."engineId" and h.device_id = p."deviceId" and h.dedupe_key = p."dedupeKey" and h.kind = p.kind
        and h.payload_hash = p."payloadHash"
      left join lateral (
        select o.id, o.state, o.policy_key, o.lease_until, o.number from incident o
        where o.subject_key = p.subject and o.family = p.family and o.open limit 1) i on true
      -- an open case of the same kind is what a repeat repeats; otherwise the latest of this alert id
      left join lateral (
        select jsonb_build_object('incidentId', d.incident_id, 'kind', d.kind, 'open', o.open) as known
        from device_alert d join incident o on o.id = d.incident_id
        where d.device_id = p."deviceId" and d.alert_id = p."alertId"
        order by (o.open and d.kind = p.kind) desc, d.at desc limit 1) alert on true
      left join lateral (
        select jsonb_build_object('incidentId', c.id, 'closedAt', ms_of(c.closed_at)) as last from incident c
        where c.subject_key = p.subject and c.family = p.family and not c.open
        order by c.closed_at desc limit 1) closed on true
    where p.subject = any (locked);
end $$;

-- [{n, id}], no case twice -> those whose subject is free at this moment, locked
create function cases_lock(asked jsonb) returns table (n integer, state jsonb, "policyKey" text, "leaseUntil" double precision, number integer)
language plpgsql ${BY_KEY} as $$
#variable_conflict use_column
declare
  locked text[] := array(
    select s.key from subject s where s.key in (
      select i.subject_key from incident i where i.id in (select q ->> 'id' from jsonb_array_elements(asked) q))
    for update of s skip locked);
begin
  return query
    select q.n, i.state, i.policy_key, ms_of(i.lease_until)::double precision, i.number::integer
    from jsonb_to_recordset(asked) as q (n integer, id text) join incident i on i.id = q.id
    where i.subject_key = any (locked);
end $$;
`;
