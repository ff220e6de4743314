import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import {
  ActivityBuffer,
  errorFacts,
  Intake,
  isApi,
  DeviceSecretHashing,
  LastSeenBuffer,
  QuietMessages,
  Spool,
  type BrokerDeps,
  type Log,
} from '@silverbell/adapter-mqtt';
import {
  isTemporary,
  PostgresActivityStore,
  PostgresDeviceStore,
  PostgresHubAnnouncementStore,
  RefusalPolicyQueries,
  UnknownDeviceQueries,
  type IncidentStores,
} from '@silverbell/adapter-postgres';
import { TrustedProxies, type Settings } from '@silverbell/adapter-runtime';
import { ListenerGuard } from '@silverbell/adapter-tcp';
import type { Clock, DeviceId } from '@silverbell/kernel';
import { ActivityTracker, receiveSignal, RefusedDevices, type RelayDeps } from '@silverbell/usecases';
import { DataSource } from 'typeorm';
import { makeListenerGuard } from '../broker/listener-guard.js';
import { mqttEndpoint } from '../broker/mqtt-endpoint.js';
import { WatchRegister } from '../broker/watch-register.js';
import { FactsAhead } from '../facts-ahead.js';
import { EngineMetrics } from '../health/metrics.js';
import { EngineConnections } from '../persistence/engine-connections.js';
import {
  BASE_DEPS,
  CLOCK,
  ENGINE_ID,
  INCIDENT_STORES,
  LOG,
  MQTT_ENDPOINT,
  SETTINGS,
  USE_CASE_DEPS,
} from '../tokens.js';

const asSource = (id: DeviceId) => ({ by: 'device', id, child: null }) as const;

