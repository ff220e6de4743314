import { describe, expect, it } from '@jest/globals';
import { rosterPage, type PrintedRoster } from './roster-page.js';

const person = (
  name: string,
  more: Partial<PrintedRoster['people'][number]> = {},
): PrintedRoster['people'][number] => ({
  ...{ region: '山村', name, ageYears: 80, phone: '000', address: '村口第一家', electricDevice: null },
  ...{ livingAlone: false, dementia: false, verifyBy: 'voice', contacts: [] },
  ...more,
});

describe('the roster on paper', () => {
  it('names everybody in the order given, with risk, telephone, address and contacts, and a place to tick', () => {
    const contacts = [{ name: '陈女', relation: '女儿', phone: '111' }];
    const page = rosterPage(
      {
        people: [person('周', { electricDevice: '制氧机' }), person('陈', { livingAlone: true, contacts })],
        seats: [],
      },
      '2026-01-15 07:00',
      true,
    );
    expect(page.indexOf('周')).toBeLessThan(page.indexOf('陈'));
    for (const word of [
      '制氧机',
      '独居',
      '陈女（女儿）111',
      '村口第一家',
      '山村',
      '✓',
      'fictional',
      '2026-01-15 07:00',
    ])
      expect(page).toContain(word);
  });

  it('shows what somebody typed as text, never as a page', () => {
    const page = rosterPage({ people: [person('<script>alert(1)</script>')], seats: [] }, '', false);
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('fictional');
  });
});
