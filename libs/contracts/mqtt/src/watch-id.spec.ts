import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitOf, isWatchNumber, matchWatch, shortNumbersOf, watchIdOf } from './watch-id.js';

const IMEI = '860332489065512';
const USUAL = '3248906551';

describe('a watch by its number', () => {
  it.each([
    ['3324890655', 'watch:3324890655'],
    ['watch:3324890655', 'watch:3324890655'],
    ['WATCH：3324890655', 'watch:3324890655'],
    [' 86-033248-906551-2 ', 'watch:860332489065512'],
    ['IMEI: 86 033248 906551 2', 'watch:860332489065512'],
    ['３３２４８９０６５５', 'watch:3324890655'],
    ['A1-b2', 'watch:A1-b2'],
  ])('M2: %s is registered as %s', (written, id) => {
    expect(watchIdOf(written)).toBe(id);
    expect(watchIdOf(watchIdOf(written))).toBe(id);
  });

  it.each([
    ['3324890655', true],
    ['860332489065512', true],
    ['86033248906551', true],
    ['pendant-7', false],
    ['12345', false],
    ['12345678901', false],
  ])('%s is the number of a watch: %s', (written, is) => {
    expect(isWatchNumber(written)).toBe(is);
  });

  it.each([
    ['the same', IMEI, IMEI, 0],
    ['a prefix is no difference', `watch:${IMEI}`, IMEI, 0],
    ['W7: digits 5 to 14 of the registered IMEI', `watch:${IMEI}`, USUAL, 1],
    ['the other way round', `watch:${USUAL}`, IMEI, 1],
    ['without its check digit', `watch:${IMEI}`, IMEI.slice(0, 14), 1],
    ['with its software version instead', `watch:${IMEI}`, `${IMEI.slice(0, 14)}07`, 1],
    ['ten digits of 14', `watch:${IMEI.slice(0, 14)}`, USUAL, 1],
    ['the last ten digits', `watch:${IMEI}`, IMEI.slice(-10), 2],
    ['two IMEIs that differ in the check digit', `watch:${IMEI}`, `${IMEI.slice(0, 14)}3`, null],
    ['other ten digits', `watch:${IMEI}`, '3248906552', null],
    ['a part of ten digits', 'watch:3324890655', '324890655', null],
    ['a name that is no number', 'watch:anna', 'anna2', null],
  ])('%s: %s and %s fit with %s', (_, registered, said, fit) => {
    expect(fitOf(registered, said)).toBe(fit);
  });

  it('the best fit counts alone, and two equally good ones are asked about', () => {
    const twin = `3555${USUAL}9`;
    expect(matchWatch([`watch:${IMEI}`, `watch:${USUAL}`], USUAL)).toEqual({ is: 'one', id: `watch:${USUAL}` });
    expect(matchWatch([`watch:${IMEI}`, `watch:${twin}`], USUAL)).toEqual({
      is: 'several',
      ids: [`watch:${IMEI}`, `watch:${twin}`],
    });
    expect(matchWatch([`watch:${IMEI}`], '1111111111')).toEqual({ is: 'none' });
  });

  const digitsOf = (length: number) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

  it('any IMEI is found by what trackers make of it, either way, and by nothing shorter', () => {
    fc.assert(
      fc.property(digitsOf(15), fc.integer({ min: 0, max: 5 }), (imei, at) => {
        const short = imei.slice(at, at + 10);
        expect(fitOf(`watch:${imei}`, short)).not.toBeNull();
        expect(fitOf(`watch:${short}`, imei)).not.toBeNull();
        expect(shortNumbersOf(imei)).toContain(short);
        expect(fitOf(`watch:${imei}`, short.slice(1))).toBeNull();
      }),
    );
  });

  it('whatever fits shares a short number, so that an index finds it', () => {
    const number = fc.oneof(digitsOf(10), digitsOf(14), digitsOf(15), digitsOf(16));
    fc.assert(
      fc.property(number, number, (a, b) => {
        if (fitOf(a, b) === null || a === b) return;
        expect(shortNumbersOf(a).some((short) => shortNumbersOf(b).includes(short))).toBe(true);
      }),
    );
  });
});
