// Real: PostgreSQL, the api over HTTP, argon2id, otplib, openid-client, an OpenID provider. Not real: the clock, the browser, the program behind a key.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generateSync } from 'otplib';
import { ApiStage, slugOf, type Answer } from './api-stage.js';
import { CLIENT_ID, CLIENT_SECRET, OpenIdProvider } from './openid-provider.js';

jest.setTimeout(120_000);

const ORIGIN = 'http://localhost:9';
const stage = new ApiStage();
let provider: OpenIdProvider;
beforeAll(async () => {
  provider = await OpenIdProvider.start(ORIGIN);
  const client = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  await stage.starts({ oidc: { issuer: provider.issuer, ...client, origin: ORIGIN } });
}, 120_000);
afterAll(async () => {
  await stage.stops();
  await provider.stop();
});

const TOWN = 'demo-town-1';
const HOURS = 3_600_000;
const later = (hours: number): string => new Date(stage.clock.at + hours * HOURS).toISOString();
const ask = <T = Record<string, unknown>>(
  as: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> =>
  stage.ask<T>(method, `/api/v1${path}`, { as, headers, ...(body === undefined ? {} : { body }) });
const keep = <T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> => ask<T>('admin', method, path, body, headers);
const byKey = (key: string, method: string, path: string, body?: unknown) =>
  stage.ask(method, `/api/v1${path}`, {
    headers: { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body }),
  });

interface Key {
  readonly id: string;
  readonly tail: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}
const service = (id: string, roles: readonly { role: string; regionId: string }[]) =>
  keep('POST', '/accounts', { id, username: id, name: '民政报表', kind: 'service', roles });
const newKey = (id: string, more: object = {}, headers: Record<string, string> = {}) =>
  keep<{ id: string; key: string }>(
    'POST',
    `/accounts/${id}/keys`,
    { label: '报表接口', scopes: ['people:read', 'incidents'], expiresAt: later(24), ...more },
    headers,
  );

