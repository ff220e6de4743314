import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('taking turns', () => {
  it('lets no more work at once than there are turns, and everybody in the order they came', async () => {
    const turns = new Turns(2);
    const began: number[] = [];
    const ends: (() => void)[] = [];
    const work = (n: number): Promise<number> =>
      turns.take(async () => {
        began.push(n);
        await new Promise<void>((end) => ends.push(end));
        return n;
      });
    const all = [work(1), work(2), work(3), work(4)];
    for (const [turn, expected] of [
      [1, 2],
      [1, 2, 3],
      [1, 2, 3, 4],
    ].entries()) {
      expect(began).toEqual(expected);
      ends[turn]?.();
      await all[turn];
      await Promise.resolve();
    }
    ends[3]?.();
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4]);
  });

  it('gives the turn on when the work fails', async () => {
    const turns = new Turns(1);
    await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.take(() => Promise.resolve('next'))).toBe('next');
  });
});
