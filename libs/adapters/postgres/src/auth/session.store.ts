import type { AccountId, Instant } from '@silverbell/kernel';
import type { SessionId } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';

export interface SessionRecord {
  readonly id: SessionId;
  readonly accountId: AccountId;
  readonly since: Instant;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
  /** What the browser calls itself, cut short. */
  readonly agent: string | null;
}

/** Logins that are on record, so that one can be ended before its token is over. */
export class PostgresSessionStore {
  constructor(private readonly source: Queryable) {}

  within(transaction: Queryable): PostgresSessionStore {
    return new PostgresSessionStore(transaction);
  }

  async begin({ id, accountId, since, expiresAt, agent }: Omit<SessionRecord, 'lastSeenAt'>): Promise<void> {
    await this.source.query(
      `insert into session (id, account_id, since, last_seen_at, expires_at, agent)
       values ($1, $2, instant_of($3), instant_of($3), instant_of($4), $5)`,
      [id, accountId, since, expiresAt, agent],
    );
  }

  async prolong(id: SessionId, expiresAt: Instant, now: Instant): Promise<void> {
    await this.source.query(
      `update session set last_seen_at = instant_of($2), expires_at = instant_of($3) where id = $1 and ended_at is null`,
      [id, now, expiresAt],
    );
  }

  /** Newest first. */
  async live(accountId: AccountId, now: Instant): Promise<readonly SessionRecord[]> {
    return this.source.query<SessionRecord[]>(
      `select id, account_id as "accountId", ms_of(since)::double precision as since, agent,
         ms_of(last_seen_at)::double precision as "lastSeenAt", ms_of(expires_at)::double precision as "expiresAt"
       from session where account_id = $1 and ended_at is null and expires_at > instant_of($2) order by since desc, id`,
      [accountId, now],
    );
  }

  /** `false`: it is not hers, or over already. */
  async end(accountId: AccountId, id: SessionId, now: Instant): Promise<boolean> {
    const rows = await this.source.query<unknown[]>(
      `with ended as (update session set ended_at = instant_of($3)
         where id = $2 and account_id = $1 and ended_at is null and expires_at > instant_of($3) returning 1) select * from ended`,
      [accountId, id, now],
    );
    return rows.length > 0;
  }

  /** All of hers but one; `null`: all. */
  async endAll(accountId: AccountId, except: SessionId | null, now: Instant): Promise<void> {
    await this.source.query(
      `update session set ended_at = instant_of($3) where account_id = $1 and id is distinct from $2 and ended_at is null`,
      [accountId, except, now],
    );
  }
}
