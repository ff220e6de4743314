import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { Lanes } from './lane.js';
import { RateMeter } from './rate.js';

describe('lanes', () => {
  it('keep the order within a key, and let others pass', async () => {
    const lanes = new Lanes(10);
    const order: string[] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const first = lanes.run('a', async () => {
      await gate;
      order.push('a1');
    });
    const second = lanes.run('a', () => Promise.resolve(void order.push('a2')));
    await lanes.run('b', () => Promise.resolve(void order.push('b1')));
    open();
    await Promise.all([first, second]);
    expect(order).toEqual(['b1', 'a1', 'a2']);
  });

  it('go on after work that failed, and forget a key that is idle', async () => {
    const lanes = new Lanes(10);
    await expect(lanes.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(lanes.run('a', () => Promise.resolve(1))).resolves.toBe(1);
    await lanes.idle();
    expect(lanes.size).toBe(0);
  });

  it('say so when a key has too much waiting, instead of growing for ever', async () => {
    const lanes = new Lanes(1);
    const first = lanes.run('a', () => Promise.resolve());
    expect(lanes.run('a', () => Promise.resolve())).toBeNull();
    await first;
  });
});

describe('the rate meter', () => {
  it('counts what happened within the last second, and forgets', () => {
    const meter = new RateMeter(1_000);
    const at = instant(5_000);
    for (let n = 1; n <= 25; n += 1) expect(meter.add('a', at)).toBe(n);
    expect(meter.add('b', at)).toBe(1);
    expect(meter.add('a', instant(7_000))).toBe(1);
  });

  it('does not start anew at the turn of a second', () => {
    const meter = new RateMeter(1_000);
    for (let n = 0; n < 20; n += 1) meter.add('a', instant(5_990));
    expect(meter.add('a', instant(6_010))).toBeGreaterThan(15);
  });

  it('forgets the longest idle key rather than growing', () => {
    const meter = new RateMeter(1_000, 2);
    for (const key of ['a', 'b', 'c']) meter.add(key, instant(1));
    expect(meter.add('a', instant(2))).toBe(1);
    expect(meter.add('c', instant(2))).toBe(2);
  });
});
