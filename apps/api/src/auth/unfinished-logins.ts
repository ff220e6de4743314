import { Injectable } from '@nestjs/common';
import { SecondFactors } from './second-factor.js';
import type { Account } from './sessions.js';

/** A password that was given to her, or a second factor that she must have: until then her session opens nothing but that. */
@Injectable()
export class UnfinishedLogins {
  constructor(private readonly factors: SecondFactors) {}

  /** The slug of what is missing, the password first; `null`: nothing. */
  missingOf(account: Account): 'password-change-required' | 'totp-required' | null {
    if (account.oneTimeUntil != null) return 'password-change-required';
    return this.factors.isMissing(account) ? 'totp-required' : null;
  }
}
