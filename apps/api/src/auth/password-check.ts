import { PostgresAccountStore } from '@silverbell/adapter-postgres';
import { Inject, Injectable } from '@nestjs/common';
import { passwordMatches, spendAsMuchAsACheck } from '@silverbell/adapter-runtime';
import { LoginQueue } from './login-queue.js';
import { LoginThrottle } from './login-throttle.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { userNameOf } from './user-name.js';
import { accountOf, type Account, type AccountSource } from './sessions.js';
import { AccessLog, type LoginEnd } from './access-log.js';
import { SecondFactors } from './second-factor.js';
import type { AccountId, Clock } from '@silverbell/kernel';
import { CLOCK } from '../tokens.js';

/** A queue of 48 is empty by then. */
const BUSY_S = 2;

type Known = NonNullable<Awaited<ReturnType<AccountSource['byUsername']>>>;

interface Typed {
  readonly username: string;
  readonly password: string;
  readonly code?: string | undefined;
}
export interface PasswordSource extends Pick<AccountSource, 'byUsername'> {
  /** `null`: there is no such account. */
  passwordHash(id: AccountId): Promise<string | null>;
}
const FAILURES: readonly LoginEnd[] = ['wrong-password', 'wrong-code', 'account-disabled', 'one-time-over'];

/** A name and a password become an account, or a refusal that does not tell which of both was wrong. */
@Injectable()
export class PasswordCheck {
  constructor(
    @Inject(PostgresAccountStore) private readonly accounts: PasswordSource,
    private readonly throttle: LoginThrottle,
    private readonly queue: LoginQueue,
    @Inject(AccessLog) private readonly log: Pick<AccessLog, 'login'>,
    @Inject(SecondFactors) private readonly factors: Pick<SecondFactors, 'opens'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** With the code of her second factor where she has one. */
  async accountFor(typed: Typed, address: string): Promise<Account> {
    const username = userNameOf(typed.username);
    return this.#inTurn(username, address, () => this.#check(username, typed, address));
  }

  /** Who is logged in proves that it is still she; a wrong one counts like a failed login. */
  async assertOwn({ id }: Pick<Account, 'id'>, password: string, address: string): Promise<void> {
    const hash = await this.accounts.passwordHash(id);
    await this.#inTurn(id, address, async () => {
      if (hash !== null && (await passwordMatches(hash, password))) return;
      this.throttle.failed(id, address);
      throw new ProblemError('password-wrong');
    });
  }

  async #inTurn<T>(username: string, address: string, work: () => Promise<T>): Promise<T> {
    this.#refuseThrottled(username, address);
    const checked = this.queue.run({ username, address }, async () => {
      // What ran before this one may have been wrong once too often.
      this.#refuseThrottled(username, address);
      return work();
    });
    if (checked === null) {
      this.log.login('busy', address, null);
      throw new ProblemError('busy', { retryAfterS: BUSY_S });
    }
    return checked;
  }

  async #check(username: string, { password, code }: Typed, address: string): Promise<Account> {
    const account = await this.accounts.byUsername(username);
    const right = account ? await passwordMatches(account.passwordHash, password) : await spendAsMuchAsACheck(password);
    const end = await this.#endOf(account, right, code);
    this.log.login(end, address, account?.id ?? null);
    if (end === 'code-required') throw new ProblemError('code-required');
    if (account === null || FAILURES.includes(end)) {
      this.throttle.failed(username, address);
      throw new ProblemError(end === 'wrong-code' ? 'code-wrong' : 'login-failed');
    }
    this.throttle.succeeded(username, address);
    if (end === 'account-suspended') throw new ProblemError('account-suspended');
    const known = accountOf(account);
    if (known === null) throw new ProblemError('not-allowed');
    return known;
  }

  async #endOf(account: Known | null, right: boolean, code: string | undefined): Promise<LoginEnd> {
    if (account === null || !right) return 'wrong-password';
    if (account.disabled) return 'account-disabled';
    if (account.oneTimeUntil != null && account.oneTimeUntil <= this.clock.now()) return 'one-time-over';
    if (account.hasTotp === true) {
      if (code === undefined || code.trim() === '') return 'code-required';
      if (!(await this.factors.opens(account.id, code))) return 'wrong-code';
    }
    return account.suspended === true ? 'account-suspended' : 'in';
  }

  #refuseThrottled(username: string, address: string): void {
    const waitS = this.throttle.waitS(username, address);
    if (waitS === 0) return;
    this.log.login('throttled', address, null);
    throw new ProblemError('too-many-logins', { retryAfterS: waitS, facts: { waitS } });
  }
}
