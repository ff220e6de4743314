import {
  as,
  type AccountId,
  type DeviceId,
  type HomeId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import { In, IsNull, MoreThan, Not, type DataSource, type EntityManager } from 'typeorm';
import { HomeRow } from '../people/place.entity.js';
import { SeniorRow } from '../people/senior.entity.js';
import { DeviceRow, type DeviceRole } from './device.entity.js';
import { DeviceChangeRow, DeviceLoginRow } from './device-login.entity.js';

/** What is kept of a secret: a keyed hash for logins, and the sealed secret for brokers that keep their own list. */
export interface KeptSecret {
  readonly hash: string;
  readonly keyId: string;
  readonly sealed: Buffer;
}

export interface DeviceRegistration {
  readonly id: DeviceId;
  readonly role: DeviceRole;
  readonly profile: string;
  readonly regionId: RegionId;
  readonly homeId: HomeId | null;
  readonly seniorId: SeniorId | null;
  /** A device behind a hub has the hub's line, and no secret. */
  readonly behind: { readonly hubId: DeviceId; readonly name: string } | null;
  readonly room: string | null;
  readonly fixed: boolean;
  readonly secret: KeptSecret | null;
}

export interface DeviceChange {
  readonly id: string;
  readonly by: AccountId;
  readonly reason: string | null;
  readonly at: Instant;
}

export interface UntoldLogin {
  readonly deviceId: DeviceId;
  readonly sealed: Buffer;
}

/** Which devices may log in, and whether a broker with a list of its own knows. */
export class PostgresDeviceLoginStore {
  constructor(private readonly source: DataSource) {}

  /** `false`: there is a device of this name, or the hub has one of this name behind it. */
  register(device: DeviceRegistration, change: DeviceChange): Promise<boolean> {
    const { id, role, profile, regionId, homeId, seniorId, behind, room, fixed, secret } = device;
    return this.source.transaction(async (tx) => {
      const inserted = await tx
        .createQueryBuilder()
        .insert()
        .into(DeviceRow)
        .values({
          ...{ id, role, profile, regionId, homeId, seniorId, room, fixed, status: 'active', installedAt: change.at },
          ...{ hubId: behind?.hubId ?? null, childName: behind?.name ?? null },
          ...{ secretHash: secret?.hash ?? null, keyId: secret?.keyId ?? null },
        })
        .orIgnore()
        .returning('id')
        .execute();
      if ((inserted.raw as unknown[]).length === 0) return false;
      if (secret !== null)
        await tx.insert(DeviceLoginRow, { deviceId: id, sealed: secret.sealed, changedAt: change.at });
      await noteChange(tx, id, 'registered', change);
      return true;
    });
  }

  /** The old secret opens nothing from now on. `false`: no such device, or one that speaks through a hub. */
  renewSecret(id: DeviceId, { hash, keyId, sealed }: KeptSecret, change: DeviceChange): Promise<boolean> {
    return this.source.transaction(async (tx) => {
      const { affected } = await tx.update(DeviceRow, { id, hubId: IsNull() }, { secretHash: hash, keyId });
      if (affected === 0) return false;
      const login = { sealed, changedAt: change.at, revision: NEXT_REVISION };
      const renewed = await tx.update(DeviceLoginRow, { deviceId: id }, login);
      if (renewed.affected === 0) await tx.insert(DeviceLoginRow, { deviceId: id, sealed, changedAt: change.at });
      await noteChange(tx, id, 'secret-renewed', change);
      return true;
    });
  }

  /**
   * It may still log in: its press is a press, and says that the device is retired (H05). A broker with a list of its own is told the
   * same secret again, and closes its open connection by that.
   */
  async retire(id: DeviceId, change: DeviceChange): Promise<void> {
    await this.source.transaction(async (tx) => {
      const { affected } = await tx.update(DeviceRow, { id, status: Not('retired') }, { status: 'retired' });
      if (affected === 0) return;
      await tx.update(DeviceLoginRow, { deviceId: id }, { revision: NEXT_REVISION });
      await noteChange(tx, id, 'retired', change);
    });
  }

  async whereIs(id: DeviceId): Promise<{ readonly regionId: RegionId; readonly role: DeviceRole } | null> {
    const device = await this.source.manager.findOneBy(DeviceRow, { id });
    return device && { regionId: as<RegionId>(device.regionId), role: device.role };
  }

  /** The region of a home; `null` when there is no such home, or the senior does not live there. */
  async regionOf(homeId: HomeId, seniorId: SeniorId | null): Promise<RegionId | null> {
    const { manager } = this.source;
    const home = await manager.findOneBy(HomeRow, { id: homeId });
    if (home === null || (seniorId !== null && !(await manager.existsBy(SeniorRow, { id: seniorId, homeId }))))
      return null;
    return as<RegionId>(home.regionId);
  }

  /**
   * Hands logins that the broker does not have to `tell`, the newest first because an installer waits for it, and marks the ones it answers
   * with. Rows are locked, so that two engines never tell the same ones; after a crash they are told again, which is harmless. Answers
   * with how many there were.
   */
  async tellUntold(
    limit: number,
    tell: (logins: readonly UntoldLogin[]) => Promise<readonly string[]>,
  ): Promise<number> {
    return this.source.transaction(async (tx) => {
      const rows: (UntoldLogin & { revision: string })[] = await tx.query(
        `select device_id as "deviceId", sealed, revision from device_login
         where told_revision is distinct from revision order by revision desc limit $1 for update skip locked`,
        [limit],
      );
      if (rows.length === 0) return 0;
      const told = await tell(rows);
      await tx.query('update device_login set told_revision = revision where device_id = any($1)', [told]);
      return rows.length;
    });
  }

  /** Names that have a login here, in order, a page at a time. */
  async namesAfter(name: string, limit: number): Promise<readonly string[]> {
    const logins = await this.source.manager.find(DeviceLoginRow, {
      select: { deviceId: true },
      where: { deviceId: MoreThan(as<DeviceId>(name)) },
      order: { deviceId: 'ASC' },
      take: limit,
    });
    return logins.map(({ deviceId }) => deviceId);
  }

  /** The broker does not know these (any more). */
  async forgetTold(ids: readonly string[]): Promise<void> {
    await this.source.manager.update(DeviceLoginRow, { deviceId: In(ids) }, { toldRevision: null });
  }

  /** Devices with a hash and no sealed secret: registered before there was one, or seeded. */
  async withoutLogin(limit: number): Promise<readonly { readonly id: DeviceId; readonly hash: string }[]> {
    return this.source.query(
      `select d.id, d.secret_hash as hash from device d
       where d.secret_hash is not null and not exists (select from device_login l where l.device_id = d.id) order by d.id limit $1`,
      [limit],
    );
  }

  async adopt(logins: readonly UntoldLogin[], now: Instant): Promise<void> {
    await this.source
      .createQueryBuilder()
      .insert()
      .into(DeviceLoginRow)
      .values(logins.map(({ deviceId, sealed }) => ({ deviceId, sealed, changedAt: now })))
      .orIgnore()
      .execute();
  }
}

const NEXT_REVISION = (): string => `nextval('device_login_revision')`;

const noteChange = (
  tx: EntityManager,
  deviceId: DeviceId,
  what: DeviceChangeRow['what'],
  { id, by, reason, at }: DeviceChange,
): Promise<unknown> => tx.insert(DeviceChangeRow, { id, deviceId, what, byAccount: by, reason, at });
