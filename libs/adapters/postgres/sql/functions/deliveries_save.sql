-- Messages that were proven to be new, with their sealed frames; of copies only the count of this engine moves.
create or replace function deliveries_save(rows jsonb, counted boolean) returns void language plpgsql as $$
begin
  if counted then
    insert into inbox_handed as h (engine_id, device_id, dedupe_key, kind, payload_hash, handed)
      select d.engine_id, d.device_id, d.dedupe_key, d.kind, d.payload_hash, max(d.nth)
      from jsonb_populate_recordset(null::inbox, rows) d
      where d.nth is not null group by 1, 2, 3, 4, 5
      on conflict (engine_id, device_id, dedupe_key, kind, payload_hash) do update set handed = greatest(h.handed, excluded.handed);
    rows := (select coalesce(jsonb_agg(d), '[]') from jsonb_array_elements(rows) d where d -> 'copy' = 'false');
  end if;
  insert into inbox (id, device_id, alert_id, dedupe_key, kind, payload_hash, nth, engine_id, topic, incident_id, received_at, key_id, frame, said)
    select d.id, d.device_id, d.alert_id, d.dedupe_key, d.kind, d.payload_hash, d.nth, d.engine_id, d.topic, d.incident_id, d.received_at, d.key_id,
      d.frame, d.said
    from jsonb_populate_recordset(null::inbox, rows) d;
end $$;
