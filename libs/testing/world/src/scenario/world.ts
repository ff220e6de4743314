import { readSettings, type Settings, JsonLogger } from '@silverbell/adapter-nest';
import {
  openCases,
  openDatabase,
  PostgresDirectory,
  type CaseQueries,
  type PersonKeys,
} from '@silverbell/adapter-postgres';
import { compose, SIGNATURE_HEADER, sign } from '@silverbell/adapter-notify';
import { startApi, type RunningApi } from '@silverbell/api';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import { caseCardsOf, phoneBookOf, startEngine, type Engine } from '@silverbell/engine';
import type { Family, LadderRole } from '@silverbell/incident';
import { as, instant, type IncidentId, type Instant } from '@silverbell/kernel';
import { durationOf, FixedClock, type Words } from '@silverbell/testing-kit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';

import { pathOf } from '@silverbell/wire';
import type { TestDatabase } from '../database.js';
import { Account } from './account.js';
import { Cable } from './cable.js';
import { Case } from './case.js';
import { ConsolePage } from './console.js';
import { Device } from './device.js';
import { everythingIsInOrder } from './ending.js';
import { eventually } from './eventually.js';
import { HelperPerson } from './helper.js';
import { Logbook } from './logbook.js';
import { OperatorPerson } from './operator.js';
import { Telephone, type Told } from './telephone.js';
import { BEGIN, town, townDatabase } from './town.js';

const WEBHOOK_SECRET = 'a-scenario-webhook-secret';

/** Leases are renewed by an open console this often. */
const RENEW_MS = 20_000;

/** The whole platform over a fresh copy of the demo town: real database, broker, HTTP and sockets; simulated people; a clock we move. */
export class World {
  readonly clock = new FixedClock(BEGIN);
  readonly telephone = new Telephone(this.clock);
  readonly logbook = new Logbook();
  /** What may be said to people by telephone in this scenario, beside {@link ROUTINE}. */
  readonly expected = new Set<string>(ROUTINE);
  /** Outbox rows that may fail for good, by what they say. */
  readonly mayFail = new Set<string>();
  queries!: CaseQueries;
  keys!: PersonKeys;
  private source!: Awaited<ReturnType<typeof openDatabase>>;
  private database!: TestDatabase;
  private settings!: Settings;
  private dataDir = '';
  /** Between the engine and its database: cut, the engine can do nothing that lasts. */
  private power!: Cable;
  private theEngine: Engine | null = null;
  private theApi: RunningApi | null = null;
  private mqttPort = 0;
  private apiPort = 0;
  private enginePort = 0;
  private renewedAt: Instant = BEGIN;
  private readonly devices = new Map<string, Device>();
  private readonly helpers = new Map<string, HelperPerson>();
  private readonly operators = new Map<string, OperatorPerson>();
  private readonly consoles: ConsolePage[] = [];
  private readonly closing: (() => void)[] = [];

  // --- its life ---

  async begins(): Promise<this> {
    this.database = await townDatabase();
    this.dataDir = mkdtempSync(join(tmpdir(), 'silverbell-scenario-'));
    this.settings = this.settingsWith({});
    this.source = await openDatabase(this.database.url, { applicationName: 'scenario', poolSize: 4 });
    const cases = openCases(this.source, this.settings.secret);
    this.queries = cases.queries;
    this.keys = cases.keys;
    this.power = await new Cable(() => Number(new URL(this.database.url).port)).lay();
    await this.startEngine();
    await this.startApi();
    return this;
  }

  /** What every scenario ends with: nothing may be left undone, unsaid or untrue. */
  async isInOrder(): Promise<void> {
    if (this.theEngine === null) throw new Error('the engine was left dead');
    await this.settles();
    await everythingIsInOrder(this, (sql, parameters) => this.sql(sql, parameters));
  }

  /** Something of the test's own that must be closed with the world. */
  onEnd(close: () => void): void {
    this.closing.push(close);
  }

