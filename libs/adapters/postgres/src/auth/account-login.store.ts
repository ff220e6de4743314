import { createHmac, hkdfSync } from 'node:crypto';
import type { AccountId, Instant } from '@silverbell/kernel';
import type { Queryable } from '../connection/command-pool.js';
import { open, seal } from '../crypto/master-key.js';

export interface SecondFactor {
  /** Base32, as the application of the telephone takes it. */
  readonly secret: string;
  readonly isConfirmed: boolean;
  /** The last time step whose code opened something; `null`: none did. */
  readonly lastStep: number | null;
}

/** Passwords and second factors. The secret of a factor is sealed; of a recovery code only a keyed hash is kept. */
export class PostgresAccountLoginStore {
  readonly #sealing: Uint8Array;
  readonly #hashing: Uint8Array;

  /** `secret`: SILVERBELL_SECRET. */
  constructor(
    private readonly source: Queryable,
    private readonly secret: string,
  ) {
    this.#sealing = new Uint8Array(hkdfSync('sha256', secret, 'silverbell', 'second factors, first version', 32));
    this.#hashing = new Uint8Array(hkdfSync('sha256', secret, 'silverbell', 'recovery codes, first version', 32));
  }

  within(transaction: Queryable): PostgresAccountLoginStore {
    return new PostgresAccountLoginStore(transaction, this.secret);
  }

  /** `oneTimeUntil`: given to her, it opens the change of it until then; `null`: her own. */
  async setPassword(accountId: AccountId, hash: string, oneTimeUntil: Instant | null): Promise<void> {
    await this.source.query('update account set password_hash = $2 where id = $1', [accountId, hash]);
    await this.source.query(
      `insert into account_login (account_id, one_time_until) values ($1, instant_of($2))
       on conflict (account_id) do update set one_time_until = excluded.one_time_until`,
      [accountId, oneTimeUntil],
    );
  }

  async secondFactor(accountId: AccountId): Promise<SecondFactor | null> {
    const rows = await this.source.query<{ sealed: Buffer; confirmed: boolean; step: string | null }[]>(
      `select totp_secret as sealed, totp_confirmed_at is not null as confirmed, totp_last_step as step
       from account_login where account_id = $1 and totp_secret is not null`,
      [accountId],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const secret = open(this.#sealing, row.sealed, about(accountId));
    if (secret === null) throw new Error(`the second factor of ${accountId} does not open under this secret`);
    const lastStep = row.step === null ? null : Number(row.step);
    return { secret: secret.toString('utf8'), isConfirmed: row.confirmed, lastStep };
  }

  /** A new factor that counts when {@link confirm} has seen a code of it; the recovery codes of before are gone. */
  async beginSecondFactor(accountId: AccountId, secret: string, recoveryCodes: readonly string[]): Promise<void> {
    await this.source.query(
      `insert into account_login (account_id, totp_secret) values ($1, $2)
       on conflict (account_id) do update set totp_secret = excluded.totp_secret, totp_confirmed_at = null, totp_last_step = null`,
      [accountId, seal(this.#sealing, Buffer.from(secret, 'utf8'), about(accountId))],
    );
    await this.source.query('delete from recovery_code where account_id = $1', [accountId]);
    await this.source.query(
      'insert into recovery_code (account_id, hash) select $1, hash from unnest($2::bytea[]) hash',
      [accountId, recoveryCodes.map((code) => this.#hashOf(accountId, code))],
    );
  }

  async confirm(accountId: AccountId, now: Instant): Promise<void> {
    await this.source.query(
      'update account_login set totp_confirmed_at = coalesce(totp_confirmed_at, instant_of($2)) where account_id = $1',
      [accountId, now],
    );
  }

  async dropSecondFactor(accountId: AccountId): Promise<void> {
    await this.source.query(
      'update account_login set totp_secret = null, totp_confirmed_at = null, totp_last_step = null where account_id = $1',
      [accountId],
    );
    await this.source.query('delete from recovery_code where account_id = $1', [accountId]);
  }

  /** `false`: a code of this time step, or of a later one, has opened something before. */
  async spendStep(accountId: AccountId, step: number): Promise<boolean> {
    const rows = await this.source.query<unknown[]>(
      `with spent as (update account_login set totp_last_step = $2
         where account_id = $1 and (totp_last_step is null or totp_last_step < $2) returning 1) select * from spent`,
      [accountId, step],
    );
    return rows.length > 0;
  }

  /** `false`: it is none of hers, or was used. */
  async spendRecoveryCode(accountId: AccountId, code: string, now: Instant): Promise<boolean> {
    const rows = await this.source.query<unknown[]>(
      `with spent as (update recovery_code set used_at = instant_of($3)
         where account_id = $1 and hash = $2 and used_at is null returning 1) select * from spent`,
      [accountId, this.#hashOf(accountId, code), now],
    );
    return rows.length > 0;
  }

  #hashOf(accountId: AccountId, code: string): Buffer {
    const bare = code
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '');
    return createHmac('sha256', this.#hashing).update(`${accountId} ${bare}`).digest();
  }
}

const about = (accountId: AccountId): string => `second factor of ${accountId}`;
