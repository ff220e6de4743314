import { Module } from '@nestjs/common';
import { Spool, type Log } from '@silverbell/adapter-mqtt';
import { PostgresHeartbeatStore, WaitingWorkQueries, type IncidentStores } from '@silverbell/adapter-postgres';
import { DatabaseClock, ProcessClock, type Settings } from '@silverbell/adapter-runtime';
import type { Clock } from '@silverbell/kernel';
import { DataSource } from 'typeorm';
import type { MqttEndpoint } from '../broker/mqtt-endpoint.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { EngineLoops } from '../loops/engine-loops.js';
import { CLOCK, ENGINE_ID, INCIDENT_STORES, LOG, MQTT_ENDPOINT, SETTINGS } from '../tokens.js';
import { EngineHealth } from './engine-health.js';
import { HealthServer } from './health-server.js';
import { EngineMetrics } from './metrics.js';
import { ProviderHealth } from './provider-health.js';
import { readinessOf } from './readiness.js';
import { refreshMetrics } from './refresh-metrics.js';

/** The loops, and what this engine says of itself. */
@Module({
  imports: [DeliveryModule],
  providers: [
    EngineLoops,
    {
      provide: EngineHealth,
      inject: [
        ...[SETTINGS, ENGINE_ID, EngineLoops, MQTT_ENDPOINT, Spool, ProviderHealth],
        ...[WaitingWorkQueries, DataSource, EngineMetrics, CLOCK, LOG],
      ],
      useFactory: (
        settings: Settings,
        engineId: string,
        loops: EngineLoops,
        door: MqttEndpoint,
        spool: Spool,
        providers: ProviderHealth,
        work: WaitingWorkQueries,
        source: DataSource,
        metrics: EngineMetrics,
        clock: Clock,
        log: Log,
      ) =>
        new EngineHealth({
          ...{ settings, engineId, door, spool, providers, work, metrics, clock, log },
          loops: loops.byName(),
          heartbeats: new PostgresHeartbeatStore(source),
          databaseClock: clock instanceof ProcessClock ? new DatabaseClock(work, clock) : null,
        }),
    },
    {
      provide: HealthServer,
      inject: [EngineHealth, MQTT_ENDPOINT, EngineMetrics, INCIDENT_STORES, CLOCK],
      useFactory: (
        self: EngineHealth,
        door: MqttEndpoint,
        metrics: EngineMetrics,
        stores: IncidentStores,
        clock: Clock,
      ) =>
        new HealthServer(
          () => readinessOf(self, door),
          metrics,
          () => refreshMetrics(metrics, stores, clock, self),
        ),
    },
  ],
})
export class HealthModule {}
