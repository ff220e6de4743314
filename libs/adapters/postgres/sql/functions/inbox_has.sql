create or replace function inbox_has(entry jsonb, number integer) returns boolean language sql volatile
  return exists (select from inbox b where b.device_id = entry ->> 'deviceId' and b.dedupe_key = entry ->> 'dedupeKey'
    and b.kind = entry ->> 'kind' and b.payload_hash = entry ->> 'payloadHash' and b.nth = number);
