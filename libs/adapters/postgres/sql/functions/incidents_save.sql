-- The rows of those items that hold, table by table -> {incident: number}
create or replace function incidents_save(question jsonb, held integer[]) returns jsonb
language plpgsql as $$
declare
  numbers jsonb;
  more jsonb;
begin
  if question -> 'policies' <> '[]' then
    insert into policy (key, body) select p.key, p.body from jsonb_to_recordset(question -> 'policies') as p (key text, body jsonb)
      order by p.key on conflict do nothing;
  end if;

  if question -> 'raised' <> '[]' then
    with made as (
      insert into incident (id, subject_key, family, region_id, home_id, senior_ids, version, state, policy_key, phase, class, severity, open,
          raised_at, last_signal_at, last_progress_at, signal_count, last_change_at, closed_at, next_due_at, lease_until)
        select r.id, r."subjectKey", r.family, r."regionId", r."homeId", r."seniorIds", r.version, r.state, r."policyKey", r.phase, r.class,
          r.severity, r.open, instant_of(r."raisedAt"), instant_of(r."lastSignalAt"), instant_of(r."lastProgressAt"), r."signalCount",
          instant_of(r."lastChangeAt"), instant_of(r."closedAt"), instant_of(r."nextDueAt"), instant_of(r."leaseUntil")
        from jsonb_to_recordset(question -> 'raised') as r (n integer, id text, "subjectKey" text, family text, "regionId" text, "homeId" text,
          "seniorIds" text[], version integer, state jsonb, "policyKey" text, phase text, class text, severity smallint, open boolean,
          "raisedAt" double precision, "lastSignalAt" double precision, "lastProgressAt" double precision, "signalCount" integer,
          "lastChangeAt" double precision, "closedAt" double precision, "nextDueAt" double precision, "leaseUntil" double precision)
        where r.n = any (held)
        returning id, number)
    select jsonb_object_agg(id, number) into numbers from made;
  end if;

  if question -> 'moved' <> '[]' then
    -- what is null of state and columns is as it was
    with made as (
      update incident i set version = m.version, state = coalesce(m.state, i.state), region_id = m."regionId", home_id = m."homeId",
          senior_ids = m."seniorIds", phase = m.phase, class = m.class, severity = m.severity, open = m.open,
          last_signal_at = instant_of(m."lastSignalAt"), last_progress_at = instant_of(m."lastProgressAt"), signal_count = m."signalCount",
          last_change_at = greatest(i.last_change_at, instant_of(m."lastChangeAt")), closed_at = instant_of(m."closedAt"),
          next_due_at = instant_of(m."nextDueAt"), lease_until = instant_of(m."leaseUntil")
        from jsonb_to_recordset(question -> 'moved') as m (n integer, id text, "regionId" text, "homeId" text, "seniorIds" text[],
          version integer, state jsonb, phase text, class text, severity smallint, open boolean, "lastSignalAt" double precision,
          "lastProgressAt" double precision, "signalCount" integer, "lastChangeAt" double precision, "closedAt" double precision,
          "nextDueAt" double precision, "leaseUntil" double precision)
        where i.id = m.id and m.n = any (held)
        returning i.id, i.number)
    select jsonb_object_agg(id, number) into more from made;
    numbers := coalesce(numbers, '{}') || coalesce(more, '{}');
  end if;

  insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
    select e."incidentId", e.seq, e.id, e.type, instant_of(e.at), e."actorKind", e."actorId", e.body
    from jsonb_to_recordset(question -> 'events') as e (n integer, "incidentId" text, seq integer, id text, type text, at double precision,
      "actorKind" text, "actorId" text, body jsonb)
    where e.n = any (held);

  if question -> 'offers' <> '[]' then
    insert into offer as o (id, incident_id, helper_id, wave, state, over_reason, made_at, lapses_at, expected_arrival_s)
      select f.id, f."incidentId", f."helperId", f.wave, f.state, f."overReason", instant_of(f."madeAt"), instant_of(f."lapsesAt"),
        f."expectedArrivalS"
      from jsonb_to_recordset(question -> 'offers') as f (n integer, id text, "incidentId" text, "helperId" text, wave integer, state text,
        "overReason" text, "madeAt" double precision, "lapsesAt" double precision, "expectedArrivalS" double precision)
      where f.n = any (held)
      on conflict (id) do update set state = excluded.state, over_reason = excluded.over_reason, lapses_at = excluded.lapses_at,
        expected_arrival_s = excluded.expected_arrival_s;
  end if;

  -- who stops going first is written before who starts: the unique index looks at every row as it comes
  if question -> 'assignments' <> '[]' then
    insert into assignment as a (id, incident_id, offer_id, helper_id, role, state, accepted_at, eta_at, departed_at, arrived_at, finished_at)
      select s.id, s."incidentId", s."offerId", s."helperId", s.role, s.state, instant_of(s."acceptedAt"), instant_of(s."etaAt"),
        instant_of(s."departedAt"), instant_of(s."arrivedAt"), instant_of(s."finishedAt")
      from jsonb_to_recordset(question -> 'assignments') as s (n integer, id text, "incidentId" text, "offerId" text, "helperId" text, role text,
        state text, "acceptedAt" double precision, "etaAt" double precision, "departedAt" double precision, "arrivedAt" double precision,
        "finishedAt" double precision)
      where s.n = any (held)
      order by s.role = 'primary' and s.state in ('accepted', 'departed', 'arrived')
      on conflict (id) do update set role = excluded.role, state = excluded.state, eta_at = excluded.eta_at,
        departed_at = excluded.departed_at, arrived_at = excluded.arrived_at, finished_at = excluded.finished_at;
  end if;

  if question -> 'signals' <> '[]' then
    -- the newest ones of an incident that were changed or put in another order are written anew
    delete from signal s using (
        select a."incidentId", coalesce((
          select p.position from signal p where p.incident_id = a."incidentId" order by p.position desc offset a.newest - 1 limit 1), 0) as first
        from jsonb_to_recordset(question -> 'signalsAnew') as a (n integer, "incidentId" text, newest integer) where a.n = any (held)) anew
      where s.incident_id = anew."incidentId" and s.position >= anew.first;
    insert into signal (incident_id, position, device_id, alert_id, kind, at, repeats, child, heard_at, last_heard_at, attempt)
      select s."incidentId", s.position, s."deviceId", s."alertId", s.kind, instant_of(s.at), s.repeats, s.child, instant_of(s."heardAt"),
        instant_of(s."lastHeardAt"), s.attempt
      from jsonb_to_recordset(question -> 'signals') as s (n integer, "incidentId" text, position bigint, "deviceId" text, "alertId" text, kind text,
        at double precision, repeats integer, child text, "heardAt" double precision, "lastHeardAt" double precision, attempt integer)
      where s.n = any (held);
  end if;

  if question -> 'outbox' <> '[]' then
    perform outbox_save(question -> 'outbox', held);
  end if;

  if question -> 'newKeys' <> '[]' then
    insert into person_key (id, owner, wrapped, created_at)
      select k.id, k.owner, decode(k.wrapped, 'base64'), instant_of(k.at)
      from jsonb_to_recordset(question -> 'newKeys') as k (n integer, id text, owner text, wrapped text, at double precision)
      where k.n = any (held);
  end if;
  if question -> 'keysUsed' <> '[]' and exists (
      select from jsonb_to_recordset(question -> 'keysUsed') as u (n integer, id text)
      where u.n = any (held) and not exists (select from person_key k where k.id = u.id and k.erased_at is null)) then
    raise exception 'a key was erased meanwhile' using errcode = 'SB003';
  end if;
  if question -> 'texts' <> '[]' then
    insert into secret_text (id, key_id, incident_id, what, sealed, created_at)
      select t.id, t."keyId", t."incidentId", t.what, decode(t.sealed, 'base64'), instant_of(t.at)
      from jsonb_to_recordset(question -> 'texts') as t (n integer, id text, "keyId" text, "incidentId" text, what text, sealed text,
        at double precision)
      where t.n = any (held);
  end if;
  if question -> 'answers' <> '[]' then
    insert into idempotency (account_id, key, body_hash, status, answer, at)
      select a."accountId", a.key, a."bodyHash", a.status, a.answer, instant_of(a.at)
      from jsonb_to_recordset(question -> 'answers') as a (n integer, "accountId" text, key text, "bodyHash" text, status integer, answer jsonb,
        at double precision)
      where a.n = any (held);
  end if;
  return coalesce(numbers, '{}');
end $$;
