import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, renderHook } from '@testing-library/react';
import { useDoorCountdown } from './use-door-countdown.js';

// Once for all: the clock of the page only ever goes forward.
beforeAll(() => void jest.useFakeTimers());
afterEach(cleanup);
afterAll(() => void jest.useRealTimers());
const seconds = (n: number) => act(() => jest.advanceTimersByTime(n * 1_000));

function standing(near: boolean) {
  const there = jest.fn();
  const { result, rerender } = renderHook(({ at }) => useDoorCountdown(at, there), { initialProps: { at: near } });
  return {
    there,
    count: () => result.current.leftS,
    moves: (at: boolean) => rerender({ at }),
    stops: () => act(() => result.current.stop()),
  };
}

describe('an arrival by staying at the door', () => {
  it('is reported once after 30 s', () => {
    const { there, count } = standing(true);
    seconds(10);
    expect(count()).toBeLessThanOrEqual(21);
    expect(there).not.toHaveBeenCalled();
    seconds(25);
    expect(there).toHaveBeenCalledTimes(1);
    seconds(60);
    expect(there).toHaveBeenCalledTimes(1);
  });

  it('is not reported for a helper who passes by', () => {
    const { there, moves, count } = standing(true);
    seconds(20);
    moves(false);
    expect(count()).toBeNull();
    seconds(60);
    expect(there).not.toHaveBeenCalled();
  });

  it('is not reported after she said that she is not there yet', () => {
    const { there, stops } = standing(true);
    seconds(5);
    stops();
    seconds(60);
    expect(there).not.toHaveBeenCalled();
  });
});
