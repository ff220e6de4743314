import { randomUUID } from 'node:crypto';
import { Controller, Inject, Param, Req } from '@nestjs/common';
import {
  PostgresAccountLoginStore,
  PostgresAccountRegister,
  PostgresAuditLog,
  PostgresFamilyStore,
  writeOnce,
} from '@silverbell/adapter-postgres';
import { hashPassword, isCommonPassword, TrustedProxies, type AskingRequest } from '@silverbell/adapter-runtime';
import { as, isRefusal, refuse, type AccountId, type Clock, type Refusal, type SeniorId } from '@silverbell/kernel';
import { comparedDigits, unbindFamily, useFamilyCode, type RegistryWritten } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { DataSource, type QueryRunner } from 'typeorm';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { CLOCK } from '../tokens.js';
import { LoginThrottle } from './login-throttle.js';
import { Sessions, type Account } from './sessions.js';
import { isUserName, userNameOf } from './user-name.js';

type Typed = ParsedBody<'bindMySenior'>;

/** A relative's part of the binding: a code that came to her number, with that number (CR-72). Guesses are slowed like those of passwords. */
@Controller()
export class FamilyCodesController {
  constructor(
    private readonly source: DataSource,
    private readonly families: PostgresFamilyStore,
    private readonly register: PostgresAccountRegister,
    private readonly logins: PostgresAccountLoginStore,
    private readonly log: PostgresAuditLog,
    private readonly throttle: LoginThrottle,
    private readonly sessions: Sessions,
    private readonly proxies: TrustedProxies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('joinFamily')
  async join(
    @ValidBody() { username: typed, password, name, ...code }: ParsedBody<'joinFamily'>,
    @Req() request: AskingRequest,
  ): Promise<AnswerOf<'joinFamily'>> {
    const username = userNameOf(typed);
    if (!isUserName(username))
      throw new ProblemError('invalid-request', { errors: [{ field: 'username', message: '2–40, a–z 0–9 . _ -' }] });
    if (isCommonPassword(password)) throw new ProblemError('password-too-common');
    const id = as<AccountId>(randomUUID());
    await this.#guarded(code, request, async () => {
      const hash = await hashPassword(password);
      return writeOnce(this.source, { now: this.clock.now() }, async (tx) => {
        const register = this.register.within(tx);
        await register.lock();
        if (await register.isTaken(username, id)) return refuse('username-taken');
        await register.insert({ id, username, name, kind: 'person', helperId: null, changedBy: id }, hash);
        await this.logins.within(tx).setPassword(id, hash, null);
        const bound = await this.#bind(tx, id, code);
        if (isRefusal(bound)) return bound;
        const regionId = bound.audit?.regionId;
        if (regionId) await register.setRoles(id, [{ role: 'family', regionId }]);
        return { id };
      });
    });
    return { id, username };
  }

  @Serves('bindMySenior')
  async bind(
    @Caller() account: Account,
    @ValidHeaders() { idempotency }: CommandHeaders,
    @ValidBody() code: Typed,
    @Req() request: AskingRequest,
  ): Promise<AnswerOf<'bindMySenior'>> {
    await this.#guarded(code, request, () =>
      writeOnce(this.source, { idempotency, now: this.clock.now() }, async (tx) => {
        const bound = await this.#bind(tx, account.id, code);
        return isRefusal(bound) ? bound : { id: bound.id };
      }),
    );
    this.sessions.ended(account.id);
    return {};
  }

  @Serves('leaveMySenior')
  async leave(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() { idempotency }: CommandHeaders,
  ): Promise<AnswerOf<'leaveMySenior'>> {
    const seniorId = as<SeniorId>(id);
    const regionId = (await this.register.regionsOfSeniors([seniorId])).get(seniorId);
    if (regionId === undefined) throw new ProblemError('not-found');
    const command = { by: account.id, at: this.clock.now(), idempotency };
    const done = await unbindFamily({ families: this.families }, command, {
      accountId: account.id,
      seniorId,
      regionId,
    });
    if (isRefusal(done)) throw ProblemError.of(done);
    this.sessions.ended(account.id);
    return {};
  }

  async #bind(tx: QueryRunner, by: AccountId, code: Typed): Promise<RegistryWritten | Refusal> {
    const at = this.clock.now();
    const bound = await useFamilyCode(this.families.within(tx), { by, at }, code);
    if (!isRefusal(bound) && bound.audit !== null) await this.log.within(tx).append({ ...bound.audit, actor: by, at });
    return bound;
  }

  /** One number and one address have few tries, as for a password. */
  async #guarded({ phone }: Typed, request: AskingRequest, work: () => Promise<object | Refusal>): Promise<void> {
    const [key, address] = [`family ${comparedDigits(phone)}`, this.proxies.clientOf(request)];
    const waitS = this.throttle.waitS(key, address);
    if (waitS > 0) throw new ProblemError('too-many-logins', { retryAfterS: waitS, facts: { waitS } });
    const done = await work();
    if (!('refused' in done)) return;
    if (done.refused === 'invitation-wrong') this.throttle.failed(key, address);
    throw ProblemError.of(done);
  }
}
