-- The rows of items that hold, table by table, with the names of their columns -> {incident: number} of those that are raised
create or replace function incidents_save(question jsonb) returns jsonb
language plpgsql as $$
declare
  numbers jsonb := '{}';
begin
  if question -> 'policies' <> '[]' then
    insert into policy (key, body) select p.key, p.body from jsonb_populate_recordset(null::policy, question -> 'policies') p
      order by p.key on conflict do nothing;
  end if;

  if question -> 'raised' <> '[]' then
    with made as (
      insert into incident (id, subject_key, family, region_id, home_id, senior_ids, version, state, policy_key, phase, class, severity, open,
          raised_at, last_signal_at, last_progress_at, signal_count, last_change_at, closed_at, next_due_at, lease_until)
        select r.id, r.subject_key, r.family, r.region_id, r.home_id, r.senior_ids, r.version, r.state, r.policy_key, r.phase, r.class, r.severity,
          r.open, r.raised_at, r.last_signal_at, r.last_progress_at, r.signal_count, r.last_change_at, r.closed_at, r.next_due_at, r.lease_until
        from jsonb_populate_recordset(null::incident, question -> 'raised') r
        returning id, number)
    select jsonb_object_agg(id, number) into numbers from made;
  end if;

  if question -> 'moved' <> '[]' then
    -- where state is null it is as it was
    update incident i set version = m.version, state = coalesce(m.state, i.state), region_id = m.region_id, home_id = m.home_id,
        senior_ids = m.senior_ids, phase = m.phase, class = m.class, severity = m.severity, open = m.open, last_signal_at = m.last_signal_at,
        last_progress_at = m.last_progress_at, signal_count = m.signal_count, last_change_at = greatest(i.last_change_at, m.last_change_at),
        closed_at = m.closed_at, next_due_at = m.next_due_at, lease_until = m.lease_until
      from jsonb_populate_recordset(null::incident, question -> 'moved') m
      where i.id = m.id;
  end if;

  insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
    select e.incident_id, e.seq, e.id, e.type, e.at, e.actor_kind, e.actor_id, e.body
    from jsonb_populate_recordset(null::incident_event, question -> 'events') e;

  if question -> 'offers' <> '[]' then
    insert into offer as o (id, incident_id, helper_id, wave, state, over_reason, made_at, lapses_at, expected_arrival_s)
      select f.id, f."incidentId", f."helperId", f.wave, f.state, f."overReason", instant_of(f."madeAt"), instant_of(f."lapsesAt"),
        f."expectedArrivalS"
      from jsonb_to_recordset(question -> 'offers') as f (id text, "incidentId" text, "helperId" text, wave integer, state text,
        "overReason" text, "madeAt" double precision, "lapsesAt" double precision, "expectedArrivalS" double precision)
      on conflict (id) do update set state = excluded.state, over_reason = excluded.over_reason, lapses_at = excluded.lapses_at,
        expected_arrival_s = excluded.expected_arrival_s;
  end if;

  -- who stops going first is written before who starts: the unique index looks at every row as it comes
  if question -> 'assignments' <> '[]' then
    insert into assignment as a (id, incident_id, offer_id, helper_id, role, state, accepted_at, eta_at, departed_at, arrived_at, finished_at)
      select s.id, s."incidentId", s."offerId", s."helperId", s.role, s.state, instant_of(s."acceptedAt"), instant_of(s."etaAt"),
        instant_of(s."departedAt"), instant_of(s."arrivedAt"), instant_of(s."finishedAt")
      from jsonb_to_recordset(question -> 'assignments') as s (id text, "incidentId" text, "offerId" text, "helperId" text, role text,
        state text, "acceptedAt" double precision, "etaAt" double precision, "departedAt" double precision, "arrivedAt" double precision,
        "finishedAt" double precision)
      order by s.role = 'primary' and s.state in ('accepted', 'departed', 'arrived')
      on conflict (id) do update set role = excluded.role, state = excluded.state, eta_at = excluded.eta_at,
        departed_at = excluded.departed_at, arrived_at = excluded.arrived_at, finished_at = excluded.finished_at;
  end if;

  if question -> 'signals' <> '[]' then
    if question -> 'signalsAnew' <> '[]' then
      -- the newest ones of an incident that were changed or put in another order are written anew
      delete from signal s using (
          select a."incidentId", coalesce((
            select p.position from signal p where p.incident_id = a."incidentId" order by p.position desc offset a.newest - 1 limit 1), 0) as first
          from jsonb_to_recordset(question -> 'signalsAnew') as a ("incidentId" text, newest integer)) anew
        where s.incident_id = anew."incidentId" and s.position >= anew.first;
    end if;
    insert into signal select s.* from jsonb_populate_recordset(null::signal, question -> 'signals') s;
  end if;

  if question -> 'outbox' <> '[]' then
    perform outbox_save(question -> 'outbox');
  end if;

  if question -> 'newKeys' <> '[]' then
    insert into person_key (id, owner, wrapped, created_at)
      select k.id, k.owner, decode(k.wrapped, 'base64'), instant_of(k.at)
      from jsonb_to_recordset(question -> 'newKeys') as k (id text, owner text, wrapped text, at double precision);
  end if;
  if question -> 'keysUsed' <> '[]' and exists (
      select from jsonb_populate_recordset(null::person_key, question -> 'keysUsed') u
      where not exists (select from person_key k where k.id = u.id and k.erased_at is null)) then
    raise exception 'a key was erased meanwhile' using errcode = 'SB003';
  end if;
  if question -> 'texts' <> '[]' then
    insert into secret_text (id, key_id, incident_id, what, sealed, created_at)
      select t.id, t."keyId", t."incidentId", t.what, decode(t.sealed, 'base64'), instant_of(t.at)
      from jsonb_to_recordset(question -> 'texts') as t (id text, "keyId" text, "incidentId" text, what text, sealed text,
        at double precision);
  end if;
  if question -> 'answers' <> '[]' then
    insert into idempotency (account_id, key, body_hash, status, answer, at)
      select a."accountId", a.key, a."bodyHash", a.status, a.answer, instant_of(a.at)
      from jsonb_to_recordset(question -> 'answers') as a ("accountId" text, key text, "bodyHash" text, status integer, answer jsonb,
        at double precision);
  end if;
  return numbers;
end $$;
