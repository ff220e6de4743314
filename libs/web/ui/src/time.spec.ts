import { describe, expect, it } from '@jest/globals';
import { clockSpan, spanInWords, timeOfDay } from './time.js';

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
    const say = (key: string, values?: Record<string, string | number>): string =>
      `${key}${values ? ` ${values['n']}` : ''}`;
    expect(spanInWords(20, say)).toBe('time.lessThanMinute');
    expect(spanInWords(340, say)).toBe('time.minutes 6');
    expect(spanInWords(3 * 3_600, say)).toBe('time.hours 3');
  });

  it("shows the region's wall time whatever zone the machine is in", () => {
    expect(timeOfDay('2026-01-05T01:31:05Z', 'Asia/Shanghai')).toBe('09:31:05');
  });
});
