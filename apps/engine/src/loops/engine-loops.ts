import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Intake, Spool, type Log } from '@silverbell/adapter-mqtt';
import {
  ContactListQueries,
  DirectoryQueries,
  AuditHeads,
  PostgresAuditChain,
  PostgresAuditLog,
  PostgresChannelTestStore,
  PostgresExerciseStore,
  PostgresHelperStatusStore,
  PostgresHubNetworkStore,
  PostgresPresenceStore,
  PostgresRetentionStore,
  type IncidentStores,
} from '@silverbell/adapter-postgres';
import type { Settings } from '@silverbell/adapter-runtime';
import type { Clock, Instant } from '@silverbell/kernel';
import type { ChangeNotifier, OutboxRow, RelayDeps, Sender } from '@silverbell/usecases';
import { DataSource } from 'typeorm';
import { WatchRegister } from '../broker/watch-register.js';
import { EngineMetrics } from '../health/metrics.js';
import { ProviderHealth } from '../health/provider-health.js';
import { channelTestSender, phoneBookOf } from '../people-senders.js';
import { makeDailyRoster } from '../roster/daily-roster.js';
import { CLOCK, ENGINE_ID, INCIDENT_STORES, LOG, SENDERS, SETTINGS, USE_CASE_DEPS } from '../tokens.js';
import { makeAuditChaining } from './audit-loop.js';
import { makeChannelTests } from './channel-test-loop.js';
import { makeClaims } from './claims-loop.js';
import type { Loop } from './loop.js';
import { makeExerciseLoop } from './exercise-loop.js';
import { makePresence } from './presence-loop.js';
import { makeRelays } from './relay-loops.js';
import { makeReplay } from './replay-loop.js';
import { makeRetention } from './retention-loop.js';
import { makeSuspensions } from './suspension-loop.js';
import { makeTicker } from './ticker.js';

/** A burst of presses is one round of the drill loop, which is not urgent. */
const EXERCISES_DUE_AFTER_MS = 250;

/** Everything this engine does again and again, each with a loop of its own: what is stuck delays nothing else. */
@Injectable()
export class EngineLoops {
  readonly ticker: Loop;
  /** By channel. */
  readonly relays: ReadonlyMap<OutboxRow['channel'], Loop>;
  readonly replay: Loop;
  readonly suspensions: Loop;
  readonly presence: Loop;
  readonly exercises: Loop;
  readonly claims: Loop;
  readonly retention: Loop;
  readonly roster: Loop;
  readonly auditing: Loop;
  readonly channelTests: Loop;
  /** No device counts as silent before this engine was listening. */
  private listeningSince: Instant;

  constructor(
    @Inject(USE_CASE_DEPS) deps: RelayDeps,
    @Inject(SENDERS) senders: readonly Sender[],
    @Inject(INCIDENT_STORES) private readonly stores: IncidentStores,
    @Inject(SETTINGS) settings: Settings,
    @Inject(ENGINE_ID) engineId: string,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
    source: DataSource,
    directory: DirectoryQueries,
    spool: Spool,
    intake: Intake,
    watches: WatchRegister,
    providers: ProviderHealth,
    metrics: EngineMetrics,
  ) {
    const { timeZone, dataDir, secret, mode } = settings;
    this.listeningSince = clock.now();
    this.ticker = makeTicker(deps, metrics, log);
    this.relays = makeRelays(deps, senders, providers, metrics, log);
    this.replay = makeReplay(spool, intake, log);
    this.suspensions = makeSuspensions({ ...deps, standing: new PostgresHelperStatusStore(source, stores.keys) }, log);
    this.presence = makePresence(
      {
        ...deps,
        presence: new PostgresPresenceStore(source, timeZone),
        hubNetworks: new PostgresHubNetworkStore(source),
      },
      engineId,
      () => this.listeningSince,
      log,
    );
    this.exercises = makeExerciseLoop({ ...deps, exercises: new PostgresExerciseStore(source) }, log);
    this.claims = makeClaims(deps, watches, engineId, log);
    const retention = new PostgresRetentionStore(source);
    this.retention = makeRetention({ retention, clock, newId: randomUUID }, engineId, metrics, log);
    const chain = new PostgresAuditChain(source, secret);
    this.auditing = makeAuditChaining({ chain, heads: new AuditHeads(dataDir), clock }, log);
    this.channelTests = makeChannelTests(
      {
        tests: new PostgresChannelTestStore(source, new PostgresAuditLog(source, secret)),
        sender: channelTestSender(settings, phoneBookOf(directory, clock), clock),
        ...{ clock, timeZone, newId: randomUUID, newCode: () => String(randomInt(1_000, 10_000)) },
      },
      log,
    );
    this.roster = makeDailyRoster(
      {
        ...{ clock, timeZone, passphrase: secret },
        roster: new ContactListQueries(source, stores.keys),
        folder: join(dataDir, 'roster'),
        demo: mode === 'demo',
      },
      log,
    );
  }

  /** By the names under which the health page shows them. */
  byName(): Readonly<Record<string, Loop>> {
    const { ticker, replay, suspensions, presence, exercises: exercises, retention } = this;
    const relays = Object.fromEntries([...this.relays].map(([channel, loop]) => [`relay:${channel}`, loop]));
    return { ticker, ...relays, replay, suspensions, presence, exercises, retention };
  }

  /** What waits from an earlier run: looked at before new presses come in. */
  takeUpLeftovers(): void {
    for (const loop of [this.ticker, ...this.relays.values(), this.replay, this.suspensions]) loop.wake();
  }

  /** From the moment devices can be heard: before it everybody would seem silent. */
  beginMonitoring(): void {
    this.listeningSince = this.clock.now();
    const { presence, exercises: exercises, claims, roster, retention, auditing, channelTests } = this;
    for (const loop of [presence, exercises, claims, roster, retention, auditing, channelTests]) loop.wake();
  }

  /** A change of this process or of another one; without details everything of its kind is looked at. */
  readonly changed: ChangeNotifier['notify'] = (what, news) => {
    if (what === 'deadlines') {
      if (news?.dueAt === undefined) this.ticker.wake();
      else this.ticker.wakeIn(news.dueAt - this.clock.now());
    }
    if (what === 'cases') this.exercises.wakeIn(EXERCISES_DUE_AFTER_MS);
    if (what === 'cases' && news?.cases) void this.stores.store.dropChangedElsewhere(news.cases);
    if (what === 'outbox')
      for (const [channel, loop] of this.relays) if (news?.channels?.includes(channel) ?? true) loop.wake();
  };

  /** For tests that moved the clock. */
  async runNow(): Promise<void> {
    for (const loop of [this.presence, this.suspensions, this.ticker, this.exercises, this.claims]) await loop.runNow();
    await Promise.all([...this.relays.values(), this.replay].map((loop) => loop.runNow()));
  }

  async stop(): Promise<void> {
    const { claims, roster, auditing, channelTests } = this;
    await Promise.all(
      [...Object.values(this.byName()), claims, roster, auditing, channelTests].map((loop) => loop.stop()),
    );
  }
}
