import { describe, expect, it } from '@jest/globals';
import { clockSpan, formatDuration, timeOfDay } from './time.js';

describe('time on the screen', () => {
  it('counts minutes and seconds, and hours when it takes that long', () => {
    expect(clockSpan(0)).toBe('00:00');
    expect(clockSpan(75_400)).toBe('01:15');
    expect(clockSpan(3_600_000 + 61_000)).toBe('1:01:01');
  });

  it('never shows a minus when this clock is ahead of the server', () => {
    expect(clockSpan(-900)).toBe('00:00');
  });

  it('says a span the way people do', () => {
    const t = (key: string, values?: Record<string, string | number>): string =>
      `${key}${values ? ` ${values['n']}` : ''}`;
    expect(formatDuration(20, t)).toBe('time.lessThanMinute 0');
    expect(formatDuration(340, t)).toBe('time.minutes 6');
    expect(formatDuration(3 * 3_600, t)).toBe('time.hours 3');
  });

  it("shows the region's wall time whatever zone the machine is in", () => {
    expect(timeOfDay('2026-01-05T01:31:05Z', 'Asia/Shanghai')).toBe('09:31:05');
  });
});
