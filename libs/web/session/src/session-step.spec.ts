import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { sessionStep, type SessionLife } from './session-step.js';

const MIN = 60_000;
const HOUR = 60 * MIN;
const life = (more: Partial<SessionLife>): SessionLife => ({
  ...{ now: 0, expiresAt: 8 * HOUR, lifetimeMs: 8 * HOUR, lastActiveAt: 0, atLimit: false },
  ...more,
});

describe('a session on the screen', () => {
  it.each([
    ['fresh', {}, 'rest'],
    ['in its second half, at work', { now: 5 * HOUR, lastActiveAt: 5 * HOUR - MIN }, 'renew'],
    ['in its second half, nobody there', { now: 5 * HOUR, lastActiveAt: 4 * HOUR }, 'rest'],
    ['about to end, nobody there', { now: 8 * HOUR - 9 * MIN, lastActiveAt: HOUR }, 'warn'],
    ['about to end, back at work', { now: 8 * HOUR - 9 * MIN, lastActiveAt: 8 * HOUR - 9 * MIN }, 'renew'],
    ['at its limit, at work', { now: 5 * HOUR, lastActiveAt: 5 * HOUR, atLimit: true }, 'rest'],
    ['about to end at its limit', { now: 8 * HOUR - MIN, lastActiveAt: 8 * HOUR - MIN, atLimit: true }, 'warn'],
    ['over', { now: 8 * HOUR }, 'over'],
    ['short and about to end', { now: 50_000, expiresAt: MIN, lifetimeMs: MIN, lastActiveAt: 10_000 }, 'warn'],
  ] as const)('%s: the step is %s', (_, more, step) => {
    expect(sessionStep(life(more))).toBe(step);
  });

  it('B2: never ends under the hands of somebody who works, and never without a warning before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60_000, max: 24 * HOUR }),
        fc.array(fc.integer({ min: 0, max: 30 * HOUR }), { maxLength: 40 }),
        (lifetimeMs, presses) => {
          const pressed = [...presses].sort((a, b) => a - b);
          let [expiresAt, last, before] = [lifetimeMs, 0, 'rest' as string];
          const stepMs = Math.max(1_000, Math.floor(lifetimeMs / 200));
          for (let now = 0; now <= 30 * HOUR; now += stepMs) {
            while (pressed.length > 0 && (pressed[0] ?? 0) <= now) last = pressed.shift() ?? last;
            const step = sessionStep({ now, expiresAt, lifetimeMs, lastActiveAt: last, atLimit: false });
            if (step === 'over') return before === 'warn';
            if (step === 'renew') expiresAt = now + lifetimeMs;
            before = step;
          }
          return true;
        },
      ),
      { numRuns: 200 },
    );
  });
});
