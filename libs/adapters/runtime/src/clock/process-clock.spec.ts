import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { ProcessClock } from './process-clock.js';

const machine = (wall: number) => {
  const at = { wall, steady: 0 };
  return {
    at,
    clock: new ProcessClock(
      () => at.wall,
      () => at.steady,
    ),
    passes(ms: number) {
      at.wall += ms;
      at.steady += ms;
    },
  };
};

describe('the process clock', () => {
  it('begins at the wall clock and advances with the monotonic one', () => {
    const { clock, passes } = machine(1_000_000);
    expect(clock.now()).toBe(1_000_000);
    passes(250);
    expect(clock.now()).toBe(1_000_250);
  });

  it('goes on forward when somebody sets the wall clock back, and says by how much they differ', () => {
    const { clock, at, passes } = machine(1_000_000);
    at.wall -= 60_000;
    passes(10);
    expect(clock.now()).toBe(1_000_010);
    expect(clock.drift()).toBe(60_000);
  });

  it('is at the true time after the machine slept', () => {
    const { clock, at } = machine(1_000_000);
    at.wall += 3_600_000;
    expect(clock.now()).toBe(4_600_000);
  });

  it('does not believe a wall clock that leaps by years', () => {
    const { clock, at } = machine(1_000_000);
    at.wall += 70 * 365 * 86_400_000;
    expect(clock.now()).toBe(1_000_000);
    expect(clock.drift()).toBeLessThan(0);
  });

  it('never falls behind a fact that is already recorded', () => {
    const { clock, passes } = machine(1_000_000);
    clock.notBefore(instant(1_000_500));
    passes(100);
    expect(clock.now()).toBe(1_000_500);
    passes(600);
    expect(clock.now()).toBe(1_000_700);
  });
});
