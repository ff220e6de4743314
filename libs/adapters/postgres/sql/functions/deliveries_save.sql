-- Messages that were proven to be new, with their sealed frames; of copies only the count of this engine moves.
create or replace function deliveries_save(rows jsonb) returns void language plpgsql as $$
begin
  insert into inbox_handed as h (engine_id, device_id, dedupe_key, kind, payload_hash, handed)
    select d."engineId", d."deviceId", d."dedupeKey", d.kind, d."payloadHash", max(d.nth)
    from jsonb_to_recordset(rows) as d ("engineId" text, "deviceId" text, "dedupeKey" text, kind text, "payloadHash" text, nth integer)
    where d.nth is not null group by 1, 2, 3, 4, 5
    on conflict (engine_id, device_id, dedupe_key, kind, payload_hash) do update set handed = greatest(h.handed, excluded.handed);
  insert into inbox (id, device_id, alert_id, dedupe_key, kind, payload_hash, nth, engine_id, topic, incident_id, received_at, key_id, frame, said)
    select d.id, d."deviceId", d."alertId", d."dedupeKey", d.kind, d."payloadHash", d.nth, d."engineId", d.topic, d."incidentId",
      instant_of(d."receivedAt"), d."keyId", decode(d.frame, 'base64'), decode(d.read, 'base64')
    from jsonb_to_recordset(rows) as d (id text, "deviceId" text, "alertId" text, "dedupeKey" text, kind text, "payloadHash" text, nth integer,
      "engineId" text, topic text, "incidentId" text, "receivedAt" double precision, "keyId" text, frame text, read text, copy boolean)
    where not d.copy;
end $$;
