import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { eventually } from './support/eventually.js';
import { helpersGoOnDuty, thoseAsked } from './support/helpers-on-duty.js';
import { OutsideDevice } from './support/mosquitto.js';
import { OutsideCaller, slugOf, type Answer } from './support/outside-http.js';
import { Station } from './support/station.js';

/*
 * The outside of the house as its contract names it, written down here a second time and by hand: our own schemas are not
 * asked, so that a field renamed in them is noticed here.
 */
const SUMMARY = {
  id: 'string',
  number: 'string',
  version: 'number',
  phase: 'string',
  severity: 'number',
  class: 'string',
  kinds: 'array',
  regionId: 'string',
  home: 'object',
  seniors: 'array',
  deviceId: 'string|null',
  attention: 'object',
  verdict: 'string',
  destination: 'object|null',
  response: 'object',
  escalation: 'object',
  raisedAt: 'instant',
  lastSignalAt: 'instant',
  signalCount: 'number',
  linkedTo: 'string|null',
} as const;
const DETAIL = {
  timeline: 'array',
  signals: 'array',
  offers: 'array',
  calls: 'array',
  agencyCalls: 'array',
  allowedActions: 'array',
} as const;
const OFFER = {
  id: 'string',
  incidentId: 'string',
  helper: 'object',
  state: 'string',
  overReason: 'string|null',
  madeAt: 'instant',
  lapsesAt: 'instant',
  area: 'string',
  kind: 'string',
  expectedArrivalS: 'number',
} as const;
const ASSIGNMENT = {
  id: 'string',
  incidentId: 'string',
  helper: 'object',
  role: 'string',
  state: 'string',
  acceptedAt: 'instant',
  etaAt: 'instant|null',
  arrivedAt: 'instant|null',
  destination: 'object|null',
} as const;

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value))
    return 'instant';
  return typeof value;
};

/** Every named field is there and of its kind; more may be. */
function has(one: Answer['body'], shape: Readonly<Record<string, string>>): void {
  const wrong = Object.entries(shape).filter(([name, kinds]) => {
    const kind = kindOf(one?.[name]);
    return !kinds.split('|').some((wanted) => wanted === kind || (wanted === 'string' && kind === 'instant'));
  });
  expect(wrong.map(([name]) => `${name}: ${kindOf(one?.[name])}`)).toEqual([]);
}

let station: Station;
let stranger: OutsideCaller;
let operator: OutsideCaller;
let other: OutsideCaller;
let helpers: readonly OutsideCaller[];

beforeAll(async () => {
  station = await Station.starts(['--quiet-demo']);
  stranger = OutsideCaller.stranger(station.http);
  [operator, other] = (await Promise.all(
    ['operator', 'operator-2'].map((name) => OutsideCaller.logsIn(station.http, name)),
  )) as [OutsideCaller, OutsideCaller];
  await operator.does('PUT', '/me/duty', { onDuty: true });
  helpers = await helpersGoOnDuty(station.http);
}, 150_000);

afterAll(() => station?.isRemoved(), 60_000);

const presses = async (deviceId: string, alertId: string = randomUUID()): Promise<Answer['body']> => {
  await new OutsideDevice(station.mqttPort, deviceId).presses({ id: alertId });
  return operator.seesIncidentOf(deviceId);
};

const isProblem = (answer: Answer, status: number, slug?: string): void => {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ type: expect.any(String), title: expect.any(String), status });
  expect(answer.body.title).not.toBe('');
  if (slug !== undefined) expect(slugOf(answer)).toBe(slug);
};

