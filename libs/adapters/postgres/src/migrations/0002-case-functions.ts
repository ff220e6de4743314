/**
 * One round trip locks and loads, one writes. Functions and not CTEs, because each statement of a volatile function sees what was
 * committed while the one before it waited for the subject's row; a CTE would read the case as it was before the wait.
 */
export const caseFunctions = /* sql */ `
create function instant_of(ms double precision) returns timestamptz language sql immutable strict
  return to_timestamp(ms / 1000);
create function ms_of(at timestamptz) returns bigint language sql immutable strict
  return round(extract(epoch from at) * 1000);

create function subject_lock(subject text, now_ms double precision) returns void language plpgsql as $$
begin
  perform from subject where key = subject_lock.subject for update;
  if not found then
    insert into subject (key, first_seen_at) values (subject_lock.subject, instant_of(now_ms)) on conflict do nothing;
    perform from subject where key = subject_lock.subject for update;
  end if;
end $$;

-- {by, id | subject, family} + {now, inbox?, idempotency?} -> the case, or null when there is none of that name
create function case_lock(request jsonb) returns jsonb language plpgsql as $$
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
    insert into inbox_handed as h (engine_id, device_id, alert_id, kind, payload_hash, handed)
      values (inbox_key ->> 'engineId', inbox_key ->> 'deviceId', inbox_key ->> 'alertId', inbox_key ->> 'kind', inbox_key ->> 'payloadHash', 1)
      on conflict (engine_id, device_id, alert_id, kind, payload_hash) do update set handed = h.handed + 1
      returning handed into handed_now;
    is_copy := exists (
      select from inbox b where b.device_id = inbox_key ->> 'deviceId' and b.alert_id = inbox_key ->> 'alertId'
        and b.kind = inbox_key ->> 'kind' and b.payload_hash = inbox_key ->> 'payloadHash' and b.nth = handed_now);
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

create function texts_save(texts jsonb, new_keys jsonb, the_incident text, at timestamptz) returns void language plpgsql as $$
declare
  live integer;
begin
  insert into person_key (id, owner, wrapped, created_at)
    select k ->> 'id', k ->> 'owner', decode(k ->> 'wrapped', 'base64'), at from jsonb_array_elements(new_keys) k;
  select count(*) into live from person_key p
    where p.erased_at is null and p.id in (select t ->> 'keyId' from jsonb_array_elements(texts) t);
  if live <> (select count(distinct t ->> 'keyId') from jsonb_array_elements(texts) t) then
    raise exception 'a key was erased meanwhile' using errcode = 'SB003';
  end if;
  insert into secret_text (id, key_id, incident_id, what, sealed, created_at)
    select t ->> 'id', t ->> 'keyId', the_incident, t ->> 'what', decode(t ->> 'sealed', 'base64'), at from jsonb_array_elements(texts) t;
end $$;

create function inbox_save(entry jsonb, the_incident text) returns void language plpgsql as $$
begin
  -- a copy has its row already: the other engine's
  insert into inbox (device_id, alert_id, kind, payload_hash, nth, engine_id, topic, incident_id, raw_id, received_at)
    select h.device_id, h.alert_id, h.kind, h.payload_hash, h.handed, h.engine_id, entry ->> 'topic', the_incident, entry ->> 'rawId',
      instant_of((entry ->> 'receivedAt')::double precision)
    from inbox_handed h
    where h.engine_id = entry ->> 'engineId' and h.device_id = entry ->> 'deviceId' and h.alert_id = entry ->> 'alertId'
      and h.kind = entry ->> 'kind' and h.payload_hash = entry ->> 'payloadHash'
    on conflict (device_id, alert_id, kind, payload_hash, nth) do nothing;
end $$;

-- A device that gives two presses one alert id is still told "received" twice; the second time is marked as what it is.
create function said_once(body jsonb, the_incident text) returns jsonb language sql stable
  return case
    when body ->> 'kind' = 'receipt' and body ->> 'again' = 'false' and exists (
      select from outbox o where o.body ->> 'deviceId' = said_once.body ->> 'deviceId' and o.body ->> 'alertId' = said_once.body ->> 'alertId'
        and o.incident_id = the_incident and o.body ->> 'stage' = said_once.body ->> 'stage'
        and o.body ->> 'kind' = 'receipt' and o.body ->> 'again' = 'false' and o.body ->> 'stage' in ('received', 'closed'))
    then jsonb_set(body, '{again}', 'true')
    else body end;

create function case_save(change jsonb) returns bigint language plpgsql as $$
declare
  r jsonb := change -> 'row';
  the_id text := r ->> 'id';
  changed_at timestamptz := instant_of((r ->> 'lastChangeAt')::double precision);
  the_number bigint;
begin
  if change -> 'policy' <> 'null' then
    insert into policy (key, body) values (r ->> 'policyKey', change -> 'policy') on conflict do nothing;
  end if;

  if (change ->> 'before')::integer = 0 then
    insert into incident (id, subject_key, family, region_id, home_id, senior_ids, version, state, policy_key, phase, class, severity, open,
        raised_at, last_signal_at, last_change_at, closed_at, next_due_at, lease_until)
      values (the_id, r ->> 'subjectKey', r ->> 'family', r ->> 'regionId', r ->> 'homeId',
        array(select jsonb_array_elements_text(r -> 'seniorIds')), (r ->> 'version')::integer, change -> 'state', r ->> 'policyKey',
        r ->> 'phase', r ->> 'class', (r ->> 'severity')::smallint, (r ->> 'open')::boolean,
        instant_of((r ->> 'raisedAt')::double precision), instant_of((r ->> 'lastSignalAt')::double precision), changed_at,
        instant_of((r ->> 'closedAt')::double precision), instant_of((r ->> 'nextDueAt')::double precision),
        instant_of((r ->> 'leaseUntil')::double precision))
      returning number into the_number;
  else
    update incident i set version = (r ->> 'version')::integer, state = change -> 'state', region_id = r ->> 'regionId', home_id = r ->> 'homeId',
        senior_ids = array(select jsonb_array_elements_text(r -> 'seniorIds')), phase = r ->> 'phase', class = r ->> 'class',
        severity = (r ->> 'severity')::smallint, open = (r ->> 'open')::boolean,
        last_signal_at = instant_of((r ->> 'lastSignalAt')::double precision), last_change_at = greatest(i.last_change_at, changed_at),
        closed_at = instant_of((r ->> 'closedAt')::double precision), next_due_at = instant_of((r ->> 'nextDueAt')::double precision),
        lease_until = instant_of((r ->> 'leaseUntil')::double precision)
      where i.id = the_id and i.version = (change ->> 'before')::integer
      returning number into the_number;
    if the_number is null then
      raise exception 'case % is not at version %', the_id, change ->> 'before' using errcode = 'SB001';
    end if;
  end if;

  insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
    select the_id, (e ->> 'seq')::integer, e ->> 'id', e ->> 'type', instant_of((e ->> 'at')::double precision),
      e #>> '{actor,kind}', e #>> '{actor,id}', e - '{seq,id,type,at,actor}'::text[]
    from jsonb_array_elements(change -> 'events') e;

  insert into offer as o (id, incident_id, helper_id, wave, state, over_reason, made_at, lapses_at, expected_arrival_s)
    select n ->> 'id', the_id, n ->> 'helperId', (n ->> 'wave')::integer, n ->> 'state', n ->> 'overReason',
      instant_of((n ->> 'madeAt')::double precision), instant_of((n ->> 'lapsesAt')::double precision), (n ->> 'expectedArrivalS')::double precision
    from jsonb_array_elements(change -> 'offers') n
    on conflict (id) do update set state = excluded.state, over_reason = excluded.over_reason, lapses_at = excluded.lapses_at,
      expected_arrival_s = excluded.expected_arrival_s;

  -- who stops going first is written before who starts: the unique index looks at every row as it comes
  insert into assignment as a (id, incident_id, offer_id, helper_id, role, state, accepted_at, eta_at, departed_at, arrived_at, finished_at)
    select n ->> 'id', the_id, n ->> 'offerId', n ->> 'helperId', n ->> 'role', n ->> 'state',
      instant_of((n ->> 'acceptedAt')::double precision), instant_of((n ->> 'etaAt')::double precision),
      instant_of((n ->> 'departedAt')::double precision), instant_of((n ->> 'arrivedAt')::double precision),
      instant_of((n ->> 'finishedAt')::double precision)
    from jsonb_array_elements(change -> 'assignments') n
    order by n ->> 'role' = 'primary' and n ->> 'state' in ('accepted', 'departed', 'arrived')
    on conflict (id) do update set role = excluded.role, state = excluded.state, eta_at = excluded.eta_at,
      departed_at = excluded.departed_at, arrived_at = excluded.arrived_at, finished_at = excluded.finished_at;

  insert into device_alert (device_id, alert_id, kind, incident_id, at)
    select n ->> 'deviceId', n ->> 'alertId', n ->> 'kind', the_id, instant_of((n ->> 'at')::double precision)
    from jsonb_array_elements(change -> 'alerts') n
    on conflict do nothing;

  insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at)
    select n ->> 'id', n ->> 'incidentId', n ->> 'channel', n ->> 'recipient', said_once(n -> 'body', n ->> 'incidentId'), (n ->> 'urgency')::smallint, 'pending', 0,
      instant_of((n ->> 'createdAt')::double precision), instant_of((n ->> 'notAfter')::double precision),
      instant_of((n ->> 'createdAt')::double precision)
    from jsonb_array_elements(change -> 'outbox') n;

  if jsonb_array_length(change -> 'texts') > 0 then
    perform texts_save(change -> 'texts', change -> 'newKeys', the_id, changed_at);
  end if;
  if change -> 'inbox' <> 'null' then
    perform inbox_save(change -> 'inbox', the_id);
  end if;
  if change -> 'answer' <> 'null' then
    insert into idempotency (account_id, key, body_hash, status, answer, at)
      values (change #>> '{answer,accountId}', change #>> '{answer,key}', change #>> '{answer,bodyHash}', (change #>> '{answer,status}')::integer,
        change #> '{answer,answer}', instant_of((change #>> '{answer,at}')::double precision));
  end if;
  return the_number;
end $$;

-- a copy, or a message that changed no case: the inbox row and the raw frame alone
create function note_save(note jsonb) returns boolean language plpgsql as $$
begin
  if jsonb_array_length(note -> 'texts') > 0 then
    perform texts_save(note -> 'texts', note -> 'newKeys', null, instant_of((note #>> '{inbox,receivedAt}')::double precision));
  end if;
  perform inbox_save(note -> 'inbox', null);
  return true;
end $$;
`;
