import { describe, expect, it } from '@jest/globals';
import { etaHolds } from './eta-holds.js';

const T0 = Date.parse('2026-11-28T06:00:00.000Z');
const iso = (minutes: number): string => new Date(T0 + minutes * 60_000).toISOString();
const at = (minutes: number): number => T0 + minutes * 60_000;
/** Promised at 10, expected now at `eta`; seen at `seen`, looked at `now`. */
const holds = (eta: number, seen: number | null, now: number) =>
  etaHolds({ promisedAt: iso(10), etaAt: iso(eta) }, seen === null ? null : at(seen), at(now));

describe('whether the time of a helper holds', () => {
  it('does while she is expected within a minute of what was promised', () => {
    expect([holds(10, 3, 3), holds(8, 3, 3), holds(10.9, 3, 3)].map((one) => one.holds)).toEqual([
      ...['on-time', 'on-time', 'on-time'],
    ]);
  });

  it('does not when her position and the speed of the policy bring her there later', () => {
    expect(holds(13, 3, 3)).toEqual({ holds: 'late', minutes: 3 });
  });

  it('grows later while her time is over and her phone says that she is still on the way', () => {
    expect(holds(10, 12, 12)).toEqual({ holds: 'late', minutes: 2 });
  });

  it('is unknown, with the age of the position, when her phone was not heard for a minute', () => {
    expect(holds(10, 2, 3)).toEqual({ holds: 'on-time' });
    expect(holds(10, 0, 4.5)).toEqual({ holds: 'unknown', seenMinutes: 4 });
    expect(holds(20, 0, 15)).toEqual({ holds: 'unknown', seenMinutes: 15 });
  });

  it('is unknown without any position, however long it lasts', () => {
    expect(holds(10, null, 30)).toEqual({ holds: 'unknown', seenMinutes: null });
  });

  it('measures by what is expected now when no promise was kept', () => {
    expect(etaHolds({ promisedAt: null, etaAt: iso(10) }, at(12), at(12))).toEqual({ holds: 'late', minutes: 2 });
  });
});
