import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import fc from 'fast-check';
import type { RatingValue } from '@silverbell/vocabulary';
import { addDays, dissatisfiedTwice, tooManyComplaints } from '../index.js';

const said = (receivedOn: string, orderId: string | null = null, homeId: string | null = null) => ({
  ...{ id: `${receivedOn} ${orderId ?? ''} ${homeId ?? ''} ${String((made += 1))}`, receivedOn, orderId, homeId },
});
let made = 0;
const rolling = { window: 'rolling-30d', most: 3 } as const;

describe('CR-50 (a): complaints that take a verification', () => {
  it('32: three in 30 days, the day of the newest included', () => {
    const days = (last: string) => ['2026-10-01', '2026-10-15', last].map((day) => said(day));
    expect(tooManyComplaints(days('2026-10-30'), '2026-10-30', rolling)).toHaveLength(3);
    expect(tooManyComplaints(days('2026-10-31'), '2026-10-31', rolling)).toBeNull();
  });

  it('by the calendar month where the region says so', () => {
    const month = { window: 'calendar-month', most: 3 } as const;
    const days = (...on: string[]) => on.map((day) => said(day));
    expect(tooManyComplaints(days('2026-10-01', '2026-10-15', '2026-10-31'), '2026-10-31', month)).toHaveLength(3);
    expect(tooManyComplaints(days('2026-09-30', '2026-10-15', '2026-10-20'), '2026-10-20', month)).toBeNull();
  });

  it('two of one household about one visit are one; of two households, or about two visits, two', () => {
    const about = (...places: readonly [string | null, string | null][]) =>
      tooManyComplaints(
        places.map(([order, home]) => said('2026-10-01', order, home)),
        '2026-10-01',
        rolling,
      );
    expect(about(['o1', 'h1'], ['o1', 'h1'], ['o2', 'h1'])).toBeNull();
    expect(about(['o1', 'h1'], ['o1', 'h1'], ['o2', 'h1'], ['o1', 'h2'])).toHaveLength(4);
    expect(about([null, 'h1'], [null, 'h1'], [null, null])).toHaveLength(3);
  });
});

describe('CR-50 (b): ratings that take a verification', () => {
  const ratings = (...given: readonly [RatingValue, string][]) =>
    given.map(([value, at], n) => ({ orderId: `o${String(n)}`, value, at: instant(Date.parse(at)), seq: n }));

  it('不满意 twice in a row, at most seven times 24 h apart', () => {
    const apart = (second: string) =>
      dissatisfiedTwice(ratings(['dissatisfied', '2026-10-01T09:00:00Z'], ['dissatisfied', second]));
    expect(apart('2026-10-08T09:00:00Z')).toEqual(['o0', 'o1']);
    expect(apart('2026-10-08T09:00:00.001Z')).toBeNull();
  });

  it('with another rating between them none, with 未评价 between them one', () => {
    const between = (value: RatingValue) =>
      dissatisfiedTwice(
        ratings(
          ['dissatisfied', '2026-10-01T09:00Z'],
          [value, '2026-10-02T09:00Z'],
          ['dissatisfied', '2026-10-03T09:00Z'],
        ),
      );
    expect(between('satisfied')).toBeNull();
    expect(between('rather-satisfied')).toBeNull();
    expect(between('not-rated')).toEqual(['o0', 'o2']);
  });

  it('said at one instant are taken in the order in which they were said', () => {
    const at = '2026-10-01T09:00Z';
    expect(dissatisfiedTwice(ratings(['dissatisfied', at], ['satisfied', at], ['dissatisfied', at]))).toBeNull();
  });
});

describe('CR-50: the order of the list', () => {
  const turns = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

  it('does not decide whether complaints are too many', () => {
    const complaint = fc.record({
      receivedOn: fc.nat(45).map((n) => addDays('2026-09-20', n)),
      orderId: fc.constantFrom(null, 'o1', 'o2'),
      homeId: fc.constantFrom(null, 'h1', 'h2'),
    });
    const drawn = fc
      .array(complaint, { maxLength: 8 })
      .map((list) => list.map((one, n) => ({ ...one, id: `c${n}` })))
      .chain((list) => fc.tuple(fc.constant(list), turns(list)));
    fc.assert(
      fc.property(drawn, fc.constantFrom('rolling-30d', 'calendar-month'), ([list, turned], window) => {
        const found = (of: typeof list) => tooManyComplaints(of, '2026-10-30', { window, most: 3 })?.toSorted() ?? null;
        expect(found(turned)).toEqual(found(list));
      }),
    );
  });

  it('does not decide whether two ratings follow each other', () => {
    const rating = fc.record({
      value: fc.constantFrom<RatingValue>('dissatisfied', 'dissatisfied', 'satisfied', 'not-rated'),
      at: fc.nat(20).map((days) => instant(Date.parse('2026-10-01T09:00Z') + days * 43_200_000)),
    });
    const drawn = fc
      .array(rating, { maxLength: 8 })
      .map((list) => list.map((one, seq) => ({ ...one, seq, orderId: `o${seq}` })))
      .chain((list) => fc.tuple(fc.constant(list), turns(list)));
    fc.assert(
      fc.property(drawn, ([list, turned]) => {
        expect(dissatisfiedTwice(turned)).toEqual(dissatisfiedTwice(list));
      }),
    );
  });
});
