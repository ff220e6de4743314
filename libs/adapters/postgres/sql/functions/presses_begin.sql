-- [{n, device, child, at, inbox}] -> for each whose subject is locked now: what is on file of its device, the open cases of its subject and
-- the last closed ones by family, and, where nothing is open yet, who is told when something is. Without patience nobody's press waits for
-- somebody else's home: whose subject has no row yet, is being worked on by somebody else, or belongs to a press before it in this list, gets
-- no answer and comes again alone.
create or replace function presses_begin(presses jsonb, families text[], patient boolean) returns table (n integer, device jsonb, subject text, cases jsonb,
  copy boolean, "alertCase" jsonb, "lastClosed" jsonb, seats jsonb, contacts jsonb) language plpgsql as $$
#variable_conflict use_column
declare
  press jsonb;
  entry jsonb;
  at timestamptz;
  handed integer;
  taken text[] := '{}';
begin
  for press in select p from jsonb_array_elements(presses) p loop
    entry := press -> 'inbox';
    at := instant_of((press ->> 'at')::double precision);
    n := (press ->> 'n')::integer;
    device := device_facts(press ->> 'device', press ->> 'child', at);
    if device is null then
      raise exception 'there is no region at all: the database was never seeded';
    end if;
    subject := case
      when (press ->> 'unproven')::boolean and not (device ->> 'known')::boolean then 'unregistered:' || (device ->> 'regionId')
      when device ->> 'homeId' is not null then 'home:' || (device ->> 'homeId')
      when press ->> 'child' is null or (device ->> 'known')::boolean then 'device:' || (press ->> 'device')
      else 'device:' || (press ->> 'device') || '/' || (press ->> 'child') end;
    continue when subject = any (taken);
    if patient then
      perform subject_lock(subject, (press ->> 'at')::double precision);
    else
      perform from subject s where s.key = subject for update skip locked;
      continue when not found;
    end if;
    taken := taken || subject;

    handed := inbox_hand(entry);
    copy := inbox_has(entry, handed);
    -- an open case of the same kind is what a repeat repeats; otherwise the latest of this alert id
    "alertCase" := (
      select jsonb_build_object('incidentId', d.incident_id, 'kind', d.kind, 'open', o.open)
      from device_alert d join incident o on o.id = d.incident_id
      where d.device_id = entry ->> 'deviceId' and d.alert_id = entry ->> 'alertId'
      order by (o.open and d.kind = entry ->> 'kind') desc, d.at desc limit 1);
    cases := (
      select jsonb_object_agg(o.family, jsonb_build_object('state', o.state, 'policyKey', o.policy_key,
        'leaseUntil', ms_of(o.lease_until), 'number', o.number))
      from incident o where o.subject_key = subject and o.open);
    "lastClosed" := (
      select jsonb_object_agg(family, closed.last)
      from unnest(families) as family
      cross join lateral (
        select jsonb_build_object('incidentId', c.id, 'closedAt', ms_of(c.closed_at)) as last from incident c
        where c.subject_key = subject and c.family = family and not c.open
        order by c.closed_at desc limit 1) closed
      where cases is null or not cases ? family);
    seats := null;
    contacts := null;
    if cases is null then
      seats := seats_near(region_chain(device ->> 'regionId'));
      contacts := contacts_reachable(array(select jsonb_array_elements_text(device -> 'seniorIds')));
    end if;
    return next;
  end loop;
end $$;
