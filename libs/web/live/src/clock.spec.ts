import { describe, expect, it } from '@jest/globals';
import { ServerClock } from './clock.js';

const NOON = Date.UTC(2026, 2, 1, 4);
const HOUR = 3_600_000;

/** A PC whose clock is off by so much; steady time begins when the page was opened. */
function pc(offMs: number) {
  const state = { steady: 1_234, off: offMs };
  return {
    state,
    monotonicNow: () => state.steady,
    wall: () => NOON + state.steady - 1_234 + state.off,
    passes: (ms: number) => void (state.steady += ms),
  };
}

describe("the server's clock on a screen", () => {
  it.each([0, 3 * HOUR, 10 * HOUR, -3 * HOUR])('counts by the server on a PC that is off by %s ms', (off) => {
    const machine = pc(off);
    const clock = new ServerClock(machine);
    clock.learn(NOON);
    expect(clock.now()).toBe(NOON);
    machine.passes(90_000);
    expect(clock.now()).toBe(NOON + 90_000);
  });

  it('does not notice that somebody sets the clock of the PC in the middle of a shift', () => {
    const machine = pc(0);
    const clock = new ServerClock(machine);
    clock.learn(NOON, true);
    machine.state.off = 10 * HOUR;
    machine.passes(1_000);
    expect(clock.now()).toBe(NOON + 1_000);
    clock.learn(NOON + 1_000);
    expect(clock.now()).toBe(NOON + 1_000);
  });

  it('is not moved by the whole seconds of a header once it knows exactly, and is by a real difference', () => {
    const machine = pc(3 * HOUR);
    const clock = new ServerClock(machine);
    clock.learn(NOON + 400, true);
    clock.learn(NOON);
    expect(clock.now()).toBe(NOON + 400);
    clock.learn(NOON + 60_000);
    expect(clock.now()).toBe(NOON + 60_000);
  });

  it('dates a moment of before by what it has learnt since', () => {
    const machine = pc(10 * HOUR);
    const clock = new ServerClock(machine);
    const before = clock.elapsed();
    expect(clock.known).toBe(false);
    machine.passes(2_000);
    clock.learn(NOON + 2_000, true);
    expect(clock.known).toBe(true);
    expect(clock.at(before)).toBe(NOON);
  });

  it.each([
    ['of the same wrong clock', 10 * HOUR, 10 * HOUR, 4_000],
    ['of before the clock was set forward', 10 * HOUR, 0, 15_000],
    ['of before the clock was set back', 0, 10 * HOUR, 0],
  ])('dates a fix %s by its age alone', (_, off, offOfTheFix, age) => {
    const machine = pc(off);
    const clock = new ServerClock(machine);
    clock.learn(NOON);
    const fixedAt = NOON + offOfTheFix;
    machine.passes(4_000);
    expect(clock.ofMachine(fixedAt, 15_000)).toBe(NOON + 4_000 - age);
  });

  it('ignores a time that is none', () => {
    const clock = new ServerClock(pc(0));
    clock.learn(Number.NaN, true);
    expect([clock.known, clock.now()]).toEqual([false, NOON]);
  });
});