describe('logging in', () => {
  it.each([
    ['admin', 'admin'],
    ['operator', 'operator'],
    ['operator-2', 'operator'],
    ['lead', 'lead'],
    ['supervisor', 'supervisor'],
    ['auditor', 'auditor'],
    ['helper-8', 'helper'],
    ['family-1', 'family'],
  ])('%s has the role %s', async (username, role) => {
    const { status, body } = await stranger.posts('/auth/login', { username, password: 'silverbell-demo' });
    expect(status).toBe(200);
    has(body, { accessToken: 'string', expiresAt: 'instant', user: 'object' });
    const regionId: unknown = expect.any(String);
    const roles: unknown = expect.arrayContaining([{ role, regionId }]);
    expect(body.user).toEqual({ id: expect.any(String), name: expect.any(String), role, regionId, roles });
  });

  it('a wrong password is a sentence in the language asked for', async () => {
    const ask = (language: string) =>
      stranger.posts('/auth/login', { username: 'auditor', password: 'x' }, { 'accept-language': language });
    const [chinese, english] = [await ask('zh-CN'), await ask('en')];
    isProblem(chinese, 401);
    isProblem(english, 401);
    expect(chinese.body.title).toMatch(/\p{Script=Han}/u);
    expect(english.body.title).toMatch(/^[A-Z][\x20-\x7e]+$/);
  });

  it('many wrong passwords are throttled, with the time to wait; a right one of another account is not', async () => {
    let last: Answer | null = null;
    for (let count = 0; count < 30 && last?.status !== 429; count += 1)
      last = await stranger.posts('/auth/login', { username: 'supervisor', password: `wrong-${String(count)}` });
    isProblem(last!, 429);
    expect(Number(last!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await stranger.posts('/auth/login', { username: 'lead', password: 'silverbell-demo' })).status).toBe(200);
  });

  it.each([
    ['nobody', 'GET', '/incidents?state=open', 401],
    ['helper-1', 'GET', '/incidents?state=open', 403],
    ['helper-1', 'POST', '/incidents/x/attend', 403],
    ['family-1', 'GET', '/me/offers', 403],
    ['auditor', 'POST', '/incidents', 403],
    ['operator', 'GET', '/me/offers', 403],
    ['operator', 'GET', '/incidents/00000000-0000-4000-8000-000000000000', 404],
    ['operator', 'GET', '/no-such-thing', 404],
  ])('%s, %s %s: %i', async (username, method, path, status) => {
    const caller = username === 'nobody' ? stranger : await OutsideCaller.logsIn(station.http, username);
    isProblem(await caller.asks(method, path, method === 'POST' ? { body: {} } : {}), status);
  });
});

