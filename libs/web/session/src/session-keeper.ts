import type { LoginResponse } from '@silverbell/wire';
import { Listeners, type GivenSession, type ServerClock, type Session } from '@silverbell/web-live';
import { sessionStep, sessionTimes, warnedFrom } from './session-step.js';

/** `soon`: it ends, and a word of hers prolongs it · `for-good`: only a new login goes on. */
export type SessionEnding = 'soon' | 'for-good' | null;

export interface SessionKeeperOptions {
  readonly session: Session;
  readonly clock: ServerClock;
  readonly renew: () => Promise<LoginResponse>;
  /** Whatever holds the old token is told. */
  readonly renewed: () => void;
}

export const givenBy = (answer: LoginResponse, clock: ServerClock): GivenSession => ({
  ...{ token: answer.accessToken, expiresAt: answer.expiresAt, user: answer.user },
  lifetimeMs: Date.parse(answer.expiresAt) - clock.now(),
  unfinished: [
    ...(answer.mustChangePassword ? (['password'] as const) : []),
    ...(answer.mustSetTotp ? (['totp'] as const) : []),
  ],
});

/** Keeps a session going while the user works, says before it ends, and ends it by the server's clock. */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions;
  readonly #listeners = new Listeners();
  #ending: SessionEnding = null;
  /** In steady time. */
  #activeAt: number;
  #triedAt = Number.NEGATIVE_INFINITY;
  #atLimit = false;
  #failed = false;
  #token: string | null = null;

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
    this.#activeAt = options.clock.elapsed();
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);
  readonly ending = (): SessionEnding => this.#ending;

  /** A key or a button was pressed. */
  active(): void {
    this.#activeAt = this.#options.clock.elapsed();
  }

  /** Once a second. */
  tick(): void {
    const { session, clock } = this.#options;
    const { token, expiresAt, lifetimeMs } = session.state();
    if (token !== this.#token) this.#begins(token);
    if (token === null || expiresAt === null || !clock.known) return this.#say(null);
    const end = Date.parse(expiresAt);
    const now = clock.now();
    const life = lifetimeMs ?? end - now;
    const lastActiveAt = clock.at(this.#activeAt);
    const step = sessionStep({ now, expiresAt: end, lifetimeMs: life, lastActiveAt, atLimit: this.#atLimit });
    if (step === 'over') session.end('expired');
    else if (step === 'renew') this.#renewByItself();
    const late = step === 'renew' && this.#failed && end - now <= warnedFrom(life);
    if (step === 'warn' || late) this.#say(this.#atLimit ? 'for-good' : 'soon');
    else this.#say(null);
  }

  /** At her wish: she is here. */
  goOn(): Promise<void> {
    this.active();
    return this.#renew();
  }

  async #renew(): Promise<void> {
    const { session, clock, renew, renewed } = this.#options;
    this.#triedAt = clock.elapsed();
    const before = session.state();
    try {
      const answer = await renew();
      this.#failed = false;
      // Another user may have logged in, or she may have left, while it was asked for.
      if (session.state().token !== before.token) return;
      this.#token = answer.accessToken;
      this.#atLimit = Date.parse(answer.expiresAt) - Date.parse(before.expiresAt ?? '') < 1_000;
      session.begin(givenBy(answer, clock));
      renewed();
      this.tick();
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  /** A failure is told by the warning, in time; a refusal has ended the session. */
  #renewByItself(): void {
    if (this.#options.clock.elapsed() - this.#triedAt >= sessionTimes.retryMs) this.#renew().catch(() => undefined);
  }

  #begins(token: string | null): void {
    this.#token = token;
    this.#atLimit = false;
    this.#failed = false;
    this.#triedAt = Number.NEGATIVE_INFINITY;
    this.active();
  }

  #say(ending: SessionEnding): void {
    if (ending === this.#ending) return;
    this.#ending = ending;
    this.#listeners.tell();
  }
}
