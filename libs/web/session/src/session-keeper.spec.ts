import { describe, expect, it } from '@jest/globals';
import { ServerClock, Session } from '@silverbell/web-live';
import type { LoginResponse } from '@silverbell/wire';
import { givenBy, SessionKeeper } from './session-keeper.js';

const NOON = Date.UTC(2026, 2, 1, 4);
const MIN = 60_000;
const HOUR = 60 * MIN;

/** A server whose sessions last 8 h and 16 h at most, a PC that is 10 h fast, and somebody before it. */
function desk() {
  const machine = { passed: 0, monotonicNow: () => machine.passed, wall: () => NOON + 10 * HOUR + machine.passed };
  const clock = new ServerClock(machine);
  const now = (): number => NOON + machine.passed;
  const server = { asked: 0, answers: true, told: 0 };
  const answer = (): LoginResponse => ({
    accessToken: `t${String(server.asked)}`,
    expiresAt: new Date(Math.min(now() + 8 * HOUR, NOON + 16 * HOUR)).toISOString(),
    user: { id: 'wang', name: '王', role: 'operator', regionId: 'town', roles: [] },
    ...{ mustChangePassword: false, mustSetTotp: false },
  });
  clock.learn(NOON, true);
  const session = new Session('console', null);
  const keeper = new SessionKeeper({
    session,
    clock,
    renew: () => {
      server.asked += 1;
      return server.answers ? Promise.resolve(answer()) : Promise.reject(new Error('cut'));
    },
    renewed: () => void (server.told += 1),
  });
  session.begin(givenBy(answer(), clock));
  keeper.tick();
  /** Minute by minute, as the page does every second. */
  const passes = async (ms: number, atWork: boolean): Promise<void> => {
    for (let done = 0; done < ms; done += MIN) {
      machine.passed += MIN;
      if (atWork) keeper.active();
      keeper.tick();
      await Promise.resolve().then(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { server, session, keeper, passes };
}

describe('a session at a desk', () => {
  it('B2: goes on while somebody works, is warned about at its limit, and ends there', async () => {
    const { server, session, keeper, passes } = desk();
    await passes(15 * HOUR + 45 * MIN, true);
    expect([session.state().user?.id, keeper.ending()]).toEqual(['wang', null]);
    expect(server.asked).toBeGreaterThan(1);
    expect(server.told).toBe(server.asked);
    await passes(6 * MIN, true);
    expect(keeper.ending()).toBe('for-good');
    await passes(10 * MIN, true);
    expect(session.state()).toMatchObject({ user: null, ended: 'expired', expired: { id: 'wang' } });
    expect(server.asked).toBeLessThan(10);
  });

  it('is not prolonged for an empty chair, and is by the word of whoever comes back', async () => {
    const { server, session, keeper, passes } = desk();
    await passes(7 * HOUR + 49 * MIN, false);
    expect([server.asked, keeper.ending()]).toEqual([0, null]);
    await passes(2 * MIN, false);
    expect(keeper.ending()).toBe('soon');
    await keeper.goOn();
    expect(keeper.ending()).toBeNull();
    await passes(60 * MIN, false);
    expect(session.state().user?.id).toBe('wang');
  });

  it('says that it ends when it cannot be prolonged over a cut line', async () => {
    const { server, session, keeper, passes } = desk();
    server.answers = false;
    await passes(7 * HOUR + 51 * MIN, true);
    expect(keeper.ending()).toBe('soon');
    expect(session.state().user?.id).toBe('wang');
    server.answers = true;
    await passes(2 * MIN, true);
    expect(keeper.ending()).toBeNull();
  });

  it('leaves alone whoever logs in while it was being prolonged', async () => {
    const { session, keeper, server } = desk();
    const renewal = keeper.goOn();
    session.end('left');
    await renewal;
    expect([session.state().token, server.told]).toEqual([null, 0]);
  });
});
