import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCharacterOf, isIdNumber, readIdNumber, type IdNumber } from './id-number.js';
import { maskedIdNumber, maskedName, maskedPhone } from './masks.js';

const TODAY = '2026-11-29';
const read = (written: string) => readIdNumber(written, TODAY);

/** Any day of a life, in an area, with an order number. */
const first17 = fc
  .record({
    area: fc.constantFrom('110101', '330102', '511123', '820000'),
    born: fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2026-11-29T00:00:00Z'),
      noInvalidDate: true,
    }),
    order: fc.integer({ min: 0, max: 999 }),
  })
  .map(
    ({ area, born, order }) =>
      `${area}${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`,
  );
const valid = first17.map((first) => first + checkCharacterOf(first));

describe('an identity number (CR-07)', () => {
  it('tells birth date and sex, whatever day and order number', () => {
    fc.assert(
      fc.property(valid, (number) => {
        const one = read(number) as IdNumber;
        expect(one.birthDate.replaceAll('-', '')).toBe(number.slice(6, 14));
        expect(one.gender).toBe(Number(number[16]) % 2 === 1 ? 'male' : 'female');
        expect(one.unknownArea).toBe(false);
      }),
    );
  });

  it('with any one character changed is refused, as is one with two neighbours swapped', () => {
    fc.assert(
      fc.property(valid, fc.nat(17), fc.constantFrom(...'0123456789X'), (number, at, other) => {
        fc.pre(number[at] !== other);
        expect(isIdNumber(read(number.slice(0, at) + other + number.slice(at + 1)))).toBe(false);
      }),
    );
    fc.assert(
      fc.property(valid, fc.nat(16), (number, at) => {
        const [a = '', b = ''] = [number[at], number[at + 1]];
        fc.pre(a !== b);
        expect(isIdNumber(read(number.slice(0, at) + b + a + number.slice(at + 2)))).toBe(false);
      }),
    );
  });

  it('is read as people write it: full-width, with blanks, with a small x', () => {
    const number = '11010519491231002X';
    expect(read(number)).toEqual({ number, birthDate: '1949-12-31', gender: 'female', unknownArea: false });
    for (const written of [
      '11010519491231002x',
      ' 110105 19491231 002X ',
      '１１０１０５１９４９１２３１００２Ｘ',
      '110105-19491231-002x',
    ])
      expect(read(written)).toMatchObject({ number });
  });

  it.each([
    ['', 'form'],
    ['1101051949123100', 'form'],
    ['X10105194912310020', 'form'],
    ['11010519490230002X', 'birth-date'],
    ['11010520991231002X', 'birth-date'],
    ['11010517991231002X', 'birth-date'],
    ['110105194912310021', 'check-digit'],
  ])('%j is refused: %s', (written, fault) => {
    expect(read(written)).toEqual({ fault });
  });

  it('of 15 digits is refused, with the number of 18 it would be', () => {
    expect(read('110105491231002')).toEqual({ fault: 'fifteen-digits', asEighteen: '11010519491231002X' });
    expect(read('110105491331002')).toEqual({ fault: 'fifteen-digits', asEighteen: null });
    fc.assert(
      fc.property(valid, (number) => {
        fc.pre(number.slice(6, 8) === '19');
        const old = number.slice(0, 6) + number.slice(8, 17);
        expect(read(old)).toEqual({ fault: 'fifteen-digits', asEighteen: number });
      }),
    );
  });

  it('of no known province is only a warning', () => {
    const first = '99010519491231002';
    expect(read(first + checkCharacterOf(first))).toMatchObject({ unknownArea: true });
  });
});

describe('masks (CR-07)', () => {
  it.each([
    ['张桂芳', '张*芳'],
    ['李强', '李*'],
    ['欧阳桂芳', '欧**芳'],
    ['王', '王*'],
    ['', ''],
  ])('the name %j is shown as %j', (name, shown) => {
    expect(maskedName(name)).toBe(shown);
  });

  it('keep the first 3 and last 4 of an identity number and of a telephone', () => {
    expect(maskedIdNumber('11010519491231002X')).toBe('110***********002X');
    expect(maskedPhone('138 0013 0000')).toBe('138****0000');
    expect(maskedPhone('+86 13800130000')).toBe('138****0000');
    expect(maskedPhone('8023')).toBe('****23');
  });
});
