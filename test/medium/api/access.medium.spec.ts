// Real: PostgreSQL, the api with its HTTP server and sockets, argon2. Not real: the engine, the proxy (its headers are).
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hashPassword } from '@silverbell/adapter-runtime';
import { DEMO_PASSWORD } from '@silverbell/demo';
import { io } from 'socket.io-client';
import { ApiStage, slugOf, type Answer } from './api-stage.js';

jest.setTimeout(240_000);

const METRICS_TOKEN = 'token-of-the-monitor';
const stage = new ApiStage();
const { ask } = stage;

beforeAll(() => stage.starts({ trustedProxies: ['127.0.0.0/8'], metricsToken: METRICS_TOKEN }));
afterAll(() => expect(stage.errors()).toEqual([]));
afterAll(() => stage.stops());

/** As a trusted proxy hands it on. */
const from = (address: string) => ({ 'x-forwarded-for': address });
const logsIn = (username: string, password: string, address: string): Promise<Answer> =>
  ask('POST', '/api/v1/auth/login', { body: { username, password }, headers: from(address) });
const statuses = (answers: readonly Answer[]): Record<string, number> =>
  answers.reduce<Record<string, number>>((sum, { status }) => ({ ...sum, [status]: (sum[status] ?? 0) + 1 }), {});

describe('D6: a user name with blanks around it', () => {
  it.each(['helper-1 ', ' helper-1', '\thelper-1\n', '\u3000helper-1', 'HELPER-1', 'ｈｅｌｐｅｒ－1'])(
    'D6: %j logs in',
    async (username) => {
      expect((await logsIn(username, DEMO_PASSWORD, '203.0.113.1')).status).toBe(200);
    },
  );

  it('D6: a blank beside the password is part of it', async () => {
    expect((await logsIn('helper-1', `${DEMO_PASSWORD} `, '203.0.113.1')).status).toBe(401);
  });
});

describe('guessing passwords', () => {
  it('checks five of 250 guesses at one account that come at once', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 250 }, (_, n) => logsIn('supervisor', `guess-${String(n)}`, '203.0.113.2')),
    );
    const { 401: checked, 429: throttled = 0, 503: busy = 0, ...others } = statuses(guesses);
    expect(checked).toBe(5);
    expect(throttled + busy).toBe(245);
    expect(others).toEqual({});
    for (const answer of guesses.filter(({ status }) => status !== 401))
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const refused = guesses.find(({ status }) => status === 503);
    if (refused) expect(slugOf(refused)).toBe('busy');
  });

  it('from one address ends after thirty, whatever names are tried, and other addresses are not meant', async () => {
    const answers: Answer[] = [];
    for (let n = 0; n < 60; n++) answers.push(await logsIn(`name-${String(n)}`, 'guess', '203.0.113.3'));
    expect(statuses(answers)).toEqual({ 401: 30, 429: 30 });
    expect((await logsIn('auditor', DEMO_PASSWORD, '203.0.113.4')).status).toBe(200);
  });

  it('does not lock the operator out at her own address', async () => {
    expect((await logsIn('operator-2', DEMO_PASSWORD, '203.0.113.5')).status).toBe(200);
    for (let n = 0; n < 60; n++) await logsIn('operator-2', 'guess', `198.51.100.${String(n)}`);
    expect((await logsIn('operator-2', DEMO_PASSWORD, '198.51.100.200')).status).toBe(429);
    expect((await logsIn('operator-2', DEMO_PASSWORD, '203.0.113.5')).status).toBe(200);
  });

  it('believes no address that somebody else than the trusted proxy wrote', async () => {
    const answers: Answer[] = [];
    for (let n = 0; n < 8; n++) answers.push(await logsIn('lead', 'guess', `10.9.8.${String(n)}, 203.0.113.6`));
    expect(answers.at(-1)?.status).toBe(429);
  });

  it('takes as long for a name that nobody has as for one that somebody has', async () => {
    // The accounts of the other tests have a hash that costs nothing.
    const hash = await hashPassword(DEMO_PASSWORD);
    await stage.sql(`update account set password_hash = $1 where username = 'auditor'`, [hash]);
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let n = 0; n < 15; n++)
      for (const which of ['known', 'unknown'] as const) {
        const begun = performance.now();
        const { status } = await logsIn(
          which === 'known' ? 'auditor' : 'nobody-here',
          'guess',
          `198.18.${which.length}.${n}`,
        );
        times[which].push(performance.now() - begun);
        expect(status).toBe(401);
      }
    const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[7] ?? 0;
    // A hash is twenty times the rest: without it the unknown name would be answered at once.
    const ratio = median(times.unknown) / median(times.known);
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  it('is written down, and says neither address nor name', async () => {
    await logsIn('a-password-in-the-wrong-field', 'x', '203.0.113.77');
    await logsIn('auditor', 'x', '203.0.113.77');
    const [unknown, known] = stage.facts('login').slice(-2);
    expect(unknown).toMatchObject({ end: 'wrong-password', address: known?.['address'] });
    expect(unknown).not.toHaveProperty('accountId');
    expect(known).toMatchObject({ end: 'wrong-password', accountId: 'account-auditor' });
    expect(JSON.stringify(stage.facts('login'))).not.toMatch(/203\.0\.113|wrong-field/);
    const figures = await ask<string>('GET', '/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    expect(figures.body).toMatch(/silverbell_logins_total\{end="wrong-password",process="api"\} \d+/);
    expect(figures.body).toMatch(/silverbell_logins_total\{end="throttled",process="api"\} \d+/);
  });
});

