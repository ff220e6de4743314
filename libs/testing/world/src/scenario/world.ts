import type { IncidentQueries, PersonKeys } from '@silverbell/adapter-postgres';
import type { NumberColumn } from '../put-number.js';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import type { IncidentCategory, LadderRole } from '@silverbell/vocabulary';
import { as, instant, type IncidentId, type Instant } from '@silverbell/kernel';
import { durationOf, FixedClock, type SpanText } from '@silverbell/testing-kit';
import { Account } from './account.js';
import { WorldIncident } from './world-incident.js';
import { ConsolePage } from './console.js';
import { Device } from './device.js';
import { nextDueIn, waitingIn } from './due.js';
import { everythingIsInOrder } from './ending.js';
import { eventually } from './eventually.js';
import { HelperPerson } from './helper.js';
import { Logbook } from './logbook.js';
import { OperatorPerson } from './operator.js';
import { Platform, type Past } from './platform.js';
import { Telephone, type Told } from './telephone.js';
import { inWords, reportsKey, type InWords } from './told-in-words.js';
import { BEGIN, town } from './town.js';

/** Leases are renewed by an open console this often. */
const RENEW_MS = 20_000;

/** The whole platform over a fresh copy of the demo town: real database, broker, HTTP and sockets; simulated people; a clock we move. */
export class World {
  readonly clock: FixedClock;
  readonly telephone: Telephone;
  readonly logbook = new Logbook();
  /** What may be said to people by telephone in this scenario, beside {@link ROUTINE}. */
  readonly expected = new Set<string>(ROUTINE);
  /** Outbox rows that may fail for good, by what they say. */
  readonly mayFail = new Set<string>();
  private readonly platform: Platform;
  private renewedAt: Instant;
  private readonly devices = new Map<string, Device>();
  private readonly helpers = new Map<string, HelperPerson>();
  private readonly operators = new Map<string, OperatorPerson>();
  private readonly consoles: ConsolePage[] = [];
  private readonly closing: (() => void)[] = [];

  /** `past`: instead of a fresh town, what another version left; `at`: how late it is by now. */
  constructor(
    readonly past: Past | null = null,
    at: Instant = past?.at ?? BEGIN,
  ) {
    this.clock = new FixedClock(at);
    this.telephone = new Telephone(this.clock);
    this.renewedAt = at;
    this.platform = new Platform(this);
  }

  // --- its life ---

  async begins(): Promise<this> {
    await this.platform.begins();
    return this;
  }

  /** What every scenario ends with: nothing may be left undone, unsaid or untrue. */
  async isInOrder(): Promise<void> {
    if (!this.isEngineUp) throw new Error('the engine was left dead');
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
    await this.platform.ends();
  }

  startEngine(): Promise<void> {
    return this.platform.startEngine();
  }

  stopEngine(): Promise<void> {
    return this.platform.stopEngine();
  }

  /** Like kill -9: from this moment nothing of it reaches the database, and what it had begun is rolled back. */
  engineDies(): Promise<void> {
    return this.platform.engineDies();
  }

  /** The engine lives, its database does not answer. */
  databaseIsAway(): void {
    this.platform.databaseIsAway();
  }

  databaseIsBack(): void {
    this.platform.databaseIsBack();
  }

  get isEngineUp(): boolean {
    return this.platform.isEngineUp;
  }

  startApi(): Promise<void> {
    return this.platform.startApi();
  }

  stopApi(): Promise<void> {
    return this.platform.stopApi();
  }

  // --- time ---

  now(): Instant {
    return this.clock.now();
  }

