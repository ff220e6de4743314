import { randomUUID } from 'node:crypto';
import {
  assertMigrated,
  IncidentQueries,
  IncidentChangesQueries,
  DevicePageQueries,
  openIncidentStores,
  openDatabase,
  openCommandPool,
  PgNotifier,
  PostgresCodeWordStore,
  PostgresAccountStore,
  PostgresConsolePresenceStore,
  DirectoryQueries,
  PostgresDutyStore,
  PostgresErasureStore,
  PostgresHeartbeatStore,
  PostgresHelperPositionStore,
  PostgresHelperDirectory,
  PostgresExerciseStore,
  PostgresHubNetworkStore,
  PostgresAccessLogStore,
  PostgresCareRecords,
  PostgresInactivityStore,
  PostgresWeatherStore,
  PostgresHelperStatusStore,
  WaitingWorkQueries,
} from '@silverbell/adapter-postgres';
import {
  AddressMarks,
  DatabaseClock,
  Heartbeat,
  HEARTBEAT_EVERY_MS,
  isWeakSecret,
  JsonLogger,
  newMetrics,
  ProcessClock,
  Registry,
  TrustedProxies,
  type Settings,
} from '@silverbell/adapter-runtime';
import { LoginQueue } from './auth/login-queue.js';
import { LoginThrottle } from './auth/login-throttle.js';
import { RateLimit } from './auth/rate-limit.js';
import { Sessions } from './auth/sessions.js';
import { SessionTokens } from './auth/session-tokens.js';
import type { Clock } from '@silverbell/kernel';
import type { ClockVitals, ExerciseDeps, RefusedDevices, RelayDeps } from '@silverbell/usecases';
import { DataSource } from 'typeorm';
import { AccessLog } from './access/access-log.js';
import { OperationsAccess } from './access/operations-access.js';
import { HomeSearch } from './cases/home-search.js';
import { refusedDevices } from './hooks/refused-devices.js';
import { HttpGuard } from './listener-guard.js';
import { EngineProbe } from './machine-room/engine-probe.js';
import { PlatformWatch } from './machine-room/platform-watch.js';
import { replicaAddress } from './realtime/replica-address.js';
import { ReplicaBus } from './realtime/replica-bus.js';
import { RegionScope } from './scope/region-scope.js';
import { TrainingSeats } from './scope/training-seats.js';
import { PasswordCheck } from './sessions/password-check.js';

/** Everything the controllers and gateways are given; opened before the first request, closed after the last. */
export interface Parts {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly version: string;
  readonly clock: Clock;
  readonly logger: JsonLogger;
  readonly source: DataSource;
  readonly deps: RelayDeps & ExerciseDeps;
  readonly queries: IncidentQueries;
  readonly changes: IncidentChangesQueries;
  readonly accounts: PostgresAccountStore;
  readonly duty: PostgresDutyStore;
  readonly consoles: PostgresConsolePresenceStore;
  readonly positions: PostgresHelperPositionStore;
  readonly practice: PostgresExerciseStore;
  readonly devicePages: DevicePageQueries;
  readonly seats: TrainingSeats;
  readonly directory: DirectoryQueries;
  readonly homes: HomeSearch;
  readonly silence: PostgresInactivityStore;
  readonly lines: PostgresHubNetworkStore;
  readonly weather: PostgresWeatherStore;
  readonly standing: PostgresHelperStatusStore;
  readonly codeWords: PostgresCodeWordStore;
  readonly erasures: PostgresErasureStore;
  readonly readings: PostgresAccessLogStore;
  readonly scope: RegionScope;
  readonly engine: EngineProbe;
  readonly platform: PlatformWatch;
  readonly heartbeat: Heartbeat;
  readonly replicas: ReplicaBus;
  readonly tokens: SessionTokens;
  readonly sessions: Sessions;
  readonly passwords: PasswordCheck;
  readonly proxies: TrustedProxies;
  readonly access: AccessLog;
  readonly operations: OperationsAccess;
  readonly registry: Registry;
  readonly refusals: RefusedDevices;
  readonly httpGuard: HttpGuard;
  readonly rateLimit: RateLimit;
  close(): Promise<void>;
}

export interface PartsRequest {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly version: string;
  readonly logger: JsonLogger;
  /** A test moves its own. */
  readonly clock?: Clock;
}

