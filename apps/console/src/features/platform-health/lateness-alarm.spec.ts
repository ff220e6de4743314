import { describe, expect, it } from '@jest/globals';
import { headlineOf, LatenessAlarm } from './lateness-alarm.js';

describe('the alarm of a platform that is late', () => {
  it('is silent while nothing is late', () => {
    expect(new LatenessAlarm().next([], 0)).toBe(false);
  });

  it('rings at once, and every eight seconds until somebody attends', () => {
    const alarm = new LatenessAlarm();
    expect([0, 1_000, 7_999, 8_000, 9_000].map((at) => alarm.next(['overdue'], at))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    alarm.attend(['overdue']);
    expect(alarm.next(['overdue'], 60_000)).toBe(false);
  });

  it('rings again for what becomes late afterwards, and for what comes back', () => {
    const alarm = new LatenessAlarm();
    alarm.next(['overdue'], 0);
    alarm.attend(['overdue']);
    expect(alarm.next(['overdue', 'engine'], 20_000)).toBe(true);
    alarm.attend(['overdue', 'engine']);
    expect(alarm.next([], 30_000)).toBe(false);
    expect(alarm.next(['overdue'], 31_000)).toBe(true);
  });
});

describe('the headline of the banner', () => {
  it('is of the clock when nothing but the clock is wrong', () => {
    expect(headlineOf(['clock'])).toBe('health.clockBanner');
    expect(headlineOf(['clock@e1', 'clock-database@a1'])).toBe('health.clockBanner');
    expect(headlineOf(['clock', 'overdue'])).toBe('health.banner');
    expect(headlineOf(['overdue'])).toBe('health.banner');
  });
});
