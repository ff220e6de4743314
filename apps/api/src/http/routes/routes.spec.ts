import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { as, instant, type RegionId } from '@silverbell/kernel';
import type { SessionId } from '@silverbell/usecases';
import type { Role } from '@silverbell/vocabulary';
import { fakeAccount } from '../../auth/account.fake.js';
import { AccountRateLimit } from '../../auth/account-rate-limit.js';
import { SessionTokens } from '../../auth/session-tokens.js';
import { Sessions, type Account } from '../../auth/sessions.js';
import type { UnfinishedLogins } from '../../auth/unfinished-logins.js';
import { RouteGuard } from './route.guard.js';
import { SERVED_ROUTE, Serves } from './serves.js';

const clock = { now: () => instant(Date.UTC(2026, 2, 1)) };
const tokens = new SessionTokens('secret-of-the-station', clock);
/** The key of a supervisor's program that may look at people. */
const KEY = 'sbk_of-a-program';
const guardFor = (account: Account, missing: Missing = null): RouteGuard =>
  new RouteGuard(
    new Sessions(tokens, { bySession: async () => account }, clock),
    new AccountRateLimit(clock),
    {
      behind: async (key) =>
        key === KEY
          ? { id: as<SessionId>('key:1'), account, since: clock.now(), expiresAt: clock.now(), scopes: ['people:read'] }
          : null,
    },
    { missingOf: () => missing },
  );
type Missing = ReturnType<UnfinishedLogins['missingOf']>;

class Controller {
  @Serves('attend')
  attend(): void {}
  @Serves('login')
  login(): void {}
  @Serves('changePassword')
  password(): void {}
  @Serves('confirmTotp')
  confirm(): void {}
  @Serves('renew')
  renew(): void {}
  @Serves('homes')
  homes(): void {}
  @Serves('me')
  me(): void {}
  stray(): void {}
}
const asked = async (
  method: keyof Controller,
  who: Role | Account,
  authorization?: string,
  missing: Missing = null,
  guard: RouteGuard = guardFor(typeof who === 'string' ? fakeAccount(who) : who, missing),
): Promise<boolean | string> => {
  const context = {
    getType: () => 'http',
    getHandler: () => Controller.prototype[method],
    switchToHttp: () => ({ getRequest: () => ({ headers: { authorization } }) }),
  } as unknown as ExecutionContext;
  return guard.canActivate(context).catch((error: Error) => error.message);
};
const bearer = async (who: Role | Account): Promise<string> =>
  `Bearer ${(await tokens.issue(typeof who === 'string' ? fakeAccount(who) : who, as<SessionId>('s'))).token}`;

describe('the guard of the routes', () => {
  it('lets in the roles the table names, and no other', async () => {
    expect(await asked('attend', 'operator', await bearer('operator'))).toBe(true);
    expect(await asked('attend', 'lead', await bearer('lead'))).toBe(true);
    for (const role of ['admin', 'supervisor', 'auditor', 'helper', 'family'] as const) {
      expect(await asked('attend', role, await bearer(role))).toBe('refused: not-allowed');
    }
  });

  it('lets her in when one of her roles is named', async () => {
    const dual = fakeAccount('community-officer', {
      roles: [
        { role: 'community-officer', regionId: as<RegionId>('village') },
        { role: 'lead', regionId: as<RegionId>('town') },
      ],
    });
    expect(await asked('attend', dual, await bearer(dual))).toBe(true);
  });

  it.each(['password-change-required', 'totp-required'] as const)(
    'opens nothing but her own login while it answers %s',
    async (missing) => {
      const token = await bearer('admin');
      for (const method of ['password', 'confirm', 'renew'] as const)
        expect(await asked(method, 'admin', token, missing)).toBe(true);
      expect(await asked('me', 'admin', token, missing)).toBe(`refused: ${missing}`);
      expect(await asked('attend', 'admin', token, missing)).toBe(`refused: ${missing}`);
    },
  );

  it.each([undefined, '', 'Bearer', 'Bearer x.y.z', 'Basic b3A6cHc='])(
    'asks for a login when the header is %j',
    async (header) => {
      expect(await asked('attend', 'operator', header)).toBe('refused: not-logged-in');
    },
  );

  it('opens by a key what its scopes and its roles open, and nothing of a login', async () => {
    expect(await asked('homes', 'supervisor', `Bearer ${KEY}`)).toBe(true);
    expect(await asked('homes', 'helper', `Bearer ${KEY}`)).toBe('refused: not-allowed');
    expect(await asked('attend', 'operator', `Bearer ${KEY}`)).toBe('refused: outside-key-scope');
    expect(await asked('password', 'operator', `Bearer ${KEY}`)).toBe('refused: outside-key-scope');
    expect(await asked('homes', 'supervisor', 'Bearer sbk_of-nobody')).toBe('refused: not-logged-in');
  });

  it('counts the requests of a key for its account, 60 at once at the most', async () => {
    const guard = guardFor(fakeAccount('supervisor'));
    const answers: (boolean | string)[] = [];
    for (let n = 0; n < 61; n += 1) answers.push(await asked('homes', 'supervisor', `Bearer ${KEY}`, null, guard));
    expect(answers.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => true));
    expect(answers[60]).toBe('refused: too-many-requests');
  });

  it('needs no token where the table says so', async () => {
    expect(await asked('login', 'operator')).toBe(true);
  });

  it('is closed in front of a method that serves no route of the table', async () => {
    expect(await asked('stray', 'admin', await bearer('admin'))).toBe('refused: not-found');
  });

  it('knows the route by the mark of its method', () => {
    expect(Reflect.getMetadata(SERVED_ROUTE, Controller.prototype.attend)).toBe('attend');
  });
});
