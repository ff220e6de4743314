import { describe, expect, it } from '@jest/globals';
import { inWorld, type World } from '@silverbell/testing-world/scenario';

interface Given {
  readonly accessToken: string;
  readonly expiresAt: string;
}

const renew = (world: World, token: string): Promise<Response> =>
  fetch(`${world.origin}/api/v1/auth/renew`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
const slugOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { type: string }).type.split('/').at(-1) ?? '';
const renewed = async (world: World, token: string): Promise<Given> => {
  const response = await renew(world, token);
  expect(response.status).toBe(200);
  return (await response.json()) as Given;
};
const hoursFromNow = (world: World, { expiresAt }: Given): number => (Date.parse(expiresAt) - world.now()) / 3_600_000;

describe('a session goes on while somebody works', () => {
  it('B2: a renewal outlives the first token, and nothing outlives two shifts', () =>
    inWorld(async (world) => {
      const first = await world.account('operator').logsIn();
      await world.advance('7 h');
      const second = await renewed(world, first);
      expect(hoursFromNow(world, second)).toBeCloseTo(8, 2);
      await world.advance('2 h');
      expect((await renew(world, first)).status).toBe(401);
      const third = await renewed(world, second.accessToken);
      expect(hoursFromNow(world, third)).toBeCloseTo(7, 2);
      await world.advance('7 h');
      const over = await renew(world, third.accessToken);
      expect([over.status, await slugOf(over)]).toEqual([401, 'not-logged-in']);
    }));

  it('a region says how long, with a date; a setting of tomorrow counts tomorrow', () =>
    inWorld(async (world) => {
      const set = (seconds: number, in_: string) =>
        world.sql(
          `insert into region_setting (region_id, key, valid_from, value, source)
           select region_id, 'session.atMost', instant_of($1) + $2::interval, to_jsonb($3::int), 'test' from account_role where account_id = 'account-operator'`,
          [world.now(), in_, seconds],
        );
      await set(9 * 3_600, '-1 hour');
      await set(20 * 3_600, '1 day');
      const token = await world.account('operator').logsIn();
      await world.advance('4 h');
      expect(hoursFromNow(world, await renewed(world, token))).toBeCloseTo(5, 2);
    }));

  it('neither a disabled account nor a suspended helper goes on by a renewal', () =>
    inWorld(async (world) => {
      const operator = await world.account('operator').logsIn();
      const helper = await world.account('helper-1').logsIn();
      await world.sql(`update account set disabled_at = instant_of($1) where username = 'operator'`, [world.now()]);
      await world.account('lead').asks('suspend', { of: { id: 'helper-1' }, body: { reason: 'unfit' } });
      await world.advance('5 s');
      const [disabled, suspended] = [await renew(world, operator), await renew(world, helper)];
      expect([disabled.status, await slugOf(disabled)]).toEqual([401, 'not-logged-in']);
      expect([suspended.status, await slugOf(suspended)]).toEqual([403, 'account-suspended']);
      expect((await renew(world, 'no-token')).status).toBe(401);
    }));
});
