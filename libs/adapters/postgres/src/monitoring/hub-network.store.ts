import type { AccountId, DeviceId, HomeId, Instant } from '@silverbell/kernel';
import type { DevicePlace, HubNetworkReport, KnownHubNetwork, HubNetworkStore, PlaceStore } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

/** On which line each hub speaks, and on which it is known. */
export class PostgresHubNetworkStore implements HubNetworkStore, PlaceStore {
  constructor(private readonly source: DataSource) {}

  async networksToCheck(): Promise<readonly HubNetworkReport[]> {
    return this.source.query(
      `select d.id as "deviceId", jsonb_build_object('network', s.network, 'gateway', s.gateway) as now,
         case when l.device_id is not null then jsonb_build_object('network', l.network, 'gateway', l.gateway,
           'suspectedSince', ms_of(l.suspected_since), 'reported', l.told) end as known
       from device d join device_seen s on s.device_id = d.id left join device_line l on l.device_id = d.id
       where d.role = 'hub' and d.status = 'active' and (s.network is not null or s.gateway is not null)
         and (l.device_id is null or l.suspected_since is not null or s.network is distinct from l.network or s.gateway is distinct from l.gateway)
       order by d.id`,
    );
  }

  async saveNetwork(
    deviceId: DeviceId,
    { network, gateway, suspectedSince, reported }: KnownHubNetwork,
    now: Instant,
  ): Promise<void> {
    await this.source.query(
      `insert into device_line (device_id, network, gateway, confirmed_at, suspected_since, told)
       values ($1, $2, $3, instant_of($4), instant_of($5), $6)
       on conflict (device_id) do update set network = excluded.network, gateway = excluded.gateway,
         suspected_since = excluded.suspected_since, told = excluded.told`,
      [deviceId, network, gateway, now, suspectedSince, reported],
    );
  }

  async placeOf(deviceId: DeviceId): Promise<DevicePlace | null> {
    const rows: DevicePlace[] = await this.source.query(
      `select d.id as "deviceId", coalesce(h.region_id, d.region_id) as "regionId",
         case when h.id is not null then jsonb_build_object('id', h.id, 'label', h.label) end as home,
         ms_of(l.confirmed_at)::double precision as "confirmedAt", ms_of(l.suspected_since)::double precision as "suspectedSince",
         coalesce(l.told, false) as "suspicionReported"
       from device asked join device d on d.id = coalesce(asked.hub_id, asked.id)
         left join home h on h.id = d.home_id left join device_line l on l.device_id = d.id
       where asked.id = $1`,
      [deviceId],
    );
    return rows[0] ?? null;
  }

  async confirm(
    deviceId: DeviceId,
    homeId: HomeId | null,
    by: AccountId,
    now: Instant,
  ): Promise<'confirmed' | 'home-unknown'> {
    return this.source.transaction(async (tx) => {
      if (homeId !== null) {
        const found = (await tx.query('select region_id from home where id = $1', [homeId])) as unknown[];
        if (found.length === 0) return 'home-unknown';
        await tx.query(
          `update device d set home_id = h.id, region_id = h.region_id from home h where h.id = $2 and (d.id = $1 or d.hub_id = $1)`,
          [deviceId, homeId],
        );
      }
      await tx.query(
        `insert into device_change (id, device_id, what, by_account, at, home_id)
         select 'place:' || $1 || ':' || $2::bigint, $1, 'place-confirmed', $3, instant_of($2), d.home_id from device d where d.id = $1
         on conflict do nothing`,
        [deviceId, now, by],
      );
      await tx.query(
        `insert into device_line (device_id, network, gateway, confirmed_at, confirmed_by)
         values ($1, (select network from device_seen where device_id = $1), (select gateway from device_seen where device_id = $1), instant_of($2), $3)
         on conflict (device_id) do update set network = excluded.network, gateway = excluded.gateway,
           confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by, suspected_since = null, told = false`,
        [deviceId, now, by],
      );
      return 'confirmed';
    });
  }
}