describe('the shapes', () => {
  it('of a case in the list and alone, of candidates, offers and assignments', async () => {
    const summary = await presses('demo-pendant-1');
    const page = await operator.does('GET', '/incidents?state=open');
    expect(Object.keys(page)).toEqual(expect.arrayContaining(['items', 'version', 'nextCursor']));
    has(summary, SUMMARY);
    expect(summary).toMatchObject({
      phase: 'waiting',
      severity: 1,
      class: 'A',
      kinds: ['sos'],
      verdict: 'unknown',
      signalCount: 1,
    });
    has(summary.home, { id: 'string', label: 'string' });
    has(summary.seniors[0], { id: 'string', name: 'string' });
    expect(summary.attention).toMatchObject({ state: 'waiting', by: null, since: expect.any(String) });
    has(summary.destination, { choice: 'string', lat: 'number', lng: 'number', label: 'string' });
    has(summary.response, { state: 'string', wave: 'number', openOffers: 'number', assignments: 'array' });
    expect(Object.keys(summary.escalation)).toEqual(expect.arrayContaining(['rung', 'nextDueAt', 'nextStep']));

    const id: string = summary.id;
    const attended = await operator.does('POST', `/incidents/${id}/attend`);
    has(attended, { ...SUMMARY, ...DETAIL });
    expect(attended.attention.by).toEqual({ id: operator.user.id, name: operator.user.name });
    for (const entry of attended.timeline)
      has(entry, { seq: 'number', type: 'string', at: 'instant', by: 'object', data: 'object' });
    expect(attended.allowedActions).toContain('verdict');

    const { items: candidates } = await operator.does('GET', `/incidents/${id}/candidates`);
    expect(candidates.length).toBeGreaterThan(0);
    for (const one of candidates) has(one, { helper: 'object', expectedArrivalS: 'number', reasons: 'array' });

    const real = await operator.does('POST', `/incidents/${id}/verdict`, { verdict: 'real' });
    expect(real.offers.length).toBeGreaterThan(0);
    for (const offer of real.offers) has(offer, OFFER);
    const [first] = await thoseAsked(helpers, id);
    has(first!.offer, OFFER);
    const assignment = await first!.helper.does('POST', `/offers/${first!.offer.id}/accept`);
    has(assignment, ASSIGNMENT);
    has(assignment.destination, { lat: 'number', lng: 'number', label: 'string' });
    const mine = (await first!.helper.does('GET', '/me/assignments')).items.find(
      (one: Answer['body']) => one.id === assignment.id,
    );
    has(mine, ASSIGNMENT);
    expect(
      (
        await first!.helper.posts('/me/position', {
          lat: 30.2565,
          lng: 119.031,
          accuracyM: 12,
          at: new Date().toISOString(),
        })
      ).status,
    ).toBeLessThan(300);
    await first!.helper.does('POST', `/assignments/${assignment.id}/depart`);
    isProblem(await first!.helper.posts(`/assignments/${assignment.id}/arrive`, { doorTag: 'of-another-door' }), 422);
    await first!.helper.does('POST', `/assignments/${assignment.id}/arrive`);
    await first!.helper.does('POST', `/assignments/${assignment.id}/scene`, { code: 'no-reply-at-door' });

    const noted = await operator.does('POST', `/incidents/${id}/notes`, { text: '邻居有钥匙' });
    expect(noted.response.assignments[0]).toMatchObject({ state: 'arrived', arrivedAt: expect.any(String) });
    await operator.does('POST', `/incidents/${id}/agency-calls`, {
      service: '120',
      numberDialled: '120',
      told: '跌倒',
      status: 'called',
    });
    await operator.does('POST', `/incidents/${id}/emergency-decision`, { service: '120', decision: 'call' });
    const called = await operator.does('POST', `/incidents/${id}/calls`, {
      party: 'contact',
      number: '000-2001',
      result: 'other-person',
    });
    expect(called.agencyCalls).toHaveLength(1);
    expect(called.calls).toHaveLength(1);
    await first!.helper.does('POST', `/assignments/${assignment.id}/finish`, {
      condition: 'fine',
      note: '平安',
      flags: [],
    });
    const closed = await operator.does('POST', `/incidents/${id}/close`, { outcome: 'assisted', note: '完' });
    expect(closed.phase).toBe('closed');
    const ended = (await first!.helper.does('GET', '/me/assignments')).items.find(
      (one: Answer['body']) => one.id === assignment.id,
    );
    expect(ended.destination).toBeNull();

    const list = await operator.does('GET', '/incidents?state=closed');
    expect(list.items.map((one: Answer['body']) => one.id)).toContain(id);
    isProblem(await operator.posts(`/incidents/${id}/attend`), 409, 'already-closed');
    isProblem(await operator.posts(`/incidents/${id}/close`, { outcome: 'assisted' }), 409, 'already-closed');
  }, 180_000);

  it('of a case that a telephone call opened', async () => {
    const { status, body } = await operator.posts('/incidents', {
      kind: 'assistance',
      callerNumber: '00012345678',
      note: '听不清',
    });
    expect(status).toBe(201);
    has(body, { ...SUMMARY, ...DETAIL, home: 'object|null' });
    await operator.does('POST', `/incidents/${body.id}/attend`);
    await operator.does('POST', `/incidents/${body.id}/close`, { outcome: 'enquiry' });
  });

  it('of the family', async () => {
    const family = await OutsideCaller.logsIn(station.http, 'family-1');
    const { items } = await family.does('GET', '/me/seniors');
    expect(items).toHaveLength(1);
    const { id } = await presses('demo-pendant-1');
    const mine = (await family.does('GET', '/me/incidents')).items;
    expect(mine.map((one: Answer['body']) => one.id)).toContain(id);
    await family.does('POST', `/incidents/${id}/family-note`, { text: '钥匙在门口' });
    const foreign = await presses('demo-pendant-2');
    isProblem(await family.posts(`/incidents/${foreign.id}/family-note`, { text: 'x' }), 404);
    await closesByPhone(id);
    await closesByPhone(foreign.id);
  });
});

