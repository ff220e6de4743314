import { describe, expect, it } from '@jest/globals';
import { fromIso, type Instant } from '@silverbell/kernel';
import { ageYears, dayOf, endOfDay, familyNameOf } from './index.js';

const at = (iso: string): Instant => fromIso(iso) as Instant;

describe('a certificate', () => {
  it.each([
    ['Asia/Shanghai', '2027-03-31', '2027-03-31T15:59:59.999Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-29T21:59:59.999Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-25T22:59:59.999Z'],
    ['Pacific/Honolulu', '2028-02-29', '2028-03-01T09:59:59.999Z'],
  ])('in %s is valid until the last millisecond of %s', (zone, day, end) => {
    expect(endOfDay(day, zone)).toBe(at(end));
    expect(dayOf(at(end), zone)).toBe(day);
  });
});

describe('the age of a helper', () => {
  it.each([
    ['2008-11-29', 17],
    ['2008-11-28', 18],
    ['1956-02-29', 70],
  ])('born on %s is %d on 28 November 2026', (born, years) => {
    expect(ageYears(born, at('2026-11-28T04:00:00Z'))).toBe(years);
  });
});

describe('the family name a device says', () => {
  it.each([
    ['王小明', '王'],
    ['欧阳小明', '欧阳'],
    ['欧阳', '欧'],
    [' 司马相如 ', '司马'],
    ['Wang Xiaoming', 'Wang'],
  ])('of %s is %s', (name, family) => {
    expect(familyNameOf(name)).toBe(family);
  });
});
