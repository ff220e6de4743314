import { randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  PostgresAuditLog,
  PostgresServiceKeyStore,
  writeOnce,
  type AccountRecord,
  type ServiceKeyRecord,
} from '@silverbell/adapter-postgres';
import {
  after,
  as,
  fromIso,
  isRefusal,
  refuse,
  type AccountId,
  type Clock,
  type Refusal,
  type RegionId,
} from '@silverbell/kernel';
import { KEY_LASTS_AT_MOST, type AuditDetail } from '@silverbell/usecases';
import { KEY_SCOPES, routesOfScope } from '@silverbell/wire';
import { DataSource, type QueryRunner } from 'typeorm';
import { ProblemError } from '../http/problems/problem-error.js';
import type { CommandHeaders, ParsedBody } from '../http/routes/parameters.js';
import { CLOCK } from '../tokens.js';
import { AccountsInReach } from './accounts-in-reach.js';
import { mayCall } from './may-call.js';
import { RegionScope } from './region-scope.js';
import { ServiceKeyLogins } from './service-key-logins.js';
import { KEY_PREFIX } from './session-tokens.js';
import type { Account } from './sessions.js';

const TAIL = 4;

/** Keys of the services in the subtree of the one who keeps accounts; each opens a part of what the roles of its account open. */
@Injectable()
export class ServiceKeysService {
  constructor(
    private readonly source: DataSource,
    private readonly keys: PostgresServiceKeyStore,
    private readonly log: PostgresAuditLog,
    private readonly logins: ServiceKeyLogins,
    private readonly reach: AccountsInReach,
    private readonly scope: RegionScope,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(keeper: Account, accountId: string): Promise<readonly ServiceKeyRecord[]> {
    const account = await this.#service(keeper, accountId);
    if (isRefusal(account)) throw ProblemError.of(account);
    return this.keys.of(account.id);
  }

  async create(
    keeper: Account,
    { idempotency }: CommandHeaders,
    accountId: string,
    asked: ParsedBody<'createServiceKey'>,
  ): Promise<{ id: string; key: string }> {
    const key = `${KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
    const id = asked.id ?? randomUUID();
    const now = this.clock.now();
    const done = await writeOnce(this.source, { idempotency, now, toldOnce: true }, async (tx) => {
      const account = await this.#service(keeper, accountId, tx);
      if (isRefusal(account)) return account;
      const keys = this.keys.within(tx);
      if ((await keys.byId(id)) !== null) return refuse('id-taken');
      const refusal = await this.#refusal(account, asked);
      if (refusal !== null) return refusal;
      const regionId = asked.regionId === undefined ? null : as<RegionId>(asked.regionId);
      const scopes = [...new Set(asked.scopes)].sort();
      const expiresAt = fromIso(asked.expiresAt) ?? now;
      await keys.add(
        {
          ...{ id, accountId: account.id, label: asked.label, tail: key.slice(-TAIL), scopes, regionId },
          ...{ createdBy: keeper.id, createdAt: now, expiresAt },
        },
        key,
      );
      await this.#note(tx, keeper, 'service-key-created', account.id, { keyId: id, scopes, within: regionId });
      return { id };
    });
    if (isRefusal(done)) throw ProblemError.of(done);
    return { id, key };
  }

  async revoke(
    keeper: Account,
    { idempotency }: CommandHeaders,
    id: string,
    reason: string,
  ): Promise<ServiceKeyRecord> {
    const done = await writeOnce(this.source, { idempotency, now: this.clock.now() }, async (tx) => {
      const keys = this.keys.within(tx);
      const record = await keys.byId(id);
      const account = record && (await this.#service(keeper, record.accountId, tx));
      if (record === null || account === null) return refuse('not-found');
      if (isRefusal(account)) return account;
      await keys.revoke(id, this.clock.now(), reason);
      if (record.revokedAt === null) await this.#note(tx, keeper, 'service-key-revoked', account.id, { keyId: id });
      return { id };
    });
    if (isRefusal(done)) throw ProblemError.of(done);
    this.logins.forget();
    const record = await this.keys.byId(id);
    if (record === null) throw new Error(`the key ${id} is gone`);
    return record;
  }

  /** In her reach; of a person's account it says that it has no keys. */
  async #service(keeper: Account, id: string, tx: QueryRunner | null = null): Promise<AccountRecord | Refusal> {
    const record = await this.reach.find(keeper, id, tx);
    if (record === null) return refuse('not-found');
    return record.kind === 'service' ? record : refuse('service-account-only');
  }

  async #refusal(account: AccountRecord, asked: ParsedBody<'createServiceKey'>): Promise<Refusal | null> {
    const unknown = asked.scopes.find((scope) => !KEY_SCOPES.includes(scope));
    if (unknown !== undefined) return refuse('scope-unknown', { scope: unknown });
    const beyond = asked.scopes.find((scope) => !routesOfScope(scope).some((name) => mayCall(account, name)));
    if (beyond !== undefined) return refuse('scope-without-role', { scope: beyond });
    const now = this.clock.now();
    const ends = fromIso(asked.expiresAt);
    if (ends === null || ends <= now || ends > after(now, KEY_LASTS_AT_MOST)) return refuse('key-expiry');
    if (asked.regionId !== undefined && !(await this.scope.sees(account, as<RegionId>(asked.regionId))))
      return refuse('not-found');
    return null;
  }

  async #note(
    tx: QueryRunner,
    keeper: Account,
    action: string,
    id: AccountId,
    details: Readonly<Record<string, AuditDetail>>,
  ): Promise<void> {
    await this.log.within(tx).append({
      ...{ actor: keeper.id, action, subjectKind: 'account', subjectId: id, regionId: keeper.regionId },
      ...{ at: this.clock.now(), details },
    });
  }
}
