// Real: PostgreSQL, the api over HTTP and sockets, argon2id, otplib. Not real: the clock, and the telephone that shows codes.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { generateSync } from 'otplib';
import { ApiStage, slugOf, type Answer } from './api-stage.js';

jest.setTimeout(120_000);

const stage = new ApiStage();
beforeAll(() => stage.starts({ totp: 'on' }), 120_000);
afterAll(() => stage.stops());

interface LoggedIn {
  readonly accessToken: string;
  readonly mustChangePassword: boolean;
  readonly mustSetTotp: boolean;
  readonly user: { readonly roles: readonly { readonly role: string; readonly regionId: string }[] };
}
const PASSWORD = 'three quiet herons stand';
const login = (username: string, password: string, code?: string): Promise<Answer<LoggedIn>> =>
  stage.ask<LoggedIn>('POST', '/api/v1/auth/login', { body: { username, password, ...(code ? { code } : {}) } });
const call = <T = Record<string, unknown>>(token: string, method: string, path: string, body?: unknown, key?: string) =>
  stage.ask<T>(method, `/api/v1${path}`, {
    ...(body === undefined ? {} : { body }),
    headers: { authorization: `Bearer ${token}`, ...(key === undefined ? {} : { 'idempotency-key': key }) },
  });
/** What her telephone shows; each call a later code. */
const codeOf = (secret: string): string => {
  stage.clock.at += 31_000;
  return generateSync({ secret, epoch: Math.floor(stage.clock.at / 1000) });
};

let keeper = '';
let secret = '';

describe('the login of an organisation', () => {
  it('is offered nowhere while no provider is set', async () => {
    const body = { page: 'office' };
    expect(slugOf(await stage.ask('POST', '/api/v1/auth/organisation/begin', { body }))).toBe('organisation-login-off');
    expect((await stage.ask('GET', '/api/v1/meta')).body).toMatchObject({ organisationLogin: false });
  });
});

describe('an administrator of a live platform', () => {
  it('may do nothing until she has a second factor, which a code of it confirms', async () => {
    const first = await login('admin', 'silverbell-demo');
    expect(first.body).toMatchObject({ mustChangePassword: false, mustSetTotp: true });
    keeper = first.body.accessToken;
    expect(slugOf(await call(keeper, 'GET', '/accounts'))).toBe('totp-required');
    expect(slugOf(await call(keeper, 'POST', '/me/totp/confirm', { code: '123456' }))).toBe('no-code-asked');
    const shown = await call<{ secret: string; uri: string; recoveryCodes: string[] }>(
      ...([keeper, 'POST', '/me/totp', {}, 'totp-1'] as const),
    );
    expect(shown.body.uri).toContain('otpauth://totp/');
    expect(shown.body.recoveryCodes).toHaveLength(10);
    expect(slugOf(await call(keeper, 'POST', '/me/totp', {}, 'totp-1'))).toBe('already-done');
    ({ secret } = shown.body);
    expect(slugOf(await call(keeper, 'POST', '/me/totp/confirm', { code: '000000' }))).toBe('code-wrong');
    expect((await call(keeper, 'POST', '/me/totp/confirm', { code: codeOf(secret) })).status).toBe(200);
    expect((await call(keeper, 'GET', '/accounts')).status).toBe(200);

    expect(slugOf(await login('admin', 'silverbell-demo'))).toBe('code-required');
    const code = codeOf(secret);
    expect((await login('admin', 'silverbell-demo', code)).status).toBe(200);
    expect(slugOf(await login('admin', 'silverbell-demo', code))).toBe('code-wrong');
    const [recovery = ''] = shown.body.recoveryCodes;
    expect((await login('admin', 'silverbell-demo', recovery.toUpperCase())).status).toBe(200);
    expect(slugOf(await login('admin', 'silverbell-demo', recovery))).toBe('code-wrong');
  });
});

interface Made {
  readonly id: string;
  readonly oneTimePassword: string;
}
const county = 'demo-county';
const make = (username: string, roles: readonly (readonly [string, string])[], more: object = {}, as = keeper) =>
  call<Made>(as, 'POST', '/accounts', {
    ...{
      id: username,
      username,
      name: username,
      roles: roles.map(([role, regionId]) => ({ role, regionId })),
      ...more,
    },
  });
/** With a password of her own. */
const enters = async (username: string, oneTime: string): Promise<string> => {
  const { accessToken } = (await login(username, oneTime)).body;
  expect((await call(accessToken, 'POST', '/me/password', { current: oneTime, next: PASSWORD })).status).toBe(200);
  return accessToken;
};

