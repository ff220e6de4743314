import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { creditCheckCharacter, isCovered, isCreditCode, normalisedCreditCode, type ContractTerms } from './index.js';

describe('a unified credit code', () => {
  it('is right with its check character, and with no other one', () => {
    const first = '52990101MJDEMP001';
    const code = first + creditCheckCharacter(first);
    expect(isCreditCode(code)).toBe(true);
    const others = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].filter((one) => isCreditCode(first + one));
    expect(others).toEqual([code[17]]);
  });

  it('is right for a published example of the standard', () => {
    expect(isCreditCode('91350100M000100Y43')).toBe(true);
  });

  it('with one character changed is wrong', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const code = [...'91350100M000100Y43'];
        const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
        code[at] = alphabet[(alphabet.indexOf(code[at] ?? '') + by) % 31] ?? '';
        expect(isCreditCode(code.join(''))).toBe(false);
      }),
    );
  });

  it('is read as people type it', () => {
    expect(normalisedCreditCode(' ９１350100-m000100y43')).toBe('91350100M000100Y43');
  });
});

describe('SR-44: a service contract', () => {
  const contract: ContractTerms = {
    ...{ providerId: 'p', regionIds: ['town'], from: '2026-07-01', to: '2027-06-30', items: [], endedOn: null },
  };
  const visit = { regionChain: ['village', 'town', 'county'], day: '2026-07-01', items: ['bath'] };

  it('covers its first and its last day, in its regions and below them', () => {
    const on = (day: string) => isCovered(contract, { ...visit, day });
    expect(['2026-06-30', '2026-07-01', '2027-06-30', '2027-07-01'].map(on)).toEqual([false, true, true, false]);
    expect(isCovered(contract, { ...visit, regionChain: ['other-village', 'county'] })).toBe(false);
  });

  it('ended before its time covers the last day it counted, and no later one', () => {
    const ended = { ...contract, endedOn: '2026-10-14' };
    expect(['2026-10-14', '2026-10-15'].map((day) => isCovered(ended, { ...visit, day }))).toEqual([true, false]);
  });

  it('for some items covers a visit only with all of its items', () => {
    const some = { ...contract, items: ['bath', 'meal'] };
    expect([['bath'], ['bath', 'walk']].map((items) => isCovered(some, { ...visit, items }))).toEqual([true, false]);
  });
});