describe('two people at once', () => {
  it('the second attend is refused with who was first; an old If-Match gets the current state and who changed it', async () => {
    const { id, version } = await presses('demo-pendant-3');
    const attended = await operator.posts(`/incidents/${id}/attend`, {}, { 'if-match': `"${String(version)}"` });
    expect(attended.status).toBe(200);
    const second = await other.posts(`/incidents/${id}/attend`);
    isProblem(second, 409, 'already-attended');
    expect(JSON.stringify(second.body)).toContain(operator.user.name);
    const stale = await operator.posts(`/incidents/${id}/notes`, { text: 'x' }, { 'if-match': `"${String(version)}"` });
    isProblem(stale, 412);
    expect(stale.body.current).toMatchObject({ id, version: attended.body.version });
    expect(stale.body.changedBy).toMatchObject({ name: operator.user.name });
    expect((await operator.posts(`/incidents/${id}/attend`)).status).toBe(200); // again by its owner: the lease
    isProblem(await operator.posts(`/incidents/${id}/close`, { outcome: 'assisted' }), 422, 'proof-missing');
    await closesByPhone(id);
  });

  it('the same Idempotency-Key gets the same answer, before If-Match is looked at, and another body is refused', async () => {
    const { id, version } = await presses('demo-pendant-4');
    const headers = { 'idempotency-key': randomUUID(), 'if-match': `"${String(version)}"` };
    const first = await operator.posts(`/incidents/${id}/notes`, { text: 'once' }, headers);
    const again = await operator.posts(`/incidents/${id}/notes`, { text: 'once' }, headers);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.timeline.filter(({ type }: { type: string }) => /note/.test(type))).toHaveLength(1);
    const reused = await operator.posts(`/incidents/${id}/notes`, { text: 'other' }, headers);
    expect(reused.status).toBeGreaterThanOrEqual(400);
    expect(reused.status).toBeLessThan(500);
    await closesByPhone(id);
  });

  it('ten helpers accepting at once get one primary, and a sentence each', async () => {
    const { id } = await presses('demo-pendant-5');
    await operator.does('POST', `/incidents/${id}/attend`);
    await operator.does('POST', `/incidents/${id}/verdict`, { verdict: 'real' });
    isProblem(await operator.posts(`/incidents/${id}/offers`, { wave: true }), 409, 'wave-running');
    const asked = await thoseAsked(helpers, id, 2);
    const answers = await Promise.all(asked.map(({ helper, offer }) => helper.posts(`/offers/${offer.id}/accept`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const lost of answers.filter(({ status }) => status !== 200)) isProblem(lost, 409, 'offer-taken');
    const winner = asked[answers.findIndex(({ status }) => status === 200)]!;
    const { id: assignmentId } = answers.find(({ status }) => status === 200)!.body;
    await winner.helper.does('POST', `/assignments/${assignmentId}/withdraw`, { reason: 'breakdown' });
    const [next] = await thoseAsked(helpers, id);
    await next!.helper.does('POST', `/offers/${next!.offer.id}/decline`, { reason: 'too-far' });
    await operator.does('POST', `/incidents/${id}/hold`, { reason: 'senior-calls-back' }).catch(() => undefined);
    await closesByPhone(id);
  });
});

describe('bad input over HTTP', () => {
  it.each([
    ['no JSON', '{"verdict":', 400],
    ['an unknown field', '{"verdict":"real","colour":"red"}', 400],
    ['a code that is none', '{"verdict":"maybe"}', 400],
    ['the wrong type', '{"verdict":7}', 400],
    ['a list', '[]', 400],
    ['1 MiB', JSON.stringify({ verdict: 'x'.repeat(1024 * 1024) }), 413],
  ])('%s: a sentence', async (_, raw, status) => {
    const { id } = await presses('demo-pendant-6');
    const answer = await operator.asks('POST', `/incidents/${id}/verdict`, { raw });
    isProblem(answer, answer.status);
    expect([status, status === 400 ? 422 : status]).toContain(answer.status);
    expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.js:\d+/);
  });
});

describe('the machine room', () => {
  it('is alive, ready, and says how it does', async () => {
    expect((await stranger.gets('/health/live')).status).toBe(200);
    const ready = await stranger.gets('/health/ready');
    expect([ready.status, ready.body.status]).toEqual([200, 'ready']);
    const metrics = await stranger.gets('/metrics');
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(metrics.body).toMatch(/^silverbell_alerts_total\{/m);
  });

  it('publishes both documents, every route of the contract among them, and a page to read', async () => {
    const open = (await stranger.gets('/api/openapi.json')).body;
    expect(open.openapi).toMatch(/^3\./);
    const paths = Object.keys(open.paths).map((path) => path.replace('/api/v1', ''));
    for (const path of [
      ...['/auth/login', '/incidents', '/incidents/{id}', '/me/duty', '/me/position', '/me/offers', '/me/assignments'],
      ...['attend', 'release', 'take-over', 'verdict', 'destination', 'offers', 'hold', 'calls', 'agency-calls'].map(
        (name) => `/incidents/{id}/${name}`,
      ),
      ...['emergency-decision', 'notes', 'close', 'candidates', 'family-note'].map((name) => `/incidents/{id}/${name}`),
      ...['accept', 'decline'].map((name) => `/offers/{id}/${name}`),
      ...['depart', 'arrive', 'scene', 'finish', 'withdraw'].map((name) => `/assignments/{id}/${name}`),
      ...['/me/seniors', '/me/incidents'],
    ])
      expect(paths).toContain(path);
    const events = JSON.stringify((await stranger.gets('/api/asyncapi.json')).body);
    for (const name of [
      'incident.changed',
      'offer.made',
      'offer.over',
      'assignment.changed',
      'positions',
      'notice',
      'care/v1/{deviceId}/alert',
      'care/v1/{deviceId}/receipt',
    ])
      expect(events).toContain(name);
    expect((await stranger.gets('/api/docs')).status).toBe(200);
  });

  it.each(['console', 'helper', 'family', 'office', 'pendant'])('serves /%s/', async (page) => {
    const answer = await fetch(`${station.http}/${page}/`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/html/)]);
    expect(await answer.text()).not.toMatch(/(src|href)="https?:/);
  });
});

