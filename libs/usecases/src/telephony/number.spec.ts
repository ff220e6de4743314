import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { comparedDigits } from '../facts/index.js';
import { readNumber, telLink } from './number.js';

describe('the number of a caller', () => {
  it.each([
    ['+86 139 0000 1234', '13900001234', 'mobile'],
    ['0086-139-0000-1234', '13900001234', 'mobile'],
    ['8613900001234', '13900001234', 'mobile'],
    ['013900001234', '13900001234', 'mobile'],
    ['１３９００００１２３４', '13900001234', 'mobile'],
    ['0571-8888 0000', '057188880000', 'land-line'],
    ['+86 571 8888 0000', '057188880000', 'land-line'],
    ['(010) 5555 0101', '01055550101', 'land-line'],
    ['88880000', '057188880000', 'land-line'],
    ['120', '120', 'service'],
    ['12349', '12349', 'service'],
    ['+1 415 555 0100', '0014155550100', 'foreign'],
    ['000 1234 5678', '00012345678', 'other'],
  ] as const)('%s is dialled as %s', (raw, digits, kind) => {
    expect(readNumber(raw, '0571')).toEqual({ digits, kind, extension: null });
  });

  it('keeps an extension apart from the number', () => {
    expect(readNumber('010-55550101转802')).toMatchObject({ digits: '01055550101', extension: '802' });
    expect(readNumber('010 5555 0101 ext. 7')).toMatchObject({ extension: '7' });
  });

  it('stays local when the centre has no area code', () => {
    expect(readNumber('88880000')).toMatchObject({ digits: '88880000', kind: 'other' });
  });

  it.each([
    null,
    '',
    '  ',
    'anonymous',
    'Private',
    '隐藏号码',
    '12',
    '同上',
    '120;phone-context=evil',
    '++861',
    '010转',
  ])('%j belongs to no one who could be called back', (raw) => {
    expect(readNumber(raw)).toBeNull();
  });

  it('is found on file by whatever prefix it comes with', () => {
    const mobiles = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String);
    fc.assert(
      fc.property(mobiles, fc.constantFrom('', '+86', '0086', '86', '0', '+86 '), (number, prefix) => {
        expect(comparedDigits(readNumber(prefix + number)?.digits ?? '')).toBe(comparedDigits(number));
      }),
    );
  });
});

describe('the link of a number', () => {
  it.each([
    ['120', 'tel:120'],
    ['+86 10 5555 0101', 'tel:01055550101'],
    ['010-55550101转802', 'tel:01055550101;ext=802'],
    ['+1 415 555 0100', 'tel:+14155550100'],
  ])('reads %s', (number, link) => {
    expect(telLink(number)).toBe(link);
  });

  it.each(['', 'javascript:alert(1)', '1转2转3', '010-5555-0101,,,9#1'])('refuses "%s"', (number) => {
    expect(telLink(number)).toBeNull();
  });
});
