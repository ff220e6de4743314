import { DeviceSecretHashing } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET } from '@silverbell/adapter-runtime/settings';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import type { DeviceAccess } from '../load/device.js';
import type { Cluster } from './cluster.js';

/** What a city of 132,700 devices says by itself every second. */
export const BACKGROUND_PER_SECOND = 442;

/** Pendants that only send heartbeats. They are bound to no home, so that nothing is remembered of the homes that press. */
export const BACKGROUND: readonly DeviceAccess[] = Array.from({ length: 200 }, (_, n) => ({
  id: `background-pendant-${n + 1}`,
  secret: DEMO_DEVICE_SECRET,
}));

export async function registerBackground(cluster: Cluster, database: string): Promise<void> {
  const hashing = new DeviceSecretHashing(DEMO_SECRET);
  await cluster.withClient(database, (client) =>
    client.query(
      `insert into device (id, role, profile, region_id, fixed, status, secret_hash, key_id)
       select d.id, 'pendant', 'native', (select min(id) from region), false, 'active', d.hash, $3
       from unnest($1::text[], $2::text[]) as d (id, hash)`,
      [BACKGROUND.map(({ id }) => id), BACKGROUND.map(({ id, secret }) => hashing.hash(id, secret)), hashing.keyId],
    ),
  );
}
