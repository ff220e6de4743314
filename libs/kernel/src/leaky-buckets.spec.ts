import { describe, expect, it } from '@jest/globals';
import { LeakyBuckets } from './leaky-buckets.js';
import { RecentMap } from './recent-map.js';
import { instant, seconds } from './time.js';

const takes = (buckets: LeakyBuckets, times: number, key: string, at: number): number =>
  Array.from({ length: times }, () => buckets.take(key, instant(at))).filter(Boolean).length;

describe('a leaky bucket', () => {
  it('lets as many through at once as fit, and then the even pace', () => {
    const buckets = new LeakyBuckets({ most: 60, within: seconds(2) });
    expect(takes(buckets, 200, 'a', 0)).toBe(60);
    expect(takes(buckets, 200, 'a', 1_000)).toBe(30);
    expect(takes(buckets, 200, 'b', 1_000)).toBe(60);
  });

  it('tells how long one more has to wait', () => {
    const buckets = new LeakyBuckets({ most: 30, within: seconds(150) });
    expect(buckets.waitMs('a', instant(0))).toBeLessThanOrEqual(0);
    for (let n = 0; n < 30; n += 1) buckets.fill('a', instant(0));
    expect(buckets.waitMs('a', instant(0))).toBe(5_000);
    expect(buckets.waitMs('a', instant(2_000))).toBeCloseTo(3_000);
    expect(buckets.waitMs('a', instant(5_000))).toBe(0);
  });

  it('does not start anew at the turn of a second', () => {
    const buckets = new LeakyBuckets({ most: 20, within: seconds(1) });
    expect(takes(buckets, 20, 'a', 5_990)).toBe(20);
    expect(takes(buckets, 20, 'a', 6_010)).toBe(0);
  });

  it('stays full for a key that goes on too fast, and drains once it stops', () => {
    const buckets = new LeakyBuckets({ most: 20, within: seconds(1) });
    const over: boolean[] = [];
    for (let at = 0; at < 2_000; at += 10) {
      over.push(buckets.waitMs('a', instant(at)) > 0);
      buckets.fill('a', instant(at));
    }
    expect(over.slice(30).every(Boolean)).toBe(true);
    expect(buckets.waitMs('a', instant(3_000))).toBeLessThanOrEqual(0);
  });

  it('forgets the key used longest ago rather than growing', () => {
    const buckets = new LeakyBuckets({ most: 1, within: seconds(9) }, 2);
    for (const key of ['a', 'b', 'c']) buckets.fill(key, instant(1));
    expect(['a', 'b', 'c'].map((key) => buckets.waitMs(key, instant(1)) > 0)).toEqual([false, true, true]);
  });
});

describe('a recent map', () => {
  it('drops the entry set longest ago, one for one', () => {
    const map = new RecentMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect([...map]).toEqual([
      ['a', 3],
      ['c', 4],
    ]);
    map.delete('a');
    expect(map.get('a')).toBeUndefined();
  });
});
