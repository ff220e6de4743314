// Real: PostgreSQL, the api with its HTTP server and sockets. Not real: the engine (no broker, no ticker), the devices.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hashPassword, JsonLogger, readSettings, type Settings } from '@silverbell/adapter-nest';
import { sign, SIGNATURE_HEADER } from '@silverbell/adapter-notify';
import { openDatabase, seedDemo } from '@silverbell/adapter-postgres';
import { startApi, type RunningApi } from '@silverbell/api';
import { DEMO_PASSWORD, DEMO_SEED, demoTown } from '@silverbell/demo';
import { as, instant, type DeviceId } from '@silverbell/kernel';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { receiveSignal } from '@silverbell/usecases';
import { ROUTES, type Incident, type IncidentPage, type Assignment, type Offer, type Route } from '@silverbell/wire';
import { SignJWT } from 'jose';
import { io, type Socket } from 'socket.io-client';

jest.setTimeout(240_000);

const NOW = instant(Date.UTC(2026, 2, 1, 4)); // noon in Shanghai
const clock = { at: NOW as number, now: () => instant(clock.at) };
const logged: string[] = [];
let database: TestDatabase;
let api: RunningApi;

beforeAll(async () => {
  database = await testDatabase();
  const source = await openDatabase(database.url, { poolSize: 2 });
  await seedDemo(source, demoTown(DEMO_SEED, NOW), {
    password: hashPassword,
    deviceSecret: () => ({ hash: 'x', keyId: 'k' }),
  });
  await source.destroy();
  const read = readSettings({ SILVERBELL_MODE: 'demo', SILVERBELL_HTTP_PORT: '0' });
  if (!read.ok) throw new Error(read.sentences.join());
  const settings: Settings = { ...read.settings, webhookSecret: 'signed-with-this-secret' };
  const logger = new JsonLogger({
    process: 'api',
    level: 'warn',
    destination: { write: (line) => void logged.push(line) },
  });
  api = await startApi({ settings, databaseUrl: database.url, version: '0.0.0-test', logger, clock });
});
afterAll(async () => {
  await api?.stop();
  await database?.drop();
});

interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}
interface Asking {
  readonly as?: string | null;
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Record<string, string>;
}
const tokens = new Map<string, string>();
async function tokenOf(username: string): Promise<string> {
  const known = tokens.get(username);
  if (known !== undefined) return known;
  const { body, status } = await ask<{ accessToken: string }>('POST', '/api/v1/auth/login', {
    body: { username, password: DEMO_PASSWORD },
  });
  expect(status).toBe(200);
  tokens.set(username, body.accessToken);
  return body.accessToken;
}
async function ask<T = Record<string, unknown>>(
  method: string,
  path: string,
  { as: username = null, body, raw, headers = {} }: Asking = {},
): Promise<Answer<T>> {
  const response = await fetch(`http://127.0.0.1:${api.port}${path}`, {
    method,
    headers: {
      ...(username === null ? {} : { authorization: `Bearer ${await tokenOf(username)}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    redirect: 'manual',
    ...(raw === undefined && body === undefined ? {} : { body: raw ?? JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: (isJson ? JSON.parse(text) : text) as T, headers: response.headers };
}
const slugOf = ({ body }: Answer<unknown>): string => (body as { type: string }).type.split('/').at(-1) ?? '';

let alerts = 0;
/** What the engine would hand in for a press. */
async function press(device: string, kind: 'sos' | 'panic' = 'sos'): Promise<string> {
  const { incidentId } = await receiveSignal(api.parts.rooms, {
    deviceId: as<DeviceId>(device),
    child: null,
    alertId: `press-${++alerts}`,
    kind,
    phase: 'raise',
    certainty: 'observed',
    test: false,
    doubts: [],
    deviceTime: null,
    batteryPct: 80,
    position: null,
    raw: new TextEncoder().encode('{}'),
    topic: `care/v1/${device}/alert`,
    payloadHash: `hash-${alerts}`,
    engineId: 'e1',
    receivedAt: clock.now(),
  });
  if (incidentId === null) throw new Error('the press raised nothing');
  return incidentId;
}
const act = (username: string, id: string, name: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  ask<Incident>('POST', `/api/v1/incidents/${id}/${name}`, { as: username, body, headers });
const listen = async (namespace: string, username: string): Promise<Socket> => {
  const socket = io(`http://127.0.0.1:${api.port}${namespace}`, {
    auth: { token: await tokenOf(username) },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return socket;
};
const hears = <T>(socket: Socket, event: string, matches: (payload: T) => boolean = () => true): Promise<T> =>
  new Promise((resolve) => socket.on(event, (payload: T) => void (matches(payload) && resolve(payload))));

describe('logging in', () => {
  it('answers with a token, when it ends, and who one is', async () => {
    const { status, body } = await ask('POST', '/api/v1/auth/login', {
      body: { username: 'operator', password: DEMO_PASSWORD },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      accessToken: expect.any(String),
      expiresAt: expect.any(String),
      user: expect.objectContaining({ role: 'operator', id: expect.any(String), name: expect.any(String) }),
    });
  });

  it('refuses a wrong password and an unknown name with the same sentence', async () => {
    const wrong = await ask('POST', '/api/v1/auth/login', { body: { username: 'auditor', password: 'x' } });
    const unknown = await ask('POST', '/api/v1/auth/login', { body: { username: 'nobody', password: 'x' } });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body['title']).toBe(unknown.body['title']);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
  });

  it('slows down guessing after five failures, and says for how long', async () => {
    const guess = () => ask('POST', '/api/v1/auth/login', { body: { username: 'supervisor', password: 'guess' } });
    for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(401);
    const slowed = await guess();
    expect(slowed.status).toBe(429);
    expect(slugOf(slowed)).toBe('too-many-logins');
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('every route of the table', () => {
  const guarded = Object.entries<Route>(ROUTES).filter(([, route]) => route.roles !== 'public');
  const addressOf = (route: Route) => route.path.replace(/\{\w+\}/g, 'x');

  it.each(guarded)('%s asks for a login', async (_, route) => {
    const answer = await ask(route.method, addressOf(route));
    expect(answer.status).toBe(401);
    expect(slugOf(answer)).toBe('not-logged-in');
  });

  it.each(guarded)('%s is closed to the roles the table does not name', async (_, route) => {
    const logins: Record<string, string> = {
      operator: 'operator',
      helper: 'helper-8',
      family: 'family-1',
      auditor: 'auditor',
      admin: 'admin',
    };
    for (const [role, username] of Object.entries(logins)) {
      if (route.roles === 'public' || (route.roles as readonly string[]).includes(role)) continue;
      const answer = await ask(route.method, addressOf(route), { as: username });
      expect([role, answer.status, slugOf(answer)]).toEqual([role, 403, 'not-allowed']);
    }
  });

  it('refuses a token that was forged, and one that has expired', async () => {
    const forged = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('silverbell')
      .setSubject('account-operator')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('guessed'));
    expect((await ask('GET', '/api/v1/me', { headers: { authorization: `Bearer ${forged}` } })).status).toBe(401);
    const own = { authorization: `Bearer ${await tokenOf('operator')}` };
    expect((await ask('GET', '/api/v1/me', { headers: own })).status).toBe(200);
    clock.at += 9 * 3_600_000;
    expect((await ask('GET', '/api/v1/me', { headers: own })).status).toBe(401);
    clock.at -= 9 * 3_600_000;
  });
});

describe('bad input', () => {
  it.each([
    ['a field nobody knows', { body: { username: 'a', password: 'b', colour: 'red' } }, 400, 'invalid-request'],
    ['a wrong type', { body: { username: 7, password: 'b' } }, 400, 'invalid-request'],
    ['no body at all', {}, 400, 'invalid-request'],
    ['an array', { body: [] }, 400, 'invalid-request'],
    ['broken JSON', { raw: '{"username":' }, 400, 'not-json'],
    [
      'a form',
      { raw: 'username=a&password=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      400,
      'not-json',
    ],
    ['200 KiB', { raw: JSON.stringify({ username: 'a', password: 'x'.repeat(200_000) }) }, 413, 'too-large'],
  ])('%s is refused with a sentence', async (_, asking: Asking, status, slug) => {
    const answer = await ask('POST', '/api/v1/auth/login', {
      ...asking,
      headers: { 'accept-language': 'en', ...asking.headers },
    });
    expect([answer.status, slugOf(answer)]).toEqual([status, slug]);
    expect(answer.body['title']).toMatch(/^[A-Z].+/);
  });

  it('names the field in the language of the caller', async () => {
    const { body } = await ask('POST', '/api/v1/auth/login', { body: { username: 'a', password: 'b', colour: 'red' } });
    expect(body['errors']).toEqual([{ field: 'colour', message: expect.stringMatching(/[\u4e00-\u9fff]/) }]);
  });

  it('refuses query fields nobody knows', async () => {
    expect((await ask('GET', '/api/v1/incidents?state=all', { as: 'operator' })).status).toBe(400);
    expect((await ask('GET', '/api/v1/incidents?colour=red', { as: 'operator' })).status).toBe(400);
  });

  it('refuses text that no database can hold, and an address that no browser wrote', async () => {
    const login = { body: { username: 'a\u0000b', password: 'x' } };
    expect((await ask('POST', '/api/v1/auth/login', login)).status).toBe(400);
    expect((await ask('GET', '/api/v1/incidents/a%00b', { as: 'operator' })).status).toBe(400);
    expect((await ask('GET', '/api/v1/incidents/%E0%A4%A', { as: 'operator' })).status).toBe(400);
    expect((await act('operator', 'x'.repeat(3_000), 'attend')).status).toBe(404);
  });

  it('stays up under a body of 20 MiB', async () => {
    const huge = JSON.stringify({ username: 'a', password: 'x'.repeat(20 * 1024 * 1024) });
    const status = await ask('POST', '/api/v1/auth/login', { raw: huge }).then(
      (answer) => answer.status,
      () => 'cut',
    );
    expect([413, 'cut']).toContain(status);
    expect((await ask('GET', '/health/live')).status).toBe(200);
  });

  it('answers an unknown address and an unknown case with a problem', async () => {
    expect(slugOf(await ask('GET', '/api/v1/nowhere'))).toBe('not-found');
    expect(slugOf(await ask('GET', '/api/v1/incidents/none', { as: 'operator' }))).toBe('not-found');
    expect(slugOf(await act('operator', 'none', 'attend'))).toBe('not-found');
  });
});

describe('a case in the hands of operators', () => {
  it('appears in the open list, most urgent first, with what happens next', async () => {
    const id = await press('demo-pendant-1');
    const { body } = await ask<IncidentPage>('GET', '/api/v1/incidents?state=open', { as: 'operator' });
    const row = body.items.find((item) => item.id === id);
    expect(row).toMatchObject({
      phase: 'waiting',
      severity: 1,
      class: 'A',
      kinds: ['sos'],
      deviceId: 'demo-pendant-1',
      signalCount: 1,
      attention: { state: 'waiting', by: null },
    });
    expect(row?.escalation.nextDueAt).not.toBeNull();
    expect(row?.seniors[0]?.name).toMatch(/[\u4e00-\u9fff]/);
  });

  it('is attended by one; the other is told who has it', async () => {
    const id = await press('demo-pendant-2');
    const first = await act('operator', id, 'attend');
    expect(first.status).toBe(200);
    expect(first.body.attention).toMatchObject({ state: 'attended' });
    const second = await act('operator-2', id, 'attend');
    expect([second.status, slugOf(second)]).toEqual([409, 'already-attended']);
    expect((second.body as unknown as { changedBy: { name: string } }).changedBy.name).toBe(
      first.body.attention.by?.name,
    );
    expect((await act('operator', id, 'attend')).status).toBe(200);
  });

  it('has one owner, however many press at the same time', async () => {
    const id = await press('demo-pendant-4');
    const answers = await Promise.all(['operator', 'operator-2', 'lead'].map((name) => act(name, id, 'attend')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const winner = answers.find(({ status }) => status === 200);
    expect(winner?.body.attention.state).toBe('attended');
    await act(
      ['operator', 'operator-2', 'lead'][answers.findIndex(({ status }) => status === 200)] ?? '',
      id,
      'release',
      {
        reason: 'handover',
      },
    );
  });

  it('refuses an old If-Match with the case as it is now and who changed it; without If-Match the current state is used', async () => {
    const id = await press('demo-pendant-3');
    const { body: before } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    await act('operator', id, 'attend', {}, { 'if-match': `"${before.version}"` });
    const late = await act('operator', id, 'notes', { text: '按旧版本写的' }, { 'if-match': `"${before.version}"` });
    expect([late.status, slugOf(late)]).toEqual([412, 'stale-version']);
    const problem = late.body as unknown as { current: Incident; changedBy: { name: string } };
    expect(problem.current.version).toBeGreaterThan(before.version);
    expect(problem.changedBy.name).toMatch(/\S/);
    expect((await act('operator', id, 'notes', { text: '按现状写的' })).status).toBe(200);
  });

  it('gives a retry with the same key its answer, even behind an old If-Match, and refuses the key for something else', async () => {
    const id = await press('demo-pendant-4');
    const { body: before } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    const headers = { 'idempotency-key': 'k-1', 'if-match': `"${before.version}"` };
    const first = await act('operator', id, 'notes', { text: '一次' }, headers);
    const again = await act('operator', id, 'notes', { text: '一次' }, headers);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.version).toBe(first.body.version);
    expect(again.body.timeline.filter((entry) => entry.type === 'noted')).toHaveLength(1);
    expect(slugOf(await act('operator', id, 'notes', { text: '另一件事' }, headers))).toBe('idempotency-key-reused');
  });

  it('keeps notes encrypted and shows them to those who may read', async () => {
    const id = await press('demo-pendant-5');
    const { body } = await act('operator', id, 'notes', { text: '门口有狗，走侧门' });
    expect(body.timeline.at(-1)).toMatchObject({
      type: 'noted',
      data: { text: '门口有狗，走侧门' },
      by: { kind: 'person' },
    });
    const rows: { body: unknown }[] = await api.parts.source.query(
      'select body from incident_event where incident_id = $1',
      [id],
    );
    expect(JSON.stringify(rows)).not.toContain('门口有狗');
  });

  it('closes only with the proof its outcome needs', async () => {
    const id = await press('demo-pendant-6');
    await act('operator', id, 'attend');
    const refused = await act('operator', id, 'close', { outcome: 'false-press' });
    expect([refused.status, slugOf(refused)]).toEqual([422, 'proof-missing']);
    await act('operator', id, 'calls', { party: 'senior', result: 'senior-recognised', recognisedBy: 'birth-date' });
    await act('operator', id, 'verdict', { verdict: 'false-alarm', cause: 'accidental-press' });
    const closed = await act('operator', id, 'close', { outcome: 'false-press' });
    expect(closed.body).toMatchObject({ phase: 'closed', outcome: 'false-press' });
    const { body } = await ask<IncidentPage>('GET', '/api/v1/incidents?state=closed', { as: 'operator' });
    expect(body.items.map((item) => item.id)).toContain(id);
    expect(slugOf(await act('operator', id, 'verdict', { verdict: 'real' }))).toBe('already-closed');
  });

  it('can begin with a telephone call, found by the name of the senior', async () => {
    const { body: first } = await ask<IncidentPage>('GET', '/api/v1/incidents?state=open', { as: 'operator' });
    const name = first.items[0]?.seniors[0]?.name ?? '';
    const { body: found } = await ask<{ items: { id: string; seniors: { name: string }[] }[] }>(
      'GET',
      `/api/v1/homes?query=${encodeURIComponent(name)}`,
      { as: 'operator' },
    );
    expect(found.items[0]?.seniors.map((senior) => senior.name)).toContain(name);
    const opened = await ask<Incident>('POST', '/api/v1/incidents', {
      as: 'lead',
      body: { kind: 'sos', callerName: '邻居', callerNumber: '139 0000 0000', note: '听到呼救' },
    });
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({ attention: { state: 'attended' }, home: null });
    expect(JSON.stringify(opened.body.timeline)).toContain('听到呼救');
  });

  it('is opened once by a telephone call whose answer was lost on the way', async () => {
    const open = () =>
      ask<Incident>('POST', '/api/v1/incidents', {
        as: 'lead',
        body: { kind: 'fall', note: '路人来电' },
        headers: { 'idempotency-key': 'call-1' },
      });
    const [first, again] = [await open(), await open()];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.id).toBe(first.body.id);
  });

  it('does not exist for an operator of another region', async () => {
    const id = await press('demo-pendant-7');
    const { body: mine } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    const [elsewhere]: { id: string }[] = await api.parts.source.query(
      'select id from region where level_no = (select max(level_no) from region) and id <> $1 limit 1',
      [mine.regionId],
    );
    await api.parts.source.query(`update account set region_id = $1 where username = 'operator-2'`, [elsewhere?.id]);
    clock.at += 3_000;
    const list = await ask<IncidentPage>('GET', '/api/v1/incidents?state=open', { as: 'operator-2' });
    expect(list.body.items.map((item) => item.id)).not.toContain(id);
    expect((await ask('GET', `/api/v1/incidents/${id}`, { as: 'operator-2' })).status).toBe(404);
    expect((await act('operator-2', id, 'attend')).status).toBe(404);
    await api.parts.source.query(
      `update account set region_id = (select region_id from account where username = 'operator') where username = 'operator-2'`,
    );
    clock.at += 3_000;
  });
});

describe('a helper', () => {
  const items = async <T>(username: string, what: 'offers' | 'assignments') =>
    (await ask<{ items: T[] }>('GET', `/api/v1/me/${what}`, { as: username })).body.items;

  it('learns area, kind and minutes before she accepts, the address after, and nothing once she has finished', async () => {
    for (let n = 1; n <= 8; n++) await ask('PUT', '/api/v1/me/duty', { as: `helper-${n}`, body: { onDuty: true } });
    const page = await listen('/helper', 'helper-1');
    const id = await press('demo-pendant-8');
    await act('operator', id, 'attend');
    const { body: ranking } = await ask<{
      items: { helper: { id: string }; expectedArrivalS: number; reasons: string[] }[];
    }>('GET', `/api/v1/incidents/${id}/candidates`, { as: 'operator' });
    expect(ranking.items[0]).toMatchObject({
      expectedArrivalS: expect.any(Number),
      reasons: expect.arrayContaining([expect.any(String)]),
    });
    const { body: me } = await ask<{ helperId: string }>('GET', '/api/v1/me', { as: 'helper-1' });
    const made = hears<{ offerId: string }>(page, 'offer.made');
    const offered = await act('operator', id, 'offers', { helperIds: [me.helperId], reason: 'has-key' });
    expect(offered.status).toBe(200);
    const card = offered.body.person;
    expect(card?.home?.address).toBeTruthy();

    const push = await made;
    const [offer] = (await items<Offer>('helper-1', 'offers')).filter((one) => one.incidentId === id);
    expect(offer).toMatchObject({ id: push.offerId, state: 'open', kind: 'sos', helper: { id: me.helperId } });
    for (const told of [push, offer]) {
      const text = JSON.stringify(told);
      for (const secret of [
        card?.home?.address,
        ...(card?.people.map((person) => person.name) ?? []),
        ...(card?.contacts.map((contact) => contact.phone) ?? []),
      ])
        expect(text).not.toContain(secret);
    }
    const seenByOperator = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    expect(seenByOperator.body.timeline.map((entry) => entry.type)).toContain('offer-delivered');

    const notHers = await ask('POST', `/api/v1/offers/${push.offerId}/accept`, { as: 'helper-2' });
    expect(notHers.status).toBe(404);
    const accepted = await ask<Assignment>('POST', `/api/v1/offers/${push.offerId}/accept`, { as: 'helper-1' });
    expect(accepted.body).toMatchObject({
      role: 'primary',
      state: 'accepted',
      destination: { address: expect.stringContaining(card?.home?.address ?? '?'), entryCode: null },
    });
    const assignment = accepted.body.id;
    expect(
      (await ask<Assignment>('POST', `/api/v1/assignments/${assignment}/depart`, { as: 'helper-1' })).body.state,
    ).toBe('departed');
    expect(
      (
        await ask('POST', '/api/v1/me/position', {
          as: 'helper-1',
          body: { lat: card?.home?.lat, lng: card?.home?.lng, accuracyM: 10 },
        })
      ).status,
    ).toBe(200);
    const arrived = await ask<Assignment>('POST', `/api/v1/assignments/${assignment}/arrive`, {
      as: 'helper-1',
      body: { position: { lat: card?.home?.lat, lng: card?.home?.lng, accuracyM: 12 } },
    });
    expect(arrived.body).toMatchObject({ state: 'arrived', arrivalProof: 'position' });
    expect(
      slugOf(
        await ask('POST', `/api/v1/assignments/${assignment}/finish`, { as: 'helper-2', body: { condition: 'fine' } }),
      ),
    ).toBe('not-found');
    const finished = await ask<Assignment>('POST', `/api/v1/assignments/${assignment}/finish`, {
      as: 'helper-1',
      body: { condition: 'fine', note: '已扶起，喝了水', flags: ['cold-or-hot'] },
    });
    expect(finished.body).toMatchObject({ state: 'finished', condition: 'fine', destination: null });
    expect(
      (await items<Assignment>('helper-1', 'assignments')).find((one) => one.id === assignment)?.destination,
    ).toBeNull();
    page.disconnect();
  });

  it('is told that an offer was lost', async () => {
    const id = await press('demo-pendant-1');
    await act('operator', id, 'attend');
    const ids = await Promise.all(
      ['helper-3', 'helper-4'].map(
        async (name) => (await ask<{ helperId: string }>('GET', '/api/v1/me', { as: name })).body.helperId,
      ),
    );
    expect((await act('operator', id, 'offers', { helperIds: ids })).status).toBe(200);
    const [first] = (await items<Offer>('helper-3', 'offers')).filter((one) => one.incidentId === id);
    const [second] = (await items<Offer>('helper-4', 'offers')).filter((one) => one.incidentId === id);
    expect((await ask('POST', `/api/v1/offers/${first?.id}/accept`, { as: 'helper-3' })).status).toBe(200);
    const late = await ask('POST', `/api/v1/offers/${second?.id}/accept`, {
      as: 'helper-4',
      headers: { 'accept-language': 'en' },
    });
    expect([late.status, slugOf(late)]).toEqual([409, 'offer-taken']);
    expect(late.body['title']).toMatch(/thank you/);
  });
});

describe('a race for an offer', () => {
  it('has one primary, however many accept at the same time', async () => {
    const id = await press('demo-pendant-2');
    const racers = ['helper-5', 'helper-6', 'helper-7'];
    const ids = await Promise.all(
      racers.map(async (name) => (await ask<{ helperId: string }>('GET', '/api/v1/me', { as: name })).body.helperId),
    );
    expect((await act('operator', id, 'offers', { helperIds: ids })).status).toBe(200);
    const answers = await Promise.all(
      racers.map(async (name) => {
        const { body } = await ask<{ items: Offer[] }>('GET', '/api/v1/me/offers', { as: name });
        const mine = body.items.find((offer) => offer.incidentId === id);
        return ask<Assignment>('POST', `/api/v1/offers/${mine?.id}/accept`, { as: name });
      }),
    );
    const roles = answers.filter(({ status }) => status === 200).map(({ body }) => body.role);
    expect(roles.filter((role) => role === 'primary')).toHaveLength(1);
    for (const lost of answers.filter(({ status }) => status !== 200)) {
      expect([lost.status, slugOf(lost)]).toEqual([409, 'offer-taken']);
    }
    const { body } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    const live = body.response.assignments.filter(({ state }) => state === 'accepted');
    expect(live.filter(({ role }) => role === 'primary')).toHaveLength(1);
  });
});

describe('a family', () => {
  it('sees the cases of its own seniors as facts, and leaves a note', async () => {
    const { body: seniors } = await ask<{ items: { id: string; name: string }[] }>('GET', '/api/v1/me/seniors', {
      as: 'family-1',
    });
    expect(seniors.items.length).toBeGreaterThan(0);
    const rows: { device: string }[] = await api.parts.source.query(
      `select d.id as device from device d join senior s on s.home_id = d.home_id where s.id = $1 and d.hub_id is null order by d.id limit 1`,
      [seniors.items[0]?.id],
    );
    const id = await press(rows[0]?.device ?? '');
    const { body } = await ask<{ items: { id: string; steps: unknown[] }[] }>('GET', '/api/v1/me/incidents', {
      as: 'family-1',
    });
    const hers = body.items.find((item) => item.id === id);
    expect(hers).toMatchObject({ kind: 'sos', number: expect.any(String) });
    expect(hers?.steps[0]).toEqual({ what: 'raised', at: expect.any(String) });
    // How she is, what was said on the telephone and who was asked is not the page's to tell.
    expect(Object.keys(hers ?? {})).not.toEqual(expect.arrayContaining(['verdict']));
    expect(
      (
        await ask('POST', `/api/v1/incidents/${id}/family-note`, {
          as: 'family-1',
          body: { text: '我妈妈对青霉素过敏' },
        })
      ).status,
    ).toBe(200);
    const foreign = await press('demo-pendant-3');
    if (foreign !== id)
      expect(
        (await ask('POST', `/api/v1/incidents/${foreign}/family-note`, { as: 'family-1', body: { text: 'x' } })).status,
      ).toBe(404);
  });
});

describe('sockets', () => {
  it('let nobody in without a token, and nobody into a room that is not hers', async () => {
    const refusedWith = (namespace: string, token: string) =>
      new Promise<string>((resolve) => {
        const socket = io(`http://127.0.0.1:${api.port}${namespace}`, {
          auth: { token },
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
        });
        socket.once('connect', () => resolve('connected')).once('connect_error', (error) => resolve(error.message));
      });
    expect(await refusedWith('/console', 'x')).toBe('not-logged-in');
    expect(await refusedWith('/console', await tokenOf('helper-1'))).toBe('not-allowed');
    expect(await refusedWith('/helper', await tokenOf('operator'))).toBe('not-allowed');
  });

  it('answer resume with what is open and visible, and say "look again" after a change', async () => {
    const page = await listen('/console', 'operator');
    const id = await press('demo-pendant-5');
    const { items } = (await page.timeout(5_000).emitWithAck('resume', {})) as {
      items: { id: string; version: number }[];
    };
    const known = items.find((item) => item.id === id);
    expect(known).toBeDefined();
    const changed = hears<{ id: string; version: number; phase: string }>(
      page,
      'incident.changed',
      (payload) => payload.id === id && payload.version > (known?.version ?? 0),
    );
    await act('operator', id, 'notes', { text: '看一下' });
    expect(await changed).toMatchObject({ id, phase: expect.any(String) });
    page.disconnect();
  });

  it('send somebody home whose account was disabled', async () => {
    const page = await listen('/console', 'auditor');
    const gone = new Promise<string>((resolve) => page.once('disconnect', resolve));
    await api.parts.source.query(`update account set disabled_at = $1 where username = 'auditor'`, [new Date(NOW)]);
    clock.at += 3_000;
    expect(await gone).toBe('io server disconnect');
    expect((await ask('GET', '/api/v1/me', { as: 'auditor' })).status).toBe(401);
  });

  it('tell a console once a second where the helpers are', async () => {
    await ask('PUT', '/api/v1/me/duty', { as: 'helper-8', body: { onDuty: true } });
    const page = await listen('/console', 'lead');
    const { helpers } = await hears<{ helpers: unknown[][] }>(page, 'positions');
    expect(helpers.length).toBeGreaterThan(0);
    expect(helpers[0]).toHaveLength(5);
    page.disconnect();
  });
});

describe('around the cases', () => {
  it('tells a page that this is a demo, and draws its county', async () => {
    expect((await ask('GET', '/api/v1/meta')).body).toMatchObject({
      demo: true,
      timeZone: 'Asia/Shanghai',
      mqttWsPort: 8083,
    });
    expect((await ask<{ features: unknown[] }>('GET', '/api/v1/basemap')).body.features.length).toBeGreaterThan(0);
  });

  it('is alive and ready, and counts', async () => {
    expect((await ask('GET', '/health/live')).body).toEqual({ status: 'live' });
    expect((await ask('GET', '/health/ready')).body).toMatchObject({
      status: 'ready',
      checks: { migrated: true, seeded: true },
    });
    const metrics = await ask<string>('GET', '/metrics');
    expect(metrics.body).toMatch(/^silverbell_http_request_seconds_count\{.*route="incidents".*\} [1-9]/m);
  });

  it('documents itself, asking nothing from elsewhere', async () => {
    const openApi = await ask<{ openapi: string; paths: object }>('GET', '/api/openapi.json');
    expect(openApi.body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(openApi.body.paths)).toContain('/api/v1/incidents/{id}/attend');
    expect((await ask<{ asyncapi: string; channels: object }>('GET', '/api/asyncapi.json')).body.asyncapi).toBe(
      '3.0.0',
    );
    const docs = await ask<string>('GET', '/api/docs');
    expect(docs.body).toContain('/incidents/{id}/attend');
    expect(docs.body).not.toMatch(/(src|href)="https?:/);
    expect(docs.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('leads from the root to the console', async () => {
    const answer = await ask('GET', '/');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/console/']);
  });

  it('believes a key press only when it is signed', async () => {
    const body = {
      type: 'key-press',
      id: 'e:voice:helper:h',
      key: '1',
      about: { incidentId: 'i', recipient: 'seat:s', kind: 'role-call', role: 'lead' },
    };
    expect((await ask('POST', '/api/v1/hooks/voice', { body })).status).toBe(403);
    expect(
      (await ask('POST', '/api/v1/hooks/voice', { body, headers: { 'x-silverbell-signature': 't=1,v1=00' } })).status,
    ).toBe(403);
  });

  it('takes an acceptance by key press on the telephone, and a charge taken by a person on duty', async () => {
    const id = await press('demo-pendant-7');
    const { body: me } = await ask<{ helperId: string }>('GET', '/api/v1/me', { as: 'helper-8' });
    const { body: offered } = await act('operator', id, 'offers', { helperIds: [me.helperId] });
    const offer = offered.offers.find((one) => one.helper.id === me.helperId);
    const pressed = async (about: Record<string, unknown>) => {
      const raw = JSON.stringify({
        type: 'key-press',
        id: `e:voice:${String(about['recipient'])}`,
        key: '1',
        about: { incidentId: id, ...about },
      });
      return ask<{ say: string }>('POST', '/api/v1/hooks/voice', {
        raw,
        headers: { [SIGNATURE_HEADER]: sign(raw, 'signed-with-this-secret', clock.now()) },
      });
    };
    const taken = await pressed({ recipient: `helper:${me.helperId}`, kind: 'offer', offerId: offer?.id });
    expect([taken.status, taken.body.say]).toEqual([200, expect.stringContaining('已接单')]);
    const { body: after } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    expect(after.response.assignments[0]).toMatchObject({ role: 'primary', helper: { id: me.helperId } });

    const [seat]: { id: string; name: string }[] = await api.parts.source.query(
      `select id, person_name as name from duty_seat where role = 'county-duty' limit 1`,
    );
    expect((await pressed({ recipient: `seat:${seat?.id}`, kind: 'role-call', role: 'county-duty' })).status).toBe(200);
    const { body: charged } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    expect(charged.timeline.find((entry) => entry.type === 'charge-taken')).toMatchObject({
      by: { name: seat?.name, kind: 'person' },
      data: { role: 'county-duty', personName: seat?.name },
    });
  });

  it('logged no error, and no name', () => {
    expect(logged.filter((line) => /"level":[56]0/.test(line))).toEqual([]);
  });
});
