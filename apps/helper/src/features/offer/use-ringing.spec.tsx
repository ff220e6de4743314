import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, renderHook } from '@testing-library/react';
import { sound } from '../../shared/app-client.js';
import { hasOnPhone } from '../../shared/testing/phone.js';
import { useRinging } from './use-ringing.js';

beforeAll(() => void jest.useFakeTimers());
afterAll(() => void jest.useRealTimers());

const PULSES = [500, 200, 500, 200, 500];
let felt: unknown[];
let takeAway: () => void;
const heard = jest.spyOn(sound, 'play');
const hushed = jest.spyOn(sound, 'hush');
beforeEach(() => {
  felt = [];
  heard.mockClear();
  hushed.mockClear();
  takeAway = hasOnPhone('vibrate', (pattern: unknown) => felt.push(pattern));
});
afterEach(() => {
  cleanup();
  takeAway();
});
const rings = (on: boolean, offer = 'offer-1') =>
  renderHook(({ active, which }) => useRinging(active, which), { initialProps: { active: on, which: offer } });

describe('an offer that waits for an answer', () => {
  it('rings and vibrates at once, and again every 8 s', () => {
    rings(true);
    expect(felt).toEqual([PULSES]);
    expect(heard).toHaveBeenCalledWith('urgent', 0.9);
    jest.advanceTimersByTime(7_999);
    expect(felt).toHaveLength(1);
    jest.advanceTimersByTime(1);
    expect(felt).toEqual([PULSES, PULSES]);
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('is silent and still as soon as it is answered', () => {
    const { rerender } = rings(true);
    rerender({ active: false, which: '' });
    expect([felt.at(-1), hushed.mock.calls.length]).toEqual([0, 1]);
    jest.advanceTimersByTime(60_000);
    expect([felt.length, heard.mock.calls.length]).toEqual([2, 1]);
  });

  it('rings at once when another one comes, without waiting for the 8 s', () => {
    const { rerender } = rings(true);
    jest.advanceTimersByTime(3_000);
    rerender({ active: true, which: 'offer-1 offer-2' });
    expect(felt).toEqual([PULSES, 0, PULSES]);
  });

  it('does neither while nothing waits', () => {
    rings(false);
    jest.advanceTimersByTime(60_000);
    expect([felt, heard.mock.calls.length]).toEqual([[], 0]);
  });

  it('rings on a phone that cannot vibrate', () => {
    takeAway();
    rings(true);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
