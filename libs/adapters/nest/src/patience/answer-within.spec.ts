import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { answerWithin } from './answer-within.js';

describe('an answer within somebody’s patience', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is the answer, and no timer is left', async () => {
    expect(await answerWithin(1_000, Promise.resolve('here'), 'away')).toBe('here');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is the other one when the question hangs, and not a moment before', async () => {
    let answer: string | null = null;
    const asked = answerWithin(1_000, new Promise<string>(() => undefined), 'away').then((said) => (answer = said));
    await jest.advanceTimersByTimeAsync(999);
    expect(answer).toBeNull();
    await jest.advanceTimersByTimeAsync(1);
    expect(await asked).toBe('away');
  });

  it('is the other one when the question fails, in time or long after', async () => {
    expect(await answerWithin(1_000, Promise.reject(new Error('broken')), 'away')).toBe('away');
    expect(jest.getTimerCount()).toBe(0);
    let fail: (error: Error) => void = () => undefined;
    const late = answerWithin(1_000, new Promise<string>((_, reject) => (fail = reject)), 'away');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await late).toBe('away');
    fail(new Error('nobody waits for it any more'));
    await jest.advanceTimersByTimeAsync(0);
  });
});
