import { describe, expect, it } from '@jest/globals';
import { as, instant, type DeviceId } from '@silverbell/kernel';
import type { Delivery } from './delivery.js';
import { DeviceQueues } from './device-queues.js';

const [a, b] = [as<DeviceId>('a'), as<DeviceId>('b')];

const press = (n: number): Delivery => ({
  ...{ deviceId: a, topic: 'care/v1/a/alert', payload: new Uint8Array([n]), receivedAt: instant(n), doubts: [] },
  ...{ replayed: false, repeats: true },
});

/** The turn, which must have been found. */
function queued<T>(turn: Promise<T> | null): Promise<T> {
  if (turn === null) throw new Error('too many wait');
  return turn;
}

/** Remembers which presses took their turn together; the first turn lasts until `open`. */
function world(limits = { maxWaitingPerDevice: 10, pressesTogether: 3 }) {
  const turns: number[][] = [];
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const queues = new DeviceQueues(limits, async (presses) => {
    turns.push(presses.map(({ delivery }) => delivery.payload[0] ?? 0));
    await gate;
    for (const { done } of presses) done();
  });
  return { queues, turns, open };
}

describe('the queues of devices', () => {
  it('keep the order within a device, and let others pass', async () => {
    const { queues } = world();
    const order: string[] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const first = queues.run(a, async () => {
      await gate;
      order.push('a1');
    });
    const second = queues.run(a, () => Promise.resolve(void order.push('a2')));
    await queues.run(b, () => Promise.resolve(void order.push('b1')));
    open();
    await Promise.all([first, second]);
    expect(order).toEqual(['b1', 'a1', 'a2']);
  });

  it('let a press that comes alone go at once, and those that wait behind it together', async () => {
    const { queues, turns, open } = world();
    const all = [1, 2, 3, 4, 5].map((n) => queued(queues.press(press(n))));
    expect(turns).toEqual([[1]]);
    open();
    await Promise.all(all);
    expect(turns).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('let nothing overtake what stands between two presses', async () => {
    const { queues, turns, open } = world();
    const order: string[] = [];
    const all = [
      queued(queues.press(press(1))),
      queued(queues.press(press(2))),
      queued(queues.run(a, () => Promise.resolve(void order.push(`between, after ${String(turns.length)}`)))),
      queued(queues.press(press(3))),
    ];
    open();
    await Promise.all(all);
    expect([turns, order]).toEqual([[[1], [2], [3]], ['between, after 2']]);
  });

  it('go on after work that failed, and forget a device that is idle', async () => {
    const { queues } = world();
    await expect(queues.run(a, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(queues.run(a, () => Promise.resolve(1))).resolves.toBe(1);
    await queues.idle();
    expect(queues.size).toBe(0);
  });

  it('tell every press of a turn that broke', async () => {
    const queues = new DeviceQueues({ maxWaitingPerDevice: 10, pressesTogether: 3 }, () =>
      Promise.reject(new Error('broken')),
    );
    const ended = await Promise.allSettled([1, 2, 3].map((n) => queued(queues.press(press(n)))));
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('say so when a device has too much waiting, instead of growing for ever', async () => {
    const { queues, open } = world({ maxWaitingPerDevice: 1, pressesTogether: 3 });
    const all = [queued(queues.press(press(1))), queued(queues.press(press(2)))];
    expect(queues.press(press(3))).toBeNull();
    open();
    await Promise.all(all);
  });
});
