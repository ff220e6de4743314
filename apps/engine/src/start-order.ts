import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { DeviceSecretHashing, Intake, type Log } from '@silverbell/adapter-mqtt';
import {
  assertDurable,
  isDemoTown,
  migrate,
  PostgresCareRecords,
  PostgresCodeWordStore,
  type IncidentStores,
} from '@silverbell/adapter-postgres';
import { ListenerGuard } from '@silverbell/adapter-tcp';
import type { Clock } from '@silverbell/kernel';
import type { Sender } from '@silverbell/usecases';
import { DataSource } from 'typeorm';
import { BrokerAccess } from './broker/broker-access.js';
import type { MqttEndpoint } from './broker/mqtt-endpoint.js';
import { openWatchListener } from './broker/watch-listener.js';
import { WatchRegister } from './broker/watch-register.js';
import { EngineModule } from './engine.module.js';
import { EngineHealth } from './health/engine-health.js';
import { HealthServer } from './health/health-server.js';
import { EngineMetrics } from './health/metrics.js';
import { EngineLoops } from './loops/engine-loops.js';
import { EngineConnections } from './persistence/engine-connections.js';
import { databaseUrlOf } from './persistence/persistence.module.js';
import { refuseHalfWired, refuseUnsafeLadders } from './refuse-to-start.js';
import type { EngineOptions } from './runtime.module.js';
import { seed } from './seeding.js';
import { CLOCK, ENGINE_ID, INCIDENT_STORES, LOG, MQTT_ENDPOINT, SENDERS, SETTINGS } from './tokens.js';

/** An engine on its way up: its options, its parts once they are made, and the ports that were opened. */
export class StartingEngine {
  private opened: EngineConnections | null = null;
  private context: INestApplicationContext | null = null;
  readonly addresses: { mqttPort: number | null; wsPort: number | null; healthPort: number } = {
    mqttPort: null,
    wsPort: null,
    healthPort: 0,
  };

  constructor(readonly options: EngineOptions) {}

  get connections(): EngineConnections {
    if (this.opened === null) throw new Error('The database is not connected yet.');
    return this.opened;
  }

  connected(connections: EngineConnections): void {
    this.opened = connections;
  }

  made(context: INestApplicationContext): void {
    this.context = context;
  }

  get<Part>(token: Parameters<INestApplicationContext['get']>[0]): Part {
    if (this.context === null) throw new Error('The parts of the engine are not made yet.');
    return this.context.get<Part>(token, { strict: false });
  }
}

type Stop = () => Promise<unknown>;

export interface StartStep {
  readonly name: string;
  /** `onStop`: what undoes the step when the engine stops. */
  readonly start: (engine: StartingEngine, onStop: (stop: Stop) => void) => unknown;
}

const settingsOf = (engine: StartingEngine): EngineOptions['settings'] => engine.options.settings;

/**
 * How an engine starts: the database first, then everything that may refuse the start, then what waits from the last run, and only
 * then the listeners that let new presses in. It stops in the reverse order.
 */
