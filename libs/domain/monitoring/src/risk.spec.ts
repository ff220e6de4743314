import { describe, expect, it } from '@jest/globals';
import { as, instant, type HomeId, type SeniorId } from '@silverbell/kernel';
import { byRisk, listedNameOf, type PersonAtRisk } from './risk.js';

const person = (name: string, more: Partial<PersonAtRisk> = {}): PersonAtRisk => ({
  seniorId: as<SeniorId>(name),
  homeId: as<HomeId>(`home-${name}`),
  electricDevice: false,
  livingAlone: false,
  dementia: false,
  disabled: false,
  cannotSpeak: false,
  ageYears: 70,
  lastContactAt: instant(1_000),
  ...more,
});

describe('the order of a roll-call', () => {
  it('asks for the oxygen first, then for those whom nobody else would miss', () => {
    const order = [
      person('couple'),
      person('forgetful', { dementia: true }),
      person('unheard', { lastContactAt: null }),
      person('alone', { livingAlone: true }),
      person('oxygen', { electricDevice: true }),
      person('alone-forgetful', { livingAlone: true, dementia: true }),
      person('old', { ageYears: 91 }),
    ]
      .map(listedNameOf)
      .sort(byRisk);
    expect(order.map(({ seniorId }) => seniorId)).toEqual([
      'oxygen',
      'alone-forgetful',
      'alone',
      'forgetful',
      'old',
      'unheard',
      'couple',
    ]);
    expect(order.map(({ tier }) => tier)).toEqual([1, 2, 2, 2, 3, 3, 3]);
  });
});
