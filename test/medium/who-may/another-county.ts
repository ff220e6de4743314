import { DEMO_SECRET, hashPassword, JsonLogger, readSettings, type Settings } from '@silverbell/adapter-runtime';
import { openDatabase, seedDemo } from '@silverbell/adapter-postgres';
import { startApi, USE_CASE_DEPS, type RunningApi } from '@silverbell/api';
import { DEMO_PASSWORD, DEMO_SEED, demoTown } from '@silverbell/demo';
import { as, instant, type DeviceId } from '@silverbell/kernel';
import { putNumber, testDatabase, type TestDatabase } from '@silverbell/testing-world';
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
    const hashing = { password: hashPassword, deviceSecret: () => ({ hash: 'x', keyId: 'k' }) };
    await seedDemo(this.source, town, hashing, DEMO_SECRET);
    this.demoNames.push(...town.seniors.slice(0, 40).map(({ phone }) => phone ?? town.homes[0]?.addressWords ?? '—'));
    this.demoNames.push(...town.homes.slice(0, 40).map(({ addressWords }) => addressWords));
    await this.settle();
    const read = readSettings({ SILVERBELL_MODE: 'demo', SILVERBELL_HTTP_PORT: '0' });
    if (!read.ok) throw new Error(read.sentences.join());
    const settings: Settings = { ...read.settings, webhookSecret: 'signed-with-this-secret' };
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
  async newHome(): Promise<{ readonly home: string; readonly senior: string; readonly pendant: string }> {
    this.made += 1;
    const [home, senior, pendant] = ['home', 'senior', 'pendant'].map((what) => `there-${what}-${String(this.made)}`);
    if (!home || !senior || !pendant) throw new Error('unreachable');
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
      ...{ id: `there-contact-${String(this.made)}`, senior_id: senior, position: 1, name: `${CANARY}女儿` },
    });
    await putNumber(this.source, DEMO_SECRET, 'senior.phone', [senior], phone);
    await putNumber(this.source, DEMO_SECRET, 'contact.phone', [`there-contact-${String(this.made)}`], phone);
    await this.copy('device', `'demo-pendant-1'`, { id: pendant, region_id: TOWN, home_id: home, senior_id: senior });
    await this.source.query(`insert into family_link (account_id, senior_id) values ('family-there', $1)`, [senior]);
    return { home, senior, pendant };
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
