import { Controller, Inject, Param } from '@nestjs/common';
import {
  PostgresAccountRegister,
  PostgresAuditLog,
  PostgresSessionStore,
  writeOnce,
} from '@silverbell/adapter-postgres';
import { as, isRefusal, refuse, type AccountId, type Clock, type Refusal } from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';
import { DataSource, type QueryRunner } from 'typeorm';
import { ProblemError } from '../../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../../http/routes/parameters.js';
import { Serves } from '../../http/routes/serves.js';
import { CLOCK } from '../../tokens.js';
import { accountOnWire } from '../account.presenter.js';
import { AccountsInReach } from '../accounts-in-reach.js';
import { Sessions, type Account } from '../sessions.js';
import { OrganisationProvider } from './provider.js';

/** For security administrators: which account of the organisation is which of ours. */
@Controller()
export class AccountIdentitiesController {
  constructor(
    private readonly source: DataSource,
    private readonly register: PostgresAccountRegister,
    private readonly sessionStore: PostgresSessionStore,
    private readonly log: PostgresAuditLog,
    private readonly reach: AccountsInReach,
    private readonly provider: OrganisationProvider,
    private readonly sessions: Sessions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('bindIdentity')
  bind(
    @Caller() keeper: Account,
    @ValidHeaders() headers: CommandHeaders,
    @Param('id') id: string,
    @ValidBody() { subject }: ParsedBody<'bindIdentity'>,
  ): Promise<AnswerOf<'bindIdentity'>> {
    return this.#change(keeper, headers, id, 'identity-bound', async (tx, accountId) => {
      const { settings } = this.provider;
      if (settings === null) return refuse('organisation-login-off');
      const register = this.register.within(tx);
      const holder = await register.accountOfIdentity(settings.issuer, subject);
      if (holder !== null && holder !== accountId) return refuse('identity-taken');
      await register.bindIdentity(accountId, { issuer: settings.issuer, subject }, keeper.id, this.clock.now());
      return null;
    });
  }

  @Serves('unbindIdentity')
  unbind(
    @Caller() keeper: Account,
    @ValidHeaders() headers: CommandHeaders,
    @Param('id') id: string,
  ): Promise<AnswerOf<'unbindIdentity'>> {
    return this.#change(keeper, headers, id, 'identity-unbound', async (tx, accountId) => {
      await this.register.within(tx).unbindIdentity(accountId);
      await this.sessionStore.within(tx).endAll(accountId, null, this.clock.now());
      return null;
    });
  }

  async #change(
    keeper: Account,
    { idempotency }: CommandHeaders,
    id: string,
    action: string,
    work: (tx: QueryRunner, accountId: AccountId) => Promise<Refusal | null>,
  ): Promise<AnswerOf<'bindIdentity'>> {
    const now = this.clock.now();
    const done = await writeOnce(this.source, { idempotency, now }, async (tx) => {
      const register = this.register.within(tx);
      await register.lock();
      const account = await this.reach.find(keeper, id, tx);
      if (account === null) return refuse('not-found');
      if (account.id === keeper.id) return refuse('own-account');
      if (account.kind === 'service') return refuse('service-account');
      const refusal = await work(tx, account.id);
      if (refusal !== null) return refusal;
      await register.setChanged(account.id, keeper.id);
      await this.log.within(tx).append({
        ...{ actor: keeper.id, action, subjectKind: 'account', subjectId: account.id, regionId: keeper.regionId },
        ...{ at: now, details: {} },
      });
      return { id: account.id };
    });
    if (isRefusal(done)) throw ProblemError.of(done);
    this.sessions.ended(as<AccountId>(done.id));
    const record = await this.register.byId(as<AccountId>(done.id));
    if (record === null) throw new Error(`the account ${done.id} is gone`);
    return accountOnWire(record);
  }
}
