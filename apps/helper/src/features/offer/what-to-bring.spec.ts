import { describe, expect, it } from '@jest/globals';
import { hourAt, whatToBring } from './what-to-bring.js';

describe('what a helper brings', () => {
  it.each([
    ['fall', 12, ['phone', 'first-aid']],
    ['fall', 22, ['phone', 'torch', 'first-aid']],
    ['power-cut', 12, ['phone', 'torch']],
    ['wandering', 12, ['phone', 'warm-clothes']],
    ['gas', 12, ['phone', 'nothing-inside']],
  ] as const)('for %s at %i h: %j', (kind, hour, things) => {
    expect(whatToBring(kind, hour)).toEqual(things);
  });

  it('is counted by the hour of the region, not of a phone with the wrong zone', () => {
    expect(hourAt(Date.parse('2026-11-28T14:30:00.000Z'), 'Asia/Shanghai')).toBe(22);
    expect(hourAt(Date.parse('2026-11-28T16:30:00.000Z'), 'Asia/Shanghai')).toBe(0);
  });
});
