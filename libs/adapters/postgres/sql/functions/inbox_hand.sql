-- Counts this delivery, and answers with its number: this engine's n-th is every other engine's n-th. What others took in before
-- "copiesSince" never came here and never will, so it is counted as if it had.
create or replace function inbox_hand(entry jsonb) returns integer language plpgsql as $$
declare
  missed integer := 0;
  number integer;
  since timestamptz := instant_of((entry ->> 'copiesSince')::double precision);
begin
  if entry ->> 'redelivered' = 'true' then
    select h.handed into number from inbox_handed h
      where h.engine_id = entry ->> 'engineId' and h.device_id = entry ->> 'deviceId' and h.dedupe_key = entry ->> 'dedupeKey'
        and h.kind = entry ->> 'kind' and h.payload_hash = entry ->> 'payloadHash'
        and (since is null or exists (select from inbox b where b.device_id = h.device_id and b.dedupe_key = h.dedupe_key and b.kind = h.kind
          and b.payload_hash = h.payload_hash and b.nth = h.handed and b.received_at >= since));
    if number is not null then
      return number;
    end if;
  end if;
  if since is not null then
    select b.nth into missed from inbox b
      where b.device_id = entry ->> 'deviceId' and b.dedupe_key = entry ->> 'dedupeKey' and b.kind = entry ->> 'kind'
        and b.payload_hash = entry ->> 'payloadHash' and b.received_at < since
      order by b.nth desc limit 1;
  end if;
  insert into inbox_handed as h (engine_id, device_id, dedupe_key, kind, payload_hash, handed)
    values (entry ->> 'engineId', entry ->> 'deviceId', entry ->> 'dedupeKey', entry ->> 'kind', entry ->> 'payloadHash', coalesce(missed, 0) + 1)
    on conflict (engine_id, device_id, dedupe_key, kind, payload_hash)
      do update set handed = greatest(h.handed, coalesce(missed, 0)) + 1
    returning handed into number;
  return number;
end $$;
