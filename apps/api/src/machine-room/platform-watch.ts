import { answerWithin } from '@silverbell/adapter-nest';
import type { WaitingWorkQueries } from '@silverbell/adapter-postgres';
import type { Clock } from '@silverbell/kernel';
import { platformHealth, type EngineVitals, type PlatformHealth, type WaitingWork } from '@silverbell/usecases';
import type { ReplicaLine } from '../replicas/replica-line.js';
import type { EngineProbe } from './engine-probe.js';

const PATIENCE_MS = 2_000;

interface Heard<T> {
  readonly what: T;
  readonly at: number;
}

/**
 * Looks every second at the database, which knows what waits though no engine lives, and at the engine. Ages are of the monotonic
 * clock, so that neither a wall clock nor a hanging question can make an old reading fresh.
 */
export class PlatformWatch {
  readonly #since: number;
  #work: Heard<WaitingWork> | null = null;
  #vitals: Heard<EngineVitals> | null = null;
  #looking: Promise<void> | null = null;

  constructor(
    private readonly queries: Pick<WaitingWorkQueries, 'at'>,
    private readonly engine: Pick<EngineProbe, 'vitals' | 'isKnown'>,
    private readonly replicas: Pick<ReplicaLine, 'silentS'>,
    private readonly clock: Clock,
    private readonly steady: () => number = () => performance.now(),
  ) {
    this.#since = steady();
  }

  /** One look at a time. Never fails: what did not answer grows older. */
  async look(): Promise<void> {
    this.#looking ??= Promise.all([this.#readWork(), this.#askEngine()])
      .then(() => undefined)
      .finally(() => (this.#looking = null));
    await answerWithin(PATIENCE_MS, this.#looking, undefined);
  }

  /** As of the last look. */
  health(): PlatformHealth {
    const now = this.steady();
    const ageS = (heard: Heard<unknown> | null): number => (now - (heard?.at ?? this.#since)) / 1_000;
    return platformHealth(
      {
        database: this.#work && { ageS: ageS(this.#work), work: this.#work.what },
        replicasSilentS: this.replicas.silentS,
        engine: this.engine.isKnown ? { ageS: ageS(this.#vitals), vitals: this.#vitals?.what ?? null } : 'unasked',
      },
      this.clock.now(),
    );
  }

  async #readWork(): Promise<void> {
    const what = await this.queries.at(this.clock.now()).catch(() => null);
    if (what !== null) this.#work = { what, at: this.steady() };
  }

  async #askEngine(): Promise<void> {
    const what = await this.engine.vitals();
    if (what !== null) this.#vitals = { what, at: this.steady() };
  }
}
