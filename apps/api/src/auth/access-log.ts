import { CLOCK } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import { AddressMarks, Counter, JsonLogger, Registry } from '@silverbell/adapter-runtime';
import type { AccountId, Clock, Instant } from '@silverbell/kernel';

/** How a login ended. */
export type LoginEnd =
  | 'in'
  | 'code-required'
  | 'wrong-code'
  | 'organisation-refused'
  | 'organisation-unknown'
  | 'one-time-over'
  | 'wrong-password'
  | 'account-disabled'
  | 'account-suspended'
  | 'throttled'
  | 'busy';

/** Ends that a flood makes thousands of: one line a second says how many. */
const FOLDED: readonly LoginEnd[] = ['throttled', 'busy'];
const FOLD_MS = 1_000;

/**
 * Who came in, who was kept out: a line in the log and a figure for each. Of a person the line carries the account's id, and no
 * typed name (a password typed into the wrong field must not be logged); of an address its mark.
 */
@Injectable()
export class AccessLog {
  readonly #logins: Counter<'end'>;
  readonly #refused: Counter<'slug'>;
  readonly #folded = new Map<LoginEnd, { since: Instant; more: number }>();

  constructor(
    @Inject(JsonLogger) private readonly logger: Pick<JsonLogger, 'fact'>,
    @Inject(AddressMarks) private readonly marks: Pick<AddressMarks, 'of'>,
    @Inject(CLOCK) private readonly clock: Clock,
    registry: Registry,
  ) {
    this.#logins = new Counter({
      name: 'silverbell_logins_total',
      help: 'Logins, by how they ended',
      labelNames: ['end'],
      registers: [registry],
    });
    this.#refused = new Counter({
      name: 'silverbell_http_problems_total',
      help: 'Refused requests and sockets, by slug',
      labelNames: ['slug'],
      registers: [registry],
    });
  }

  login(end: LoginEnd, address: string, accountId: AccountId | null): void {
    this.#logins.inc({ end });
    const more = FOLDED.includes(end) ? this.#fold(end) : 0;
    if (more === null) return;
    this.logger.fact(end === 'in' ? 'info' : 'warn', 'login', {
      ...{ end, address: this.marks.of(address) },
      ...(accountId === null ? {} : { accountId }),
      ...(more > 0 ? { more } : {}),
    });
  }

  /** A request or socket that was refused; a log line when a known account asked for what it may not see. */
  refused(
    slug: string,
    request: {
      readonly status: number;
      readonly what: string;
      readonly address: string;
      readonly accountId: AccountId | null;
    },
  ): void {
    this.#refused.inc({ slug });
    const { status, what, address, accountId } = request;
    if (status !== 403) return;
    this.logger.fact('warn', 'access-refused', { slug, what, address: this.marks.of(address), accountId });
  }

  /** `null`: the line of this second was written already; else how many were not written before it. */
  #fold(end: LoginEnd): number | null {
    const now = this.clock.now();
    const folded = this.#folded.get(end);
    if (folded && now - folded.since < FOLD_MS) {
      folded.more += 1;
      return null;
    }
    this.#folded.set(end, { since: now, more: 0 });
    return folded?.more ?? 0;
  }
}