  async ends(): Promise<void> {
    for (const close of this.closing) close();
    for (const page of this.consoles) await page.closes();
    for (const helper of this.helpers.values()) helper.closesThePage();
    for (const device of this.devices.values()) await device.goesAway();
    await this.stopApi();
    await this.stopEngine();
    await this.power.takeAway();
    await this.source.destroy();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async startEngine(): Promise<void> {
    const engine = await startEngine({
      settings: this.settingsWith({
        SILVERBELL_MQTT_PORT: String(this.mqttPort),
        SILVERBELL_ENGINE_PORT: String(this.enginePort),
        DATABASE_URL: through(this.power, this.database.url),
      }),
      log: this.logbook.log('engine'),
      clock: this.clock,
      senders: [this.telephone.sender('sms'), this.telephone.sender('voice')],
    });
    this.theEngine = engine;
    this.mqttPort = engine.addresses.mqttPort ?? 0;
    this.enginePort = engine.addresses.healthPort;
  }

  async stopEngine(): Promise<void> {
    const engine = this.theEngine;
    this.theEngine = null;
    await engine?.stop();
  }

  /** Like kill -9: from this moment nothing of it reaches the database, and what it had begun is rolled back. */
  async engineDies(): Promise<void> {
    this.databaseIsAway();
    await this.cutDatabase('silverbell-engine');
    this.telephone.answers();
    await this.stopEngine();
    this.power.mend();
  }

  /** The engine lives, its database does not answer. */
  databaseIsAway(): void {
    this.logbook.mayLoseTheDatabase('engine');
    this.power.cut();
  }

  databaseIsBack(): void {
    this.power.mend();
  }

  get isEngineUp(): boolean {
    return this.theEngine !== null;
  }

  async startApi(): Promise<void> {
    const api = await startApi({
      settings: this.settingsWith({
        SILVERBELL_HTTP_PORT: String(this.apiPort),
        SILVERBELL_MQTT_PORT: String(this.mqttPort),
        SILVERBELL_ENGINE_PORT: String(this.enginePort),
      }),
      databaseUrl: this.database.url,
      version: '0.0.0-scenario',
      logger: loggerInto(this.logbook),
      clock: this.clock,
    });
    this.theApi = api;
    this.apiPort = api.port;
  }

  async stopApi(): Promise<void> {
    const api = this.theApi;
    this.theApi = null;
    await api?.stop();
  }

  // --- time ---

  now(): Instant {
    return this.clock.now();
  }

  /** Moves the clock; what falls due on the way fires at its own time, and open consoles keep their leases. */
  async advance(words: Words): Promise<void> {
    const until = instant(this.clock.now() + durationOf(words));
    for (;;) {
      await this.settles();
      const next = await this.nextAt();
      if (next === null || next > until) break;
      this.clock.advanceTo(instant(Math.max(next, this.clock.now())));
      await this.keepLeases();
    }
    this.clock.advanceTo(until);
    await this.keepLeases();
    await this.settles();
  }

  /** The power is away: the clock of the world goes on, and nothing of the platform does. */
  sleep(words: Words): void {
    if (this.theEngine !== null) throw new Error('the engine is awake: stop it first');
    this.clock.advance(words);
  }

  /** Resolves when nothing that is due now is left to do. */
  async settles(): Promise<void> {
    await eventually(
      'everything that is due has happened',
      async () => {
        await this.theEngine?.lookNow();
        await this.theApi?.lookNow();
        return (await this.waiting()).length === 0;
      },
      () => this.waiting(),
    );
  }

  /** What is due by now and not done, in words. */
  async waiting(): Promise<readonly string[]> {
    const now = this.clock.now();
    const pages = [...this.helpers.values()]
      .filter((helper) => helper.hasPageOpen)
      .map((helper) => `helper:${helper.id}`);
    const rows = await this.sql<{ what: string }>(
      `select 'due in ' || id as what from incident where next_due_at <= instant_of($1) and $4
       union all select 'unsent to ' || recipient || ' by ' || channel || ': ' || body::text from outbox
       where state in ('pending', 'sending') and due_at <= instant_of($1)
         and ((channel <> 'socket' and $4) or (channel = 'socket' and $3 and recipient = any($2) and (not_after is null or not_after >= instant_of($1))))`,
      [now, pages, this.theApi !== null, this.theEngine !== null],
    );
    return rows.map(({ what }) => what);
  }

  private async nextAt(): Promise<Instant | null> {
    const [row] = await this.sql<{ at: number | null }>(
      `select least((select ms_of(min(next_due_at)) from incident), (select ms_of(min(due_at)) from outbox where state = 'pending' and channel <> 'socket'))::double precision as at`,
    );
    const renewal = [...this.operators.values()].some((operator) => operator.keepsSomething)
      ? this.renewedAt + RENEW_MS
      : null;
    const all = [row?.at ?? null, renewal].filter((at) => at !== null);
    return all.length === 0 ? null : instant(Math.min(...all));
  }

  private async keepLeases(): Promise<void> {
    if (this.clock.now() - this.renewedAt < RENEW_MS) return;
    this.renewedAt = this.clock.now();
    if (this.theApi === null) return;
    for (const operator of this.operators.values()) await operator.keepsLeases();
  }

  // --- people and things ---

  device(id: string, secret = DEMO_DEVICE_SECRET): Device {
    return remembered(
      this.devices,
      id,
      () =>
        new Device(
          id,
          secret,
          () => this.broker,
          this.clock,
          () => this.settles(),
        ),
    );
  }

  /** Her own pendant or watch. */
  pendantOf(seniorId: string): Device {
    const device = town.devices.find((one) => one.seniorId === seniorId && one.status === 'active');
    if (device === undefined) throw new Error(`${seniorId} wears nothing`);
    return this.device(device.id);
  }

  helper(id: string): HelperPerson {
    return remembered(
      this.helpers,
      id,
      () =>
        new HelperPerson(
          id,
          this.account(id),
          () => this.origin,
          () => this.settles(),
        ),
    );
  }

  /** These, and nobody else, are on duty. */
  async onDuty(...ids: readonly string[]): Promise<readonly HelperPerson[]> {
    const people = ids.map((id) => this.helper(id));
    for (const person of people) await person.goesOnDuty();
    return people;
  }

  operator(username = 'operator'): OperatorPerson {
    return remembered(this.operators, username, () => new OperatorPerson(this.account(username), () => this.settles()));
  }

  account(username: string): Account {
    return new Account(username, () => this.origin);
  }

  async console(username = 'operator'): Promise<ConsolePage> {
    const page = new ConsolePage(this.account(username), () => this.apiPort);
    this.consoles.push(page);
    return page.opens();
  }

  /** Where devices knock. */
  get broker(): string {
    return `mqtt://127.0.0.1:${String(this.mqttPort)}`;
  }

  get origin(): string {
    return `http://127.0.0.1:${String(this.apiPort)}`;
  }

  // --- cases ---

  case(id: string): Case {
    return new Case(as<IncidentId>(id), this.queries);
  }

  async openCases(): Promise<readonly Case[]> {
    return (await this.sql<{ id: string }>('select id from incident where open order by raised_at, number')).map(
      ({ id }) => this.case(id),
    );
  }

  async allCases(): Promise<readonly Case[]> {
    return (await this.sql<{ id: string }>('select id from incident order by raised_at, number')).map(({ id }) =>
      this.case(id),
    );
  }

  /** The case this press opened or joined. */
  async caseOf(alertId: string): Promise<Case> {
    const rows = await this.sql<{ id: string }>(
      'select incident_id as id from device_alert where alert_id = $1 order by at desc limit 1',
      [alertId],
    );
    const row = rows[0];
    if (row === undefined) throw new Error(`nobody knows of ${alertId}`);
    return this.case(row.id);
  }

  async openCaseOfHome(homeId: string, family: Family = 'emergency'): Promise<Case> {
    const rows = await this.sql<{ id: string }>('select id from incident where open and home_id = $1 and family = $2', [
      homeId,
      family,
    ]);
    const row = rows[0];
    if (row === undefined || rows.length > 1) throw new Error(`${String(rows.length)} open cases at ${homeId}`);
    return this.case(row.id);
  }

  // --- what people were told ---

  /** May be said to people by telephone: the rest fails the scenario at its end. */
  expects(...what: readonly string[]): void {
    for (const one of what) this.expected.add(one);
  }

  rang(role: LadderRole): readonly Told[] {
    return this.telephone.told.filter(
      (told) => told.channel === 'voice' && told.body.kind === 'role-call' && told.body.role === role,
    );
  }

  /** Somebody in this role was rung by voice; the rung that did it is expected from now on. */
  isRung(role: LadderRole): Told {
    const calls = this.rang(role);
    const last = calls.at(-1);
    if (last === undefined)
      throw new Error(
        `nobody rang the ${role}; rung were: ${this.telephone.told.map((told) => `${told.recipient} (${told.what})`).join(', ')}`,
      );
    for (const call of calls) this.expects(call.what);
    return last;
  }

  /** Whoever was rung presses a key during the call; the voice provider reports it, signed. Answers with what she hears. */
  async pressesKey(told: Told, key: string): Promise<string> {
    const { body } = told;
    const about = {
      incidentId: told.incidentId,
      recipient: told.recipient,
      kind: body.kind,
      offerId: 'offerId' in body ? body.offerId : null,
      role: 'role' in body ? body.role : null,
    };
    const message = JSON.stringify({ type: 'key-press', id: told.id, about, key });
    const response = await fetch(`${this.origin}${pathOf('voiceHook')}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: sign(message, WEBHOOK_SECRET, this.clock.now()),
      },
      body: message,
    });
    const answer = (await response.json()) as { say?: string };
    if (!response.ok) throw new Error(`the voice hook refused: ${JSON.stringify(answer)}`);
    await this.settles();
    return answer.say ?? '';
  }

  /** What went out by short message and by voice so far, in the words people got; `null`: nothing was said to this person. */
  async wordsTold(): Promise<
    readonly { readonly told: Told; readonly to: string | null; readonly text: string | null }[]
  > {
    const directory = new PostgresDirectory(this.source);
    const composing = { phoneBook: phoneBookOf(directory), cards: caseCardsOf(this.queries, directory) };
    return Promise.all(
      this.telephone.told.map(async (told) => {
        const row = {
          ...told,
          incidentId: as<IncidentId>(told.incidentId),
          attempts: 1,
          urgency: 0,
          createdAt: told.at,
          notAfter: null,
        };
        const message = await compose(row, composing);
        return 'text' in message ? { told, to: message.to, text: message.text } : { told, to: null, text: null };
      }),
    );
  }

  textedTo(recipient: string): readonly Told[] {
    return this.telephone.told.filter((told) => told.recipient === recipient);
  }

  // --- faults ---

  async cutDatabase(applicationName: string): Promise<void> {
    await this.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like $1 || '%'`,
      [applicationName],
    );
  }

  sql<Row = Record<string, unknown>>(statement: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.source.query(statement, [...parameters]) as Promise<readonly Row[]>;
  }

  /** Its own transaction, held open until the test lets go. */
  async holds(statement: string, parameters: readonly unknown[] = []): Promise<() => Promise<void>> {
    const runner = this.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query(statement, [...parameters]);
    return async () => {
      await runner.rollbackTransaction();
      await runner.release();
    };
  }

  private settingsWith(more: Readonly<Record<string, string>>): Settings {
    const read = readSettings({
      SILVERBELL_MODE: 'demo',
      SILVERBELL_MQTT_PORT: '0',
      SILVERBELL_MQTT_WS_PORT: '0',
      SILVERBELL_HTTP_PORT: '0',
      SILVERBELL_DATA_DIR: this.dataDir,
      SILVERBELL_WEBHOOK_SECRET: WEBHOOK_SECRET,
      DATABASE_URL: this.database.url,
      ...more,
    });
    if (!read.ok) throw new Error(read.sentences.join(' '));
    return read.settings;
  }
}

/** Said in every case that goes its way; a scenario need not name them. */
const ROUTINE = [
  'offer',
  'offer-over:taken',
  'offer-over:not-needed',
  'offer-over:closed',
  'assignment-changed:stood-down',
  'contact-message:verifying',
  'contact-message:at-risk',
  'contact-message:helper-assigned',
  'contact-message:helper-arrived',
  'contact-message:closed',
];

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

const through = (cable: Cable, url: string): string => {
  const other = new URL(url);
  other.port = String(cable.localPort);
  return other.href;
};

/** The api writes JSON lines; they are read back into the logbook. */
function loggerInto(logbook: Logbook): JsonLogger {
  const log = logbook.log('api');
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk
        .toString('utf8')
        .split('\n')
        .filter((text) => text !== '')) {
        const { level, event, ...facts } = JSON.parse(line) as { level: number; event?: string } & Record<
          string,
          string
        >;
        log[level >= 50 ? 'error' : level >= 40 ? 'warn' : 'info'](event ?? 'unnamed', {
          facts: JSON.stringify(facts),
        });
      }
      done();
    },
  });
  return new JsonLogger({ process: 'api', level: 'info', destination: destination as never });
}

/** One scenario: a world that begins, is lived in, is in order at its end, and is taken down whatever happened. */
export async function inWorld(live: (world: World) => Promise<void>): Promise<void> {
  const world = new World();
  try {
    await world.begins();
    await live(world);
    await world.isInOrder();
  } finally {
    await world.ends();
  }
}