  /** Moves the clock; what falls due on the way fires at its own time, and open consoles keep their leases. */
  async advance(words: SpanText): Promise<void> {
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
  sleep(words: SpanText): void {
    if (this.isEngineUp) throw new Error('the engine is awake: stop it first');
    this.clock.advance(words);
  }

  /** Resolves when nothing that is due now is left to do. */
  async settles(): Promise<void> {
    await eventually(
      'everything that is due has happened',
      async () => {
        await this.platform.runNow();
        return (await this.waiting()).length === 0;
      },
      () => this.waiting(),
    );
  }

  /** What is due by now and not done, in words. */
  waiting(): Promise<readonly string[]> {
    const pages = [...this.helpers.values()]
      .filter((helper) => helper.hasPageOpen)
      .map((helper) => `helper:${helper.id}`);
    return waitingIn(this.platform, this.clock.now(), pages);
  }

  private async nextAt(): Promise<Instant | null> {
    const renewal = [...this.operators.values()].some((operator) => operator.keepsSomething)
      ? this.renewedAt + RENEW_MS
      : null;
    const all = [await nextDueIn(this.platform), renewal].filter((at) => at !== null);
    return all.length === 0 ? null : instant(Math.min(...all));
  }

  private async keepLeases(): Promise<void> {
    if (this.clock.now() - this.renewedAt < RENEW_MS) return;
    this.renewedAt = this.clock.now();
    if (!this.platform.isApiUp) return;
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

  /** Only these are on duty. */
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
    const page = new ConsolePage(this.account(username), () => this.platform.httpPort);
    this.consoles.push(page);
    return page.opens();
  }

  /** Where devices knock. */
  get broker(): string {
    return this.platform.broker;
  }

  get origin(): string {
    return `http://127.0.0.1:${String(this.platform.httpPort)}`;
  }

  // --- cases ---

  case(id: string): WorldIncident {
    return new WorldIncident(as<IncidentId>(id), this.queries);
  }

  async openCases(): Promise<readonly WorldIncident[]> {
    return (await this.sql<{ id: string }>('select id from incident where open order by raised_at, number')).map(
      ({ id }) => this.case(id),
    );
  }

  async allCases(): Promise<readonly WorldIncident[]> {
    return (await this.sql<{ id: string }>('select id from incident order by raised_at, number')).map(({ id }) =>
      this.case(id),
    );
  }

  /** The case this press opened or joined. */
  async caseOf(alertId: string): Promise<WorldIncident> {
    const rows = await this.sql<{ id: string }>(
      'select incident_id as id from signal where alert_id = $1 order by at desc limit 1',
      [alertId],
    );
    const row = rows[0];
    if (row === undefined) throw new Error(`nobody knows of ${alertId}`);
    return this.case(row.id);
  }

  async openIncidentOfHome(homeId: string, category: IncidentCategory = 'emergency'): Promise<WorldIncident> {
    const rows = await this.sql<{ id: string }>('select id from incident where open and home_id = $1 and family = $2', [
      homeId,
      category,
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

  /** A person in this role was called by voice; the rung that did it is expected from now on. */
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

  /** The person called presses a key during the call. Resolves with what she hears. */
  async pressesKey(told: Told, key: string): Promise<string> {
    const heard = await reportsKey(this.origin, told, key, this.clock.now());
    await this.settles();
    return heard;
  }

  /** What went out by short message and by voice so far, in the words people got. */
  wordsTold(): Promise<readonly InWords[]> {
    return inWords(this.platform, this.telephone.told);
  }

  textedTo(recipient: string): readonly Told[] {
    return this.telephone.told.filter((told) => told.recipient === recipient);
  }

  // --- what lies behind it ---

  get queries(): IncidentQueries {
    return this.platform.queries;
  }

  get keys(): PersonKeys {
    return this.platform.keys;
  }

  cutDatabase(applicationName: string): Promise<void> {
    return this.platform.cutDatabase(applicationName);
  }

  /** What the engine keeps beside its database. */
  get dataFolder(): string {
    return this.platform.dataFolder;
  }

  /** A number or a code on file of these rows, as the office would write it. */
  puts(column: NumberColumn, rowIds: readonly string[], text: string | null): Promise<void> {
    return this.platform.puts(column, rowIds, text);
  }

  sql<Row = Record<string, unknown>>(statement: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.platform.sql<Row>(statement, parameters);
  }

  /** Its own transaction, held open until the test lets go. */
  holds(statement: string, parameters: readonly unknown[] = []): Promise<() => Promise<void>> {
    return this.platform.holds(statement, parameters);
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

/** One scenario: a world that begins, is lived in, is in order at its end, and is taken down whatever happened. */
export async function inWorld(live: (world: World) => Promise<void>, world = new World()): Promise<void> {
  try {
    await world.begins();
    await live(world);
    await world.isInOrder();
  } finally {
    await world.ends();
  }
}
