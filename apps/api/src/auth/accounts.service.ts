import { randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  PostgresAccountLoginStore,
  PostgresAccountRegister,
  PostgresAuditLog,
  PostgresSessionStore,
  writeOnce,
  type AccountPage,
  type AccountRecord,
} from '@silverbell/adapter-postgres';
import { hashPassword } from '@silverbell/adapter-runtime';
import {
  after,
  as,
  isRefusal,
  refuse,
  type AccountId,
  type Clock,
  type HelperId,
  type Refusal,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import {
  dividedGrants,
  INVITATION_LASTS,
  isForPeopleAlone,
  isStaleRow,
  refusalOfGrant,
  staleRow,
  without,
  type AuditDetail,
  type RoleGrant,
  type StaleRow,
} from '@silverbell/usecases';
import { DataSource, type QueryRunner } from 'typeorm';
import { ProblemError } from '../http/problems/problem-error.js';
import type { CommandHeaders, ParsedBody } from '../http/routes/parameters.js';
import { CLOCK } from '../tokens.js';
import { accountOnWire } from './account.presenter.js';
import { AccountsInReach } from './accounts-in-reach.js';
import { RegionScope } from './region-scope.js';
import { ServiceKeyLogins } from './service-key-logins.js';
import { Sessions, type Account } from './sessions.js';
import { isUserName, userNameOf } from './user-name.js';

const grantsOf = (roles: readonly { readonly role: RoleGrant['role']; readonly regionId: string }[]): RoleGrant[] =>
  roles.map(({ role, regionId }) => ({ role, regionId: as<RegionId>(regionId) }));
const asCodes = (roles: readonly RoleGrant[]): string[] => roles.map(({ role, regionId }) => `${role}@${regionId}`);
const newPassword = (): string => randomBytes(12).toString('base64url');

interface Change {
  readonly name?: string | undefined;
  readonly roles?: readonly RoleGrant[] | undefined;
  readonly helperId?: HelperId | null | undefined;
  readonly seniorIds?: readonly SeniorId[] | undefined;
}

/** Accounts are kept within the subtree of the one who keeps them; roles that guard others need a second person once there is one. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly source: DataSource,
    private readonly register: PostgresAccountRegister,
    private readonly logins: PostgresAccountLoginStore,
    private readonly sessionStore: PostgresSessionStore,
    private readonly log: PostgresAuditLog,
    private readonly sessions: Sessions,
    private readonly keys: ServiceKeyLogins,
    private readonly reach: AccountsInReach,
    private readonly scope: RegionScope,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(
    keeper: Account,
    regionId: string | undefined,
    page: Omit<AccountPage, 'regionIds'>,
  ): Promise<readonly AccountRecord[]> {
    const visible = await this.scope.regionsOf(keeper);
    const asked = regionId === undefined ? visible : await this.scope.below(as<RegionId>(regionId));
    return this.register.list({ ...page, regionIds: [...asked].filter((id) => visible.has(id)) });
  }

  async create(
    keeper: Account,
    { idempotency }: CommandHeaders,
    asked: ParsedBody<'createAccount'>,
  ): Promise<{ id: string; oneTimePassword: string | null }> {
    const username = userNameOf(asked.username);
    if (!isUserName(username))
      throw new ProblemError('invalid-request', { errors: [{ field: 'username', message: '2–40, a–z 0–9 . _ -' }] });
    const id = as<AccountId>(asked.id ?? randomUUID());
    const { kind } = asked;
    // of a service it is kept by no person and opens nothing that is used
    const oneTimePassword = newPassword();
    const hash = await hashPassword(oneTimePassword);
    const done = await writeOnce(this.source, { idempotency, now: this.clock.now(), toldOnce: true }, async (tx) => {
      const register = this.register.within(tx);
      await register.lock();
      if (await register.isTaken(username, id)) return refuse('username-taken');
      await register.insert({ id, username, name: asked.name, kind, helperId: null, changedBy: keeper.id }, hash);
      if (kind === 'person')
        await this.logins.within(tx).setPassword(id, hash, after(this.clock.now(), INVITATION_LASTS));
      const refusal = await this.#write(tx, keeper, null, { id, kind }, changeOf(asked));
      if (refusal !== null) return refusal;
      await this.#note(tx, keeper, 'account-created', id, { roles: asCodes(grantsOf(asked.roles)) });
      return { id };
    });
    if (isRefusal(done)) throw ProblemError.of(done);
    return { id, oneTimePassword: kind === 'person' ? oneTimePassword : null };
  }

  async change(
    keeper: Account,
    headers: CommandHeaders,
    id: string,
    asked: ParsedBody<'changeAccount'>,
  ): Promise<AccountRecord> {
    return this.#changing(keeper, headers, id, async (tx, before) => {
      const refusal = await this.#write(tx, keeper, before, before, changeOf(asked));
      if (refusal !== null) return refusal;
      const roles =
        asked.roles === undefined ? {} : { before: asCodes(before.roles), after: asCodes(grantsOf(asked.roles)) };
      await this.#note(tx, keeper, 'account-changed', before.id, { fields: Object.keys(asked).sort(), ...roles });
      return null;
    });
  }

  /** By another person than who asked for the roles, and not by the one who gets them. */
  async agree(keeper: Account, headers: CommandHeaders, id: string): Promise<AccountRecord> {
    return this.#changing(keeper, headers, id, async (tx, before) => {
      const [first] = before.waiting;
      if (first === undefined) return refuse('nothing-waits');
      if (before.id === keeper.id) return refuse('grant-to-oneself');
      if (before.waiting.some(({ askedBy }) => askedBy === keeper.id)) return refuse('second-person-needed');
      const granted = grantsOf(before.waiting);
      const refusal = await this.#refusal(keeper, before, [...before.roles, ...granted]);
      if (refusal !== null) return refusal;
      const register = this.register.within(tx);
      await register.setRoles(before.id, [...before.roles, ...granted]);
      await register.setWaiting(before.id, [], keeper.id, this.clock.now());
      await this.#note(tx, keeper, 'roles-agreed-to', before.id, { roles: asCodes(granted), askedBy: first.askedBy });
      return null;
    });
  }

  async disable(keeper: Account, headers: CommandHeaders, id: string, reason: string): Promise<AccountRecord> {
    return this.#changing(keeper, headers, id, async (tx, before) => {
      if (before.id === keeper.id) return refuse('own-account');
      const register = this.register.within(tx);
      await register.setDisabled(before.id, this.clock.now(), reason);
      if ((await register.keepers()).length === 0) return refuse('last-keeper');
      await this.sessionStore.within(tx).endAll(before.id, null, this.clock.now());
      await this.#note(tx, keeper, 'account-disabled', before.id, {});
      return null;
    });
  }

  /** Roles that guard others wait for a second person again, as if they were granted now. */
  async enable(keeper: Account, headers: CommandHeaders, id: string): Promise<AccountRecord> {
    return this.#changing(keeper, headers, id, async (tx, before) => {
      if (!before.disabled) return null;
      const register = this.register.within(tx);
      await register.setEnabled(before.id);
      const { atOnce, waiting } = await this.#divided(tx, keeper, { ...before, roles: [] }, before.roles);
      await register.setRoles(before.id, atOnce);
      if (waiting.length > 0)
        await register.setWaiting(before.id, [...before.waiting, ...waiting], keeper.id, this.clock.now());
      await this.#note(tx, keeper, 'account-enabled', before.id, { waiting: asCodes(waiting) });
      return null;
    });
  }

  async resetPassword(
    keeper: Account,
    { idempotency }: CommandHeaders,
    id: string,
  ): Promise<{ oneTimePassword: string }> {
    const oneTimePassword = newPassword();
    const hash = await hashPassword(oneTimePassword);
    const done = await writeOnce(this.source, { idempotency, now: this.clock.now(), toldOnce: true }, async (tx) => {
      const before = await this.reach.find(keeper, id, tx);
      if (before === null) return refuse('not-found');
      if (before.id === keeper.id) return refuse('own-account');
      if (before.kind === 'service') return refuse('service-account');
      const logins = this.logins.within(tx);
      await logins.setPassword(before.id, hash, after(this.clock.now(), INVITATION_LASTS));
      await logins.dropSecondFactor(before.id);
      await this.sessionStore.within(tx).endAll(before.id, null, this.clock.now());
      await this.#note(tx, keeper, 'password-reset', before.id, {});
      return { id: before.id };
    });
    if (isRefusal(done)) throw ProblemError.of(done);
    this.sessions.ended(as<AccountId>(id));
    return { oneTimePassword };
  }

  async #changing(
    keeper: Account,
    { idempotency, ifMatch }: CommandHeaders,
    id: string,
    work: (tx: QueryRunner, before: AccountRecord) => Promise<Refusal | null>,
  ): Promise<AccountRecord> {
    const done = await writeOnce(this.source, { idempotency, now: this.clock.now() }, async (tx) => {
      const register = this.register.within(tx);
      await register.lock();
      const before = await this.reach.find(keeper, id, tx);
      if (before === null) return refuse('not-found');
      const refusal = staleRow(before, ifMatch) ?? (await work(tx, before));
      if (refusal !== null) return refusal;
      await register.setChanged(before.id, keeper.id);
      return { id: before.id };
    });
    if (isRefusal(done)) throw isStaleRow(done) ? await this.#stale(done) : ProblemError.of(done);
    this.sessions.ended(as<AccountId>(done.id));
    this.keys.forget();
    return this.#read(done.id);
  }

  async #stale(refusal: StaleRow): Promise<ProblemError> {
    const current = accountOnWire(await this.#read(refusal.id));
    const by = refusal.changedBy === null ? null : await this.register.byId(refusal.changedBy);
    return ProblemError.of(refusal, { current, ...(by && { changedBy: { id: by.id, name: by.name } }) });
  }

  async #read(id: string): Promise<AccountRecord> {
    const record = await this.register.byId(as<AccountId>(id));
    if (record === null) throw new Error(`the account ${id} is gone`);
    return record;
  }

  async #refusal(keeper: Account, before: AccountRecord | null, wanted: readonly RoleGrant[]): Promise<Refusal | null> {
    const visible = await this.scope.regionsOf(keeper);
    return refusalOfGrant({ by: keeper.id, subject: before, wanted, reaches: (id) => visible.has(id) });
  }

  async #write(
    tx: QueryRunner,
    keeper: Account,
    before: AccountRecord | null,
    { id, kind }: Pick<AccountRecord, 'id' | 'kind'>,
    change: Change,
  ): Promise<Refusal | null> {
    const register = this.register.within(tx);
    const visible = await this.scope.regionsOf(keeper);
    const roles = change.roles ?? before?.roles ?? [];
    const helperId = change.helperId === undefined ? (before?.helperId ?? null) : change.helperId;
    const seniorIds = change.seniorIds ?? before?.seniorIds ?? [];
    const isHelper = roles.some(({ role }) => role === 'helper');
    const isFamily = roles.some(({ role }) => role === 'family');
    if (kind === 'service' && (roles.some(isForPeopleAlone) || helperId !== null)) return refuse('service-account');
    if (isHelper !== (helperId !== null) || (!isFamily && seniorIds.length > 0)) return refuse('role-without-person');
    if (helperId !== null && helperId !== before?.helperId) {
      const regionId = await register.regionOfHelper(helperId);
      if (regionId === null || !visible.has(regionId)) return refuse('not-found');
      if ((await register.accountOfHelper(helperId)) !== null) return refuse('helper-has-account');
    }
    const bound = await register.regionsOfSeniors(seniorIds);
    for (const senior of seniorIds) {
      const regionId = bound.get(senior);
      if (regionId === undefined || !visible.has(regionId)) return refuse('not-found');
    }
    if (change.name !== undefined && before !== null) await register.setName(id, change.name);
    await register.setHelper(id, helperId);
    await register.setSeniors(id, seniorIds);
    return change.roles === undefined ? null : this.#grant(tx, keeper, before, id, change.roles);
  }

  async #grant(
    tx: QueryRunner,
    keeper: Account,
    before: AccountRecord | null,
    id: AccountId,
    wanted: readonly RoleGrant[],
  ): Promise<Refusal | null> {
    const refusal = await this.#refusal(keeper, before, wanted);
    if (refusal !== null) return refusal;
    const register = this.register.within(tx);
    const { atOnce, waiting } = await this.#divided(tx, keeper, { id, roles: before?.roles ?? [] }, wanted);
    await register.setRoles(id, atOnce);
    await register.setWaiting(id, waiting, keeper.id, this.clock.now());
    const lost = without(before?.roles ?? [], wanted).some(({ role }) => role === 'security-admin');
    return lost && (await register.keepers()).length === 0 ? refuse('last-keeper') : null;
  }

  async #divided(
    tx: QueryRunner,
    keeper: Account,
    before: Pick<AccountRecord, 'id' | 'roles'>,
    wanted: readonly RoleGrant[],
  ): Promise<ReturnType<typeof dividedGrants>> {
    const keepers = await this.register.within(tx).keepers();
    const isThereASecondPerson = keepers.some((one) => one !== keeper.id && one !== before.id);
    return dividedGrants(wanted, before.roles, isThereASecondPerson);
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

const changeOf = (asked: ParsedBody<'changeAccount'>): Change => ({
  name: asked.name,
  roles: asked.roles && grantsOf(asked.roles),
  helperId: asked.helperId === undefined || asked.helperId === null ? asked.helperId : as<HelperId>(asked.helperId),
  seniorIds: asked.seniorIds?.map((id) => as<SeniorId>(id)),
});
