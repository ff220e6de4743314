import { describe, expect, it } from '@jest/globals';
import { instant, minutes, seconds, type Instant } from '@silverbell/kernel';
import fc from 'fast-check';
import { readClock, type PhoneClock } from './fix.js';
import { DEFAULT_DISPATCH_POLICY as policy, dispatchPolicyOf } from './policy.js';

const now = Date.UTC(2026, 2, 1, 4);
const at = (ms: number): Instant => instant(now + ms);

/** Reports of one phone, each: heard here after so many ms, and what its own clock said; answers the age of each fix in seconds. */
function agesOf(reports: readonly (readonly [heard: number, said: number | null, sent?: number])[]): number[] {
  let clock: PhoneClock | null = null;
  return reports.map(([heard, said, sent]) => {
    const receivedAt = at(heard);
    const report = { at: said === null ? null : at(said), sentAt: sent === undefined ? null : at(sent), receivedAt };
    const read = readClock(report, clock, policy);
    clock = read.clock;
    return (receivedAt - read.takenAt) / 1_000;
  });
}

const s = (n: number) => seconds(n);
const slow = minutes(20);
const two = minutes(120);

describe('how old a fix is', () => {
  it.each([
    ['D1: the fix of two hours ago, sent now, is two hours old', [[0, -two]], [7_200]],
    [
      'of now, by a right clock, is of now',
      [
        [0, 0],
        [s(10), s(10)],
      ],
      [0, 0],
    ],
    [
      'sent again is as old as it is by then',
      [
        [0, -two],
        [s(30), -two],
        [s(60), -two],
      ],
      [7_200, 7_230, 7_260],
    ],
    [
      'D4b: of a phone whose clock is set 20 min back is old once, and then of now',
      [
        [0, 0],
        [s(10), s(10) - slow],
        [s(20), s(20) - slow],
        [s(30), s(30) - slow],
      ],
      [0, 1_200, 0, 0],
    ],
    [
      'of a phone that was slow from the beginning is of now from its second report',
      [
        [0, -slow],
        [s(10), s(10) - slow],
      ],
      [1_200, 0],
    ],
    [
      'of a slow phone that stopped is old all the same',
      [
        [0, -slow],
        [s(10), s(10) - slow],
        [minutes(10), s(10) - slow],
      ],
      [1_200, 0, 590],
    ],
    [
      'of a phone whose clock was put right is of now at once',
      [
        [0, -slow],
        [s(10), s(10) - slow],
        [s(20), s(20)],
      ],
      [1_200, 0, 0],
    ],
    [
      'of a fast phone is of now',
      [
        [0, minutes(40)],
        [s(10), minutes(40) + s(10)],
      ],
      [0, 0],
    ],
    [
      'of a fast phone that stopped is old all the same',
      [
        [0, minutes(40)],
        [minutes(8), minutes(40)],
      ],
      [0, 480],
    ],
    [
      'from the year 2099 says nothing of the clock',
      [
        [0, minutes(60 * 24 * 365 * 70)],
        [s(10), s(10)],
      ],
      [0, 0],
    ],
    [
      'without a time is of its arrival',
      [
        [0, null],
        [s(10), null],
      ],
      [0, 0],
    ],
    [
      'from the backlog of a phone without a network is as old as it says, each of them',
      [
        [0, 0],
        [s(1), -minutes(10)],
        [s(1) + 40, -minutes(9)],
        [s(1) + 80, -minutes(8)],
      ],
      [0, 601, 541.04, 481.08],
    ],
    [
      'that names when it was sent needs no second report',
      [
        [0, -two, -slow],
        [s(10), s(10) - slow, s(10) - slow],
      ],
      [6_000, 0],
    ],
    ['that names a sending before the fix is of now', [[0, 0, -slow]], [0]],
  ] as const)('%s', (_, reports, ages) => {
    expect(agesOf(reports as never)).toEqual(ages);
  });

  it('is never below nothing, and never taken after it arrived, whatever a phone says', () => {
    const times = fc.array(
      fc.tuple(
        fc.nat(100_000),
        fc.option(fc.integer({ min: -1e9, max: 1e9 })),
        fc.option(fc.integer({ min: -1e9, max: 1e9 }), { nil: undefined }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(times, (steps) => {
        let heard = 0;
        const reports = steps.map(([wait, said, sent]) => [(heard += wait), said, sent] as const);
        for (const age of agesOf(reports as never)) expect(age).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is the same from the third report on, however wrong the clock of the phone', () => {
    const wrongBy = fc.integer({ min: -8 * 3_600_000, max: 8 * 3_600_000 });
    fc.assert(
      fc.property(
        wrongBy,
        fc.array(fc.integer({ min: 2_000, max: 60_000 }), { minLength: 3, maxLength: 10 }),
        (wrong, steps) => {
          let heard = 0;
          const ages = agesOf(steps.map((step) => [(heard += step), heard + wrong] as const));
          expect(ages.slice(1).every((age) => age <= policy.clockJumpS)).toBe(true);
        },
      ),
    );
  });
});

describe('what a region sets', () => {
  it('changes the one number it names, and nothing else', () => {
    const set = dispatchPolicyOf({ 'dispatch.speedDay.walk': 1, 'dispatch.freshFixS': 120, 'limits.waveSize': 4 });
    expect(set).toEqual({ ...policy, speedDay: { ...policy.speedDay, walk: 1 }, freshFixS: 120 });
    expect(dispatchPolicyOf({})).toEqual(policy);
  });

  it.each([0, -1, NaN, Infinity, '2', null, 300])('leaves a walking speed of %p as it was', (value) => {
    expect(dispatchPolicyOf({ 'dispatch.speedDay.walk': value })).toEqual(policy);
  });
});
