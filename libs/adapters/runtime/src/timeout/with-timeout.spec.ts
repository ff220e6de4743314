import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TimeoutError, untilTimeout, withTimeout } from './with-timeout.js';

describe('withTimeout', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('resolves with the result of the work and leaves no timer', async () => {
    expect(await withTimeout(1_000, Promise.resolve('here'))).toBe('here');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('rejects with TimeoutError at the time limit, not a millisecond before', async () => {
    let failure: unknown = null;
    withTimeout(1_000, new Promise<string>(() => undefined)).catch((error: unknown) => (failure = error));
    await jest.advanceTimersByTimeAsync(999);
    expect(failure).toBeNull();
    await jest.advanceTimersByTimeAsync(1);
    expect(failure).toBeInstanceOf(TimeoutError);
    expect(failure).toMatchObject({ name: 'TimeoutError', message: 'no answer within 1000 ms' });
  });

  it('rejects with the error of the work when that fails first', async () => {
    await expect(withTimeout(1_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves no unhandled rejection when the work fails after the time limit', async () => {
    let fail: (error: Error) => void = () => undefined;
    const late = withTimeout(1_000, new Promise<string>((_, reject) => (fail = reject))).catch(() => 'away');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await late).toBe('away');
    fail(new Error('too late to matter'));
    await jest.advanceTimersByTimeAsync(0);
  });
});

describe('untilTimeout', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('resolves with the end of the work, and at the time limit without it', async () => {
    await untilTimeout(5_000, Promise.resolve('here'));
    expect(jest.getTimerCount()).toBe(0);
    let ended = false;
    void untilTimeout(5_000, new Promise(() => undefined)).then(() => (ended = true));
    await jest.advanceTimersByTimeAsync(4_999);
    expect(ended).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(ended).toBe(true);
  });

  it('rejects when the work fails before the time limit', async () => {
    await expect(untilTimeout(5_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });
});