/** From a message of a device to the incident: broker, buffers, spool, and what is read ahead of an alert. */
@Module({
  providers: [
    {
      provide: FactsAhead,
      inject: [INCIDENT_STORES, LOG],
      useFactory: ({ store }: IncidentStores, log: Log) =>
        new FactsAhead({
          prepare: (deviceIds) => store.preload(deviceIds.map(asSource)),
          knows: (deviceId) => store.alertCache.hasFacts(asSource(deviceId)),
          log,
        }),
    },
    {
      provide: LastSeenBuffer,
      inject: [INCIDENT_STORES, FactsAhead, EngineMetrics, LOG],
      useFactory: ({ deviceSeen }: IncidentStores, ahead: FactsAhead, metrics: EngineMetrics, log: Log) => {
        const see = async (batch: Parameters<typeof deviceSeen.see>[0]): Promise<void> => {
          await deviceSeen.see(batch);
          ahead.queueReads(batch.map(({ deviceId }) => deviceId));
        };
        return new LastSeenBuffer({ see }, metrics, log);
      },
    },
    {
      provide: ActivityBuffer,
      inject: [EngineConnections, EngineMetrics, LOG],
      useFactory: ({ relaxed }: EngineConnections, metrics: EngineMetrics, log: Log) => {
        const tracker = new ActivityTracker(new PostgresActivityStore(relaxed));
        return new ActivityBuffer((batch) => tracker.record(batch), metrics, log);
      },
    },
    {
      provide: Spool,
      inject: [SETTINGS, EngineMetrics],
      useFactory: ({ dataDir }: Settings, metrics: EngineMetrics) => Spool.open(join(dataDir, 'spool'), metrics),
    },
    {
      provide: DeviceSecretHashing,
      inject: [SETTINGS],
      useFactory: ({ secret }: Settings) => new DeviceSecretHashing(secret),
    },
    {
      provide: Intake,
      inject: [
        ...[ModuleRef, DataSource, PostgresDeviceStore, Spool, LastSeenBuffer, ActivityBuffer],
        ...[EngineMetrics, ENGINE_ID, CLOCK, LOG],
      ],
      useFactory: (
        module: ModuleRef,
        source: DataSource,
        bindings: PostgresDeviceStore,
        spool: Spool,
        seen: LastSeenBuffer,
        signs: ActivityBuffer,
        metrics: EngineMetrics,
        engineId: string,
        clock: Clock,
        log: Log,
      ) => {
        // Its dependencies send the receipt through the broker, which is made after this intake: they are asked for with the first press.
        let deps: RelayDeps | null = null;
        return new Intake({
          receive: (signal, along) => {
            deps ??= module.get<RelayDeps>(USE_CASE_DEPS, { strict: false });
            return receiveSignal(deps, signal, along);
          },
          announcements: new PostgresHubAnnouncementStore(source),
          ...{ bindings, spool, seen, signs, engineId },
          ...{ isTemporary, clock, newId: randomUUID, metrics, log },
        });
      },
    },
    {
      provide: RefusedDevices,
      inject: [BASE_DEPS, DataSource, ENGINE_ID, LOG],
      useFactory: (deps: RelayDeps, source: DataSource, processId: string, log: Log) => {
        const policies = new RefusalPolicyQueries(source);
        return new RefusedDevices(deps, {
          processId,
          policyOf: (deviceId, at) => policies.of(deviceId, at),
          onTrouble: (error) => log.error('refusal-not-told', errorFacts(error)),
        });
      },
    },
    {
      provide: ListenerGuard,
      inject: [EngineMetrics, LOG, RefusedDevices, TrustedProxies],
      useFactory: (metrics: EngineMetrics, log: Log, refused: RefusedDevices, proxies: TrustedProxies) =>
        makeListenerGuard(metrics, log, refused, (address) => proxies.trusts(address)),
    },
    {
      provide: MQTT_ENDPOINT,
      inject: [
        ...[SETTINGS, Intake, PostgresDeviceStore, DeviceSecretHashing, RefusedDevices, ListenerGuard],
        ...[LastSeenBuffer, ActivityBuffer, FactsAhead, TrustedProxies, EngineMetrics, ENGINE_ID, CLOCK, LOG],
      ],
      useFactory: (
        settings: Settings,
        intake: Intake,
        credentials: PostgresDeviceStore,
        hashing: DeviceSecretHashing,
        refusals: RefusedDevices,
        guard: ListenerGuard,
        seen: LastSeenBuffer,
        signs: ActivityBuffer,
        ahead: FactsAhead,
        proxies: TrustedProxies,
        metrics: EngineMetrics,
        engineId: string,
        clock: Clock,
        log: Log,
      ) => {
        const deps: BrokerDeps = {
          ...{ intake, credentials, hashing, refusals, guard },
          ...{ isTemporary, clock, metrics, log },
          isApi: (name, password) => isApi(settings.secret, name, password),
          quiet: new QuietMessages({ seen, signs, log }),
          connected: (deviceId) => ahead.connected(deviceId),
          clientOf: (request) => proxies.clientOf(request),
        };
        return mqttEndpoint(settings, deps, engineId);
      },
    },
    {
      provide: WatchRegister,
      inject: [PostgresDeviceStore, INCIDENT_STORES, DataSource],
      useFactory: (devices: PostgresDeviceStore, { queries }: IncidentStores, source: DataSource) =>
        new WatchRegister(devices, queries, new UnknownDeviceQueries(source)),
    },
  ],
  exports: [
    Intake,
    Spool,
    LastSeenBuffer,
    ActivityBuffer,
    ListenerGuard,
    MQTT_ENDPOINT,
    WatchRegister,
    DeviceSecretHashing,
  ],
})
export class IntakeModule implements OnModuleDestroy {
  constructor(
    private readonly guard: ListenerGuard,
    @Inject(Spool) private readonly spool: Spool,
    private readonly signs: ActivityBuffer,
    private readonly seen: LastSeenBuffer,
    private readonly ahead: FactsAhead,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Everything that was buffered is written while the connections to the database are open. */
  async onModuleDestroy(): Promise<void> {
    for (const close of [
      () => this.guard.close(),
      () => this.spool.close(),
      () => this.signs.close(),
      () => this.seen.close(),
      () => this.ahead.close(),
    ])
      await Promise.resolve()
        .then(close)
        .catch((error: unknown) => this.log.error('stopping', errorFacts(error)));
  }
}
