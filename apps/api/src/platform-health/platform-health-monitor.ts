import { withTimeout } from '@silverbell/adapter-runtime';
import type { PostgresHeartbeatStore, WaitingWorkQueries } from '@silverbell/adapter-postgres';
import type { Clock } from '@silverbell/kernel';
import {
  platformHealth,
  type PlatformFacts,
  type PlatformHealth,
  type ServerHeartbeat,
  type WaitingWork,
} from '@silverbell/usecases';
import type { ReplicaBus } from '../realtime/replica-bus.js';
import { serverHeartbeatOf } from './server-heartbeat.js';

const TIMEOUT_MS = 2_000;

interface Read<T> {
  readonly what: T;
  readonly at: number;
}

/**
 * Reads every second from the database what waits, whether or not an engine lives, and the heartbeats. Ages are of the monotonic clock,
 * so that neither a jump of the wall clock nor a hanging query makes an old read fresh.
 */
export class PlatformHealthMonitor {
  readonly #since: number;
  #work: Read<WaitingWork> | null = null;
  #servers: Read<readonly ServerHeartbeat[]> | null = null;
  #refreshing: Promise<void> | null = null;

  constructor(
    private readonly queries: Pick<WaitingWorkQueries, 'at'>,
    private readonly heartbeats: Pick<PostgresHeartbeatStore, 'all'>,
    private readonly replicas: Pick<ReplicaBus, 'unreachableS'>,
    private readonly clock: Clock,
    private readonly warnings: Pick<PlatformFacts, 'weakSecret' | 'secondFactorOff'>,
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {
    this.#since = monotonicNow();
  }

  /** One refresh at a time. Never fails: what did not answer grows older. */
  async refresh(): Promise<void> {
    this.#refreshing ??= Promise.all([this.#readWork(), this.#readServers()])
      .then(() => undefined)
      .finally(() => (this.#refreshing = null));
    await withTimeout(TIMEOUT_MS, this.#refreshing).catch(() => undefined);
  }

  /** As of the last refresh. */
  health(): PlatformHealth {
    const now = this.monotonicNow();
    const ageS = ({ at }: Read<unknown>): number => (now - at) / 1_000;
    return platformHealth(
      {
        database: this.#work && { ageS: ageS(this.#work), work: this.#work.what },
        replicasSilentS: this.replicas.unreachableS,
        servers: this.#servers && { ageS: ageS(this.#servers), heartbeats: this.#servers.what },
        ...this.warnings,
        watchedS: (now - this.#since) / 1_000,
      },
      this.clock.now(),
    );
  }

  async #readWork(): Promise<void> {
    const what = await this.queries.at(this.clock.now()).catch(() => null);
    if (what !== null) this.#work = { what, at: this.monotonicNow() };
  }

  async #readServers(): Promise<void> {
    const rows = await this.heartbeats.all().catch(() => null);
    if (rows !== null) this.#servers = { what: rows.map(serverHeartbeatOf), at: this.monotonicNow() };
  }
}
