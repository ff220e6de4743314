import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, renderHook } from '@testing-library/react';
import { hasOnPhone, pageIs } from '../../shared/testing/phone.js';
import { useWakeLock } from './wake-lock.js';

let takeAway: () => void;
let asked: number;
let released: number;
/** How the phone answers; a lock is let go by the browser when the page is hidden. */
let answers: () => Promise<unknown>;
const lock = { release: () => Promise.resolve(void (released += 1)) };

beforeEach(() => {
  [asked, released] = [0, 0];
  answers = () => Promise.resolve(lock);
  takeAway = hasOnPhone('wakeLock', { request: () => ((asked += 1), answers()) });
  pageIs('visible');
});
afterEach(() => {
  cleanup();
  takeAway();
});
const keeps = (on = true) => renderHook(({ active }) => useWakeLock(active), { initialProps: { active: on } });
const settles = () => act(async () => undefined);

describe('the screen during a task', () => {
  it('is kept on, and may go off when the task is over', async () => {
    const { rerender } = keeps();
    await settles();
    expect([asked, released]).toEqual([1, 0]);
    rerender({ active: false });
    expect(released).toBe(1);
  });

  it('is kept on again when she comes back to the page, and is not asked for behind it', async () => {
    keeps();
    await settles();
    act(() => pageIs('hidden'));
    expect(asked).toBe(1);
    act(() => pageIs('visible'));
    expect(asked).toBe(2);
  });

  it('may go off also when the phone answers after the end', async () => {
    let gives: (lock: unknown) => void = () => undefined;
    answers = () => new Promise((resolve) => (gives = resolve));
    keeps().unmount();
    gives(lock);
    await settles();
    expect(released).toBe(1);
    pageIs('visible');
    expect(asked).toBe(1);
  });

  it('goes off where the phone refuses, and the page goes on', async () => {
    const uncaught = jest.fn();
    process.on('unhandledRejection', uncaught);
    answers = () => Promise.reject(new Error('battery low'));
    keeps();
    await settles();
    takeAway();
    expect(() => keeps()).not.toThrow();
    // Node tells of a refusal that was not caught after the turn in which it happened.
    await new Promise((resolve) => setTimeout(resolve));
    expect(uncaught).not.toHaveBeenCalled();
    process.off('unhandledRejection', uncaught);
  });
});
