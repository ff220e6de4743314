import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PostgresSessionStore, type SessionRecord } from '@silverbell/adapter-postgres';
import { as, type AccountId, type Clock } from '@silverbell/kernel';
import type { SessionId } from '@silverbell/usecases';
import { CLOCK } from '../tokens.js';
import { SessionLimitsOfRegions } from './session-limits-of-regions.js';
import { SessionTokens, type IssuedToken } from './session-tokens.js';
import { Sessions, type Account, type Session } from './sessions.js';

type Transaction = Parameters<PostgresSessionStore['within']>[0];

/** Enough to tell one browser of hers from another. */
const AGENT_LENGTH = 160;

/** Sessions begin, go on and end on record: what ends here ends at once in this process, within two seconds in the others. */
@Injectable()
export class SessionLifecycle {
  constructor(
    private readonly store: PostgresSessionStore,
    private readonly tokens: SessionTokens,
    private readonly limits: SessionLimitsOfRegions,
    private readonly sessions: Sessions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async begin(account: Account, agent: string | undefined): Promise<IssuedToken> {
    const since = this.clock.now();
    const id = as<SessionId>(randomUUID());
    const issued = await this.tokens.issue(account, id, await this.limits.of(account.regionId), since);
    const { expiresAt } = issued;
    await this.store.begin({
      id,
      accountId: account.id,
      since,
      expiresAt,
      agent: agent?.slice(0, AGENT_LENGTH) ?? null,
    });
    return issued;
  }

  async goOn({ id, account, since }: Session): Promise<IssuedToken> {
    const issued = await this.tokens.issue(account, id, await this.limits.of(account.regionId), since);
    await this.store.prolong(id, issued.expiresAt, this.clock.now());
    return issued;
  }

  /** In the transaction that makes them worthless; the caller tells {@link Sessions} after it. */
  async endOthers(accountId: AccountId, except: SessionId | null, within: Transaction): Promise<void> {
    await this.store.within(within).endAll(accountId, except, this.clock.now());
  }

  live(accountId: AccountId): Promise<readonly SessionRecord[]> {
    return this.store.live(accountId, this.clock.now());
  }

  /** `false`: it is not hers, or over already. */
  async end(accountId: AccountId, id: SessionId): Promise<boolean> {
    const ended = await this.store.end(accountId, id, this.clock.now());
    this.sessions.ended(accountId);
    return ended;
  }
}
