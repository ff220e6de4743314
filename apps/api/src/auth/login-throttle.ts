import { CLOCK } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import {
  after,
  LeakyBuckets,
  RecentMap,
  seconds,
  type Clock,
  type Duration,
  type Instant,
  type RateLimit,
} from '@silverbell/kernel';

/** One account from one address: this many wrong passwords cost nothing, then each wait is twice as long. */
const FREE_FAILURES = 5;
const FIRST_WAIT = seconds(2);
const LONGEST_WAIT = seconds(300);
/** Failures of a pair are forgotten after this long without another. */
const FORGOTTEN_AFTER = seconds(900);
/** All accounts from one address: a call centre behind one address mistypes less than this. */
const OF_AN_ADDRESS: RateLimit = { most: 30, within: seconds(150) };
/** One account from everywhere: with both numbers at most 100 guesses in any hour (ASVS 4.0.3, 2.2.1). */
const OF_AN_ACCOUNT: RateLimit = { most: 50, within: seconds(3_600) };
/** So long an address counts as one of this person's own. */
const KNOWN_FOR = seconds(30 * 24 * 3_600);
const MOST_ENTRIES = 10_000;

interface Failures {
  readonly count: number;
  readonly blockedUntil: Instant | null;
  readonly lastAt: Instant;
}

/**
 * Slows down guessing; failed logins only. A person who knows her password never meets it at an address where she logged in before:
 * there only her own failures from that address count, so that guesses from elsewhere cannot lock her out.
 * The caller of `waitS` lets one try of a pair run at a time: see `LoginQueue`.
 */
@Injectable()
export class LoginThrottle {
  readonly #pairs = new RecentMap<string, Failures>(MOST_ENTRIES);
  readonly #known = new RecentMap<string, Instant>(MOST_ENTRIES);
  readonly #addresses = new LeakyBuckets(OF_AN_ADDRESS, MOST_ENTRIES);
  readonly #accounts = new LeakyBuckets(OF_AN_ACCOUNT, MOST_ENTRIES);

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Seconds to wait before another try is looked at; 0: go ahead. */
  waitS(username: string, address: string): number {
    const now = this.clock.now();
    const pair = keyOf(username, address);
    const blockedUntil = this.#pairs.get(pair)?.blockedUntil ?? now;
    const waits = [blockedUntil - now];
    const knownAt = this.#known.get(pair);
    if (knownAt === undefined || now - knownAt > KNOWN_FOR)
      waits.push(this.#addresses.waitMs(address, now), this.#accounts.waitMs(username, now));
    return Math.max(0, Math.ceil(Math.max(...waits) / 1000));
  }

  failed(username: string, address: string): void {
    const now = this.clock.now();
    const pair = keyOf(username, address);
    const before = this.#pairs.get(pair);
    const count = before && now - before.lastAt < FORGOTTEN_AFTER ? before.count + 1 : 1;
    const blockedUntil = count >= FREE_FAILURES ? after(now, waitAfter(count)) : null;
    this.#pairs.set(pair, { count, lastAt: now, blockedUntil });
    this.#addresses.fill(address, now);
    this.#accounts.fill(username, now);
  }

  succeeded(username: string, address: string): void {
    this.#pairs.delete(keyOf(username, address));
    this.#known.set(keyOf(username, address), this.clock.now());
  }
}

const keyOf = (username: string, address: string): string => JSON.stringify([username, address]);
const waitAfter = (count: number): Duration =>
  Math.min(FIRST_WAIT * 2 ** Math.min(count - FREE_FAILURES, 20), LONGEST_WAIT) as Duration;
