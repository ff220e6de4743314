import { DeviceSecretHashing } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET } from '@silverbell/adapter-runtime/settings';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import type { DeviceAccess } from '../load/device.js';
import { registerBackground } from './background.js';
import type { Platform } from './platform.js';
import type { Stage } from './stage.js';

/** Together with the town's 400 seniors. */
export const CITY_SENIORS = 1_327_000;
export const CITY_DEVICES = 132_700;
const AT_ONCE = 100_000;

export const cityDevice = (n: number): DeviceAccess => ({ id: `city-pendant-${n}`, secret: DEMO_DEVICE_SECRET });
export const cityDevices = (from: number, count: number): DeviceAccess[] =>
  Array.from({ length: count }, (_, n) => cityDevice(from + n));

/** The platform over a city: the demo town, and around it as many registered seniors and devices as a city has. */
export function city(stage: Stage): Promise<Platform> {
  return stage.once('city', async () => {
    const platform = await stage.startPlatform('city');
    const cluster = await stage.cluster();
    await registerBackground(cluster, platform.database);
    const hashing = new DeviceSecretHashing(DEMO_SECRET);
    await cluster.withClient('city', async (client) => {
      const { rows } = await client.query<{ seniors: number; devices: number }>(
        'select (select count(*) from senior)::integer as seniors, (select count(*) from device)::integer as devices',
      );
      const seniors = CITY_SENIORS - (rows[0]?.seniors ?? 0);
      const devices = CITY_DEVICES - (rows[0]?.devices ?? 0);
      // What is generated fits by construction: nothing is looked up for it, and nobody waits for the disk.
      await client.query(
        `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '256MB'`,
      );
      await client.query('drop index home_place, home_address, senior_home, senior_region');
      for (let from = 1; from <= seniors; from += AT_ONCE) {
        const to = Math.min(seniors, from + AT_ONCE - 1);
        await client.query(
          `with place as (select array_agg(id order by id) as ids, count(*)::integer as many, min(centre_lat) as lat, min(centre_lng) as lng from region
             where not exists (select from region child where child.parent_id = region.id)),
           homes as (
             insert into home (id, region_id, label, address_words, lat, lng, datum, position_source, hazards, has_lift)
             select 'city-home-' || n, ids[1 + n % many], '住户' || n, '第' || n || '号', lat + (n % 1151) * 0.0005, lng + (n % 1153) * 0.0005,
               'wgs84', 'geocoded', '{}', false
             from place, generate_series($1::integer, $2::integer) n returning id, region_id)
           insert into senior (id, home_id, region_id, name, birth_date, gender, status, verify_by, dispatch_first, languages, hearing, dementia,
             care_categories, economic_class, protection_flags)
           select 'city-senior-' || substr(id, 11), id, region_id, '某某', date '1948-03-01', 'unknown', 'active', 'voice', false, '{}', 'good', false,
             '{}', 'other', '{}' from homes`,
          [from, to],
        );
        stage.say(`registering the city: ${Math.round((to / seniors) * 100)} %`);
      }
      for (let from = 1; from <= devices; from += AT_ONCE) {
        const some = cityDevices(from, Math.min(AT_ONCE, devices - from + 1));
        await client.query(
          `insert into device (id, role, profile, region_id, home_id, senior_id, fixed, status, secret_hash, key_id)
           select d.id, 'pendant', 'native', h.region_id, h.id, 'city-senior-' || d.n, true, 'active', d.hash, $4
           from unnest($1::text[], $2::text[], $3::integer[]) as d (id, hash, n) join home h on h.id = 'city-home-' || d.n`,
          [
            some.map(({ id }) => id),
            some.map(({ id, secret }) => hashing.hash(id, secret)),
            some.map((_, n) => from + n),
            hashing.keyId,
          ],
        );
      }
      await client.query(`create index home_address on home (region_id, md5(address_words));
        create index home_place on home using gist (point(lng, lat));
        create index senior_home on senior (home_id);
        create index senior_region on senior (region_id)`);
      await client.query('vacuum analyze home, senior, device');
      await client.query('checkpoint');
    });
    return platform;
  });
}
