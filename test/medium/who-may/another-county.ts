import { DEMO_SECRET, JsonLogger, readSettings, type Settings } from '@silverbell/adapter-runtime';
import { openDatabase, seedDemo } from '@silverbell/adapter-postgres';
import { startApi, USE_CASE_DEPS, type RunningApi } from '@silverbell/api';
import { DEMO_PASSWORD, DEMO_SEED, demoTown } from '@silverbell/demo';
import { as, instant, type DeviceId } from '@silverbell/kernel';
import { putNumber, quickPassword, testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { ROLES as EVERY_ROLE } from '@silverbell/vocabulary';
import { receiveSignal, type Deps } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

/** Where a person sits, seen from the town whose people and things are asked for. */
export const SEATS = ['there', 'above', 'below', 'elsewhere'] as const;
export type Seat = (typeof SEATS)[number];
/** Everybody, and an operator who learns. */
export const ROLES = [...EVERY_ROLE, 'learner'] as const;
export type Person = (typeof ROLES)[number];

/** In every name of the other county's town: whoever may not see them must never receive this word. */
export const CANARY = '金丝雀';
export const COUNTY = 'there-county';
export const TOWN = 'there-town';
const VILLAGE = 'there-village';
const REGION_OF: Readonly<Record<Seat, string>> = {
  there: TOWN,
  above: COUNTY,
  below: VILLAGE,
  elsewhere: 'demo-county',
};

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly type: string;
}
export interface Asking {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** The demo county, and another one a thousand kilometres away with a town, a village, and people of every role. */
export class TwoCounties {
  readonly clock = {
    at: Date.UTC(2026, 2, 1, 4) as number,
    now: () => instant(this.clock.at),
  };
  readonly logged: string[] = [];
  /** Names of the demo county that the other one must never read. */
  readonly demoNames: string[] = [];
  private database!: TestDatabase;
  source!: DataSource;
  api!: RunningApi;
  private readonly tokens = new Map<string, string>();
  private made = 0;

  async begin(): Promise<this> {
    this.database = await testDatabase();
    this.source = await openDatabase(this.database.url, { poolSize: 2 });
    const town = demoTown(DEMO_SEED, this.clock.now());
    const hashing = { password: quickPassword, deviceSecret: () => ({ hash: 'x', keyId: 'k' }) };
    await seedDemo(this.source, town, hashing, DEMO_SECRET);
    this.demoNames.push(...town.seniors.slice(0, 40).map(({ phone }) => phone ?? town.homes[0]?.addressWords ?? '—'));
    this.demoNames.push(...town.homes.slice(0, 40).map(({ addressWords }) => addressWords));
    await this.settle();
    const read = readSettings({ SILVERBELL_MODE: 'demo', SILVERBELL_HTTP_PORT: '0' });
    if (!read.ok) throw new Error(read.sentences.join());
    const sip = { url: 'wss://sip.example/', domain: 'sip.example', secret: 'shared-with-the-sip-server' };
    const softphone = { ...sip, turn: null };
    const settings: Settings = { ...read.settings, webhookSecret: 'signed-with-this-secret', softphone };
    const destination = { write: (line: string) => void this.logged.push(line) };
    const logger = new JsonLogger({ process: 'api', level: 'warn', destination });
    const { clock } = this;
    this.api = await startApi({ settings, databaseUrl: this.database.url, version: '0', logger, clock });
    for (const seat of SEATS)
      await this.ask(`learner-${seat}`, {
        ...{ method: 'PUT', path: '/api/v1/me/duty', body: { onDuty: true, training: true } },
      });
    return this;
  }

  async end(): Promise<void> {
    await this.api.stop();
    await this.source.destroy();
    await this.database.drop();
  }

  get origin(): string {
    return `http://127.0.0.1:${String(this.api.port)}`;
  }

  async tokenOf(username: string): Promise<string> {
    const known = this.tokens.get(username);
    if (known !== undefined) return known;
    const body = { username, password: DEMO_PASSWORD };
    const answer = await this.ask(null, { method: 'POST', path: '/api/v1/auth/login', body });
    if (answer.status !== 200) throw new Error(`${username}: ${answer.text}`);
    const { accessToken } = JSON.parse(answer.text) as { accessToken: string };
    this.tokens.set(username, accessToken);
    return accessToken;
  }

