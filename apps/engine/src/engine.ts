import {
  DeviceSender,
  DeviceSecretHashing,
  errorFacts,
  Intake,
  isApi,
  QuietMessages,
  LastSeenBuffer,
  ActivityBuffer,
  Spool,
  type BrokerDeps,
  type Log,
} from '@silverbell/adapter-mqtt';
import { DatabaseClock, ProcessClock, TrustedProxies, type Settings } from '@silverbell/adapter-runtime';
import {
  assertDurable,
  isDemoTown,
  isTemporary,
  migrate,
  openIncidentStores,
  openDatabase,
  openRelaxedPool,
  openCommandPool,
  PostgresCodeWordStore,
  PostgresDeviceStore,
  DirectoryQueries,
  PostgresHeartbeatStore,
  PostgresHelperDirectory,
  PostgresHubAnnouncementStore,
  PostgresHubNetworkStore,
  PostgresAuditLog,
  PostgresExerciseStore,
  PostgresFileStore,
  PostgresPresenceStore,
  PostgresCareRecords,
  PostgresAuditChain,
  PostgresRetentionStore,
  ContactListQueries,
  PostgresActivityStore,
  PostgresHelperStatusStore,
  RefusalPolicyQueries,
  WaitingWorkQueries,
} from '@silverbell/adapter-postgres';
import type { Clock, DeviceId } from '@silverbell/kernel';
import {
  PlatformSender,
  receiveSignal,
  RefusedDevices,
  ActivityTracker,
  type RelayDeps,
  type Sender,
} from '@silverbell/usecases';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { BrokerAccess } from './broker/broker-access.js';
import { engineIdIn } from './engine-id.js';
import { StartupError } from './startup-error.js';
import { EngineNotifier } from './engine-notifier.js';
import { FactsAhead } from './facts-ahead.js';
import { mqttEndpoint } from './broker/mqtt-endpoint.js';
import { HealthServer } from './health/health-server.js';
import { makeListenerGuard } from './broker/listener-guard.js';
import { EngineMetrics } from './health/metrics.js';
import { incidentCardsOf, peopleSenders, phoneBookOf } from './people-senders.js';
import { makePractice } from './loops/practice-loop.js';
import { makePresence } from './loops/presence-loop.js';
import { ImmediateReceiptSender } from './immediate-receipt-sender.js';
import { ProviderHealth } from './health/provider-health.js';
import { readinessOf } from './health/readiness.js';
import { refreshMetrics } from './health/refresh-metrics.js';
import { refuseHalfWired, refuseUnsafeLadders } from './refuse-to-start.js';
import { makeRelays } from './loops/relay-loops.js';
import { makeReplay } from './loops/replay-loop.js';
import { makeAuditChaining } from './loops/audit-loop.js';
import { makeRetention } from './loops/retention-loop.js';
import { makeDailyRoster } from './roster/daily-roster.js';
import { seed } from './seeding.js';
import { EngineHealth } from './health/engine-health.js';
import { makeTicker } from './loops/ticker.js';
import { makeSuspensions } from './loops/suspension-loop.js';
import { disposeAll, type Disposables } from './disposables.js';
import { makeClaims } from './loops/claims-loop.js';
import { openWatchListener } from './broker/watch-listener.js';
import { WatchRegister } from './broker/watch-register.js';

export interface EngineOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** A test moves its own. */
  readonly clock?: Clock;
  /** Instead of the ways to people that the settings name. */
  readonly senders?: readonly Sender[];
}

export interface Engine {
  readonly addresses: { readonly mqttPort: number | null; readonly wsPort: number | null; readonly healthPort: number };
  /** For tests that moved the clock: looks at every deadline and outbox row now, and resolves when that is done. */
  lookNow(): Promise<void>;
  /** No new presses; what was begun comes to its end; then the connections close. */
  stop(): Promise<void>;
}

const PRACTICE_LOOKS_AFTER_MS = 250;

const asSource = (id: DeviceId) => ({ by: 'device', id, child: null }) as const;

