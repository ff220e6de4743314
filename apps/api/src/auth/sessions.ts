import { PostgresAccountStore } from '@silverbell/adapter-postgres';
import { CLOCK } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import {
  duration,
  RecentMap,
  type AccountId,
  type Clock,
  type HelperId,
  type Instant,
  type RegionId,
} from '@silverbell/kernel';
import type { RoleGrant, SessionId } from '@silverbell/usecases';
import type { Role } from '@silverbell/vocabulary';
import { audienceOf, SessionTokens } from './session-tokens.js';

export interface Account {
  readonly id: AccountId;
  readonly name: string;
  /** What she may do, and where; of a request, those that its route allows. */
  readonly roles: readonly RoleGrant[];
  /** Of the first of them. */
  readonly role: Role;
  readonly regionId: RegionId;
  readonly helperId: HelperId | null;
  readonly disabled: boolean;
  /** Of a helper: she may do nothing, and is told so in words (H10). */
  readonly suspended?: boolean;
  /** Her password was given to her, and opens the change of it until then. */
  readonly oneTimeUntil?: Instant | null;
  /** A login of hers needs a code as well. */
  readonly hasTotp?: boolean;
}

type AccountFacts = Omit<Account, 'role' | 'regionId'>;
export interface AccountSource {
  /** Whose session it is; `null`: it was ended. */
  bySession(id: SessionId): Promise<AccountFacts | null>;
  /** User names are lower case. */
  byUsername(username: string): Promise<(AccountFacts & { readonly passwordHash: string }) | null>;
}

/** `null`: no role of hers is in force, so there is nothing that she may do. */
export function accountOf<Facts extends AccountFacts>(facts: Facts): (Facts & Account) | null {
  const [first] = facts.roles;
  return first === undefined ? null : { ...facts, role: first.role, regionId: first.regionId };
}

export interface Session {
  readonly id: SessionId;
  readonly account: Account;
  /** When she logged in. */
  readonly since: Instant;
  readonly expiresAt: Instant;
  /** Of a service's key: what it opens, of that which the roles open. */
  readonly scopes?: readonly string[];
}

/** A disabled account, and a session that was ended in another process, is out within this time. */
const REMEMBERED_FOR = duration(2_000);
const MOST_REMEMBERED = 10_000;

/** Who is behind a token, as the account is now. */
@Injectable()
export class Sessions {
  readonly #remembered = new RecentMap<SessionId, { readonly account: Account | null; readonly at: Instant }>(
    MOST_REMEMBERED,
  );
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly tokens: SessionTokens,
    @Inject(PostgresAccountStore) private readonly accounts: Pick<AccountSource, 'bySession'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `null`: the token is not valid, its session was ended, or its account may not log in. */
  async behind(token: string): Promise<Session | null> {
    const claims = await this.tokens.read(token);
    if (!claims) return null;
    const account = await this.#account(claims.sessionId);
    if (!account || account.id !== claims.accountId || account.disabled) return null;
    if (claims.audience !== audienceOf(account)) return null;
    return { id: claims.sessionId, account, since: claims.since, expiresAt: claims.expiresAt };
  }

  /** Something about this account has just changed: the next call looks again. */
  forget(id: AccountId): void {
    for (const [session, { account }] of this.#remembered) if (account?.id === id) this.#remembered.delete(session);
  }

  /** A session of this account is over, or its roles are others: its open sockets are looked at now. */
  ended(id: AccountId): void {
    this.forget(id);
    for (const changed of this.#listeners) changed();
  }

  /** Called when {@link ended} was. */
  onEnded(listener: () => void): void {
    this.#listeners.add(listener);
  }

  async #account(id: SessionId): Promise<Account | null> {
    const now = this.clock.now();
    const known = this.#remembered.get(id);
    if (known && now - known.at < REMEMBERED_FOR) return known.account;
    const facts = await this.accounts.bySession(id);
    const account = facts && accountOf(facts);
    this.#remembered.set(id, { account, at: now });
    return account;
  }
}
