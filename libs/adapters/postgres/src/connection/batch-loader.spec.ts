import { describe, expect, it } from '@jest/globals';
import { BatchLoader } from './batch-loader.js';

describe('BatchLoader', () => {
  it('loads a lone key at once and batches what comes while two batches are in flight', async () => {
    const batches: number[][] = [];
    const ends: (() => void)[] = [];
    const loader = new BatchLoader(async (keys: readonly number[]) => {
      batches.push([...keys]);
      await new Promise<void>((end) => ends.push(end));
      return keys.map((n) => n * 10);
    });
    const values = [1, 2, 3, 4, 5].map((n) => loader.load(n));
    expect(batches).toEqual([[1], [2]]);
    ends[0]?.();
    expect(await values[0]).toBe(10);
    while (batches.length < 3) await Promise.resolve();
    expect(batches).toEqual([[1], [2], [3, 4, 5]]);
    ends.forEach((end) => end());
    expect(await Promise.all(values)).toEqual([10, 20, 30, 40, 50]);
  });

  it('loads each key of a failed batch alone, so that one bad key fails only itself', async () => {
    const loader = new BatchLoader((keys: readonly number[]) =>
      keys.includes(13) ? Promise.reject(new Error('unlucky')) : Promise.resolve(keys.map((n) => n * 10)),
    );
    const values = await Promise.allSettled([1, 2, 3, 13, 5].map((n) => loader.load(n)));
    expect(values.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
      10,
      20,
      30,
      'failed',
      50,
    ]);
  });
});
