import type { DeviceId, Instant } from '@silverbell/kernel';
import { In, MoreThan, type DataSource } from 'typeorm';
import { DeviceLoginRow } from './device-login.entity.js';

/** What is kept of a secret: a keyed hash for logins, and the sealed secret for brokers that keep their own list. */
export interface KeptSecret {
  readonly hash: string;
  readonly keyId: string;
  readonly sealed: Buffer;
}

export interface UntoldLogin {
  readonly deviceId: DeviceId;
  readonly sealed: Buffer;
}

/** Which devices may log in, and whether a broker with a list of its own knows. */
export class PostgresDeviceLoginStore {
  constructor(private readonly source: DataSource) {}

  /**
   * Hands logins that the broker does not have to `tell`, the newest first because an installer waits for it, and marks the ones it answers
   * with. Rows are locked, so that two engines never tell the same ones; after a crash they are told again, which is harmless. Answers
   * with how many there were.
   */
  async publishPending(
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
      where: { deviceId: MoreThan(name) },
      order: { deviceId: 'ASC' },
      take: limit,
    });
    return logins.map(({ deviceId }) => deviceId);
  }

  /** The broker does not know these (any more). */
  async forgetTold(ids: readonly string[]): Promise<void> {
    await this.source.manager.update(DeviceLoginRow, { deviceId: In([...ids]) }, { toldRevision: null });
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
