import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { as, instant, type RegionId } from '@silverbell/kernel';
import type { SessionId } from '@silverbell/usecases';
import { ROLES, type Role } from '@silverbell/vocabulary';
import { ROUTES, type Route, type RouteName } from '@silverbell/wire';
import { fakeAccount } from '../../auth/account.fake.js';
import { AccountRateLimit } from '../../auth/account-rate-limit.js';
import type { Sessions } from '../../auth/sessions.js';
import { RouteGuard } from './route.guard.js';
import { Serves } from './serves.js';

const NOW = instant(Date.UTC(2026, 2, 1));
const REGIONS = ['county', 'town', 'village', 'another-county'];

/** What the guard says to a role that is held for some region; `role` `null`: reading the session fails, so only a public route lets it pass. */
async function guarded(name: RouteName, role: Role | null, regionId: string): Promise<boolean | string> {
  const handler = (): void => undefined;
  const descriptor = { value: handler };
  Serves(name)({}, name, descriptor);
  const behind = async () => {
    if (role === null) throw new Error('the session was read');
    const account = fakeAccount(role, { roles: [{ role, regionId: as<RegionId>(regionId) }] });
    return { id: as<SessionId>('s'), account, since: NOW, expiresAt: NOW };
  };
  const guard = new RouteGuard(
    { behind } as unknown as Sessions,
    new AccountRateLimit({ now: () => NOW }),
    { behind },
    { missingOf: () => null },
  );
  const context = {
    getType: () => 'http',
    getHandler: () => handler,
    switchToHttp: () => ({ getRequest: () => ({ headers: { authorization: 'Bearer of-somebody' } }) }),
  } as unknown as ExecutionContext;
  return guard.canActivate(context).catch((error: Error) => error.message);
}

// Together with test/medium/who-may: there the roles of the table are compared with those written by hand, and some of them asked over HTTP.
describe.each(Object.keys(ROUTES) as RouteName[])('the guard before %s', (name) => {
  const { roles }: Route = ROUTES[name];
  if (roles === 'public')
    it('lets anybody in, and looks at no session', async () => {
      for (const region of REGIONS) expect(await guarded(name, null, region)).toBe(true);
    });
  else
    it('SR-01: lets in the roles of the table from wherever they are held, and no other', async () => {
      const wrong: string[] = [];
      for (const role of ROLES)
        for (const region of REGIONS) {
          const said = await guarded(name, role, region);
          if (said !== (roles.includes(role) ? true : 'refused: not-allowed')) wrong.push(`${role} ${region}: ${said}`);
        }
      expect(wrong).toEqual([]);
    });
});
