import { afterEach, describe, expect, it } from '@jest/globals';
import { Loop } from './loop.js';

const until = async (fact: () => boolean): Promise<void> => {
  while (!fact()) await new Promise((resolve) => setImmediate(resolve));
};

const loops: Loop[] = [];
afterEach(() => Promise.all(loops.splice(0).map((loop) => loop.stop())).then(() => undefined));

const counting = (work: (round: number) => Promise<number | null> = () => Promise.resolve(null), pauseMs = 60_000) => {
  const seen = { rounds: 0, errors: 0 };
  const loop = new Loop({
    work: () => work(++seen.rounds),
    pauseMs,
    onError: () => void (seen.errors += 1),
    mergeMs: 5,
  });
  loops.push(loop);
  return { loop, seen };
};

describe('a loop', () => {
  it('works at once when it is woken', async () => {
    const { loop, seen } = counting();
    loop.wake();
    await Promise.resolve();
    expect(seen.rounds).toBe(1);
  });

  it('puts its work off at its start when it is told to, and then does it', async () => {
    const seen = { rounds: 0 };
    const loop = new Loop({
      work: () => Promise.resolve(((seen.rounds += 1), null)),
      pauseMs: 60_000,
      firstAfterMs: 1,
      onError: () => undefined,
    });
    loops.push(loop);
    await loop.runNow();
    expect(seen.rounds).toBe(0);
    expect(loop.sinceGoodMs()).not.toBeNull();
    await until(() => seen.rounds === 1);
  });

  it('looks once more when it was woken while it worked, however often', async () => {
    const { loop, seen } = counting(() => new Promise((resolve) => setImmediate(() => resolve(null))));
    for (let n = 0; n < 10; n += 1) loop.wake();
    await until(() => seen.rounds === 2);
    await loop.stop();
    expect(seen.rounds).toBe(2);
  });

  it('comes back by itself, sooner when it asked for it', async () => {
    const { loop, seen } = counting((round) => Promise.resolve(round < 3 ? 0 : null));
    loop.wake();
    await until(() => seen.rounds === 3);
  });

  it('goes on after an error, and says that there was one', async () => {
    const { loop, seen } = counting(() => Promise.reject(new Error('away')), 1);
    loop.wake();
    await until(() => seen.rounds >= 3);
    expect(seen.errors).toBeGreaterThanOrEqual(2);
  });

  it('looks until nothing is left when somebody waits for it', async () => {
    const { loop, seen } = counting((round) => {
      if (round < 4) loop.wake();
      return Promise.resolve(null);
    });
    await loop.runNow();
    expect(seen.rounds).toBe(4);
  });

  it('that was stopped ends its round and begins no other', async () => {
    let end = (): void => undefined;
    const { loop, seen } = counting(() => new Promise((resolve) => (end = () => resolve(0))));
    loop.wake();
    loop.wake();
    await Promise.resolve();
    const stopped = loop.stop();
    end();
    await stopped;
    loop.wake();
    expect(seen.rounds).toBe(1);
  });

  it('has a heartbeat only of rounds that came to their end without an error', async () => {
    const { loop } = counting((round) => (round === 1 ? Promise.reject(new Error('no')) : Promise.resolve(null)));
    await loop.runNow();
    expect(loop.sinceGoodMs()).toBeNull();
    await loop.runNow();
    expect(loop.sinceGoodMs()).toBeGreaterThanOrEqual(0);
  });
});