describe('an account', () => {
  it('is made with several roles and a password that opens nothing but its change', async () => {
    const asked = {
      ...{ id: 'chen-1', username: ' Chen–1 ', name: '陈' },
      roles: [
        { role: 'community-officer', regionId: 'demo-village-1-1' },
        { role: 'operator', regionId: 'demo-town-2' },
      ],
    };
    const made = await call<Made>(keeper, 'POST', '/accounts', asked, 'chen-1');
    expect(made.status).toBe(201);
    expect(slugOf(await call(keeper, 'POST', '/accounts', asked, 'chen-1'))).toBe('already-done');
    expect(slugOf(await call(keeper, 'POST', '/accounts', asked, 'chen-2'))).toBe('username-taken');

    const first = await login('chen-1', made.body.oneTimePassword);
    expect(first.body).toMatchObject({
      mustChangePassword: true,
      user: { role: 'community-officer', roles: asked.roles },
    });
    const { accessToken } = first.body;
    const change = (current: string, next: string) => call(accessToken, 'POST', '/me/password', { current, next });
    expect(slugOf(await call(accessToken, 'GET', '/me'))).toBe('password-change-required');
    expect(slugOf(await change(made.body.oneTimePassword, 'short'))).toBe('invalid-request');
    expect(slugOf(await change(made.body.oneTimePassword, 'password1234'))).toBe('password-too-common');
    expect(slugOf(await change('not this one', PASSWORD))).toBe('password-wrong');
    const elsewhere = (await login('chen-1', made.body.oneTimePassword)).body.accessToken;
    expect((await change(made.body.oneTimePassword, PASSWORD)).status).toBe(200);
    expect((await call(accessToken, 'GET', '/me')).status).toBe(200);
    expect(slugOf(await call(elsewhere, 'GET', '/me'))).toBe('not-logged-in');
    expect(slugOf(await login('chen-1', made.body.oneTimePassword))).toBe('login-failed');
  });

  it('sees by each route the regions of those of its roles that the route names', async () => {
    const { accessToken } = (await login('chen-1', PASSWORD)).body;
    const { items } = (await call<{ items: { id: string }[] }>(accessToken, 'GET', '/devices')).body;
    const seen = await stage.sql<{ region: string }>(
      'select distinct region_id as region from device where id = any ($1)',
      [items.map(({ id }) => id)],
    );
    const regions = await stage.sql<{ id: string }>(
      `select unnest(regions_below('demo-town-2') || array['demo-village-1-1']) as id`,
    );
    expect(regions.map(({ id }) => id)).toEqual(expect.arrayContaining(seen.map(({ region }) => region)));
    // a community officer of the village attends no incident there, an operator of the other town neither
    const [device] = await stage.sql<{ id: string }>(
      `select id from device where region_id = 'demo-village-1-1' and home_id is not null limit 1`,
    );
    const incident = await stage.press(device?.id ?? '');
    expect(slugOf(await call(accessToken, 'POST', `/incidents/${incident}/attend`, {}))).toBe('not-found');
  });

  it('is made by nobody beyond her subtree, and nothing is granted to oneself', async () => {
    const { body } = await make('keeper-2', [['security-admin', 'demo-town-1']]);
    const second = await enters('keeper-2', body.oneTimePassword);
    stage.clock.at += 3_000;
    // she must have a second factor as well
    const factor = (await call<{ secret: string }>(second, 'POST', '/me/totp', {})).body.secret;
    expect((await call(second, 'POST', '/me/totp/confirm', { code: codeOf(factor) })).status).toBe(200);
    expect(slugOf(await make('x-1', [['operator', county]], {}, second))).toBe('not-found');
    expect((await make('x-2', [['operator', 'demo-village-1-1']], {}, second)).status).toBe(201);
    expect(slugOf(await call(second, 'POST', '/accounts/chen-1/disable', { reason: 'x' }))).toBe('not-found');
    const grant = {
      roles: [
        { role: 'security-admin', regionId: 'demo-town-1' },
        { role: 'lead', regionId: 'demo-town-1' },
      ],
    };
    expect(slugOf(await call(second, 'PATCH', '/accounts/keeper-2', grant))).toBe('grant-to-oneself');
    expect(
      slugOf(
        await make('x-3', [
          ['auditor', county],
          ['admin', county],
        ]),
      ),
    ).toBe('roles-exclude-each-other');
    expect(slugOf(await make('x-4', [['helper', county]]))).toBe('role-without-person');
    expect(slugOf(await make('x-5', [['helper', county]], { helperId: 'helper-1' }))).toBe('helper-has-account');
  });

  it('gets a role that guards others when a second person who keeps accounts has agreed', async () => {
    const made = await make('auditor-2', [
      ['auditor', 'demo-town-1'],
      ['supervisor', 'demo-town-1'],
    ]);
    const listed = await call<{ items: Record<string, unknown>[] }>(keeper, 'GET', '/accounts?q=auditor-2');
    expect(listed.body.items).toMatchObject([
      { roles: [{ role: 'supervisor' }], waitingRoles: [{ role: 'auditor', askedBy: 'account-admin' }] },
    ]);
    const waiting = async (): Promise<readonly unknown[]> =>
      (await call<{ items: { username: string }[] }>(keeper, 'GET', '/accounts?waiting=true')).body.items.map(
        ({ username }) => username,
      );
    expect(await waiting()).toEqual(['auditor-2']);
    expect(slugOf(await call(keeper, 'POST', `/accounts/${made.body.id}/agree`, {}))).toBe('second-person-needed');
    const second = (await login('keeper-2', PASSWORD, await laterCode())).body.accessToken;
    const agreed = await call(second, 'POST', `/accounts/${made.body.id}/agree`, {});
    expect(agreed.body).toMatchObject({ roles: [{ role: 'supervisor' }, { role: 'auditor' }], waitingRoles: [] });
    expect(await waiting()).toEqual([]);
  });

  it('is over at once when it is disabled, sockets too, and never by oneself', async () => {
    const { body } = await make('short-1', [['operator', county]]);
    const token = await enters('short-1', body.oneTimePassword);
    expect((await call(token, 'GET', '/me')).status).toBe(200);
    expect((await call(keeper, 'POST', '/accounts/short-1/disable', { reason: '离职' })).body).toMatchObject({
      disabled: true,
    });
    expect(slugOf(await call(token, 'GET', '/me'))).toBe('not-logged-in');
    expect(slugOf(await call(keeper, 'POST', '/accounts/account-admin/disable', { reason: 'x' }))).toBe('own-account');
    const { body: reset } = await call<{ oneTimePassword: string }>(
      keeper,
      'POST',
      '/accounts/chen-1/reset-password',
      {},
    );
    expect((await login('chen-1', reset.oneTimePassword)).body.mustChangePassword).toBe(true);
  });
});

