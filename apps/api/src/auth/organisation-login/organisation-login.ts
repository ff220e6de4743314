import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  PostgresAccountLoginStore,
  PostgresAccountRegister,
  PostgresAccountStore,
  type AccountFacts,
} from '@silverbell/adapter-postgres';
import { hashPassword, type OidcSettings } from '@silverbell/adapter-runtime';
import type { AccountId } from '@silverbell/kernel';
import { ProblemError } from '../../http/problems/problem-error.js';
import { AccessLog } from '../access-log.js';
import { LoginThrottle } from '../login-throttle.js';
import { SecondFactors } from '../second-factor.js';
import { accountOf, type Account } from '../sessions.js';
import { LoginTickets } from './login-tickets.js';
import { OrganisationProvider } from './provider.js';

/** Who came in, or a ticket to be sent again with the code of her second factor. */
type Known = { readonly account: Account } | { readonly ticket: string };

/**
 * The login of an organisation's own account. The provider says who she is; which account of ours that is was written down by who keeps the
 * accounts, and the provider never creates one. A second factor of ours is asked for as with a password.
 */
@Injectable()
export class OrganisationLogin {
  constructor(
    private readonly provider: OrganisationProvider,
    private readonly tickets: LoginTickets,
    private readonly register: PostgresAccountRegister,
    private readonly accounts: PostgresAccountStore,
    private readonly logins: PostgresAccountLoginStore,
    private readonly factors: SecondFactors,
    private readonly throttle: LoginThrottle,
    private readonly log: AccessLog,
  ) {}

  async begin(page: string): Promise<{ url: string; ticket: string }> {
    const { url, ...begun } = await this.provider.begin(this.#settings(), page).catch(unreachable);
    return { url, ticket: await this.tickets.begun(begun) };
  }

  async cameBack(ticket: string, answer: string, address: string): Promise<Known> {
    const settings = this.#settings();
    const begun = await this.tickets.readBegun(ticket);
    const subject = begun && (await this.provider.subjectOf(settings, begun, answer).catch(unreachable));
    if (subject === null) {
      this.log.login('organisation-refused', address, null);
      throw new ProblemError('organisation-login-failed');
    }
    const id = await this.register.accountOfIdentity(settings.issuer, subject);
    const facts = id && (await this.accounts.byId(id));
    if (facts === null) {
      this.log.login('organisation-unknown', address, null);
      // It is her own identifier; with it who keeps the accounts can bind it.
      throw new ProblemError('organisation-account-unknown', { errors: [{ field: 'subject', message: subject }] });
    }
    if (facts.hasTotp && !facts.disabled) return { ticket: await this.tickets.recognised({ accountId: facts.id }) };
    return this.#enters(facts, address);
  }

  async withCode(ticket: string, code: string | undefined, address: string): Promise<Known> {
    const known = await this.tickets.readRecognised(ticket);
    const facts = known && (await this.accounts.byId(known.accountId));
    if (facts === null) throw new ProblemError('organisation-login-failed');
    if (code === undefined || code.trim() === '') throw new ProblemError('code-required');
    const { id, username } = facts;
    const waitS = this.throttle.waitS(username, address);
    if (waitS > 0) {
      this.log.login('throttled', address, null);
      throw new ProblemError('too-many-logins', { retryAfterS: waitS, facts: { waitS } });
    }
    if (facts.hasTotp && !(await this.factors.opens(id, code))) {
      this.throttle.failed(username, address);
      this.log.login('wrong-code', address, id);
      throw new ProblemError('code-wrong');
    }
    this.throttle.succeeded(username, address);
    return this.#enters(facts, address);
  }

  async #enters(facts: AccountFacts, address: string): Promise<Known> {
    const end = facts.disabled ? 'account-disabled' : facts.suspended ? 'account-suspended' : 'in';
    this.log.login(end, address, facts.id);
    if (end === 'account-disabled') throw new ProblemError('not-allowed');
    if (end === 'account-suspended') throw new ProblemError('account-suspended');
    const account = accountOf(facts);
    if (account === null) throw new ProblemError('not-allowed');
    if (facts.oneTimeUntil === null) return { account };
    await this.#endOneTimePassword(facts.id);
    return { account: { ...account, oneTimeUntil: null } };
  }

  /** She needs no password of ours; the one that was given to her opens nothing any more. */
  async #endOneTimePassword(id: AccountId): Promise<void> {
    await this.logins.setPassword(id, await hashPassword(randomBytes(24).toString('base64url')), null);
  }

  #settings(): OidcSettings {
    if (this.provider.settings === null) throw new ProblemError('organisation-login-off');
    return this.provider.settings;
  }
}

const unreachable = (): never => {
  throw new ProblemError('organisation-login-unavailable');
};
