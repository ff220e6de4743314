import { describe, expect, it } from '@jest/globals';
import { as, hours, instant, seconds } from '@silverbell/kernel';
import type { SessionId } from '@silverbell/usecases';
import { SESSION_LIMITS, sessionLimitsOf } from './session-limits.js';
import { fakeAccount } from './account.fake.js';
import { SessionTokens } from './session-tokens.js';

const BEGIN = Date.UTC(2026, 2, 1);
const wang = fakeAccount('operator');
const session = as<SessionId>('session-1');

function station() {
  const clock = { at: BEGIN, now: () => instant(clock.at) };
  const tokens = new SessionTokens('secret-of-the-station', clock);
  return { tokens, at: (hour: number) => void (clock.at = BEGIN + hour * 3_600_000) };
}
const hourOf = (at: number): number => (at - BEGIN) / 3_600_000;

describe('a session that goes on', () => {
  it('B2: is prolonged while somebody works, and never beyond two shifts after the login', async () => {
    const { tokens, at } = station();
    let { token, expiresAt } = await tokens.issue(wang, session);
    const ends = [hourOf(expiresAt)];
    for (const hour of [4, 9, 14, 15.9]) {
      at(hour);
      const claims = await tokens.read(token);
      if (claims === null) throw new Error(`over at ${String(hour)} h`);
      expect(hourOf(claims.since)).toBe(0);
      ({ token, expiresAt } = await tokens.issue(wang, session, SESSION_LIMITS, claims.since));
      ends.push(hourOf(expiresAt));
    }
    expect(ends).toEqual([8, 12, 16, 16, 16]);
    at(16.01);
    expect(await tokens.read(token)).toBeNull();
  });

  it.each([
    ['nothing', {}, 8, 16],
    ['a shorter one', { 'session.lasts': 3_600 }, 1, 16],
    ['a shorter end', { 'session.atMost': 4 * 3_600 }, 4, 4],
    ['both', { 'session.lasts': 12 * 3_600, 'session.atMost': 24 * 3_600 }, 12, 24],
    ['more than a day', { 'session.atMost': 48 * 3_600 }, 8, 16],
    ['less than a minute', { 'session.lasts': 5 }, 8, 16],
    ['words', { 'session.lasts': '8 h', 'session.atMost': null }, 8, 16],
  ])('lasts as a region says with %s, within its limits', (_, settings, lasts, atMost) => {
    expect(sessionLimitsOf(settings)).toEqual({ lasts: hours(lasts), atMost: hours(atMost) });
  });

  it('may last a minute', () => {
    expect(sessionLimitsOf({ 'session.lasts': 60 }).lasts).toBe(seconds(60));
  });
});