describe('a session', () => {
  it('is listed, and over at once when its owner ends it, its sockets too', async () => {
    const one = (await login('supervisor', 'silverbell-demo')).body.accessToken;
    const socket = await stage.listen('/console', 'supervisor');
    const { body } = await call<{ items: { id: string; current: boolean }[] }>(one, 'GET', '/me/sessions');
    expect(body.items.filter(({ current }) => current)).toHaveLength(1);
    const others = body.items.filter(({ current }) => !current);
    expect(others.length).toBeGreaterThan(0);
    const gone = new Promise<void>((resolve) => void socket.on('disconnect', () => resolve()));
    for (const { id } of others) expect((await call(one, 'DELETE', `/me/sessions/${id}`)).status).toBe(200);
    await gone;
    expect((await call(one, 'DELETE', '/me/sessions/current')).status).toBe(200);
    expect(slugOf(await call(one, 'GET', '/me'))).toBe('not-logged-in');
  });
});

describe('the audit log over HTTP', () => {
  it('tells an auditor who did what, by ids and codes, and that it was read', async () => {
    const read = async (query: string) =>
      (
        await stage.ask<{ items: { action: string; actor: { id: string }; details: Record<string, unknown> }[] }>(
          ...(['GET', `/api/v1/audit?${query}`, { as: 'auditor' }] as const),
        )
      ).body.items;
    expect((await read('subjectId=short-1')).map(({ action, actor }) => [action, actor.id])).toEqual([
      ['account-disabled', 'account-admin'],
      ['password-changed', 'short-1'],
      ['account-created', 'account-admin'],
    ]);
    expect(JSON.stringify(await read('limit=500'))).not.toContain('离职');
    expect((await read('actorId=account-auditor'))[0]).toMatchObject({ action: 'audit-read' });
    expect(await read(`to=${encodeURIComponent('2020-01-01T00:00:00Z')}`)).toEqual([]);
    expect(slugOf(await call(keeper, 'GET', '/audit'))).toBe('not-allowed');
  });
});

describe('a password that was given', () => {
  it('opens nothing after a week, and a session ends with its time', async () => {
    const { body } = await make('late-1', [['operator', county]]);
    stage.clock.at += 7 * 24 * 3_600_000 + 1;
    expect(slugOf(await login('late-1', body.oneTimePassword))).toBe('login-failed');
  });
});

/** The code of keeper-2, whose secret the database gives away to a test: her recovery codes do as well. */
async function laterCode(): Promise<string> {
  stage.clock.at += 31_000;
  const answer = await call<{ oneTimePassword: string }>(keeper, 'POST', '/accounts/keeper-2/reset-password', {});
  const token = (await login('keeper-2', answer.body.oneTimePassword)).body.accessToken;
  await call(token, 'POST', '/me/password', { current: answer.body.oneTimePassword, next: PASSWORD });
  const factor = (await call<{ secret: string }>(token, 'POST', '/me/totp', {})).body.secret;
  await call(token, 'POST', '/me/totp/confirm', { code: codeOf(factor) });
  return codeOf(factor);
}
