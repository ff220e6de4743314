import type { AccountId, DeviceId, HomeId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import type { DeviceRole } from './device.entity.js';

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
  async register(device: DeviceRegistration, change: DeviceChange): Promise<boolean> {
    const { id, role, profile, regionId, homeId, seniorId, behind, room, fixed, secret } = device;
    const rows: unknown[] = await this.source.query(
      `with made as (
         insert into device (id, role, profile, region_id, home_id, senior_id, hub_id, child_name, room, fixed, status, secret_hash, key_id, installed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'active', $11, $12, instant_of($13))
         on conflict do nothing returning id),
       login as (
         insert into device_login (device_id, sealed, changed_at)
         select id, $14::bytea, instant_of($13) from made where $14::bytea is not null),
       noted as (
         insert into device_change (id, device_id, what, by_account, reason, at)
         select $15, id, 'registered', $16, $17, instant_of($13) from made)
       select id from made`,
      [
        ...[id, role, profile, regionId, homeId, seniorId, behind?.hubId ?? null, behind?.name ?? null, room, fixed],
        ...[secret?.hash ?? null, secret?.keyId ?? null, change.at, secret?.sealed ?? null],
        ...[change.id, change.by, change.reason],
      ],
    );
    return rows.length > 0;
  }

  /** The old secret opens nothing from now on. `false`: no such device, or one that speaks through a hub. */
  async renewSecret(id: DeviceId, { hash, keyId, sealed }: KeptSecret, change: DeviceChange): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      `with renewed as (update device set secret_hash = $2, key_id = $3 where id = $1 and hub_id is null returning id),
       login as (
         insert into device_login (device_id, sealed, changed_at) select id, $4::bytea, instant_of($8) from renewed
         on conflict (device_id) do update
           set sealed = excluded.sealed, revision = nextval('device_login_revision'), changed_at = excluded.changed_at),
       noted as (
         insert into device_change (id, device_id, what, by_account, reason, at)
         select $5, id, 'secret-renewed', $6, $7, instant_of($8) from renewed)
       select id from renewed`,
      [id, hash, keyId, sealed, change.id, change.by, change.reason, change.at],
    );
    return rows.length > 0;
  }

  /**
   * It may still log in: its press is a press, and says that the device is retired (H05). A broker with a list of its own is told the
   * same secret again, and cuts its open line by that.
   */
  async retire(id: DeviceId, change: DeviceChange): Promise<void> {
    await this.source.query(
      `with retired as (update device set status = 'retired' where id = $1 and status <> 'retired' returning id),
       again as (
         update device_login l set revision = nextval('device_login_revision') from retired where l.device_id = retired.id)
       insert into device_change (id, device_id, what, by_account, reason, at)
       select $2, id, 'retired', $3, $4, instant_of($5) from retired`,
      [id, change.id, change.by, change.reason, change.at],
    );
  }

  async whereIs(id: DeviceId): Promise<{ readonly regionId: RegionId; readonly role: DeviceRole } | null> {
    const rows: { regionId: RegionId; role: DeviceRole }[] = await this.source.query(
      'select region_id as "regionId", role from device where id = $1',
      [id],
    );
    return rows[0] ?? null;
  }

  /** The region of a home, if all the others named belong to it. */
  async regionOf(homeId: HomeId, seniorId: SeniorId | null): Promise<RegionId | null> {
    const rows: { regionId: RegionId }[] = await this.source.query(
      `select region_id as "regionId" from home h where id = $1
         and ($2::text is null or exists (select from senior s where s.id = $2 and s.home_id = h.id))`,
      [homeId, seniorId],
    );
    return rows[0]?.regionId ?? null;
  }

  /**
   * Hands those that the broker has not got to `tell`, the newest first, because somebody stands in front of it; and notes the ones it answers with. Two engines never tell the same ones; a
   * crash in between tells them again, which is harmless. Answers with how many there were.
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
    const rows: { id: string }[] = await this.source.query(
      'select device_id as id from device_login where device_id > $1 order by device_id limit $2',
      [name, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The broker does not know these (any more). */
  async forgetTold(ids: readonly string[]): Promise<void> {
    await this.source.query('update device_login set told_revision = null where device_id = any($1)', [ids]);
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
    await this.source.query(
      `insert into device_login (device_id, sealed, changed_at)
       select * from unnest($1::text[], $2::bytea[], array_fill(instant_of($3), array[cardinality($1::text[])]))
       on conflict do nothing`,
      [logins.map(({ deviceId }) => deviceId), logins.map(({ sealed }) => sealed), now],
    );
  }
}
