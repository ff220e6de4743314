-- {newKeys, texts, inbox, answers}: what was said and handed in, with or without a case
create or replace function letters_save(change jsonb) returns boolean language plpgsql set enable_hashjoin to off set enable_mergejoin to off as $$
declare
  given integer := jsonb_array_length(change -> 'texts');
  written integer;
begin
  if change -> 'newKeys' <> '[]' then
    insert into person_key (id, owner, wrapped, created_at)
      select n.id, n.owner, decode(n.wrapped, 'base64'), instant_of(n.at)
      from jsonb_to_recordset(change -> 'newKeys') as n (id text, owner text, wrapped text, at double precision);
  end if;
  if given > 0 then
    insert into secret_text (id, key_id, incident_id, what, sealed, created_at)
      select n.id, n."keyId", n."incidentId", n.what, decode(n.sealed, 'base64'), instant_of(n.at)
      from jsonb_to_recordset(change -> 'texts') as n (id text, "keyId" text, "incidentId" text, what text, sealed text, at double precision)
        join person_key k on k.id = n."keyId" and k.erased_at is null;
    get diagnostics written = row_count;
    if written <> given then
      raise exception 'a key was erased meanwhile' using errcode = 'SB003';
    end if;
  end if;
  if change -> 'inbox' <> '[]' then
    -- a copy has its row already: the other engine's
    insert into inbox (device_id, alert_id, dedupe_key, kind, payload_hash, nth, engine_id, topic, incident_id, raw_id, received_at)
      select h.device_id, n."alertId", h.dedupe_key, h.kind, h.payload_hash, h.handed, h.engine_id, n.topic, n."incidentId", n."rawId",
        instant_of(n."receivedAt")
      from jsonb_to_recordset(change -> 'inbox') as n ("engineId" text, "deviceId" text, "alertId" text, "dedupeKey" text, kind text,
          "payloadHash" text, topic text, "incidentId" text, "rawId" text, "receivedAt" double precision)
        join inbox_handed h on h.engine_id = n."engineId" and h.device_id = n."deviceId" and h.dedupe_key = n."dedupeKey" and h.kind = n.kind
          and h.payload_hash = n."payloadHash"
      on conflict (device_id, dedupe_key, kind, payload_hash, nth) do nothing;
  end if;
  if change -> 'answers' <> '[]' then
    insert into idempotency (account_id, key, body_hash, status, answer, at)
      select n."accountId", n.key, n."bodyHash", n.status, n.answer, instant_of(n.at)
      from jsonb_to_recordset(change -> 'answers') as n ("accountId" text, key text, "bodyHash" text, status integer, answer jsonb,
        at double precision);
  end if;
  return true;
end $$;
