import { Inject, Injectable } from '@nestjs/common';
import { PostgresAccountStore, PostgresServiceKeyStore, type ServiceKeyRecord } from '@silverbell/adapter-postgres';
import { as, duration, minutes, type Clock, type Instant, type RegionId } from '@silverbell/kernel';
import { grantsWithin, type SessionId } from '@silverbell/usecases';
import { CLOCK } from '../tokens.js';
import { RegionScope } from './region-scope.js';
import { accountOf, type Account, type Session } from './sessions.js';

/** A key that was revoked in another process, or whose account was disabled there, is out within this time. */
const REMEMBERED_FOR = duration(2_000);
const MOST_REMEMBERED = 1_000;
/** When a key was last used is kept to the minute: a program may ask thirty times a second. */
const NOTED_EVERY = minutes(1);

interface Known {
  readonly record: ServiceKeyRecord;
  readonly account: Account;
}

/** Which service is behind a key, with those of its roles that count in the region of the key. */
@Injectable()
export class ServiceKeyLogins {
  readonly #remembered = new Map<string, { readonly known: Known | null; readonly at: Instant }>();
  readonly #noted = new Map<string, Instant>();

  constructor(
    private readonly keys: PostgresServiceKeyStore,
    private readonly accounts: PostgresAccountStore,
    private readonly scope: RegionScope,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `null`: there is no such key, it is over or revoked, or its account may not come in. */
  async behind(key: string): Promise<Session | null> {
    const known = await this.#known(key);
    const now = this.clock.now();
    if (known === null || known.record.expiresAt <= now) return null;
    const { record, account } = known;
    await this.#note(record.id, now);
    const { scopes, createdAt: since, expiresAt } = record;
    return { id: as<SessionId>(`key:${record.id}`), account, since, expiresAt, scopes };
  }

  /** A key was revoked here, or an account changed: the next call looks again. */
  forget(): void {
    this.#remembered.clear();
  }

  async #known(key: string): Promise<Known | null> {
    const now = this.clock.now();
    const remembered = this.#remembered.get(key);
    if (remembered && now - remembered.at < REMEMBERED_FOR) return remembered.known;
    const known = await this.#read(key);
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(key, { known, at: now });
    return known;
  }

  async #read(key: string): Promise<Known | null> {
    const record = await this.keys.byKey(key);
    if (record === null || record.revokedAt !== null) return null;
    const facts = await this.accounts.byId(record.accountId);
    if (facts === null || facts.disabled) return null;
    const roles = record.regionId === null ? facts.roles : await this.#within(record.regionId, facts.roles);
    const account = accountOf({ ...facts, roles });
    return account && { record, account };
  }

  async #within(regionId: RegionId, roles: Account['roles']): Promise<Account['roles']> {
    const tops = [...new Set([regionId, ...roles.map((grant) => grant.regionId)])];
    const below = new Map(await Promise.all(tops.map(async (top) => [top, await this.scope.below(top)] as const)));
    return grantsWithin(roles, regionId, (one, other) => below.get(other)?.has(one) === true);
  }

  async #note(id: string, now: Instant): Promise<void> {
    const before = this.#noted.get(id);
    if (before !== undefined && now - before < NOTED_EVERY) return;
    this.#noted.set(id, now);
    await this.keys.noteUse(id, now);
  }
}