  async ask(username: string | null, { method, path, body }: Asking): Promise<Answer> {
    this.clock.at += 40; // below 30 requests a second of one account
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...(username === null ? {} : { authorization: `Bearer ${await this.tokenOf(username)}` }),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    return {
      status: response.status,
      text: await response.text(),
      type: response.headers.get('content-type') ?? '',
    };
  }

  async json<T>(username: string, asking: Asking): Promise<T> {
    const answer = await this.ask(username, asking);
    if (answer.status >= 300)
      throw new Error(`${asking.method} ${asking.path}: ${String(answer.status)} ${answer.text}`);
    return JSON.parse(answer.text) as T;
  }

  /** A home of the town with a woman, her family and her pendant: nothing has happened there yet. */
  async newHome(): Promise<{
    readonly home: string;
    readonly senior: string;
    readonly pendant: string;
    readonly contact: string;
  }> {
    this.made += 1;
    const [home, senior, pendant, contact] = ['home', 'senior', 'pendant', 'contact'].map(
      (what) => `there-${what}-${String(this.made)}`,
    );
    if (!home || !senior || !pendant || !contact) throw new Error('unreachable');
    const name = `${CANARY}奶奶${String(this.made)}`;
    const phone = `0990000${String(1000 + this.made)}`;
    const place = { lat: 45.5, lng: 126.5, nearest_road_lat: null, nearest_road_lng: null };
    await this.copy('home', `(select home_id from device where id = 'demo-pendant-1')`, {
      ...{
        id: home,
        region_id: TOWN,
        label: `${CANARY}家`,
        address_words: `${CANARY}路${String(this.made)}号`,
        door_tag: null,
      },
      ...place,
      entry_note: null,
    });
    await this.copy('senior', `(select senior_id from device where id = 'demo-pendant-1')`, {
      ...{ id: senior, home_id: home, region_id: TOWN, registration_region_id: TOWN, name, code_word: null },
      ...{ health_notes: `${CANARY}病`, photo_ref: null },
    });
    await this.copy('contact', `(select id from contact order by id limit 1)`, {
      ...{ id: contact, senior_id: senior, position: 1, name: `${CANARY}女儿` },
    });
    await putNumber(this.source, DEMO_SECRET, 'senior.phone', [senior], phone);
    await putNumber(this.source, DEMO_SECRET, 'contact.phone', [contact], phone);
    await this.copy('device', `'demo-pendant-1'`, { id: pendant, region_id: TOWN, home_id: home, senior_id: senior });
    await this.source.query(`insert into family_link (account_id, senior_id) values ('family-there', $1)`, [senior]);
    return { home, senior, pendant, contact };
  }

  /** An order of the town in a state of its life: of the provider, the worker and the family who sit there. */
  /** A welfare visit of the community to somebody of the town, owed this week and next. */
  async newVisit(state: 'planned' | 'missed' | 'empty'): Promise<string> {
    const { senior } = await this.newHome();
    const id = `visit-${senior}`;
    const missedAt = state === 'missed' ? Date.parse('2026-10-13T00:00:00+08:00') : null;
    const emptyAt = state === 'empty' ? Date.parse('2026-10-14T09:00:00+08:00') : null;
    const retryBy = emptyAt === null ? null : emptyAt + 86_400_000;
    const fold = {
      ...{ id, version: 1, state, level: 'community', cause: 'regular', frequency: 'weekly', risk: 'key' },
      ...{ seniorId: senior, regionId: TOWN, from: '2026-10-12', to: '2026-10-18', emptyAt, retryBy },
      ...{ concernAt: null, meeting: null, marks: [], servedBy: null, excuse: null, missedAt, missExplained: false },
    };
    await this.source.query(
      `insert into welfare_visit (id, version, state, level, cause, frequency, senior_id, region_id, from_day, to_day, fold)
       values ($1, 1, $2, 'community', 'regular', 'weekly', $3, $4, '2026-10-12', '2026-10-18', $5)`,
      [id, state, senior, TOWN, JSON.stringify(fold)],
    );
    return id;
  }

