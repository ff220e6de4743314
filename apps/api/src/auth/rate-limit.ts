import type { AccountId, Clock, Instant } from '@silverbell/kernel';

const PER_SECOND = 30;
/** A page that opens asks for many things at once. */
const BURST = 60;
const MOST_ENTRIES = 10_000;

interface Bucket {
  tokens: number;
  at: Instant;
}

/** 30 requests a second for an account, with room for a burst. */
export class RateLimit {
  readonly #buckets = new Map<AccountId, Bucket>();

  constructor(private readonly clock: Clock) {}

  allows(account: AccountId): boolean {
    const now = this.clock.now();
    const bucket = this.#buckets.get(account) ?? { tokens: BURST, at: now };
    bucket.tokens = Math.min(BURST, bucket.tokens + ((now - bucket.at) / 1000) * PER_SECOND);
    bucket.at = now;
    if (this.#buckets.size >= MOST_ENTRIES && !this.#buckets.has(account)) this.#buckets.clear();
    this.#buckets.set(account, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
