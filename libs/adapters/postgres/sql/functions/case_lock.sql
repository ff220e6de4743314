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
