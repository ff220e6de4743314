import { describe, expect, it } from '@jest/globals';
import { minutesOf, shiftsOf } from './shifts.js';

const zone = 'Asia/Shanghai';

describe('the shifts of a plan', () => {
  it('end on the next day when the end is not later than the beginning', () => {
    expect(shiftsOf({ day: '20261128', from: '18:00', to: '8:00', days: 2 }, zone)).toEqual([
      { from: '2026-11-28T10:00:00.000Z', to: '2026-11-29T00:00:00.000Z' },
      { from: '2026-11-29T10:00:00.000Z', to: '2026-11-30T00:00:00.000Z' },
    ]);
  });

  it('end on the same day otherwise, at the latest at 24:00', () => {
    expect(shiftsOf({ day: '2026-11-28', from: '8：00', to: '24:00', days: 1 }, zone)).toEqual([
      { from: '2026-11-28T00:00:00.000Z', to: '2026-11-28T16:00:00.000Z' },
    ]);
  });

  it('keep to the clock of the wall over a night in which it is set back', () => {
    const [, second] = shiftsOf({ day: '2026-10-24', from: '20:00', to: '8:00', days: 2 }, 'Europe/Berlin') ?? [];
    expect(second).toEqual({ from: '2026-10-25T19:00:00.000Z', to: '2026-10-26T07:00:00.000Z' });
  });

  it.each(['25:00', '12:60', 'noon', ''])('are none when %j is the time', (from) => {
    expect(minutesOf(from)).toBeNull();
    expect(shiftsOf({ day: '2026-11-28', from, to: '8:00', days: 1 }, zone)).toBeNull();
  });
});