describe('a refusal', () => {
  it('of what is not hers is written down with the account and the route, not with the case', async () => {
    expect((await ask('GET', '/api/v1/incidents/some-case', { as: 'helper-1' })).status).toBe(403);
    expect(stage.facts('access-refused').at(-1)).toMatchObject({
      slug: 'not-allowed',
      what: 'GET /api/v1/incidents/:id',
      accountId: 'account-helper-1',
    });
  });

  it('repeats little of a body of 63 KB that nobody knows', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 5_500 }, (_, n) => [`key${String(n)}`, 1]));
    const { status, body } = await ask('POST', '/api/v1/auth/login', { body: { username: 'a', ...unknown } });
    expect(status).toBe(400);
    expect(JSON.stringify(body).length).toBeLessThan(16_384);
    const address = await ask('GET', `/api/v1/${'x'.repeat(10_000)}`);
    expect(JSON.stringify(address.body).length).toBeLessThan(1_024);
  });
});

describe('figures and documents', () => {
  const DOCUMENTS = ['/api/docs', '/api/openapi.json', '/api/asyncapi.json'];

  it.each(['/metrics', ...DOCUMENTS])(
    '%s is open on this machine, and to nobody who comes through the proxy',
    async (path) => {
      expect((await ask('GET', path)).status).toBe(200);
      for (const header of ['x-forwarded-for', 'x-real-ip', 'forwarded']) {
        const { status, body } = await ask('GET', path, { headers: { [header]: '127.0.0.1' } });
        expect(status).toBe(path === '/metrics' ? 403 : 401);
        expect(JSON.stringify(body)).toContain('problems/');
      }
    },
  );

  it('open to the token of the settings; documents to a login, too', async () => {
    const monitor = { headers: { ...from('203.0.113.8'), authorization: `Bearer ${METRICS_TOKEN}` } };
    for (const path of ['/metrics', ...DOCUMENTS]) expect((await ask('GET', path, monitor)).status).toBe(200);
    for (const path of DOCUMENTS)
      expect((await ask('GET', path, { as: 'operator', headers: from('203.0.113.8') })).status).toBe(200);
    expect((await ask('GET', '/metrics', { as: 'admin', headers: from('203.0.113.8') })).status).toBe(403);
  });
});

describe('every answer', () => {
  it.each(['/api/v1/meta', '/api/v1/me', '/api/v1/nowhere', '/api/v1/incidents'])(
    'of %s is kept by no cache, says no version and no program, and opens to no other origin',
    async (path) => {
      for (const as of [null, 'operator']) {
        const { headers } = await ask('GET', path, { as, headers: { origin: 'https://elsewhere.example' } });
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        for (const name of ['x-powered-by', 'server', 'set-cookie', 'access-control-allow-origin'])
          expect([name, headers.get(name)]).toEqual([name, null]);
      }
    },
  );

  it.each([
    ...[
      '/.git/config',
      '/.env',
      '/console/.env',
      '/console/..%2f..%2fapi/package.json',
      '/console/%2e%2e/%2e%2e/package.json',
    ],
    ...['/console/assets/', '/helper/..%5c..%5cpackage.json', '/package.json', '/apps/api/src/main.ts'],
  ])('to %s shows no file that is no page', async (path) => {
    const { status, body } = await ask<unknown>('GET', path);
    expect([302, 404, 400, 200]).toContain(status);
    expect(JSON.stringify(body)).not.toMatch(/silverbell\/api|\[core\]|SILVERBELL_|Index of|workspaces/);
    if (status === 200) expect(body).toMatch(/<!doctype html>/i);
  });
});

describe('sockets', () => {
  const refusal = async (namespace: string, username: string | null): Promise<string> => {
    const token = username === null ? '' : await stage.tokenOf(username);
    const socket = io(`${stage.origin}${namespace}`, {
      ...{ auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false },
    });
    const answer = await new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('in'));
      socket.once('connect_error', (error) => resolve(error.message));
    });
    socket.disconnect();
    return answer;
  };

  it.each([null, 'operator', 'admin', 'helper-1'])('let nobody into the root namespace: %s', async (username) => {
    expect(await refusal('/', username)).toBe('not-allowed');
  });

  it('let a role into the namespace of its own pages alone', async () => {
    expect(await refusal('/console', 'operator')).toBe('in');
    expect(await refusal('/helper', 'operator')).toBe('not-allowed');
    expect(await refusal('/console', 'helper-1')).toBe('not-allowed');
    expect(stage.facts('access-refused').at(-1)).toMatchObject({
      ...{ what: 'socket /console', accountId: 'account-helper-1' },
    });
  });
});
