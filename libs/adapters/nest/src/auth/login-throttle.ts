import { after, seconds, type Clock, type Duration, type Instant } from '@silverbell/kernel';

const FREE_FAILURES = 5;
const FIRST_WAIT = seconds(2);
const LONGEST_WAIT = seconds(300);
/** Failures are forgotten after this long without another. */
const FORGOTTEN_AFTER = seconds(900);
const MOST_ENTRIES = 10_000;

interface Failures {
  count: number;
  blockedUntil: Instant | null;
  lastAt: Instant;
}

/** Slows down guessing: per account and address, failed logins only. A person who knows her password never meets it. */
export class LoginThrottle {
  readonly #failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  /** Seconds to wait before another try is looked at; 0: go ahead. */
  waitS(username: string, address: string): number {
    const failures = this.#failures.get(keyOf(username, address));
    if (!failures?.blockedUntil) return 0;
    return Math.max(0, Math.ceil((failures.blockedUntil - this.clock.now()) / 1000));
  }

  failed(username: string, address: string): void {
    const now = this.clock.now();
    const key = keyOf(username, address);
    const before = this.#failures.get(key);
    const count = before && now - before.lastAt < FORGOTTEN_AFTER ? before.count + 1 : 1;
    this.#failures.delete(key);
    this.#failures.set(key, {
      count,
      lastAt: now,
      blockedUntil: count >= FREE_FAILURES ? after(now, waitAfter(count)) : null,
    });
    this.#forgetOldest();
  }

  succeeded(username: string, address: string): void {
    this.#failures.delete(keyOf(username, address));
  }

  #forgetOldest(): void {
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= MOST_ENTRIES) return;
      this.#failures.delete(key);
    }
  }
}

const keyOf = (username: string, address: string): string => JSON.stringify([username.toLowerCase(), address]);
const waitAfter = (count: number): Duration =>
  Math.min(FIRST_WAIT * 2 ** Math.min(count - FREE_FAILURES, 20), LONGEST_WAIT) as Duration;
