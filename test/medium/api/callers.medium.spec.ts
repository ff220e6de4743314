// Real: PostgreSQL, the api with its HTTP server and sockets. Not real: the engine (no broker, no ticker), the devices.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DEMO_PASSWORD } from '@silverbell/demo';
import { SignJWT } from 'jose';
import { ApiStage, slugOf, type Asking } from './api-stage.js';

jest.setTimeout(240_000);

const stage = new ApiStage();
const { act, ask, clock } = stage;

beforeAll(() => stage.starts());
afterAll(() => expect(stage.errors()).toEqual([]));
afterAll(() => stage.stops());

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
      ...{ mustChangePassword: false, mustSetTotp: false },
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

/** That every route asks for a login and is closed to the roles it does not name is proven by `who-may/routes`. */
describe('a token', () => {
  it('refuses a token that was forged, and one that has expired', async () => {
    const forged = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('silverbell')
      .setSubject('account-operator')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('guessed'));
    expect((await ask('GET', '/api/v1/me', { headers: { authorization: `Bearer ${forged}` } })).status).toBe(401);
    const own = { authorization: `Bearer ${await stage.tokenOf('operator')}` };
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
