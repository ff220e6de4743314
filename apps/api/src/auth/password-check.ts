import { PostgresAccountStore } from '@silverbell/adapter-postgres';
import { Inject, Injectable } from '@nestjs/common';
import { passwordMatches, spendAsMuchAsACheck } from '@silverbell/adapter-runtime';
import { LoginQueue } from './login-queue.js';
import { LoginThrottle } from './login-throttle.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { userNameOf } from './user-name.js';
import { accountOf, type Account, type AccountSource } from './sessions.js';
import { AccessLog, type LoginEnd } from './access-log.js';

/** A queue of 48 is empty by then. */
const BUSY_S = 2;

type Known = NonNullable<Awaited<ReturnType<AccountSource['byUsername']>>>;

/** A name and a password become an account, or a refusal that does not tell which of both was wrong. */
@Injectable()
export class PasswordCheck {
  constructor(
    @Inject(PostgresAccountStore) private readonly accounts: Pick<AccountSource, 'byUsername'>,
    private readonly throttle: LoginThrottle,
    private readonly queue: LoginQueue,
    @Inject(AccessLog) private readonly log: Pick<AccessLog, 'login'>,
  ) {}

  async accountFor(typed: { readonly username: string; readonly password: string }, address: string): Promise<Account> {
    const username = userNameOf(typed.username);
    this.#refuseThrottled(username, address);
    const checked = this.queue.run({ username, address }, async () => {
      // What ran before this one may have been wrong once too often.
      this.#refuseThrottled(username, address);
      return this.#check(username, typed.password, address);
    });
    if (checked === null) {
      this.log.login('busy', address, null);
      throw new ProblemError('busy', { retryAfterS: BUSY_S });
    }
    return checked;
  }

  async #check(username: string, password: string, address: string): Promise<Account> {
    const account = await this.accounts.byUsername(username);
    const right = account ? await passwordMatches(account.passwordHash, password) : await spendAsMuchAsACheck(password);
    const end = endOf(account, right);
    this.log.login(end, address, account?.id ?? null);
    if (account === null || end === 'wrong-password' || end === 'account-disabled') {
      this.throttle.failed(username, address);
      throw new ProblemError('login-failed');
    }
    this.throttle.succeeded(username, address);
    if (end === 'account-suspended') throw new ProblemError('account-suspended');
    const known = accountOf(account);
    if (known === null) throw new ProblemError('not-allowed');
    return known;
  }

  #refuseThrottled(username: string, address: string): void {
    const waitS = this.throttle.waitS(username, address);
    if (waitS === 0) return;
    this.log.login('throttled', address, null);
    throw new ProblemError('too-many-logins', { retryAfterS: waitS, facts: { waitS } });
  }
}

function endOf(account: Known | null, right: boolean): LoginEnd {
  if (account === null || !right) return 'wrong-password';
  if (account.disabled) return 'account-disabled';
  return account.suspended === true ? 'account-suspended' : 'in';
}
