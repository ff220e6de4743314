import { as, type DeviceId, type HomeId, type RegionId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import { BatchLoader } from '../connection/batch-loader.js';
import type { DeviceRole } from '@silverbell/vocabulary';

export interface RegisteredDevice {
  readonly id: DeviceId;
  readonly role: DeviceRole;
  readonly profile: string;
  readonly regionId: RegionId;
  readonly homeId: HomeId | null;
  readonly fixed: boolean;
  readonly status: 'active' | 'moved' | 'retired';
  /** `null` for a child, which speaks through its hub. */
  readonly secretHash: string | null;
  readonly keyId: string | null;
  /** A hub's registered children by the name the hub gives them. */
  readonly children: Readonly<
    Record<string, { readonly id: DeviceId; readonly role: DeviceRole; readonly room: string | null }>
  >;
}

interface Row {
  id: string;
  role: DeviceRole;
  profile: string;
  region_id: string;
  home_id: string | null;
  fixed: boolean;
  status: RegisteredDevice['status'];
  secret_hash: string | null;
  key_id: string | null;
  children: Record<string, { id: DeviceId; role: DeviceRole; room: string | null }> | null;
}

/** What a connection and a profile need to know of a device: one statement, asked when it connects. */
export class PostgresDeviceStore {
  /** After a power cut thousands connect at once. */
  private readonly secretHashes = new BatchLoader<DeviceId, string | null>((ids) => this.secretHashesOf(ids));

  constructor(private readonly source: DataSource) {}

  /** `null`: no such device. A moved or retired one is found: its presses count (H05). */
  async byId(id: DeviceId): Promise<RegisteredDevice | null> {
    const rows: Row[] = await this.source.query(
      `select d.id, d.role, d.profile, d.region_id, d.home_id, d.fixed, d.status, d.secret_hash, d.key_id,
         (select jsonb_object_agg(c.child_name, jsonb_build_object('id', c.id, 'role', c.role, 'room', c.room))
          from device c where c.hub_id = d.id) as children
       from device d where d.id = $1`,
      [id],
    );
    const row = rows[0];
    if (row === undefined) return null;
    return {
      id: as<DeviceId>(row.id),
      role: row.role,
      profile: row.profile,
      regionId: as<RegionId>(row.region_id),
      homeId: row.home_id === null ? null : as<HomeId>(row.home_id),
      fixed: row.fixed,
      status: row.status,
      secretHash: row.secret_hash,
      keyId: row.key_id,
      children: row.children ?? {},
    };
  }

  /** `null`: no such device, or one without a secret of its own. A retired device may still log in: its press is a press. */
  secretHashOf(id: DeviceId): Promise<string | null> {
    return this.secretHashes.load(id);
  }

  private async secretHashesOf(ids: readonly DeviceId[]): Promise<(string | null)[]> {
    const rows: { id: string; secret_hash: string | null }[] = await this.source.query(
      'select id, secret_hash from device where id = any($1)',
      [ids],
    );
    const hashes = new Map(rows.map((row) => [row.id, row.secret_hash]));
    return ids.map((id) => hashes.get(id) ?? null);
  }

  /** Registered watches of one of these ids, or whose number shares ten digits with one of `numbers`. */
  async watchesLike(ids: readonly DeviceId[], numbers: readonly string[]): Promise<readonly DeviceId[]> {
    const rows: { id: DeviceId }[] = await this.source.query(
      `select id from device where id = any ($1)
       union select id from device where (role = 'watch' or profile = 'watch') and watch_numbers(id) && $2 order by id`,
      [ids, numbers],
    );
    return rows.map(({ id }) => id);
  }

  /** What a profile needs to know of the device whose topic it reads; the children are known by the hub's names for them. */
  async bindingOf(id: DeviceId): Promise<Pick<RegisteredDevice, 'id' | 'role' | 'children'> | null> {
    const device = await this.byId(id);
    return device && { id: device.id, role: device.role, children: device.children };
  }

  /** Where these devices are registered to be, as long as they belong to this home or to none. */
  async roomsOf(deviceIds: readonly string[], homeId: HomeId | null): Promise<ReadonlyMap<string, string>> {
    if (deviceIds.length === 0) return new Map();
    const rows: { id: string; room: string }[] = await this.source.query(
      'select id, room from device where id = any($1) and room is not null and home_id is not distinct from $2',
      [deviceIds, homeId],
    );
    return new Map(rows.map(({ id, room }) => [id, room]));
  }

  /** Whose prefix receipts go to: its own, or that of the hub it stands behind. */
  async receiptAddressOf(id: DeviceId): Promise<DeviceId> {
    const rows: { address: string }[] = await this.source.query(
      'select coalesce(hub_id, id) as address from device where id = $1',
      [id],
    );
    return as<DeviceId>(rows[0]?.address ?? id);
  }
}
