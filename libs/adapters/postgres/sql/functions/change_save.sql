-- An incident as it was decided, with its events, signals, outbox, texts and answer -> its number, where it is raised. row: its columns, where it
-- is raised or more changed than a further signal changes. A row is written by the values of its columns: taken apart by jsonb_populate_recordset
-- it cost as much again as writing it.
create or replace function change_save(change jsonb) returns bigint language plpgsql as $$
declare
  the_id text := change ->> 'id';
  r jsonb := change -> 'row';
  made bigint;
  seen timestamptz;
begin
  if change -> 'policy' <> 'null' then
    insert into policy (key, body) values (change #>> '{policy,key}', change -> 'policy') on conflict do nothing;
  end if;
  if change -> 'raised' = 'true' then
    insert into incident (id, subject_key, family, region_id, home_id, senior_ids, version, state, policy_key, phase, class, severity, open,
        raised_at, last_signal_at, last_progress_at, signal_count, last_change_at, closed_at, next_due_at, lease_until)
      values (the_id, r ->> 'subject', r ->> 'family', r ->> 'regionId', r ->> 'homeId', array(select jsonb_array_elements_text(r -> 'seniorIds')),
        (change ->> 'version')::integer, r -> 'state', r ->> 'policyKey', r ->> 'phase', r ->> 'class', (r ->> 'severity')::smallint,
        (r ->> 'open')::boolean, instant_of((r ->> 'raisedAt')::double precision), instant_of((change ->> 'lastSignalAt')::double precision),
        instant_of((change ->> 'lastProgressAt')::double precision), (change ->> 'signalCount')::integer,
        instant_of((change ->> 'lastChangeAt')::double precision), instant_of((r ->> 'closedAt')::double precision),
        instant_of((change ->> 'nextDueAt')::double precision), instant_of((change ->> 'leaseUntil')::double precision))
      returning number into made;
  elsif r = 'null' then
    update incident set version = (change ->> 'version')::integer, last_signal_at = instant_of((change ->> 'lastSignalAt')::double precision),
        last_progress_at = instant_of((change ->> 'lastProgressAt')::double precision), signal_count = (change ->> 'signalCount')::integer,
        last_change_at = greatest(last_change_at, instant_of((change ->> 'lastChangeAt')::double precision)),
        next_due_at = instant_of((change ->> 'nextDueAt')::double precision), lease_until = instant_of((change ->> 'leaseUntil')::double precision)
      where id = the_id;
  else
    update incident set version = (change ->> 'version')::integer, state = r -> 'state', region_id = r ->> 'regionId', home_id = r ->> 'homeId',
        senior_ids = array(select jsonb_array_elements_text(r -> 'seniorIds')), phase = r ->> 'phase', class = r ->> 'class',
        severity = (r ->> 'severity')::smallint, open = (r ->> 'open')::boolean, last_signal_at = instant_of((change ->> 'lastSignalAt')::double precision),
        last_progress_at = instant_of((change ->> 'lastProgressAt')::double precision), signal_count = (change ->> 'signalCount')::integer,
        last_change_at = greatest(last_change_at, instant_of((change ->> 'lastChangeAt')::double precision)),
        closed_at = instant_of((r ->> 'closedAt')::double precision), next_due_at = instant_of((change ->> 'nextDueAt')::double precision),
        lease_until = instant_of((change ->> 'leaseUntil')::double precision)
      where id = the_id;
  end if;

  for k in 0 .. jsonb_array_length(change -> 'events') - 1 loop
    r := change -> 'events' -> k;
    insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
      values (the_id, (r ->> 'seq')::integer, r ->> 'id', r ->> 'type', instant_of((r ->> 'at')::double precision), r #>> '{actor,kind}',
        r #>> '{actor,id}', r -> 'body');
  end loop;

  if change -> 'signals' <> '[]' then
    if change -> 'newest' <> '0' then
      -- the newest ones of the incident that were changed or put in another order are written anew
      delete from signal s where s.incident_id = the_id and s.position >= coalesce((
        select p.position from signal p where p.incident_id = the_id order by p.position desc offset (change ->> 'newest')::integer - 1 limit 1), 0);
    end if;
    for k in 0 .. jsonb_array_length(change -> 'signals') - 1 loop
      r := change -> 'signals' -> k;
      insert into signal (incident_id, position, device_id, alert_id, kind, at, repeats, child, heard_at, last_heard_at, attempt)
        values (the_id, (r ->> 'position')::bigint, r ->> 'deviceId', r ->> 'alertId', r ->> 'kind', instant_of((r ->> 'at')::double precision),
          (r ->> 'repeats')::integer, r ->> 'child', instant_of((r ->> 'heardAt')::double precision),
          instant_of((r ->> 'lastHeardAt')::double precision), (r ->> 'attempt')::integer);
    end loop;
  end if;

  for k in 0 .. jsonb_array_length(change -> 'outbox') - 1 loop
    r := change -> 'outbox' -> k;
    seen := instant_of((r ->> 'createdAt')::double precision);
    -- what its writer says itself is claimed from the beginning; what it does not say, a relay says when the lease ends
    insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at, said_once)
      values (r ->> 'id', the_id, r ->> 'channel', r ->> 'recipient', r -> 'body', (r ->> 'urgency')::smallint,
        case when r ->> 'claimedUntil' is null then 'pending' else 'sending' end, case when r ->> 'claimedUntil' is null then 0 else 1 end,
        coalesce(instant_of((r ->> 'claimedUntil')::double precision), seen), instant_of((r ->> 'notAfter')::double precision), seen,
        r ->> 'saidOnce')
      on conflict (said_once) where said_once is not null do nothing;
    if not found then
      -- a device that gives two presses one alert id is told "received" twice; the second time is marked as what it is
      insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, not_after, created_at)
        values (r ->> 'id', the_id, r ->> 'channel', r ->> 'recipient', jsonb_set(r -> 'body', '{again}', 'true'), (r ->> 'urgency')::smallint,
          case when r ->> 'claimedUntil' is null then 'pending' else 'sending' end, case when r ->> 'claimedUntil' is null then 0 else 1 end,
          coalesce(instant_of((r ->> 'claimedUntil')::double precision), seen), instant_of((r ->> 'notAfter')::double precision), seen);
    end if;
  end loop;

  if change -> 'more' <> 'null' then
    perform response_save(the_id, change -> 'more');
  end if;
  return made;
end $$;
