import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A broker hands a message over again when its acknowledgement was lost: an engine that was killed after the commit and before the
 * PUBACK gets it twice. It was counted as one more press, and after the closing of its case even opened another.
 */
export class Redelivered0011 implements MigrationInterface {
  readonly name = 'Redelivered1763700000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(handing);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const handing = /* sql */ `
create or replace function inbox_hand(entry jsonb) returns integer language plpgsql as $$
declare
  missed integer := 0;
  number integer;
begin
  if entry ->> 'redelivered' = 'true' then
    select h.handed into number from inbox_handed h
      where h.engine_id = entry ->> 'engineId' and h.device_id = entry ->> 'deviceId' and h.dedupe_key = entry ->> 'dedupeKey'
        and h.kind = entry ->> 'kind' and h.payload_hash = entry ->> 'payloadHash';
    if number is not null then
      return number;
    end if;
  end if;
  if entry ->> 'copiesSince' is not null then
    select b.nth into missed from inbox b
      where b.device_id = entry ->> 'deviceId' and b.dedupe_key = entry ->> 'dedupeKey' and b.kind = entry ->> 'kind'
        and b.payload_hash = entry ->> 'payloadHash' and b.received_at < instant_of((entry ->> 'copiesSince')::double precision)
      order by b.nth desc limit 1;
  end if;
  insert into inbox_handed as h (engine_id, device_id, dedupe_key, kind, payload_hash, handed)
    values (entry ->> 'engineId', entry ->> 'deviceId', entry ->> 'dedupeKey', entry ->> 'kind', entry ->> 'payloadHash', coalesce(missed, 0) + 1)
    on conflict (engine_id, device_id, dedupe_key, kind, payload_hash)
      do update set handed = greatest(h.handed, coalesce(missed, 0)) + 1
    returning handed into number;
  return number;
end $$;
`;
