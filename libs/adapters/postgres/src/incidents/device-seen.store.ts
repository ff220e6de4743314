import type { DeviceId, GeoPoint, Instant } from '@silverbell/kernel';
import type { Queryable } from '../connection/command-pool.js';
import { toPgJson } from '../connection/to-pg-json.js';

/** What a heartbeat, telemetry or status message said of a device; `null`: it said nothing about that. */
export interface DeviceSeen {
  readonly deviceId: DeviceId;
  readonly seenAt: Instant;
  readonly online: boolean | null;
  readonly batteryPct: number | null;
  readonly rssiDbm: number | null;
  readonly firmware: string | null;
  readonly network: string | null;
  readonly gateway?: string | null;
  /** It came of the device's own accord, at its own interval. */
  readonly heartbeat?: boolean;
  /** Nothing proves that it was this device: its number came over a bare connection. */
  readonly unproven?: boolean;
  readonly position: {
    readonly point: GeoPoint;
    readonly accuracyM: number | null;
    readonly fixAt: string | null;
    readonly source: string;
  } | null;
}

export interface LastSeen extends DeviceSeen {
  /** When the position arrived, by our clock. */
  readonly positionedAt: Instant | null;
}

/** Heartbeats: many devices in one statement, never in front of an alert. */
export class PostgresDeviceSeenStore {
  constructor(private readonly source: Queryable) {}

  async see(batch: readonly DeviceSeen[]): Promise<void> {
    if (batch.length === 0) return;
    // one row per device, in one order: two engines with overlapping batches must not deadlock
    const rows = [...merged(batch).values()].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
    await this.source.query(
      `insert into device_seen as d (device_id, seen_at, online, battery_pct, rssi_dbm, firmware, network, lat, lng, accuracy_m, fix_at, position_source, positioned_at,
         heartbeat_at, gateway, unproven)
       select n."deviceId", instant_of(n."seenAt"), n.online, n."batteryPct", n."rssiDbm", n.firmware, n.network, n.lat, n.lng, n."accuracyM", n."fixAt",
         n.source, case when n.lat is not null then instant_of(n."positionedAt") end,
         case when n.heartbeat then instant_of(n."seenAt") end, n.gateway, coalesce(n.unproven, false)
       from jsonb_to_recordset($1::jsonb) as n ("deviceId" text, "seenAt" double precision, online boolean, "batteryPct" real, "rssiDbm" real, firmware text,
         network text, lat double precision, lng double precision, "accuracyM" real, "fixAt" text, source text, "positionedAt" double precision, heartbeat boolean,
         gateway text, unproven boolean)
       on conflict (device_id) do update set seen_at = excluded.seen_at, online = coalesce(excluded.online, d.online),
         battery_pct = coalesce(excluded.battery_pct, d.battery_pct), rssi_dbm = coalesce(excluded.rssi_dbm, d.rssi_dbm),
         firmware = coalesce(excluded.firmware, d.firmware), network = coalesce(excluded.network, d.network),
         lat = coalesce(excluded.lat, d.lat), lng = coalesce(excluded.lng, d.lng),
         accuracy_m = case when excluded.lat is null then d.accuracy_m else excluded.accuracy_m end,
         fix_at = case when excluded.lat is null then d.fix_at else excluded.fix_at end,
         position_source = case when excluded.lat is null then d.position_source else excluded.position_source end,
         positioned_at = coalesce(excluded.positioned_at, d.positioned_at),
         heartbeat_at = coalesce(excluded.heartbeat_at, d.heartbeat_at), gateway = coalesce(excluded.gateway, d.gateway),
         unproven = excluded.unproven
       where excluded.seen_at >= d.seen_at`,
      [
        toPgJson(
          // Field by field: some thousand devices a second.
          rows.map((row) => ({
            deviceId: row.deviceId,
            seenAt: row.seenAt,
            online: row.online,
            batteryPct: row.batteryPct,
            rssiDbm: row.rssiDbm,
            firmware: row.firmware,
            network: row.network,
            lat: row.position?.point.lat ?? null,
            lng: row.position?.point.lng ?? null,
            accuracyM: row.position?.accuracyM ?? null,
            fixAt: row.position?.fixAt ?? null,
            source: row.position?.source ?? null,
            positionedAt: row.positionedAt,
            heartbeat: row.heartbeat === true,
            gateway: row.gateway ?? null,
            unproven: row.unproven === true,
          })),
        ),
      ],
    );
  }

  async lastSeen(deviceIds: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, LastSeen>> {
    const rows = (await this.source.query(
      `select device_id as "deviceId", ms_of(seen_at)::double precision as "seenAt", online, battery_pct as "batteryPct", rssi_dbm as "rssiDbm", firmware, network,
         case when lat is not null then jsonb_build_object('point', jsonb_build_object('lat', lat, 'lng', lng), 'accuracyM', accuracy_m, 'fixAt', fix_at,
           'source', position_source) end as position, ms_of(positioned_at)::double precision as "positionedAt"
       from device_seen where device_id = any($1)`,
      [deviceIds],
    )) as LastSeen[];
    return new Map(rows.map((row) => [row.deviceId, row]));
  }
}

/** The latest word on each question; a heartbeat without a position does not take the position of the one before. */
function merged(batch: readonly DeviceSeen[]): Map<DeviceId, LastSeen> {
  const byDevice = new Map<DeviceId, LastSeen>();
  for (const seen of [...batch].sort((a, b) => a.seenAt - b.seenAt)) {
    const before = byDevice.get(seen.deviceId);
    byDevice.set(seen.deviceId, {
      deviceId: seen.deviceId,
      seenAt: seen.seenAt,
      online: seen.online ?? before?.online ?? null,
      batteryPct: seen.batteryPct ?? before?.batteryPct ?? null,
      rssiDbm: seen.rssiDbm ?? before?.rssiDbm ?? null,
      firmware: seen.firmware ?? before?.firmware ?? null,
      network: seen.network ?? before?.network ?? null,
      gateway: seen.gateway ?? before?.gateway ?? null,
      position: seen.position ?? before?.position ?? null,
      heartbeat: seen.heartbeat === true || before?.heartbeat === true,
      unproven: seen.unproven === true && before?.unproven !== false,
      positionedAt: seen.position ? seen.seenAt : (before?.positionedAt ?? null),
    });
  }
  return byDevice;
}
