import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@silverbell/kernel';
import { SERVICE_ORDER_STATES } from '@silverbell/vocabulary';
import fc from 'fast-check';
import { amountFen } from '../money/money.js';
import { clock, context, orderIn } from '../spec/orders.js';
import { decide } from './decide.js';
import { itemsFen, selfPaidFen } from './self-paid.js';
import type { Quote } from './order.js';

const quote = (more: Partial<Quote> = {}): Quote => ({
  ...{
    extraMinutes: 30,
    rateFenPerHour: 2_000,
    amountFen: 5_500,
    quotedAt: clock('08:00'),
    acceptedAt: clock('08:05'),
  },
  ...{
    items: [
      { code: 'urgent-repair', count: 1, priceFen: 3_000 },
      { code: 'haircut', count: 1, priceFen: 1_500 },
    ],
    ...more,
  },
});
const agreed = { extra: 30, unagreed: 0 };
const paid = (more: object, minutes = agreed): number =>
  selfPaidFen(orderIn('finished', { marks: [], ...more }), minutes);

describe('CR-34: what she pays herself', () => {
  it('is the agreed minutes and price by count of each quoted item that was done', () => {
    expect(paid({ quote: quote(), doneItems: ['urgent-repair'] })).toBe(1_000 + 3_000);
    expect(paid({ quote: quote(), doneItems: ['urgent-repair', 'haircut', 'cleaning'] })).toBe(1_000 + 3_000 + 1_500);
    expect(paid({ quote: quote(), doneItems: [] }, { extra: 0, unagreed: 0 })).toBe(0);
  });

  it('is nothing for what was not agreed before the visit, and of a visit that is void', () => {
    expect(paid({ quote: quote({ acceptedAt: null }), doneItems: ['haircut'] })).toBe(0);
    expect(paid({ quote: null, doneItems: ['haircut'] })).toBe(0);
    expect(selfPaidFen(orderIn('void', { marks: [], quote: quote(), doneItems: ['haircut'] }), agreed)).toBe(0);
  });

  it('is nothing for an item while its visit waits for a review, or failed it (CR-32)', () => {
    const done = { quote: quote(), doneItems: ['haircut'], marks: ['manual'] as const };
    const uncounted = { extra: 0, unagreed: 0 };
    expect(paid({ ...done, review: null }, uncounted)).toBe(0);
    expect(paid({ ...done, review: 'fail' }, uncounted)).toBe(0);
    expect(paid({ ...done, review: 'pass' }, uncounted)).toBe(1_500);
  });

  it('is never more than the quote that was accepted, and nothing when void or not reviewed', () => {
    const items = fc.uniqueArray(
      fc.record({
        code: fc.constantFrom('urgent-repair', 'haircut', 'mending', 'meal-hall'),
        count: fc.integer({ min: 1, max: 9 }),
        priceFen: fc.integer({ min: 0, max: 100_000 }),
      }),
      { selector: ({ code }) => code },
    );
    const done = fc.subarray(['urgent-repair', 'haircut', 'mending', 'meal-hall', 'cleaning']);
    const numbers = fc.record({ extra: fc.nat(600), extraMinutes: fc.nat(600), rateFenPerHour: fc.nat(20_000) });
    const stands = fc.record({
      state: fc.constantFrom(...SERVICE_ORDER_STATES),
      marks: fc.subarray(['manual', 'too-short', 'late-upload', 'back-entry'] as const),
      review: fc.constantFrom(null, 'pass' as const),
      accepted: fc.boolean(),
    });
    fc.assert(
      fc.property(items, done, numbers, stands, (quoted, doneItems, numbersOf, { state, marks, review, accepted }) => {
        const { extra, extraMinutes, rateFenPerHour } = numbersOf;
        const whole = amountFen(extraMinutes, rateFenPerHour) + itemsFen(quoted);
        const acceptedAt = accepted ? clock('08:05') : null;
        const of = quote({ items: quoted, extraMinutes, rateFenPerHour, amountFen: whole, acceptedAt });
        const unagreed = Math.max(0, extra - extraMinutes);
        const fen = selfPaidFen(orderIn(state, { marks, review, quote: of, doneItems }), { extra, unagreed });
        expect(fen).toBeGreaterThanOrEqual(0);
        expect(fen).toBeLessThanOrEqual(whole);
        const isReviewed = review === 'pass' || marks.every((mark) => mark === 'late-upload');
        if (!accepted || state === 'void' || !isReviewed) expect(fen).toBe(0);
      }),
    );
  });

  it('reads a quote and a visit from before items were kept', () => {
    const { items: _, ...old } = quote();
    expect(paid({ quote: old })).toBe(1_000);
  });
});

describe('CR-16: the price of an item', () => {
  it('is frozen with the quote, whose amount is minutes and items together', () => {
    const items = [{ code: 'urgent-repair', count: 2, priceFen: 3_000 }];
    const command = { type: 'quote', extraMinutes: 30, rateFenPerHour: 2_000, items } as const;
    const done = decide(orderIn('planned', { quote: null }), command, context('provider'));
    if (isRefusal(done)) throw new Error(done.refused);
    expect(done.after.quote).toMatchObject({ items, amountFen: 1_000 + 6_000, acceptedAt: null });
  });
});
