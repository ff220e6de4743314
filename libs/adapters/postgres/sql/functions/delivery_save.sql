-- A message that was proven to be new, with its sealed frame; of a copy only the count of this engine moves. nth: its number among equal ones, where
-- other engines hear them too. Its key must still be live.
create or replace function delivery_save(d jsonb, nth integer, incident text) returns void language plpgsql as $$
begin
  if nth is not null then
    insert into inbox_handed as h (engine_id, device_id, dedupe_key, kind, payload_hash, handed)
      values (d ->> 'engineId', d ->> 'deviceId', d ->> 'dedupeKey', d ->> 'kind', d ->> 'payloadHash', nth)
      on conflict (engine_id, device_id, dedupe_key, kind, payload_hash) do update set handed = greatest(h.handed, excluded.handed);
  end if;
  if d -> 'copy' = 'false' then
    insert into inbox (id, device_id, alert_id, dedupe_key, kind, payload_hash, nth, engine_id, topic, incident_id, received_at, key_id, frame, said)
      select d ->> 'id', d ->> 'deviceId', d ->> 'alertId', d ->> 'dedupeKey', d ->> 'kind', d ->> 'payloadHash', nth, d ->> 'engineId',
        d ->> 'topic', incident, instant_of((d ->> 'receivedAt')::double precision), k.id, decode(d ->> 'frame', 'base64'),
        decode(d ->> 'read', 'base64')
      from person_key k where k.id = d ->> 'keyId' and k.erased_at is null;
    if not found then
      raise exception 'a key was erased meanwhile' using errcode = 'SB003';
    end if;
  end if;
end $$;
