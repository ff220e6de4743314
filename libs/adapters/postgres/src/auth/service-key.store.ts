import { createHmac, hkdfSync } from 'node:crypto';
import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type { Queryable } from '../connection/command-pool.js';

export interface ServiceKeyRecord {
  readonly id: string;
  readonly accountId: AccountId;
  readonly label: string;
  readonly tail: string;
  readonly scopes: readonly string[];
  /** Narrower than the roles of the account; `null`: as they are. */
  readonly regionId: RegionId | null;
  readonly createdBy: AccountId;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

const RECORD = /* sql */ `k.id, k.account_id as "accountId", k.label, k.tail, k.scopes, k.region_id as "regionId", k.created_by as "createdBy",
  ms_of(k.created_at)::double precision as "createdAt", ms_of(k.expires_at)::double precision as "expiresAt",
  ms_of(k.last_used_at)::double precision as "lastUsedAt", ms_of(k.revoked_at)::double precision as "revokedAt"`;

/** Keys of other programs: of each a keyed hash is on file, and its last characters. */
export class PostgresServiceKeyStore {
  readonly #hashing: Uint8Array;

  /** `secret`: SILVERBELL_SECRET. */
  constructor(
    private readonly source: Queryable,
    private readonly secret: string,
  ) {
    this.#hashing = new Uint8Array(hkdfSync('sha256', secret, 'silverbell', 'service keys, first version', 32));
  }

  within(transaction: Queryable): PostgresServiceKeyStore {
    return new PostgresServiceKeyStore(transaction, this.secret);
  }

  async add(record: Omit<ServiceKeyRecord, 'lastUsedAt' | 'revokedAt'>, key: string): Promise<void> {
    const { id, accountId, label, tail, scopes, regionId, createdBy, createdAt, expiresAt } = record;
    await this.source.query(
      `insert into service_key (id, account_id, label, hash, tail, scopes, region_id, created_by, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, instant_of($9), instant_of($10))`,
      [id, accountId, label, this.#hashOf(key), tail, scopes, regionId, createdBy, createdAt, expiresAt],
    );
  }

  async byId(id: string): Promise<ServiceKeyRecord | null> {
    const rows = await this.source.query<ServiceKeyRecord[]>(`select ${RECORD} from service_key k where k.id = $1`, [
      id,
    ]);
    return rows[0] ?? null;
  }

  async byKey(key: string): Promise<ServiceKeyRecord | null> {
    const rows = await this.source.query<ServiceKeyRecord[]>(`select ${RECORD} from service_key k where k.hash = $1`, [
      this.#hashOf(key),
    ]);
    return rows[0] ?? null;
  }

  /** Newest first. */
  async of(accountId: AccountId): Promise<readonly ServiceKeyRecord[]> {
    return this.source.query<ServiceKeyRecord[]>(
      `select ${RECORD} from service_key k where k.account_id = $1 order by k.created_at desc, k.id`,
      [accountId],
    );
  }

  async noteUse(id: string, at: Instant): Promise<void> {
    await this.source.query('update service_key set last_used_at = instant_of($2) where id = $1', [id, at]);
  }

  /** `reason`: in words, which stay out of the audit log. */
  async revoke(id: string, at: Instant, reason: string): Promise<void> {
    await this.source.query(
      `update service_key set revoked_at = coalesce(revoked_at, instant_of($2)), revoked_reason = coalesce(revoked_reason, $3) where id = $1`,
      [id, at, reason],
    );
  }

  #hashOf(key: string): Buffer {
    return createHmac('sha256', this.#hashing).update(key).digest();
  }
}
