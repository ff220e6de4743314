import { describe, expect, it } from '@jest/globals';
import { DEEPEST_BODY, isDeeperThan } from './nesting.js';

const nested = (depth: number, open: string, close: string): unknown =>
  JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`);

describe('a body of lists in lists', () => {
  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('of %s is too deep however deep it is', (_, open, close) => {
    expect(isDeeperThan(nested(DEEPEST_BODY, open, close), DEEPEST_BODY)).toBe(false);
    expect(isDeeperThan(nested(DEEPEST_BODY + 1, open, close), DEEPEST_BODY)).toBe(true);
    expect(isDeeperThan(nested(5_000, open, close), DEEPEST_BODY)).toBe(true);
  });

  it('may be wide', () => {
    expect(isDeeperThan({ items: Array.from({ length: 5_000 }, (_, n) => ({ n })) }, DEEPEST_BODY)).toBe(false);
    for (const value of [undefined, null, 'text', 7, [], {}]) expect(isDeeperThan(value, 0)).toBe(false);
  });
});