describe('sockets', () => {
  const sockets: Socket[] = [];
  const listens = (namespace: string, token: string): Socket => {
    const socket = io(station.http + namespace, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    sockets.push(socket);
    return socket;
  };
  const connects = (socket: Socket): Promise<string> =>
    new Promise((answered) => {
      if (socket.connected) answered('connected'); // it was quicker than we
      socket.once('connect', () => answered('connected'));
      socket.once('connect_error', (error) => answered(error.message));
      setTimeout(() => answered('no answer'), 10_000).unref();
    });
  afterAll(() => sockets.forEach((socket) => socket.close()));

  it.each([
    ['/console', 'helper-1'],
    ['/helper', 'operator'],
    ['/family', 'helper-1'],
  ])('%s is closed to %s, and to strangers', async (namespace, username) => {
    const { accessToken } = await OutsideCaller.logsIn(station.http, username);
    expect(await connects(listens(namespace, accessToken))).not.toBe('connected');
    expect(await connects(listens(namespace, 'not-a-token'))).not.toBe('connected');
  });

  it('resume answers with everything open, and each change says "look again" to those whom it concerns', async () => {
    const console_ = listens('/console', operator.accessToken);
    expect(await connects(console_)).toBe('connected');
    const changed: { id: string; version: number; phase: string }[] = [];
    console_.on('incident.changed', (push) => changed.push(push));
    const all = helpers.map((helper) => ({ helper, socket: listens('/helper', helper.accessToken) }));
    const heard: { username: string; event: string; payload: Answer['body'] }[] = [];
    for (const { helper, socket } of all) {
      expect(await connects(socket)).toBe('connected');
      for (const event of ['offer.made', 'offer.over', 'assignment.changed'])
        socket.on(event, (payload, answer) => {
          heard.push({ username: helper.username!, event, payload });
          if (typeof answer === 'function') answer();
        });
    }
    const packed: Answer['body'][] = [];
    console_.on('positions', (positions) => packed.push(positions));

    const { id } = await presses('demo-pendant-7');
    await eventually('the console is pushed', () => changed.some((push) => push.id === id));
    const push = changed.find((one) => one.id === id)!;
    expect(push).toEqual({ id, version: expect.any(Number), phase: 'waiting' });

    const open = await console_.timeout(5_000).emitWithAck('resume', {});
    const listed = Array.isArray(open) ? open : open.items;
    const [{ version }] = (await operator.openCases()).filter((one) => one.id === id);
    expect(listed).toContainEqual({ id, version });

    await operator.does('POST', `/incidents/${id}/attend`);
    await operator.does('POST', `/incidents/${id}/verdict`, { verdict: 'real' });
    const made = await eventually('offers are pushed', () => {
      const pushes = heard.filter(({ event, payload }) => event === 'offer.made' && payload.incidentId === id);
      return pushes.length >= 2 ? pushes : null;
    });
    const winner = helpers.find(({ username }) => username === made[0]!.username)!;
    await winner.does('POST', `/offers/${made[0]!.payload.offerId}/accept`);
    const over = await eventually(
      'the loser is told within 5 s',
      () => heard.find(({ event, payload }) => event === 'offer.over' && payload.offerId === made[1]!.payload.offerId),
      { withinMs: 5_000 },
    );
    expect(over.payload).toEqual({ offerId: made[1]!.payload.offerId, reason: 'taken' });
    await eventually('positions are pushed', () => packed.length > 0);
    expect(packed[0].helpers).toContainEqual([
      expect.any(String),
      expect.any(Number),
      expect.any(Number),
      expect.any(Number),
      1,
    ]);
    await closesByPhone(id);
  }, 180_000);
});

async function closesByPhone(id: string): Promise<void> {
  await operator.posts(`/incidents/${id}/attend`);
  await operator.does('POST', `/incidents/${id}/calls`, {
    party: 'senior',
    result: 'senior-recognised',
    recognisedBy: 'voice',
  });
  await operator.does('POST', `/incidents/${id}/close`, { outcome: 'reassured' });
}
