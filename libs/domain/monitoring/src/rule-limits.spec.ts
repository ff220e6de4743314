import { describe, expect, it } from '@jest/globals';
import { after, fromIso, hours, type Instant } from '@silverbell/kernel';
import { awayFault, ruleFaults } from './rule-limits.js';
import type { InactivityRule } from './inactivity.js';

const NOW = fromIso('2026-01-15T12:00:00+08:00') as Instant;
const noSign = (within: number): InactivityRule => ({ rule: 'no-sign', within: hours(within), since: NOW });
const morning = (from: string, by: string): InactivityRule => ({ rule: 'morning', from, by });
const water = (belowL: number, aboveL: number): InactivityRule => ({ rule: 'water', belowL, aboveL });

describe('the limits of a rule about silence', () => {
  it.each<[string, readonly InactivityRule[], readonly string[]]>([
    ['as the safety case has them', [noSign(12), morning('04:00', '07:30'), water(10, 1_000)], []],
    ['none at all', [], []],
    ['the same sort twice', [noSign(12), noSign(24)], ['rule-twice']],
    ['every hour', [noSign(1)], ['no-sign-hours']],
    ['after three days', [noSign(72)], ['no-sign-hours']],
    ['after no number of hours', [noSign(Number.NaN)], ['no-sign-hours']],
    ['a morning in the afternoon', [morning('04:00', '15:00')], ['morning-times']],
    ['a morning that ends before it begins', [morning('08:00', '07:30')], ['morning-times']],
    ['more than anybody uses', [water(10, 50_000)], ['water-litres']],
    ['all in one', [noSign(1), morning('09:00', '08:00')], ['no-sign-hours', 'morning-times']],
  ])('%s', (_, rules, faults) => {
    expect(ruleFaults(rules)).toEqual(faults);
  });
});

describe('an absence', () => {
  const of = (from: number, until: number) =>
    awayFault({ from: after(NOW, hours(from)), until: after(NOW, hours(until)) }, NOW);

  it('ends, and within a month: no rule rests for ever', () => {
    expect(of(0, 31 * 24)).toBeNull();
    expect(of(0, 31 * 24 + 1)).toBe('away-too-long');
    expect(of(24, 32 * 24)).toBeNull();
  });

  it('may have begun before it was written down, and is extended from today on', () => {
    expect(of(-20 * 24, 20 * 24)).toBeNull();
    expect(of(-20 * 24, 40 * 24)).toBe('away-too-long');
  });

  it('that is over, ends before it begins, or begins next year, is refused', () => {
    expect([of(-48, -24), of(24, 12), of(100 * 24, 101 * 24)]).toEqual([
      'away-over',
      'away-ends-before',
      'away-too-far-ahead',
    ]);
  });
});
