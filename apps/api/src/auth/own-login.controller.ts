import { Controller, Inject, Param, Req } from '@nestjs/common';
import { PostgresAccountLoginStore, PostgresAuditLog, writeOnce } from '@silverbell/adapter-postgres';
import { hashPassword, isCommonPassword, TrustedProxies, type AskingRequest } from '@silverbell/adapter-runtime';
import { as, isRefusal, refuse, toIso, type Clock } from '@silverbell/kernel';
import type { AuditEntry, SessionId } from '@silverbell/usecases';
import type { AnswerOf, TotpSecret } from '@silverbell/wire';
import { DataSource } from 'typeorm';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import type { SessionRequest } from '../http/routes/route.guard.js';
import { Serves } from '../http/routes/serves.js';
import { CLOCK } from '../tokens.js';
import { PasswordCheck } from './password-check.js';
import { SecondFactors } from './second-factor.js';
import { SessionLifecycle } from './session-lifecycle.js';
import { Sessions, type Account } from './sessions.js';

/** What a person does with her own login: password, second factor, sessions. */
@Controller()
export class OwnLoginController {
  constructor(
    private readonly source: DataSource,
    private readonly logins: PostgresAccountLoginStore,
    private readonly log: PostgresAuditLog,
    private readonly passwords: PasswordCheck,
    private readonly factors: SecondFactors,
    private readonly lifecycle: SessionLifecycle,
    private readonly sessions: Sessions,
    private readonly proxies: TrustedProxies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('changePassword')
  async changePassword(
    @Caller() account: Account,
    @ValidBody() { current, next }: ParsedBody<'changePassword'>,
    @Req() request: SessionRequest & AskingRequest,
  ): Promise<AnswerOf<'changePassword'>> {
    await this.passwords.assertOwn(account, current, this.proxies.clientOf(request));
    if (isCommonPassword(next)) throw new ProblemError('password-too-common');
    const hash = await hashPassword(next);
    await this.source.transaction(async (tx) => {
      await this.logins.within(tx).setPassword(account.id, hash, null);
      await this.lifecycle.endOthers(account.id, request.session?.id ?? null, tx);
      await this.log.within(tx).append(this.#entry(account, 'password-changed'));
    });
    this.sessions.ended(account.id);
    return {};
  }

  @Serves('beginTotp')
  async beginTotp(
    @Caller() account: Account,
    @ValidHeaders() { idempotency }: CommandHeaders,
    @ValidBody() { code }: ParsedBody<'beginTotp'>,
  ): Promise<AnswerOf<'beginTotp'>> {
    if (account.hasTotp === true) {
      // A 401 would tell her page that her session is over.
      if (code === undefined || !(await this.factors.opens(account.id, code))) throw new ProblemError('code-wrong');
    }
    let shown: TotpSecret | null = null;
    const done = await writeOnce(this.source, { idempotency, now: this.clock.now(), toldOnce: true }, async (tx) => {
      shown = await this.factors.begin({ id: account.id, username: account.name }, this.logins.within(tx));
      await this.log.within(tx).append(this.#entry(account, 'second-factor-begun'));
      return {};
    });
    if (isRefusal(done)) throw ProblemError.of(done);
    if (shown === null) throw ProblemError.of(refuse('already-done'));
    this.sessions.ended(account.id);
    return shown;
  }

  @Serves('confirmTotp')
  async confirmTotp(
    @Caller() account: Account,
    @ValidBody() { code }: ParsedBody<'confirmTotp'>,
  ): Promise<AnswerOf<'confirmTotp'>> {
    const right = await this.factors.confirm(account.id, code);
    if (right === null) throw new ProblemError('no-code-asked');
    if (!right) throw new ProblemError('code-wrong');
    await this.log.append(this.#entry(account, 'second-factor-confirmed'));
    this.sessions.ended(account.id);
    return {};
  }

  @Serves('mySessions')
  async mySessions(@Caller() account: Account, @Req() { session }: SessionRequest): Promise<AnswerOf<'mySessions'>> {
    const live = await this.lifecycle.live(account.id);
    return {
      items: live.map(({ id, since, lastSeenAt, expiresAt, agent }) => ({
        ...{ id, current: id === session?.id, agent },
        ...{ since: toIso(since), lastSeenAt: toIso(lastSeenAt), expiresAt: toIso(expiresAt) },
      })),
    };
  }

  @Serves('endMySession')
  async endMySession(
    @Caller() account: Account,
    @Param('id') id: string,
    @Req() { session }: SessionRequest,
  ): Promise<AnswerOf<'endMySession'>> {
    const ending = id === 'current' && session !== undefined ? session.id : as<SessionId>(id);
    if (!(await this.lifecycle.end(account.id, ending))) throw new ProblemError('not-found');
    await this.log.append({ ...this.#entry(account, 'session-ended'), subjectKind: 'session', subjectId: ending });
    return {};
  }

  #entry({ id, regionId }: Account, action: string): AuditEntry {
    return {
      ...{ actor: id, action, subjectKind: 'account', subjectId: id, regionId },
      ...{ at: this.clock.now(), details: {} },
    };
  }
}
