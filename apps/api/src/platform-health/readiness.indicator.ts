import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { ReadinessQueries, type Readiness } from '@silverbell/adapter-postgres';
import { Heartbeat, withTimeout } from '@silverbell/adapter-runtime';
import { PLATFORM_LIMITS } from '@silverbell/usecases';
import type { ReadyResponse } from '@silverbell/wire';
import { ReplicaBus } from '../realtime/replica-bus.js';
import { EngineProbe } from './engine-probe.js';

/** A database that hangs counts as away: the monitor that asks has a time-out, too. */
const TIMEOUT_MS = 2_000;
const AWAY: Readiness = { database: false, migrated: false, seeded: false };

/** The checks behind `GET /health/ready`: of this process, of its database, and of the engine on this machine. */
@Injectable()
export class ReadinessIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly database: ReadinessQueries,
    private readonly engine: EngineProbe,
    private readonly heartbeat: Heartbeat,
    private readonly replicas: ReplicaBus,
  ) {}

  async checks(): Promise<HealthIndicatorResult> {
    const [database, engine] = await Promise.all([
      withTimeout(TIMEOUT_MS, this.database.now()).catch(() => AWAY),
      this.engine.state(),
    ]);
    const own = { ...database, writes: this.heartbeat.isFresh(PLATFORM_LIMITS.engineS) };
    // Several engines behind an outside broker have their own probes: without an engine port its checks are left out.
    const checks = bothHold(own, engine === null ? {} : { ...engine.checks, engine: engine.ready });
    return Object.assign(
      {},
      ...Object.entries(checks).map(([name, holds]) => {
        const indicator = this.indicators.check(name);
        return holds ? indicator.up() : indicator.down();
      }),
    ) as HealthIndicatorResult;
  }

  /** Ready all the same: without the replica bus positions are read from the database. */
  degraded(): ReadyResponse['degraded'] {
    return (this.replicas.unreachableS ?? 0) > 0 ? ['replicas'] : [];
  }
}

/** What both processes check must hold in both. */
export const bothHold = (
  own: Readonly<Record<string, boolean>>,
  other: Readonly<Record<string, boolean>>,
): Record<string, boolean> => ({
  ...own,
  ...Object.fromEntries(Object.entries(other).map(([name, isMet]) => [name, isMet && (own[name] ?? true)])),
});