describe('the account of a service', () => {
  it('has no password, and no role that needs a person', async () => {
    const made = await service('reports', [{ role: 'supervisor', regionId: 'demo-county' }]);
    expect(made).toMatchObject({ status: 201, body: { id: 'reports', oneTimePassword: null } });
    expect(slugOf(await service('robot', [{ role: 'admin', regionId: TOWN }]))).toBe('service-account');
    expect(slugOf(await keep('POST', '/accounts/reports/reset-password', {}))).toBe('service-account');
    const grant = { roles: [{ role: 'security-admin', regionId: 'demo-county' }] };
    expect(slugOf(await keep('PATCH', '/accounts/reports', grant))).toBe('service-account');
  });

  it('gets a key that is shown once, and listed by its tail and its last use', async () => {
    const made = await newKey('reports', { id: 'key-1' }, { 'idempotency-key': 'k-1' });
    expect(made.status).toBe(201);
    expect(made.body.key).toMatch(/^sbk_[\w-]{43}$/);
    expect(slugOf(await newKey('reports', { id: 'key-1' }, { 'idempotency-key': 'k-1' }))).toBe('already-done');
    expect(slugOf(await newKey('reports', { id: 'key-1' }))).toBe('id-taken');
    const listed = async () => (await keep<{ items: Key[] }>('GET', '/accounts/reports/keys')).body.items[0];
    expect(await listed()).toMatchObject({ id: 'key-1', tail: made.body.key.slice(-4), lastUsedAt: null });
    expect((await byKey(made.body.key, 'GET', '/homes')).status).toBe(200);
    expect(await listed()).toMatchObject({ lastUsedAt: new Date(stage.clock.at).toISOString() });
    const stored = await stage.sql<{ text: string }>('select to_json(k)::text as text from service_key k');
    expect(stored.map(({ text }) => text).join()).not.toContain(made.body.key.slice(4, 40));
  });

  it('opens by a key the routes of its scopes and roles, and nothing that needs a person', async () => {
    const { key } = (await newKey('reports', { scopes: ['people:all', 'incidents'] })).body;
    expect((await byKey(key, 'GET', '/incidents')).status).toBe(200);
    expect(slugOf(await byKey(key, 'GET', '/devices'))).toBe('outside-key-scope');
    expect(slugOf(await byKey(key, 'GET', '/me/sessions'))).toBe('outside-key-scope');
    expect(slugOf(await byKey(key, 'POST', '/homes', {}))).toBe('not-allowed');
    expect(slugOf(await newKey('reports', { scopes: ['reveal'] }))).toBe('scope-unknown');
    expect(slugOf(await newKey('reports', { scopes: ['createHome'] }))).toBe('scope-without-role');
    expect(slugOf(await newKey('account-operator'))).toBe('service-account-only');
  });

  it('sees nothing of another region by a key for one', async () => {
    const { key } = (await newKey('reports', { scopes: ['regions'], regionId: TOWN })).body;
    const seen = (await byKey(key, 'GET', '/regions')).body as { items: { id: string }[] };
    const inTown = await stage.sql<{ id: string }>('select unnest(regions_below($1)) as id', [TOWN]);
    expect(seen.items.map(({ id }) => id).sort()).toEqual(inTown.map(({ id }) => id).sort());
    expect(slugOf(await newKey('reports', { regionId: 'elsewhere' }))).toBe('not-found');
  });

  it('is refused when the key is revoked or expired, or the account disabled', async () => {
    const { id, key } = (await newKey('reports')).body;
    expect((await byKey(key, 'GET', '/homes')).status).toBe(200);
    const revoked = await keep<Key>('POST', `/service-keys/${id}/revoke`, { reason: '改用新系统' });
    expect(revoked.body.revokedAt).toBe(new Date(stage.clock.at).toISOString());
    expect(slugOf(await byKey(key, 'GET', '/homes'))).toBe('not-logged-in');

    const short = (await newKey('reports', { expiresAt: later(1) })).body.key;
    expect((await byKey(short, 'GET', '/homes')).status).toBe(200);
    stage.clock.at += HOURS;
    expect(slugOf(await byKey(short, 'GET', '/homes'))).toBe('not-logged-in');
    expect(slugOf(await newKey('reports', { expiresAt: later(401 * 24) }))).toBe('key-expiry');
    expect(slugOf(await newKey('reports', { expiresAt: later(-1) }))).toBe('key-expiry');

    const open = (await newKey('reports')).body.key;
    expect((await byKey(open, 'GET', '/homes')).status).toBe(200);
    await keep('POST', '/accounts/reports/disable', { reason: '停用' });
    expect(slugOf(await byKey(open, 'GET', '/homes'))).toBe('not-logged-in');
    await keep('POST', '/accounts/reports/enable', {});
    expect((await byKey(open, 'GET', '/homes')).status).toBe(200);
  });

  it('has in the audit log what was done about its keys, without the keys', async () => {
    const { items } = (
      await ask<{ items: { action: string; details: object }[] }>(
        ...(['auditor', 'GET', '/audit?subjectId=reports&limit=500'] as const),
      )
    ).body;
    const actions = items.map(({ action }) => action);
    for (const action of ['service-key-created', 'service-key-revoked', 'account-enabled', 'account-disabled'])
      expect(actions).toContain(action);
    expect(JSON.stringify(items)).not.toMatch(/sbk_|改用新系统|报表接口/);
  });
});