/** Puts the engine together, or refuses with a sentence. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const disposables: Disposables = [];
  const stop = (): Promise<void> => disposeAll(disposables, options.log);
  try {
    return { ...(await assemble(options, disposables)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(
  { settings, log, clock = new ProcessClock(), senders: given }: EngineOptions,
  disposables: Disposables,
): Promise<Omit<Engine, 'stop'>> {
  const url = settings.databaseUrl;
  if (url === null)
    throw new StartupError('DATABASE_URL is not set: start the station, which brings its own database, or name one.');
  mkdirSync(settings.dataDir, { recursive: true });
  const source = await openDurable(url, settings.secret, log, disposables);
  const hashing = new DeviceSecretHashing(settings.secret);
  log.info('seeded', { town: await seed(source, settings, hashing, clock) });

  const metrics = new EngineMetrics();
  // Presses and deadlines have a pool of their own: what telemetry, relays and reports do to theirs cannot stand before them.
  const commandPool = await openCommandPool(url, { applicationName: 'silverbell-engine-alerts', poolSize: 20 });
  disposables.push(() => commandPool.close());
  const relaxedPool = await openRelaxedPool(url, { applicationName: 'silverbell-engine-relaxed', poolSize: 8 });
  disposables.push(() => relaxedPool.close());
  const cases = openIncidentStores(source, settings.secret, commandPool, relaxedPool);
  await new PostgresCodeWordStore(source, cases.keys).sealPlain(clock.now());
  const register = new PostgresDeviceStore(source);
  const directory = new DirectoryQueries(source, cases.keys);
  const wake = new EngineNotifier(url, log, disposables);
  const baseDeps: RelayDeps = {
    incidents: cases.store,
    outbox: cases.outbox,
    registry: new PostgresCareRecords(commandPool, settings.timeZone),
    roster: new PostgresHelperDirectory(commandPool),
    clock,
    newId: randomUUID,
    timeZone: settings.timeZone,
    notifier: wake,
  };

  const ahead = new FactsAhead({
    prepare: (deviceIds) => cases.store.prepare(deviceIds.map(asSource)),
    knows: (deviceId) => cases.store.memory.knows(asSource(deviceId)),
    log,
  });
  disposables.push(() => Promise.resolve(ahead.close()));
  const seenAndAhead = {
    see: async (batch: Parameters<typeof cases.deviceSeen.see>[0]): Promise<void> => {
      await cases.deviceSeen.see(batch);
      ahead.heard(batch.map(({ deviceId }) => deviceId));
    },
  };
  const seen = new LastSeenBuffer(seenAndAhead, metrics, log);
  disposables.push(() => seen.close());
  const signsOfLife = new ActivityTracker(new PostgresActivityStore(relaxedPool));
  const signs = new ActivityBuffer((batch) => signsOfLife.take(batch), metrics, log);
  disposables.push(() => signs.close());
  const spool = await Spool.open(join(settings.dataDir, 'spool'), metrics);
  disposables.push(() => spool.close());
  const engineId = engineIdIn(settings.dataDir);
  const around = { isTemporary, clock, newId: randomUUID, metrics, log };
  let receiving = (): RelayDeps => baseDeps;
  const intake = new Intake({
    ...around,
    // The receipt is said through the broker, which is opened behind this intake.
    receive: (signal, along) => receiveSignal(receiving(), signal, along),
    bindings: register,
    announcements: new PostgresHubAnnouncementStore(source),
    spool,
    seen,
    signs,
    engineId,
  });
  const isOneOfOurApis: BrokerDeps['isApi'] = (name, word) => isApi(settings.secret, name, word);
  const policies = new RefusalPolicyQueries(source);
  const refusals = new RefusedDevices(baseDeps, {
    processId: engineId,
    policyOf: (deviceId, at) => policies.of(deviceId, at),
    onTrouble: (error) => log.error('refusal-not-told', errorFacts(error)),
  });
  const proxies = new TrustedProxies(settings.trustedProxies);
  const guard = makeListenerGuard(metrics, log, refusals, (address) => proxies.trusts(address));
  disposables.push(() => Promise.resolve(guard.close()));
  const brokerDeps: BrokerDeps = {
    ...around,
    ...{ intake, credentials: register, hashing, isApi: isOneOfOurApis, refusals, guard },
    quiet: new QuietMessages({ seen, signs, log }),
    clientOf: (request) => proxies.clientOf(request),
  };
  const door = mqttEndpoint(settings, brokerDeps, engineId);

  const toDevices = {
    ...around,
    publisher: door.publisher,
    helperCards: (id: string) => directory.helperForDevice(id),
  };
  const devices = new DeviceSender({ ...toDevices, addressOf: (id) => register.receiptAddressOf(id) });
  // A device that just pressed has its own connection: its first receipt goes back there, without a query for the address.
  const answering = new DeviceSender({ ...toDevices, addressOf: (id) => Promise.resolve(id) });
  const atOnce = new ImmediateReceiptSender({ ...around, devices: answering, outbox: cases.outbox });
  disposables.push(() => atOnce.close());
  const deps: RelayDeps = { ...baseDeps, immediateDelivery: atOnce };
  receiving = () => deps;
  const composing = { phoneBook: phoneBookOf(directory), cards: incidentCardsOf(cases.queries, directory) };
  const audit = new PostgresAuditLog(source, settings.secret);
  const files = new PostgresFileStore(source, cases.keys, audit);
  const senders = [devices, new PlatformSender(deps, { files }), ...(given ?? peopleSenders(settings, composing, clock))];
  refuseHalfWired(settings, senders, await isDemoTown(source));
  await refuseUnsafeLadders(source, clock);

  const ticker = makeTicker(deps, metrics, log);
  const providers = new ProviderHealth();
  const relays = makeRelays(deps, senders, providers, metrics, log);
  const replay = makeReplay(spool, intake, log);
  const others = [...relays, replay];
  const loops = [ticker, ...others];
  const suspensions = makeSuspensions({ ...deps, standing: new PostgresHelperStatusStore(source, cases.keys) }, log);
  // No device counts as silent before this engine was listening.
  let listeningSince = clock.now();
  const presenceDeps = {
    ...deps,
    presence: new PostgresPresenceStore(source, settings.timeZone),
    lines: new PostgresHubNetworkStore(source),
  };
  const presence = makePresence(presenceDeps, engineId, () => listeningSince, log);
  const watches = new WatchRegister(register, cases.queries);
  const claims = makeClaims(deps, watches, engineId, log);
  const practice = makePractice({ ...deps, practice: new PostgresExerciseStore(source) }, log);
  const retention = makeRetention(
    { retention: new PostgresRetentionStore(source), clock, newId: randomUUID },
    engineId,
    metrics,
    log,
  );
  const auditing = makeAuditChaining(
    { chain: new PostgresAuditChain(source, settings.secret), clock, file: join(settings.dataDir, 'audit-head.json') },
    log,
  );
  const daily = makeDailyRoster(
    {
      roster: new ContactListQueries(source, cases.keys),
      clock,
      folder: join(settings.dataDir, 'roster'),
      passphrase: settings.secret,
      timeZone: settings.timeZone,
      demo: settings.mode === 'demo',
    },
    log,
  );
  const relaysByName = Object.fromEntries(
    relays.map((loop, index) => [`relay:${senders[index]?.channel ?? String(index)}`, loop]),
  );
  const work = new WaitingWorkQueries(source);
  const self = new EngineHealth({
    settings,
    engineId,
    loops: { ticker, ...relaysByName, replay, suspensions, presence, practice, retention },
    door,
    spool,
    providers,
    work,
    heartbeats: new PostgresHeartbeatStore(source),
    databaseClock: clock instanceof ProcessClock ? new DatabaseClock(work, clock) : null,
    metrics,
    clock,
    log,
  });
  disposables.push(() =>
    Promise.all([...loops, suspensions, presence, practice, claims, daily, retention, auditing].map((loop) => loop.stop())),
  );
  // Listening wakes them all: what waits from an earlier run is looked at before new presses come in; the broker is opened last.
  await wake.listen((what, news) => {
    if (what === 'deadlines') {
      if (news?.dueAt === undefined) ticker.wake();
      else ticker.wakeIn(news.dueAt - clock.now());
    }
    // The drill loop is not urgent: a burst of presses is one run.
    if (what === 'cases') practice.wakeIn(PRACTICE_LOOKS_AFTER_MS);
    if (what === 'cases' && news?.cases) void cases.store.changedElsewhere(news.cases);
    if (what === 'outbox')
      for (const [n, loop] of others.entries()) {
        const channel = senders[n]?.channel;
        if (channel !== undefined && (news?.channels?.includes(channel) ?? true)) loop.wake();
      }
  });
  loops.forEach((loop) => loop.wake());
  suspensions.wake();
  disposables.push(() => door.close());
  if (settings.mqttUrl !== null && settings.mqttAccess === 'dynamic-security') {
    const access = new BrokerAccess(source, settings.mqttUrl, engineId, settings, clock, log);
    disposables.push(() => access.close());
    access.open();
  }
  const ports = await door.open();
  listeningSince = clock.now();
  presence.wake();
  practice.wake();
  claims.wake();
  daily.wake();
  retention.wake();
  auditing.wake();
  const watchDoor = await openWatchListener(settings, {
    ...{ intake, watches, registry: deps.registry, metrics, clock, log, guard },
  });
  if (watchDoor) {
    disposables.push(() => watchDoor.close());
    log.info('watches-welcome', { port: watchDoor.port });
  }

  disposables.push(() => self.heartbeat.stop());
  await self.heartbeat.start();
  const health = new HealthServer(
    () => readinessOf(self, door),
    metrics,
    () => refreshMetrics(metrics, cases, clock, self),
  );
  disposables.push(() => health.close());
  const healthPort = await health.listen(settings.enginePort ?? 0);
  const { deadMan } = self;
  if (deadMan) {
    disposables.push(() => deadMan.loop.stop());
    deadMan.loop.wake();
  }
  log.info('engine-ready', { engineId, ...ports, healthPort });
  return {
    addresses: { ...ports, healthPort },
    lookNow: async () => {
      await seen.flush();
      await signs.flush();
      await atOnce.flush();
      await presence.lookNow();
      await suspensions.lookNow();
      await ticker.lookNow();
      await practice.lookNow();
      await claims.lookNow();
      await Promise.all(others.map((loop) => loop.lookNow()));
      await atOnce.flush();
    },
  };
}

async function openDurable(url: string, secret: string, log: Log, disposables: Disposables): Promise<DataSource> {
  const ran = await migrate(url, {
    secret,
    onClearTextLeft: () => log.warn('clear-text-left', { where: 'write-ahead log of the database server' }),
    onWait: (engines, seconds) => log.warn('migration-waits', { engines: engines.join(' '), seconds }),
  });
  if (ran.length > 0) log.info('migrated', { migrations: ran.length });
  const source = await openDatabase(url, { applicationName: 'silverbell-engine', poolSize: 12 });
  disposables.push(() => source.destroy());
  await assertDurable(source);
  return source;
}
