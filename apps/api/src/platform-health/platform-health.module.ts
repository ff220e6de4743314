import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { PostgresHeartbeatStore, WaitingWorkQueries } from '@silverbell/adapter-postgres';
import {
  DatabaseClock,
  Heartbeat,
  HEARTBEAT_EVERY_MS,
  isWeakSecret,
  JsonLogger,
  ProcessClock,
  type Settings,
} from '@silverbell/adapter-runtime';
import type { Clock } from '@silverbell/kernel';
import type { ClockVitals } from '@silverbell/usecases';
import { HttpGuard } from '../http/http-guard.js';
import { ReplicaBus } from '../realtime/replica-bus.js';
import { REPLICA_NAME } from '../realtime/replica-bus.module.js';
import { CLOCK, SETTINGS } from '../tokens.js';
import { AuthModule } from '../auth/auth.module.js';
import { HttpModule } from '../http/http.module.js';
import { EngineProbe } from './engine-probe.js';
import { HealthController } from './health.controller.js';
import { HeartbeatService } from './heartbeat.service.js';
import { MetricsController } from './metrics.controller.js';
import { PlatformHealthMonitor } from './platform-health-monitor.js';
import { ReadinessIndicator } from './readiness.indicator.js';
import { ReplicaBusModule } from '../realtime/replica-bus.module.js';

/** Says that this process lives, how its clocks differ, and how many connections it limited lately. */
function heartbeatOf(
  name: string,
  heartbeats: PostgresHeartbeatStore,
  work: WaitingWorkQueries,
  guard: HttpGuard,
  own: ProcessClock,
  clock: Clock,
  logger: JsonLogger,
): Heartbeat {
  // A clock that a test moves is compared with none.
  const isReal = clock === own;
  const databaseClock = isReal ? new DatabaseClock(work, own) : null;
  return new Heartbeat({
    write: () =>
      heartbeats.beat(name, 'api', {
        clockDriftS: isReal ? own.drift() / 1_000 : null,
        databaseClockS: databaseClock?.differsS() ?? null,
        limitsLately: guard.limitedLately(),
      } satisfies ClockVitals),
    everyMs: HEARTBEAT_EVERY_MS,
    onTrouble: (error) => logger.fact('warn', 'heartbeat-not-written', {}, error),
    onEnd: () => heartbeats.leave(name),
  });
}

/** Health and metrics of this process, of the engine on this machine, and of the platform. */
@Module({
  imports: [AuthModule, HttpModule, ReplicaBusModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [
    EngineProbe,
    ReadinessIndicator,
    HeartbeatService,
    {
      provide: Heartbeat,
      inject: [REPLICA_NAME, PostgresHeartbeatStore, WaitingWorkQueries, HttpGuard, ProcessClock, CLOCK, JsonLogger],
      useFactory: heartbeatOf,
    },
    {
      provide: PlatformHealthMonitor,
      inject: [WaitingWorkQueries, PostgresHeartbeatStore, ReplicaBus, CLOCK, SETTINGS],
      useFactory: (
        work: WaitingWorkQueries,
        heartbeats: PostgresHeartbeatStore,
        bus: ReplicaBus,
        clock: Clock,
        { mode, secret, totp }: Settings,
      ) =>
        new PlatformHealthMonitor(work, heartbeats, bus, clock, {
          weakSecret: mode === 'live' && isWeakSecret(secret),
          secondFactorOff: mode === 'live' && totp === 'off',
        }),
    },
  ],
  exports: [PlatformHealthMonitor],
})
export class PlatformHealthModule {}
