import { errorFacts, type Log, type Spool } from '@silverbell/adapter-mqtt';
import {
  Heartbeat,
  HEARTBEAT_EVERY_MS,
  ProcessClock,
  withTimeout,
  type DatabaseClock,
  type Settings,
} from '@silverbell/adapter-runtime';
import type { PostgresHeartbeatStore, WaitingWorkQueries } from '@silverbell/adapter-postgres';
import type { Clock } from '@silverbell/kernel';
import { PLATFORM_LIMITS, type EngineVitals, type PlatformLimits, type WaitingWork } from '@silverbell/usecases';
import { DeadMan } from './dead-man.js';
import type { MqttEndpoint } from '../broker/mqtt-endpoint.js';
import type { Loop } from '../loops/loop.js';
import type { EngineMetrics } from './metrics.js';
import type { ProviderHealth } from './provider-health.js';

/** Timeout of a question to the database: when the database hangs, the health check still answers. */
const TIMEOUT_MS = 3_000;

export interface EngineHealthDeps {
  readonly settings: Settings;
  readonly engineId: string;
  /** By name: `ticker`, `relay:sms`, … */
  readonly loops: Readonly<Record<string, Pick<Loop, 'sinceGoodMs'>>>;
  readonly door: Pick<MqttEndpoint, 'isOpen'>;
  readonly spool: Pick<Spool, 'size'>;
  readonly providers?: Pick<ProviderHealth, 'stuck'>;
  readonly work: Pick<WaitingWorkQueries, 'at'>;
  readonly heartbeats: Pick<PostgresHeartbeatStore, 'beat'>;
  /** `null`: a clock that a test moves is not compared. */
  readonly databaseClock: Pick<DatabaseClock, 'differsS'> | null;
  readonly metrics: EngineMetrics;
  readonly clock: Clock;
  readonly log: Log;
}

/** The health of this engine, and the ping to the outside monitor, which it withholds while something is wrong. */
export class EngineHealth {
  readonly deadMan: DeadMan | null;
  /** The row that shows consoles, and this engine itself, that it runs. */
  readonly heartbeat: Heartbeat;

  constructor(
    private readonly parts: EngineHealthDeps,
    private readonly limits: PlatformLimits = PLATFORM_LIMITS,
  ) {
    const { settings, metrics, log } = parts;
    this.heartbeat = new Heartbeat({
      write: () => parts.heartbeats.beat(parts.engineId, 'engine', this.vitals()),
      everyMs: HEARTBEAT_EVERY_MS,
      onTrouble: (error) => log.warn('heartbeat-not-written', errorFacts(error)),
    });
    this.deadMan =
      settings.deadManUrl === null
        ? null
        : new DeadMan({
            url: settings.deadManUrl,
            intervalS: settings.deadManIntervalS,
            whyNotWell: () => this.whyNotWell(),
            metrics,
            log,
          });
  }

  vitals(): EngineVitals {
    const { loops, door, spool, metrics, clock, settings } = this.parts;
    return {
      mqtt: door.isOpen(),
      loops: Object.entries(loops).map(([name, loop]) => ({ name, sinceGoodS: inSeconds(loop.sinceGoodMs()) })),
      spooled: spool.size,
      // The embedded broker has no queue in front of it.
      intakeLagS: settings.mqttUrl === null ? 0 : metrics.intakeLagS,
      clockDriftS: clock instanceof ProcessClock ? clock.drift() / 1_000 : null,
      databaseClockS: this.parts.databaseClock?.differsS() ?? null,
      stuckProviders: this.parts.providers?.stuck() ?? [],
      shedLately: metrics.shedLately(),
      limitsLately: metrics.limitsLately(),
      deadMan: this.deadMan && { intervalS: this.deadMan.intervalS, sinceSentS: this.deadMan.sinceSentS() },
    };
  }

  tickerIsFresh(): boolean {
    return this.isFresh('ticker', this.limits.tickerS);
  }

  /** A fresh heartbeat proves that writes succeed; with a full disk, or on a standby, reads alone still do. */
  databaseTakesWrites(): boolean {
    return this.heartbeat.isFresh(this.limits.engineS);
  }

  async databaseAnswers(): Promise<boolean> {
    return (await this.readWork()) !== null;
  }

  /** Figures that are computed on request. */
  async refreshMetrics(): Promise<void> {
    const { metrics, loops, engineId, clock } = this.parts;
    for (const [name, loop] of Object.entries(loops)) {
      const since = inSeconds(loop.sinceGoodMs());
      if (since !== null) metrics.loopHeartbeat.set({ engine: engineId, loop: name }, since);
    }
    if (clock instanceof ProcessClock) metrics.clockDrift.set(clock.drift() / 1_000);
    const work = await this.readWork();
    if (work === null) return;
    metrics.oldestOverdue.set(this.ageS(work.overdue.oldest));
    // Reset first: a channel whose backlog is gone would otherwise keep its last age.
    metrics.channelBacklogAge.reset();
    for (const { channel, oldest } of work.backlog) metrics.channelBacklogAge.set({ channel }, this.ageS(oldest));
  }

  private async whyNotWell(): Promise<string | null> {
    const { loops, door } = this.parts;
    if (!this.tickerIsFresh()) return 'ticker';
    const stuck = Object.keys(loops).find(
      (name) => name.startsWith('relay:') && !this.isFresh(name, this.limits.relayS),
    );
    if (stuck !== undefined) return stuck;
    if (!door.isOpen()) return 'mqtt';
    const work = await this.readWork();
    if (work === null) return 'database';
    if (!this.databaseTakesWrites()) return 'writes';
    return this.ageS(work.overdue.oldest) > this.limits.overdueS ? 'overdue' : null;
  }

  private isFresh(name: string, limitS: number): boolean {
    const since = inSeconds(this.parts.loops[name]?.sinceGoodMs() ?? null);
    return since !== null && since <= limitS;
  }

  private ageS(oldest: number | null): number {
    return oldest === null ? 0 : Math.max(0, this.parts.clock.now() - oldest) / 1_000;
  }

  private readWork(): Promise<WaitingWork | null> {
    return withTimeout(TIMEOUT_MS, this.parts.work.at(this.parts.clock.now())).catch(() => null);
  }
}

const inSeconds = (ms: number | null): number | null => (ms === null ? null : ms / 1_000);