describe('an account that two people keep', () => {
  it('is changed by the one who read it last; the other is told the state and by whom (412)', async () => {
    await keep('POST', '/accounts', {
      ...{ id: 'clerk-9', username: 'clerk-9', name: '李' },
      roles: [{ role: 'supervisor', regionId: TOWN }],
    });
    const first = await keep<{ version: number }>(
      'PATCH',
      '/accounts/clerk-9',
      { name: '李梅' },
      { 'if-match': '"1"' },
    );
    expect(first).toMatchObject({ status: 200, body: { version: 2, name: '李梅' } });
    const second = await keep('PATCH', '/accounts/clerk-9', { name: '李芳' }, { 'if-match': '"1"' });
    expect(second).toMatchObject({
      status: 412,
      body: { current: { name: '李梅', version: 2 }, changedBy: { id: 'account-admin' } },
    });
    expect(slugOf(second)).toBe('stale-version');
    const again = await keep('POST', '/accounts/clerk-9/disable', { reason: 'x' }, { 'if-match': '"1"' });
    expect(again.status).toBe(412);
  });

  it('is enabled again, and what guards others then waits for a second person once there is one', async () => {
    expect((await keep('POST', '/accounts/clerk-9/disable', { reason: '休假' })).body).toMatchObject({
      disabled: true,
    });
    expect((await keep('POST', '/accounts/clerk-9/enable', {})).body).toMatchObject({ disabled: false });
    const roles = [{ role: 'auditor', regionId: TOWN }];
    await keep('POST', '/accounts', { id: 'auditor-9', username: 'auditor-9', name: '周', roles });
    await keep('POST', '/accounts/auditor-9/disable', { reason: '休假' });
    const keeper = [{ role: 'security-admin', regionId: 'demo-county' }];
    await keep('POST', '/accounts', { id: 'keeper-9', username: 'keeper-9', name: '吴', roles: keeper });
    expect((await keep('POST', '/accounts/auditor-9/enable', {})).body).toMatchObject({
      ...{ disabled: false, roles: [], waitingRoles: [{ role: 'auditor', askedBy: 'account-admin' }] },
    });
  });
});

interface Came {
  readonly login: { readonly accessToken: string; readonly mustChangePassword: boolean; readonly user: object } | null;
  readonly ticket: string | null;
}
const begin = async (page = 'office'): Promise<{ url: string; ticket: string }> =>
  (await stage.ask<{ url: string; ticket: string }>('POST', '/api/v1/auth/organisation/begin', { body: { page } }))
    .body;
const finish = (body: object): Promise<Answer<Came>> =>
  stage.ask<Came>('POST', '/api/v1/auth/organisation/finish', { body });
const comesBack = async (name: string): Promise<Answer<Came>> => {
  const { url, ticket } = await begin();
  return finish({ ticket, answer: await provider.login(url, name) });
};
const bind = (id: string, subject: string) => keep('PUT', `/accounts/${id}/identity`, { subject });
const me = (token: string) => stage.ask('GET', '/api/v1/me', { headers: { authorization: `Bearer ${token}` } });

