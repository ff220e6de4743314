import { describe, expect, it } from '@jest/globals';
import { as, isRefusal, type AccountId, type RegionId, type SeniorId } from '@silverbell/kernel';
import { ECONOMIC_CLASSES, MEAL_BOOKING_STATES, type MealBookingState } from '@silverbell/vocabulary';
import fc from 'fast-check';
import { clock } from '../spec/orders.js';
import { decide, mealActions, mealSubsidy } from './decide.js';
import { MEAL_ROLES, type MealBooking, type MealCommand, type MealCommandType, type MealRole } from './meal-booking.js';

const bookingIn = (state: MealBookingState, means: 'name-list' | 'delivery' = 'delivery'): MealBooking => ({
  ...{ id: 'meal-1', version: 2, state, seniorId: as<SeniorId>('care-b'), mealPointId: 'demo-meal-1' },
  ...{ regionId: as<RegionId>('village'), on: '2026-10-15', opensAt: clock('11:00'), closesAt: clock('13:00') },
  ...{ priceFen: 800, subsidyFen: 300, untouched: false },
  taken: state === 'attended' ? { at: clock('11:30'), means, by: 'senior', inPerson: true } : null,
});
const by = (role: MealRole, now = clock('12:00')) => ({ now, by: { role, id: as<AccountId>(role) } });
const COMMANDS = {
  attend: { type: 'attend', at: clock('11:59'), means: 'name-list', by: 'senior' },
  refuse: { type: 'refuse', untouched: false },
  cancel: { type: 'cancel' },
  close: { type: 'close' },
} as const satisfies Readonly<Record<MealCommandType, MealCommand>>;

/** The table of the README once more. */
const SAID: readonly (readonly [MealCommandType, string, string, MealBookingState])[] = [
  ['attend', 'booked not-fetched', 'point', 'attended'],
  ['refuse', 'booked not-fetched attended', 'point', 'refused'],
  ['cancel', 'booked', 'point desk contact', 'cancelled'],
  ['close', 'booked', 'clock', 'not-fetched'],
];
const rows = SAID.flatMap(([type, from, roles, to]) =>
  MEAL_BOOKING_STATES.map((state) => ({ type, state, from: from.split(' '), roles: roles.split(' '), to })),
);

describe('a booked meal takes from whom the table says, and in which state', () => {
  it.each(rows)('$type while $state', ({ type, state, from, roles, to }) => {
    for (const role of MEAL_ROLES) {
      const done = decide(bookingIn(state), COMMANDS[type], by(role));
      if (from.includes(state) && roles.includes(role))
        expect(done).toMatchObject({ after: { state: to, version: 3 } });
      else expect(isRefusal(done) && done.refused).toMatch(/^(not-allowed|meal-state)$/);
    }
  });

  it('offers the actions that it takes', () => {
    expect(mealActions('booked', 'contact')).toEqual(['cancel']);
    expect(mealActions('booked', 'point')).toEqual(['attend', 'refuse', 'cancel']);
  });
});

describe('a meal (CR-59)', () => {
  it('was taken in person only when she herself came or took it at the door', () => {
    const taken = (taker: 'senior' | 'neighbour') =>
      decide(bookingIn('booked'), { ...COMMANDS.attend, by: taker }, by('point'));
    expect(taken('senior')).toMatchObject({ after: { taken: { inPerson: true } } });
    expect(taken('neighbour')).toMatchObject({ after: { taken: { inPerson: false } } });
  });

  it('is taken neither ahead of the clock nor on another day', () => {
    const at = (time: string, now = '12:00') =>
      decide(bookingIn('booked'), { ...COMMANDS.attend, at: clock(time) }, by('point', clock(now)));
    expect(at('12:06')).toMatchObject({ refused: 'clock-skewed' });
    expect(at('08:00')).toMatchObject({ refused: 'meal-other-time' });
  });

  it('a meal eaten at the point is not refused later; a delivered one may be found untouched', () => {
    expect(decide(bookingIn('attended', 'name-list'), COMMANDS.refuse, by('point'))).toMatchObject({
      refused: 'meal-state',
    });
    expect(decide(bookingIn('attended'), COMMANDS.refuse, by('point'))).toMatchObject({ after: { untouched: true } });
  });

  it('is cancelled until the doors close', () => {
    expect(decide(bookingIn('booked'), COMMANDS.cancel, by('desk', clock('13:00')))).toMatchObject({
      refused: 'meal-state',
    });
  });

  it('is never paid for by more than its price', () => {
    const point = { priceFen: 800, subsidies: [{ economicClass: 'subsistence', fen: 900 }] } as const;
    expect([mealSubsidy(point, 'subsistence'), mealSubsidy(point, 'other')]).toEqual([800, 0]);
  });

  it('costs her from nothing to its price, whatever a place adds and for whom', () => {
    const subsidies = fc.uniqueArray(
      fc.record({ economicClass: fc.constantFrom(...ECONOMIC_CLASSES), fen: fc.nat(5_000) }),
      { selector: ({ economicClass }) => economicClass },
    );
    fc.assert(
      fc.property(fc.nat(5_000), subsidies, fc.constantFrom(...ECONOMIC_CLASSES), (priceFen, added, of) => {
        const subsidy = mealSubsidy({ priceFen, subsidies: added }, of);
        const own = added.find(({ economicClass }) => economicClass === of)?.fen ?? 0;
        expect(subsidy).toBeGreaterThanOrEqual(0);
        expect(subsidy).toBeLessThanOrEqual(Math.min(priceFen, own));
        expect(subsidy === own || subsidy === priceFen).toBe(true);
      }),
    );
  });
});