  /** A meal of that day, in a place of the town, for somebody whose family has a login. */
  async newMeal(): Promise<string> {
    const { senior } = await this.newHome();
    await this.newMealPoint();
    const id = `meal-${senior}`;
    const at = (time: string): number => Date.parse(`2026-10-14T${time}:00+08:00`);
    const fold = {
      ...{ id, version: 1, state: 'booked', seniorId: senior, mealPointId: 'meal-there', regionId: TOWN },
      ...{ on: '2026-10-14', opensAt: at('09:00'), closesAt: at('13:00'), priceFen: 800, subsidyFen: 0 },
      ...{ taken: null, untouched: false },
    };
    await this.source.query(
      `insert into meal_booking (id, version, state, senior_id, meal_point_id, region_id, on_day, closes_at, fold)
       values ($1, 1, 'booked', $2, 'meal-there', $3, '2026-10-14', '2026-10-14T13:00+08', $4)`,
      [id, senior, TOWN, JSON.stringify(fold)],
    );
    return id;
  }

  /** A care call that is open, to a person of the town. */
  async newCall(state: 'to-call' | 'to-ask' | 'warning'): Promise<string> {
    const { senior } = await this.newHome();
    const [id, planId] = [`call-${senior}`, `plan-of-${senior}`];
    await this.source.query(
      `insert into service_plan (id, senior_id, region_id, items, weekdays, starts, ends, from_day, version)
       values ($1, $2, $3, '{care-call}', '{1,2,3,4,5,6,7}', '09:00', '10:00', '2026-10-01', 1)`,
      [planId, senior, TOWN],
    );
    const fold = {
      ...{ id, version: 1, state, planId, seniorId: senior, day: '2026-10-14', starts: '09:00', ends: '10:00' },
      ...{ tries: [], contact: null, reached: null, helpAskedAt: null, dueOn: '2026-10-14' },
    };
    await this.source.query(
      `insert into care_call (id, version, state, plan_id, senior_id, day, due_on, fold)
       values ($1, 1, $2, $3, $4, '2026-10-14', '2026-10-14', $5)`,
      [id, state, planId, senior, JSON.stringify(fold)],
    );
    return id;
  }

  async newMealPoint(): Promise<string> {
    await this.source.query(
      `insert into meal_point (id, region_id, name, opens, closes, book_by, price_fen, subsidies, active, version)
       values ('meal-there', $1, $2, '11:00', '13:00', '09:00', 800, '[]', true, 1) on conflict do nothing`,
      [TOWN, `${CANARY}食堂`],
    );
    return 'meal-there';
  }

  async newOrder(state: 'planned' | 'assigned' | 'started' | 'finished' | 'disputed'): Promise<string> {
    const { senior } = await this.newHome();
    const { id } = await this.json<{ id: string }>('township-officer-there', {
      ...{ method: 'POST', path: '/api/v1/service-orders' },
      body: { seniorId: senior, items: ['cleaning'], day: '2026-10-14', startTime: '09:00', endTime: '10:00' },
    });
    await this.source.query(
      `insert into provider (id, region_id, name, credit_code, kind, service_region_ids, standing, auto_assign, active, version)
       values ('provider-there', $1, $2, '91330100000000009X', 'company', array[$1], 'good', false, true, 1) on conflict do nothing`,
      [TOWN, `${CANARY}公司`],
    );
    await this.source.query(
      `insert into provider_manager (account_id, provider_id) values ('provider-manager-there', 'provider-there')
       on conflict (account_id) do update set provider_id = excluded.provider_id`,
    );
    // Who manages a provider of the town from above is asked about providers, and of orders about none.
    await this.source.query(`delete from provider_manager where account_id = 'provider-manager-above'`);
    await this.source.query(
      `insert into care_worker (helper_id, provider_id, active, version) values ('helper-there', 'provider-there', true, 1)
       on conflict (helper_id) do update set provider_id = excluded.provider_id, active = true`,
    );
    await this.source.query(
      `insert into helper_certificate (helper_id, kind, valid_until) select 'helper-there', kind, '2030-01-01' from unnest('{health,carer}'::text[]) kind
       on conflict do nothing`,
    );
    await this.source.query(
      `insert into service_contract (id, region_id, provider_id, region_ids, from_day, to_day, items, rate_fen_per_hour, pay_basis,
         self_pay_fen_per_hour, version)
       values ('contract-there', $1, 'provider-there', array[$1], '2026-01-01', '2027-01-01', '{}', 1500, 'delivered', 2000, 1) on conflict do nothing`,
      [TOWN],
    );
    await this.source.query(
      `update account set contact_id = (select id from contact where senior_id = $1) where id = 'family-there'`,
      [senior],
    );
    await this.source.query('update contact set may_decide = true where senior_id = $1', [senior]);
    const at = Date.parse('2026-10-14T00:00:00Z');
    const check = (at_: number) => ({ at: at_, receivedAt: at_, proof: 'none', reason: 'no-tag' });
    const [came, left] = [state === 'planned' || state === 'assigned' ? null : at, state === 'started' ? null : at + 1];
    const fold = {
      ...{ state, providerId: 'provider-there', workerId: 'helper-there', marks: ['manual'] },
      ...{ checkIn: came && check(came), checkOut: came && left && check(left), finishedAt: came && left },
      quote: { extraMinutes: 30, rateFenPerHour: 2_000, amountFen: 1_000, quotedAt: at, acceptedAt: null },
    };
    await this.source.query(
      `update service_order set state = $2, provider_id = 'provider-there', worker_id = 'helper-there', fold = fold || $3::jsonb where id = $1`,
      [id, state, JSON.stringify(fold)],
    );
    return id;
  }

