import { describe, expect, it } from '@jest/globals';
import { after, hours, instant, minutes, type Instant } from '@silverbell/kernel';
import fc from 'fast-check';
import { defaultRefusals, NO_REFUSALS, policyFor, refusedAgain, type RefusalPolicy } from './refusals.js';

const START = instant(Date.UTC(2026, 0, 15, 4));

const toldAt = (times: readonly Instant[], policy: RefusalPolicy): Instant[] => {
  let kept = NO_REFUSALS;
  const told: Instant[] = [];
  for (const at of times) {
    const next = refusedAgain(kept, at, policy);
    kept = next.kept;
    if (next.tells) told.push(at);
  }
  return told;
};
const every = (gap: number, count: number): Instant[] =>
  Array.from({ length: count }, (_, n) => instant(START + n * gap));

describe('a registered device that is refused', () => {
  it('again and again is work within five minutes, and not again before an hour is over', () => {
    const told = toldAt(every(60_000, 100), defaultRefusals);
    expect(told).toEqual([after(START, minutes(2)), after(START, minutes(62))]);
  });

  it('once or twice while it is being set up is none', () => {
    expect(toldAt(every(1_000, 2), defaultRefusals)).toEqual([]);
  });

  it('once in a long while is none', () => {
    expect(toldAt(every(hours(1), 50), defaultRefusals)).toEqual([]);
  });

  it.each(['foreign-topic', 'too-many-connections'] as const)(
    'for %s is work at once: its name was proven',
    (reason) => {
      expect(toldAt(every(1_000, 5), policyFor(reason, defaultRefusals))).toEqual([START]);
    },
  );

  it('is told as often as its policy says, however it is refused', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 1_200_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 6 }), (steps, needed) => {
        const policy = { ...defaultRefusals, after: needed };
        let at = START;
        const times = steps.map((step) => (at = instant(at + step)));
        const told = toldAt(times, policy);
        told.forEach((one, n) => {
          expect(times.filter((time) => time <= one && one - time < policy.within).length).toBeGreaterThanOrEqual(
            needed,
          );
          if (n > 0) expect(one - told[n - 1]!).toBeGreaterThanOrEqual(policy.againAfter);
        });
      }),
    );
  });
});
