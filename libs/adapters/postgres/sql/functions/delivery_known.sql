-- How a delivery stands to what was written before: its number among the equal messages of this engine (null: only this engine hears it, or it
-- is written already), whether it is written already, by this engine or as another one's copy, and the incident that its alert belongs to.
-- "counted": how many equal ones stand before it in the same statement.
create or replace function delivery_known(delivery jsonb, counted integer, out nth integer, out copy boolean, out alert_case jsonb)
language plpgsql stable as $$
declare
  since timestamptz;
  missed integer;
begin
  select exists (select from inbox b where b.id = delivery ->> 'id'), (
      -- an open incident of the same kind is what a repeat repeats; otherwise the latest of this alert id
      select jsonb_build_object('incidentId', s.incident_id, 'kind', s.kind, 'open', o.open)
      from signal s join incident o on o.id = s.incident_id
      where s.device_id = delivery ->> 'deviceId' and s.alert_id = delivery ->> 'alertId'
      order by (o.open and s.kind = delivery ->> 'kind') desc, s.at desc limit 1)
    into copy, alert_case;
  if copy or delivery -> 'copies' = 'null' then
    return;
  end if;
  since := instant_of((delivery #>> '{copies,since}')::double precision);
  select h.handed into nth from inbox_handed h
    where h.engine_id = delivery ->> 'engineId' and h.device_id = delivery ->> 'deviceId' and h.dedupe_key = delivery ->> 'dedupeKey'
      and h.kind = delivery ->> 'kind' and h.payload_hash = delivery ->> 'payloadHash';
  nth := coalesce(nth, 0) + counted;
  -- what this engine acknowledged long ago is not handed over again: then it is another message with the same bytes
  if not ((delivery ->> 'redelivered')::boolean and nth > 0 and (since is null or exists (
      select from inbox b where b.device_id = delivery ->> 'deviceId' and b.dedupe_key = delivery ->> 'dedupeKey' and b.kind = delivery ->> 'kind'
        and b.payload_hash = delivery ->> 'payloadHash' and b.nth = delivery_known.nth and b.received_at >= since))) then
    if since is not null then
      select b.nth into missed from inbox b
        where b.device_id = delivery ->> 'deviceId' and b.dedupe_key = delivery ->> 'dedupeKey' and b.kind = delivery ->> 'kind'
          and b.payload_hash = delivery ->> 'payloadHash' and b.received_at < since and b.nth is not null
        order by b.nth desc limit 1;
    end if;
    nth := greatest(nth, coalesce(missed, 0)) + 1;
  end if;
  copy := exists (
    select from inbox b where b.device_id = delivery ->> 'deviceId' and b.dedupe_key = delivery ->> 'dedupeKey' and b.kind = delivery ->> 'kind'
      and b.payload_hash = delivery ->> 'payloadHash' and b.nth = delivery_known.nth);
end $$;
