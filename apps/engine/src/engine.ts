import {
  DeviceReceiptSender,
  DeviceSecretHashing,
  EmbeddedBroker,
  errorFacts,
  Intake,
  MqttIntakeClient,
  SeenLane,
  Spool,
  type DeviceLine,
  type Log,
} from '@silverbell/adapter-mqtt';
import { ProcessClock, type Settings } from '@silverbell/adapter-nest';
import {
  assertDurable,
  isDemoTown,
  isTemporary,
  migrate,
  openCases,
  openDatabase,
  PgWake,
  PgWakeListener,
  PostgresDeviceRegister,
  PostgresDirectory,
  PostgresHelperRoster,
  PostgresRegistry,
} from '@silverbell/adapter-postgres';
import { defaultPolicy } from '@silverbell/incident';
import type { Clock } from '@silverbell/kernel';
import { receiveSignal, type RelayRooms, type Sender } from '@silverbell/usecases';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bootFaults } from './boot-checks.js';
import { engineIdIn } from './engine-id.js';
import { HealthServer } from './health.js';
import { Loop } from './loop.js';
import { EngineMetrics } from './metrics.js';
import { makeRelays } from './relay-loops.js';
import { seed } from './seeding.js';
import { RecordingSender } from './senders.js';
import { makeTicker } from './ticker.js';

/** The engine must not start; its message is the sentence a person reads. */
export class EngineRefused extends Error {
  override readonly name = 'EngineRefused';
}

export interface EngineOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** A test moves its own. */
  readonly clock?: Clock;
  /** Instead of the real providers. */
  readonly senders?: readonly Sender[];
}

export interface Engine {
  readonly addresses: { readonly mqttPort: number | null; readonly wsPort: number | null; readonly healthPort: number };
  /** For tests that moved the clock: looks at every deadline and outbox row now, and resolves when that is done. */
  lookNow(): Promise<void>;
  /** No new presses; what was begun comes to its end; then the connections close. */
  stop(): Promise<void>;
}

