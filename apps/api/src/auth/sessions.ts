import { PostgresAccountStore } from '@silverbell/adapter-postgres';
import { CLOCK } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import { duration, type AccountId, type Clock, type HelperId, type Instant, type RegionId } from '@silverbell/kernel';
import type { Role } from '@silverbell/vocabulary';
import { audienceOf, SessionTokens } from './session-tokens.js';

export interface Account {
  readonly id: AccountId;
  readonly name: string;
  readonly role: Role;
  readonly regionId: RegionId;
  readonly helperId: HelperId | null;
  readonly disabled: boolean;
  /** Of a helper: she may do nothing, and is told so in words (H10). */
  readonly suspended?: boolean;
}

export interface AccountSource {
  byId(id: AccountId): Promise<Account | null>;
  /** User names are lower case. */
  byUsername(username: string): Promise<(Account & { readonly passwordHash: string }) | null>;
}

export interface Session {
  readonly account: Account;
  /** When she logged in. */
  readonly since: Instant;
  readonly expiresAt: Instant;
}

/** A disabled account is out within this time, wherever it is logged in. */
const REMEMBERED_FOR = duration(2_000);
const MOST_REMEMBERED = 10_000;

/** Who is behind a token, as the account is now. */
@Injectable()
export class Sessions {
  readonly #remembered = new Map<AccountId, { readonly account: Account | null; readonly at: Instant }>();

  constructor(
    private readonly tokens: SessionTokens,
    @Inject(PostgresAccountStore) private readonly accounts: AccountSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `null`: the token is not valid, or its account may not log in. */
  async behind(token: string): Promise<Session | null> {
    const claims = await this.tokens.read(token);
    if (!claims) return null;
    const account = await this.#account(claims.accountId);
    if (!account || account.disabled || claims.audience !== audienceOf(account.role)) return null;
    return { account, since: claims.since, expiresAt: claims.expiresAt };
  }

  /** Something about this account has just changed: the next call looks again. */
  forget(id: AccountId): void {
    this.#remembered.delete(id);
  }

  async #account(id: AccountId): Promise<Account | null> {
    const now = this.clock.now();
    const known = this.#remembered.get(id);
    if (known && now - known.at < REMEMBERED_FOR) return known.account;
    const account = await this.accounts.byId(id);
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(id, { account, at: now });
    return account;
  }
}
