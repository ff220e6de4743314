import { describe, expect, it } from '@jest/globals';
import { Gathering } from './gathering.js';

describe('questions that come at once', () => {
  it('never wait for company, and gather while two are under way', async () => {
    const asked: number[][] = [];
    const ends: (() => void)[] = [];
    const gathering = new Gathering(async (questions: readonly number[]) => {
      asked.push([...questions]);
      await new Promise<void>((end) => ends.push(end));
      return questions.map((n) => n * 10);
    });
    const answers = [1, 2, 3, 4, 5].map((n) => gathering.ask(n));
    expect(asked).toEqual([[1], [2]]);
    ends[0]?.();
    expect(await answers[0]).toBe(10);
    while (asked.length < 3) await Promise.resolve();
    expect(asked).toEqual([[1], [2], [3, 4, 5]]);
    ends.forEach((end) => end());
    expect(await Promise.all(answers)).toEqual([10, 20, 30, 40, 50]);
  });

  it('are asked each by itself when they fail together: what is wrong with one is nobody else’s trouble', async () => {
    const gathering = new Gathering((questions: readonly number[]) =>
      questions.includes(13) ? Promise.reject(new Error('unlucky')) : Promise.resolve(questions.map((n) => n * 10)),
    );
    const answers = await Promise.allSettled([1, 2, 3, 13, 5].map((n) => gathering.ask(n)));
    expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
      10,
      20,
      30,
      'failed',
      50,
    ]);
  });
});
