import { LeakyBuckets, seconds, type AccountId, type Clock } from '@silverbell/kernel';

/** 30 a second. A page that opens asks for many things at once. */
const REQUESTS = { most: 60, within: seconds(2) };

/** How many requests an account may make. */
export class AccountRateLimit {
  readonly #requests = new LeakyBuckets<AccountId>(REQUESTS);

  constructor(private readonly clock: Clock) {}

  allows(account: AccountId): boolean {
    return this.#requests.take(account, this.clock.now());
  }
}
