import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import fc from 'fast-check';
import { NewNumberBudget, sourceOf } from './new-number-budget.js';

const at = (seconds: number) => instant(1_000_000 + seconds * 1_000);

describe('new numbers of one address', () => {
  it('above the limit of a minute are turned away and counted with the last', () => {
    const budget = new NewNumberBudget();
    const admitted = Array.from({ length: 600 }, (_, n) =>
      budget.admits(`w${String(n)}`, '192.0.2.1', at(n / 100), 60),
    );
    expect(admitted.filter(Boolean)).toHaveLength(60);
    expect(budget.takeTurnedAway()).toEqual({ count: 540, lastNumber: 'w599' });
    expect(budget.takeTurnedAway()).toBeNull();
  });

  it('leave others alone: another address, the next minute, and whoever was let in before', () => {
    const budget = new NewNumberBudget();
    expect(budget.admits('a', '192.0.2.1', at(0), 1)).toBe(true);
    expect(budget.admits('b', '192.0.2.1', at(1), 1)).toBe(false);
    expect(budget.admits('a', '192.0.2.1', at(2), 1)).toBe(true);
    expect(budget.admits('a', '192.0.2.9', at(2), 1)).toBe(true);
    expect(budget.admits('c', '192.0.2.2', at(3), 1)).toBe(true);
    expect(budget.admits('b', '192.0.2.1', at(60), 1)).toBe(true);
  });

  it('what could not be told is told with the next', () => {
    const budget = new NewNumberBudget();
    budget.admits('a', '192.0.2.1', at(0), 1);
    budget.admits('b', '192.0.2.1', at(0), 1);
    const away = budget.takeTurnedAway();
    budget.admits('c', '192.0.2.1', at(0), 1);
    if (away !== null) budget.putBack(away);
    expect(budget.takeTurnedAway()).toEqual({ count: 2, lastNumber: 'c' });
  });

  it('in no minute are more than the limit let in, whatever they are called', () => {
    const numbers = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.integer({ min: 0, max: 59 })), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 20 }), (said, limit) => {
        const budget = new NewNumberBudget();
        const inOrder = [...said].sort((a, b) => a[1] - b[1]);
        const admitted = new Set(
          inOrder
            .filter(([number, second]) => budget.admits(number, '::1', at(second), limit))
            .map(([number]) => number),
        );
        expect(admitted.size).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('%s counts as %s', (address, source) => {
    expect(sourceOf(address)).toBe(source);
  });
});
