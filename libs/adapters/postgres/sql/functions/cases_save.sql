-- {policies, raised, moved, events, offers, assignments, alerts, outbox, newKeys, texts, inbox, answers}, each a list -> {id: number}
create or replace function cases_save(change jsonb) returns jsonb language plpgsql set enable_hashjoin to off set enable_mergejoin to off as $$
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
