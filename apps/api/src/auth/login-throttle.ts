import { CLOCK } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import { after, seconds, type Clock, type Duration, type Instant } from '@silverbell/kernel';

/** One account from one address: this many wrong passwords cost nothing, then each wait is twice as long. */
const FREE_FAILURES = 5;
const FIRST_WAIT = seconds(2);
const LONGEST_WAIT = seconds(300);
/** Failures of a pair are forgotten after this long without another. */
const FORGOTTEN_AFTER = seconds(900);
/** All accounts from one address: a call centre behind one address mistypes less than this. */
const OF_AN_ADDRESS: Limit = { most: 30, oneIsForgottenAfter: seconds(5) };
/** One account from everywhere: with both numbers at most 100 guesses in any hour (ASVS 4.0.3, 2.2.1). */
const OF_AN_ACCOUNT: Limit = { most: 50, oneIsForgottenAfter: seconds(72) };
/** So long an address counts as one of this person's own. */
const KNOWN_FOR = seconds(30 * 24 * 3_600);
const MOST_ENTRIES = 10_000;

interface Failures {
  readonly count: number;
  readonly blockedUntil: Instant | null;
  readonly lastAt: Instant;
}
interface Limit {
  readonly most: number;
  readonly oneIsForgottenAfter: Duration;
}

/**
 * Slows down guessing; failed logins only. A person who knows her password never meets it at an address where she logged in before:
 * there only her own failures from that address count, so that guesses from elsewhere cannot lock her out.
 * The caller of `waitS` lets one try of a pair run at a time: see `LoginQueue`.
 */
@Injectable()
export class LoginThrottle {
  readonly #pairs = new Recent<Failures>();
  readonly #known = new Recent<Instant>();
  readonly #addresses: Leaking;
  readonly #accounts: Leaking;

  constructor(@Inject(CLOCK) private readonly clock: Clock) {
    this.#addresses = new Leaking(OF_AN_ADDRESS, clock);
    this.#accounts = new Leaking(OF_AN_ACCOUNT, clock);
  }

  /** Seconds to wait before another try is looked at; 0: go ahead. */
  waitS(username: string, address: string): number {
    const now = this.clock.now();
    const pair = keyOf(username, address);
    const blockedUntil = this.#pairs.get(pair)?.blockedUntil ?? now;
    const waits = [blockedUntil - now];
    const knownAt = this.#known.get(pair);
    if (knownAt === undefined || now - knownAt > KNOWN_FOR)
      waits.push(this.#addresses.waitMs(address), this.#accounts.waitMs(username));
    return Math.max(0, Math.ceil(Math.max(...waits) / 1000));
  }

  failed(username: string, address: string): void {
    const now = this.clock.now();
    const pair = keyOf(username, address);
    const before = this.#pairs.get(pair);
    const count = before && now - before.lastAt < FORGOTTEN_AFTER ? before.count + 1 : 1;
    const blockedUntil = count >= FREE_FAILURES ? after(now, waitAfter(count)) : null;
    this.#pairs.set(pair, { count, lastAt: now, blockedUntil });
    this.#addresses.add(address);
    this.#accounts.add(username);
  }

  succeeded(username: string, address: string): void {
    this.#pairs.delete(keyOf(username, address));
    this.#known.set(keyOf(username, address), this.clock.now());
  }
}

/** Failures that are forgotten one by one, at an even pace. */
class Leaking {
  readonly #levels = new Recent<{ readonly level: number; readonly at: Instant }>();

  constructor(
    private readonly limit: Limit,
    private readonly clock: Clock,
  ) {}

  waitMs(key: string): number {
    return (this.#level(key) - this.limit.most + 1) * this.limit.oneIsForgottenAfter;
  }

  add(key: string): void {
    this.#levels.set(key, { level: Math.min(this.limit.most, this.#level(key) + 1), at: this.clock.now() });
  }

  #level(key: string): number {
    const known = this.#levels.get(key);
    if (!known) return 0;
    return Math.max(0, known.level - (this.clock.now() - known.at) / this.limit.oneIsForgottenAfter);
  }
}

/** Forgets what was touched longest ago when there is too much of it. */
class Recent<Value> {
  readonly #kept = new Map<string, Value>();

  get(key: string): Value | undefined {
    return this.#kept.get(key);
  }

  set(key: string, value: Value): void {
    this.#kept.delete(key);
    this.#kept.set(key, value);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_ENTRIES) return;
      this.#kept.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#kept.delete(key);
  }
}

const keyOf = (username: string, address: string): string => JSON.stringify([username, address]);
const waitAfter = (count: number): Duration =>
  Math.min(FIRST_WAIT * 2 ** Math.min(count - FREE_FAILURES, 20), LONGEST_WAIT) as Duration;