  /** What the engine would hand in for a press. */
  async press(device: string): Promise<string> {
    this.made += 1;
    const n = String(this.made);
    const { incidentId } = await receiveSignal(this.api.app.get<Deps>(USE_CASE_DEPS), {
      ...{ deviceId: as<DeviceId>(device), child: null, alertId: `press-${n}`, kind: 'sos', phase: 'raise' },
      ...{ certainty: 'observed', test: false, doubts: [], deviceTime: null, batteryPct: 80, position: null },
      ...{ raw: new TextEncoder().encode('{}'), topic: `care/v1/${device}/alert`, payloadHash: `hash-${n}` },
      ...{ engineId: 'e1', receivedAt: this.clock.now() },
    });
    if (incidentId === null) throw new Error('the press raised nothing');
    return incidentId;
  }

  async newCase(): Promise<{ readonly incident: string; readonly home: string; readonly senior: string }> {
    const { home, senior, pendant } = await this.newHome();
    return { incident: await this.press(pendant), home, senior };
  }

  private async settle(): Promise<void> {
    const region = (id: string, parent: string | null, level: number, name: string) =>
      this.source.query(
        `insert into region (id, parent_id, level_name, level_no, name, centre_lat, centre_lng) values ($1, $2, '级', $3, $4, 45.5, 126.5)`,
        [id, parent, level, name],
      );
    await region(COUNTY, null, 1, '远县');
    await region(TOWN, COUNTY, 2, `${CANARY}镇`);
    await region(VILLAGE, TOWN, 3, '远村');
    for (const seat of SEATS) {
      await this.copy('helper', `'helper-1'`, {
        ...{
          id: `helper-${seat}`,
          region_id: REGION_OF[seat],
          name: `${wordOf(seat)}助老员`,
        },
        ...{ family_name: wordOf(seat), ...(seat === 'elsewhere' ? {} : { lat: 45.501, lng: 126.501 }) },
      });
      await putNumber(this.source, DEMO_SECRET, 'helper.phone', [`helper-${seat}`], phoneOf(seat));
      for (const role of ROLES) await this.settlePerson(role, seat);
    }
    await this.copy('helper', `'helper-1'`, {
      ...{ id: 'helper-to-suspend', region_id: TOWN, name: `${CANARY}志愿者`, family_name: CANARY },
    });
  }

  private async settlePerson(person: Person, seat: Seat): Promise<void> {
    const id = `${person}-${seat}`;
    await this.copy('account', `'account-operator'`, {
      ...{ id, username: id, display_name: `${wordOf(seat)}${person}` },
      helper_id: person === 'helper' ? `helper-${seat}` : null,
    });
    await this.source.query(`insert into account_role (account_id, role, region_id, position) values ($1, $2, $3, 0)`, [
      id,
      person === 'learner' ? 'operator' : person,
      REGION_OF[seat],
    ]);
  }

  /** A row like one of the demo town, with other words in it: whatever columns the table has or gets. */
  private async copy(table: string, id: string, other: Readonly<Record<string, unknown>>): Promise<void> {
    await this.source.query(
      `insert into ${table} select (jsonb_populate_record(one, $1::jsonb)).* from ${table} one where one.id = ${id}`,
      [JSON.stringify(other)],
    );
  }
}

/** Of a helper, by the place of her seat in the list. */
export const phoneOf = (seat: Seat): string => `0998000${String(SEATS.indexOf(seat))}`;

/** Those who may see the town carry its word in their own names. */
const wordOf = (seat: Seat): string => (seat === 'there' || seat === 'above' ? CANARY : '别处');