/** Puts the engine together, or refuses with a sentence. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { settings, log } = options;
  const url = settings.databaseUrl;
  if (url === null)
    throw new EngineRefused('DATABASE_URL is not set: start the station, which brings its own database, or name one.');
  mkdirSync(settings.dataDir, { recursive: true });

  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse())
      await step().catch((error: unknown) => log.error('stopping', errorFacts(error)));
  };
  try {
    return await assemble(options, url, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(
  { settings, log, clock: givenClock, senders: givenSenders }: EngineOptions,
  url: string,
  undo: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Engine> {
  const ran = await migrate(url);
  if (ran.length > 0) log.info('migrated', { migrations: ran.length });
  const source = await openDatabase(url, { applicationName: 'silverbell-engine', poolSize: 20 });
  undo.push(() => source.destroy());
  await assertDurable(source);

  const clock = givenClock ?? new ProcessClock();
  const metrics = new EngineMetrics();
  const hashing = new DeviceSecretHashing(settings.secret);
  log.info('seeded', { town: await seed(source, settings, hashing, clock) });

  const cases = openCases(source, settings.secret);
  const register = new PostgresDeviceRegister(source);
  const directory = new PostgresDirectory(source);
  const trouble = (error: Error): void => log.warn('wake-connection', errorFacts(error));
  const pgWake = new PgWake({ url, applicationName: 'silverbell-engine', onTrouble: trouble });
  undo.push(() => pgWake.close());
  const loops: { ticker: Loop | null; relays: readonly Loop[] } = { ticker: null, relays: [] };
  const lookAgain = (what: 'cases' | 'outbox' | 'deadlines'): void => {
    if (what !== 'outbox') loops.ticker?.wake();
    if (what === 'outbox') for (const relay of loops.relays) relay.wake();
  };
  const rooms: RelayRooms = {
    cases: cases.store,
    outbox: cases.outbox,
    registry: new PostgresRegistry(source, settings.timeZone),
    roster: new PostgresHelperRoster(source),
    clock,
    newId: randomUUID,
    timeZone: settings.timeZone,
    wake: {
      wake: (what) => {
        // This process at once, the others through the database.
        lookAgain(what);
        pgWake.wake(what);
      },
    },
  };

  const seen = new SeenLane(cases.deviceSeen, metrics, log);
  undo.push(() => seen.close());
  const spool = await Spool.open(join(settings.dataDir, 'spool'), metrics);
  undo.push(() => spool.close());
  const engineId = engineIdIn(settings.dataDir);
  const intake = new Intake({
    receive: (signal) => receiveSignal(rooms, signal),
    bindings: register,
    spool,
    seen,
    isTemporary,
    clock,
    metrics,
    log,
    engineId,
  });

  const outside =
    settings.mqttUrl === null
      ? null
      : new MqttIntakeClient({ intake, clock, metrics, log }, { url: settings.mqttUrl, engineId });
  const embedded =
    outside === null
      ? new EmbeddedBroker(
          { intake, credentials: register, hashing, isTemporary, clock, metrics, log },
          { bind: settings.bind, port: settings.mqttPort, wsPort: settings.mqttWsPort },
        )
      : null;
  const line: DeviceLine = outside ?? embedded!;
  const receipts = new DeviceReceiptSender({
    line,
    addressOf: (id) => register.receiptAddressOf(id),
    helperCards: (id) => directory.helperForDevice(id),
    clock,
    metrics,
    log,
  });
  const senders: readonly Sender[] = [
    receipts,
    ...(givenSenders ?? [new RecordingSender('sms'), new RecordingSender('voice')]),
  ];

  const faults = bootFaults({
    channels: senders.map(({ channel }) => channel),
    policies: [defaultPolicy],
    isDemoTown: await isDemoTown(source),
    mode: settings.mode,
    rings: settings.smsWebhookUrl !== null || settings.voiceWebhookUrl !== null,
  });
  if (faults.length > 0) throw new EngineRefused(`The engine does not start: ${faults.join('; ')}.`);

  const replay = new Loop({
    pauseMs: 1_000,
    onError: (error) => log.error('spool-replay-failed', errorFacts(error)),
    work: async () => {
      const handedIn = spool.size === 0 ? 0 : await spool.replay((delivery) => intake.handInAgain(delivery));
      if (handedIn > 0) log.info('spool-replayed', { handedIn, left: spool.size });
      return null;
    },
  });
  undo.push(() => replay.stop());
  loops.ticker = makeTicker(rooms, metrics, log);
  undo.push(async () => loops.ticker?.stop());
  loops.relays = makeRelays(rooms, senders, metrics, log);
  undo.push(() => Promise.all(loops.relays.map((relay) => relay.stop())));
  const listener = await PgWakeListener.start(
    { url, applicationName: 'silverbell-engine', onTrouble: trouble },
    lookAgain,
  );
  undo.push(() => listener.close());

  // What waits from an earlier run is looked at before new presses come in; the broker is opened last.
  replay.wake();
  loops.ticker.wake();
  for (const relay of loops.relays) relay.wake();
  let mqttPort: number | null = null;
  let wsPort: number | null = null;
  if (embedded) {
    undo.push(() => embedded.close());
    const ports = await embedded.listen().catch((error: unknown) => refusePort(error, settings));
    [mqttPort, wsPort] = [ports.port, ports.wsPort];
  } else if (outside) {
    undo.push(() => outside.close());
    // An outside broker that is away for the moment is waited for: deadlines and offers go on meanwhile.
    void outside.listen().catch((error: unknown) => log.error('outside-broker', errorFacts(error)));
  }

  const health = new HealthServer(
    async () => ({
      migrated: true,
      seeded: true,
      mqtt: embedded !== null || (outside?.connected ?? false),
      database: await source.query('select 1').then(
        () => true,
        () => false,
      ),
    }),
    metrics,
    async () => {
      const { count, oldest } = await cases.outbox.backlog(clock.now());
      metrics.backlog.set(count);
      metrics.backlogAge.set(oldest === null ? 0 : Math.max(0, clock.now() - oldest) / 1_000);
      if (clock instanceof ProcessClock) metrics.clockDrift.set(clock.drift() / 1_000);
    },
  );
  undo.push(() => health.close());
  const healthPort = await health.listen(settings.enginePort ?? 0);
  log.info('engine-ready', { mqttPort, wsPort, healthPort });
  return {
    addresses: { mqttPort, wsPort, healthPort },
    lookNow: async () => {
      await loops.ticker?.lookNow();
      await Promise.all(loops.relays.map((relay) => relay.lookNow()));
    },
    stop,
  };
}

function refusePort(error: unknown, settings: Settings): never {
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    throw new EngineRefused(
      `Port ${port ?? settings.mqttPort} is taken: set SILVERBELL_MQTT_PORT or SILVERBELL_MQTT_WS_PORT to a free one.`,
    );
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
    throw new EngineRefused(`The broker may not listen on ${settings.bind}:${port ?? settings.mqttPort}.`);
  throw error;
}
