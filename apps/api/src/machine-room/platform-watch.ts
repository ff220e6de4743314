import { withTimeout } from '@silverbell/adapter-runtime';
import type { PostgresHeartbeatStore, WaitingWorkQueries } from '@silverbell/adapter-postgres';
import type { Clock } from '@silverbell/kernel';
import { platformHealth, type PlatformHealth, type ServerHeartbeat, type WaitingWork } from '@silverbell/usecases';
import type { ReplicaBus } from '../realtime/replica-bus.js';
import { heardServer } from './heard-server.js';

const PATIENCE_MS = 2_000;

interface Heard<T> {
  readonly what: T;
  readonly at: number;
}

/**
 * Looks every second at the database, which knows what waits though no engine lives, and who wrote that it lives. Ages of what was read are
 * of the monotonic clock, so that neither a wall clock nor a hanging question can make an old reading fresh.
 */
export class PlatformWatch {
  readonly #since: number;
  #work: Heard<WaitingWork> | null = null;
  #servers: Heard<readonly ServerHeartbeat[]> | null = null;
  #looking: Promise<void> | null = null;

  constructor(
    private readonly queries: Pick<WaitingWorkQueries, 'at'>,
    private readonly heartbeats: Pick<PostgresHeartbeatStore, 'all'>,
    private readonly replicas: Pick<ReplicaBus, 'unreachableS'>,
    private readonly clock: Clock,
    private readonly weakSecret: boolean,
    private readonly steady: () => number = () => performance.now(),
  ) {
    this.#since = steady();
  }

  /** One look at a time. Never fails: what did not answer grows older. */
  async look(): Promise<void> {
    this.#looking ??= Promise.all([this.#readWork(), this.#readServers()])
      .then(() => undefined)
      .finally(() => (this.#looking = null));
    await withTimeout(PATIENCE_MS, this.#looking).catch(() => undefined);
  }

  /** As of the last look. */
  health(): PlatformHealth {
    const now = this.steady();
    const ageS = ({ at }: Heard<unknown>): number => (now - at) / 1_000;
    return platformHealth(
      {
        database: this.#work && { ageS: ageS(this.#work), work: this.#work.what },
        replicasSilentS: this.replicas.unreachableS,
        servers: this.#servers && { ageS: ageS(this.#servers), heartbeats: this.#servers.what },
        weakSecret: this.weakSecret,
        watchedS: (now - this.#since) / 1_000,
      },
      this.clock.now(),
    );
  }

  async #readWork(): Promise<void> {
    const what = await this.queries.at(this.clock.now()).catch(() => null);
    if (what !== null) this.#work = { what, at: this.steady() };
  }

  async #readServers(): Promise<void> {
    const rows = await this.heartbeats.all().catch(() => null);
    if (rows !== null) this.#servers = { what: rows.map(heardServer), at: this.steady() };
  }
}