describe('the login of an organisation', () => {
  it('is offered to pages that ask for it, with PKCE, a state and a nonce', async () => {
    const { body } = await stage.ask('GET', '/api/v1/meta');
    expect(body).toMatchObject({ organisationLogin: true });
    const asked = new URL((await begin('console')).url).searchParams;
    expect(asked.get('redirect_uri')).toBe(`${ORIGIN}/console/`);
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
  });

  it('makes no account: a person who is bound to none reads her identifier and is let in nowhere', async () => {
    const [before] = await stage.sql<{ n: number }>('select count(*)::int as n from account');
    const refused = await comesBack('new-at-the-county');
    expect(slugOf(refused)).toBe('organisation-account-unknown');
    expect(refused.body).toMatchObject({ errors: [{ field: 'subject', message: 'new-at-the-county' }] });
    expect((await stage.sql<{ n: number }>('select count(*)::int as n from account'))[0]).toEqual(before);
  });

  it('opens the account that it is bound to, and only with the ticket of its tab', async () => {
    expect((await bind('account-supervisor', 'zhang.wei')).body).toMatchObject({ organisationSubject: 'zhang.wei' });
    const { url, ticket } = await begin();
    const answer = await provider.login(url, 'zhang.wei');
    expect(slugOf(await finish({ ticket: (await begin()).ticket, answer }))).toBe('organisation-login-failed');
    expect(slugOf(await finish({ ticket: 'forged', answer }))).toBe('organisation-login-failed');
    const came = await finish({ ticket, answer });
    expect(came.body.login).toMatchObject({ mustChangePassword: false, user: { id: 'account-supervisor' } });
    expect((await me(came.body.login?.accessToken ?? '')).status).toBe(200);
    // a code of the provider opens once
    expect(slugOf(await finish({ ticket, answer }))).toBe('organisation-login-failed');
    const late = await begin();
    const asked = await provider.login(late.url, 'zhang.wei');
    stage.clock.at += 601_000;
    expect(slugOf(await finish({ ticket: late.ticket, answer: asked }))).toBe('organisation-login-failed');
  });

  it('is bound to one account, never to that of the binder, and never to a service', async () => {
    expect(slugOf(await bind('account-lead', 'zhang.wei'))).toBe('identity-taken');
    expect(slugOf(await bind('account-admin', 'somebody'))).toBe('own-account');
    expect(slugOf(await bind('reports', 'somebody'))).toBe('service-account');
    expect(slugOf(await ask('lead', 'PUT', '/accounts/account-lead/identity', { subject: 'x' }))).toBe('not-allowed');
  });

  it('ends the password that was given to a new person, who then needs none', async () => {
    const roles = [{ role: 'supervisor', regionId: TOWN }];
    const made = await keep<{ oneTimePassword: string }>('POST', '/accounts', {
      ...{ id: 'new-7', username: 'new-7', name: '钱', roles },
    });
    await bind('new-7', 'qian');
    const came = await comesBack('qian');
    expect(came.body.login?.mustChangePassword).toBe(false);
    expect((await me(came.body.login?.accessToken ?? '')).status).toBe(200);
    const body = { username: 'new-7', password: made.body.oneTimePassword };
    expect(slugOf(await stage.ask('POST', '/api/v1/auth/login', { body }))).toBe('login-failed');
  });

  it('asks for the code of a second factor as a password does', async () => {
    await bind('account-lead', 'sun');
    const { secret } = (await ask<{ secret: string }>('lead', 'POST', '/me/totp', {})).body;
    const code = (): string => {
      stage.clock.at += 31_000;
      return generateSync({ secret, epoch: Math.floor(stage.clock.at / 1000) });
    };
    expect((await ask('lead', 'POST', '/me/totp/confirm', { code: code() })).status).toBe(200);
    const came = await comesBack('sun');
    expect(came.body).toMatchObject({ login: null, ticket: expect.any(String) });
    const ticket = came.body.ticket ?? '';
    expect(slugOf(await finish({ ticket }))).toBe('code-required');
    expect(slugOf(await finish({ ticket, code: '000000' }))).toBe('code-wrong');
    expect((await finish({ ticket, code: code() })).body.login).toMatchObject({ user: { id: 'account-lead' } });
  });

  it('opens nothing any more when it is unbound, and the sessions of the account end', async () => {
    const came = await comesBack('qian');
    expect((await keep('DELETE', '/accounts/new-7/identity')).body).toMatchObject({ organisationSubject: null });
    expect(slugOf(await me(came.body.login?.accessToken ?? ''))).toBe('not-logged-in');
    expect(slugOf(await comesBack('qian'))).toBe('organisation-account-unknown');
  });

  it('is told apart from a wrong login when the provider does not answer', async () => {
    await provider.stop();
    const { url, ticket } = await begin();
    expect(url).toContain('code_challenge');
    const state = new URL(url).searchParams.get('state') ?? '';
    const answer = `?${new URLSearchParams({ code: 'x', state, iss: provider.issuer }).toString()}`;
    const refused = await finish({ ticket, answer });
    expect(slugOf(refused)).toBe('organisation-login-unavailable');
  });
});