export const START_ORDER: readonly StartStep[] = [
  {
    name: 'migrate',
    start: async ({ options: { settings, log } }) => {
      const ran = await migrate(databaseUrlOf(settings), {
        secret: settings.secret,
        onClearTextLeft: () => log.warn('clear-text-left', { where: 'write-ahead log of the database server' }),
        onWait: (engines, seconds) => log.warn('migration-waits', { engines: engines.join(' '), seconds }),
      });
      if (ran.length > 0) log.info('migrated', { migrations: ran.length });
    },
  },
  {
    name: 'connect',
    start: async (engine, onStop) => {
      const connections = await EngineConnections.open(databaseUrlOf(settingsOf(engine)), engine.options.log);
      engine.connected(connections);
      onStop(() => connections.close());
    },
  },
  { name: 'check-durability', start: ({ connections }) => assertDurable(connections.source) },
  {
    name: 'make-parts',
    start: async (engine, onStop) => {
      const parts = EngineModule.of(engine.options, engine.connections);
      const context = await NestFactory.createApplicationContext(parts, { logger: false, abortOnError: false });
      engine.made(context);
      onStop(() => context.close());
    },
  },
  {
    name: 'seed',
    start: async (engine) => {
      const hashing = engine.get<DeviceSecretHashing>(DeviceSecretHashing);
      const town = await seed(engine.get(DataSource), settingsOf(engine), hashing, engine.get<Clock>(CLOCK));
      engine.options.log.info('seeded', { town });
    },
  },
  {
    name: 'seal-code-words',
    start: (engine) => {
      const { keys } = engine.get<IncidentStores>(INCIDENT_STORES);
      return new PostgresCodeWordStore(engine.get(DataSource), keys).sealPlain(engine.get<Clock>(CLOCK).now());
    },
  },
  {
    name: 'check-wiring',
    start: async (engine) =>
      refuseHalfWired(
        settingsOf(engine),
        engine.get<readonly Sender[]>(SENDERS),
        await isDemoTown(engine.get(DataSource)),
      ),
  },
  {
    name: 'check-ladders',
    start: (engine) => refuseUnsafeLadders(engine.get(DataSource), engine.get<Clock>(CLOCK)),
  },
  {
    name: 'take-up-leftovers',
    start: async (engine, onStop) => {
      const loops = engine.get<EngineLoops>(EngineLoops);
      onStop(() => loops.stop());
      await engine.get<EngineConnections>(EngineConnections).notifier.listen(loops.changed);
      loops.takeUpLeftovers();
    },
  },
  {
    name: 'broker-access',
    start: (engine, onStop) => {
      const settings = settingsOf(engine);
      if (settings.mqttUrl === null || settings.mqttAccess !== 'dynamic-security') return;
      const access = new BrokerAccess(
        engine.get(DataSource),
        settings.mqttUrl,
        engine.get<string>(ENGINE_ID),
        settings,
        engine.get<Clock>(CLOCK),
        engine.options.log,
      );
      access.open();
      onStop(() => access.close());
    },
  },
  {
    name: 'broker',
    start: async (engine, onStop) => {
      const endpoint = engine.get<MqttEndpoint>(MQTT_ENDPOINT);
      // Also when it opens half: of its ports one may be taken.
      onStop(() => endpoint.close());
      Object.assign(engine.addresses, await endpoint.open());
    },
  },
  { name: 'monitoring', start: (engine) => engine.get<EngineLoops>(EngineLoops).beginMonitoring() },
  {
    name: 'watches',
    start: async (engine, onStop) => {
      const listener = await openWatchListener(engine.get(SETTINGS), {
        intake: engine.get<Intake>(Intake),
        watches: engine.get<WatchRegister>(WatchRegister),
        registry: engine.get<PostgresCareRecords>(PostgresCareRecords),
        metrics: engine.get<EngineMetrics>(EngineMetrics),
        clock: engine.get<Clock>(CLOCK),
        log: engine.get<Log>(LOG),
        guard: engine.get<ListenerGuard>(ListenerGuard),
      });
      if (listener === null) return;
      engine.options.log.info('watches-welcome', { port: listener.port });
      onStop(() => listener.close());
    },
  },
  {
    name: 'heartbeat',
    start: async (engine, onStop) => {
      const { heartbeat } = engine.get<EngineHealth>(EngineHealth);
      onStop(() => heartbeat.stop());
      await heartbeat.start();
    },
  },
  {
    name: 'health-page',
    start: async (engine, onStop) => {
      const server = engine.get<HealthServer>(HealthServer);
      engine.addresses.healthPort = await server.listen(settingsOf(engine).enginePort ?? 0);
      onStop(() => server.close());
    },
  },
  {
    name: 'outside-monitor',
    start: (engine, onStop) => {
      const { deadMan } = engine.get<EngineHealth>(EngineHealth);
      if (deadMan === null) return;
      deadMan.loop.wake();
      onStop(() => deadMan.loop.stop());
    },
  },
];