/** Refuses (throws with a sentence) a database that is not of this version. */
export async function openParts({
  settings,
  databaseUrl,
  version,
  logger,
  clock: givenClock,
}: PartsRequest): Promise<Parts> {
  const processClock = new ProcessClock();
  const clock = givenClock ?? processClock;
  const source = await openDatabase(databaseUrl, { applicationName: 'silverbell-api' });
  try {
    await assertMigrated(source);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  const notifier = new PgNotifier({
    url: databaseUrl,
    applicationName: 'silverbell-api',
    onTrouble: (error) => logger.fact('warn', 'wake-lost', {}, error),
  });
  // What people do has a pool of its own: a long list or report cannot stand before it.
  const commandPool = await openCommandPool(databaseUrl, { applicationName: 'silverbell-api-commands', poolSize: 8 });
  const cases = openIncidentStores(source, settings.secret, commandPool);
  const accounts = new PostgresAccountStore(source);
  const practice = new PostgresExerciseStore(source);
  const duty = new PostgresDutyStore(source);
  const engine = new EngineProbe(settings);
  const name = randomUUID().slice(0, 8);
  const replicas = new ReplicaBus(replicaAddress(settings), name, logger);
  const work = new WaitingWorkQueries(source);
  const heartbeats = new PostgresHeartbeatStore(source);
  // A clock that a test moves is nobody's to compare.
  const databaseClock = givenClock === undefined ? new DatabaseClock(work, processClock) : null;
  const deps = {
    incidents: cases.store,
    outbox: cases.outbox,
    registry: new PostgresCareRecords(commandPool, settings.timeZone),
    roster: new PostgresHelperDirectory(commandPool),
    clock,
    newId: randomUUID,
    notifier,
    timeZone: settings.timeZone,
    practice,
  };
  const registry = newMetrics('api');
  const proxies = new TrustedProxies(settings.trustedProxies);
  const refusals = refusedDevices({ deps, source, logger });
  const isProxy = (address: string): boolean => proxies.trusts(address);
  const httpGuard = new HttpGuard({ logger, registry, refused: refusals, isProxy });
  const heartbeat = new Heartbeat({
    write: () =>
      heartbeats.beat(name, 'api', {
        clockDriftS: givenClock === undefined ? processClock.drift() / 1_000 : null,
        databaseClockS: databaseClock?.differsS() ?? null,
        limitsLately: httpGuard.limitedLately(),
      } satisfies ClockVitals),
    everyMs: HEARTBEAT_EVERY_MS,
    onTrouble: (error) => logger.fact('warn', 'heartbeat-not-written', {}, error),
    onEnd: () => heartbeats.leave(name),
  });
  const tokens = new SessionTokens(settings.secret, clock);
  const sessions = new Sessions(tokens, accounts, clock);
  const access = new AccessLog(logger, new AddressMarks(settings.secret), clock, registry);
  return {
    settings,
    databaseUrl,
    version,
    clock,
    logger,
    source,
    deps,
    queries: cases.queries,
    changes: cases.changes,
    accounts,
    duty,
    consoles: new PostgresConsolePresenceStore(source),
    positions: new PostgresHelperPositionStore(source),
    practice,
    devicePages: new DevicePageQueries(source, practice),
    seats: new TrainingSeats(duty),
    directory: new DirectoryQueries(source),
    homes: new HomeSearch(source),
    silence: new PostgresInactivityStore(source, settings.timeZone),
    lines: new PostgresHubNetworkStore(source),
    weather: new PostgresWeatherStore(source),
    standing: new PostgresHelperStatusStore(source, cases.keys),
    codeWords: new PostgresCodeWordStore(source, cases.keys),
    erasures: new PostgresErasureStore(source, cases.keys),
    readings: new PostgresAccessLogStore(source),
    scope: new RegionScope(accounts, clock),
    engine,
    platform: new PlatformWatch(
      work,
      heartbeats,
      replicas,
      clock,
      settings.mode === 'live' && isWeakSecret(settings.secret),
    ),
    heartbeat,
    replicas,
    tokens,
    sessions,
    passwords: new PasswordCheck(accounts, new LoginThrottle(clock), new LoginQueue(), access),
    proxies,
    access,
    operations: new OperationsAccess(settings, sessions),
    registry,
    refusals,
    httpGuard,
    // What a caller may ask of this machine is counted in the machine's own time.
    rateLimit: new RateLimit(processClock),
    close: async () => {
      httpGuard.close();
      await heartbeat.stop();
      await replicas.close();
      await notifier.close();
      await commandPool.close();
      await source.destroy();
    },
  };
}
