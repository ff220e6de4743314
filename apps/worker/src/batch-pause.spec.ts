import { describe, expect, it } from '@jest/globals';
import { BatchPause } from './batch-pause.js';

/** A clock that sleeping moves; `changes`: when an incident changes, in ms. */
function stage(changes: readonly number[] = []) {
  let now = 0;
  const left = [...changes];
  const sleep = (ms: number): Promise<void> => {
    const until = now + ms;
    while ((left[0] ?? Infinity) <= until) {
      now = left.shift() ?? now;
      pause.incidentChanged();
    }
    now = until;
    return Promise.resolve();
  };
  const pause = new BatchPause(() => now, sleep);
  return { pause, sleep, now: () => now };
}

describe('the pause between two batches of the office’s work', () => {
  it('is a quarter of what the batch took while no incident changes', async () => {
    const { pause, sleep, now } = stage();
    await sleep(400);
    await pause.after(0);
    expect(now()).toBe(500);
  });

  it('lasts until no incident has changed for 300 ms', async () => {
    const { pause, sleep, now } = stage([390, 450, 600]);
    await sleep(400);
    await pause.after(0);
    expect(now()).toBe(900);
  });

  it('ends after 2 s even while incidents go on changing: an import ends on a day of many alerts too', async () => {
    const { pause, sleep, now } = stage(Array.from({ length: 1_000 }, (_, n) => n * 50));
    await sleep(400);
    await pause.after(0);
    expect(now()).toBe(2_400);
  });

  it('of the batches of one transaction goes by what was done since the one before', async () => {
    const { pause, sleep, now } = stage([]);
    const rest = pause.rests();
    await sleep(400);
    await rest();
    expect(now()).toBe(500);
    await sleep(40);
    await rest();
    expect(now()).toBe(550);
  });

  it('of the batches of one transaction is 5 s at most, however long one took', async () => {
    const { pause, sleep, now } = stage();
    const rest = pause.rests();
    await sleep(130_000);
    await rest();
    expect(now()).toBe(135_000);
  });

  it('gives the next batch all its rows in a calm hour, a tenth while incidents change', async () => {
    const { pause, sleep } = stage([390]);
    expect(pause.rows(500)).toBe(500);
    await sleep(400);
    expect([pause.rows(500), pause.rows(3)]).toEqual([50, 1]);
    await sleep(300);
    expect(pause.rows(500)).toBe(500);
  });
});
