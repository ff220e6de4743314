import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { DatabaseClock } from './database-clock.js';

const both = ({ ours, theirs, takesMs = 0 }: { ours: number; theirs: number; takesMs?: number }) => {
  const at = { steady: 0, theirs, fails: false };
  const clock = new DatabaseClock(
    {
      clockMs: () => {
        at.steady += takesMs;
        return at.fails ? Promise.reject(new Error('away')) : Promise.resolve(at.theirs);
      },
    },
    { now: () => instant(ours) },
    () => at.steady,
  );
  return { clock, at };
};

describe('the clock of the database beside ours', () => {
  it('is unknown before the first answer, and said with its sign after it', async () => {
    const { clock } = both({ ours: 1_020_000, theirs: 1_000_000 });
    expect(clock.differsS()).toBeNull();
    await clock.poll();
    expect(clock.differsS()).toBe(20);
    const behind = both({ ours: 1_000_000, theirs: 1_003_000 }).clock;
    await behind.poll();
    expect(behind.differsS()).toBe(-3);
  });

  it('does not call a slow database a wrong clock', async () => {
    // It read its clock when the question came, or when the answer left: nobody knows.
    for (const theirs of [1_000_000, 1_004_000]) {
      const { clock } = both({ ours: 1_000_000, theirs, takesMs: 4_000 });
      await clock.poll();
      expect(Math.abs(clock.differsS() ?? NaN)).toBe(0);
    }
  });

  it('is unknown again when no answer came for a while', async () => {
    const { clock, at } = both({ ours: 1_000_000, theirs: 1_000_000 });
    await clock.poll();
    at.fails = true;
    at.steady += 16_000;
    expect(clock.differsS()).toBeNull();
    await clock.poll();
    expect(clock.differsS()).toBeNull();
  });
});
