import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { offersRequest, verdictRequest } from '@silverbell/wire';
import type { z } from 'zod';
import { checked } from './checked.js';
import { ProblemError } from './problem-error.js';

const errorsOf = (schema: z.ZodType, value: unknown, language = 'en') => {
  try {
    checked(schema, value, language);
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return error.extras.errors ?? [];
    throw error;
  }
};

describe('a checked body', () => {
  it('comes out parsed', () => {
    expect(checked(verdictRequest, { verdict: 'real' }, 'en')).toEqual({ verdict: 'real' });
  });

  it('is refused with the field and a sentence in the language of the caller', () => {
    expect(errorsOf(verdictRequest, { verdict: 'perhaps' })).toEqual([
      { field: 'verdict', message: expect.stringContaining('expected one of') },
    ]);
    expect(errorsOf(verdictRequest, {}, 'zh')[0]?.message).toMatch(/[\u4e00-\u9fff]/);
  });

  it('is refused for a field nobody knows, by its name', () => {
    expect(errorsOf(verdictRequest, { verdict: 'real', colour: 'red' })).toEqual([
      { field: 'colour', message: expect.any(String) },
    ]);
  });

  it('is refused with the closest of several shapes', () => {
    expect(errorsOf(offersRequest, { helperIds: [7] })[0]?.field).toBe('helperIds.0');
  });

  it.each([[[]], ['text'], [7], [null]])('is refused when it is no object but %j', (body) => {
    expect(errorsOf(verdictRequest, body)).toHaveLength(1);
  });

  it('is answered with little, however much of it nobody knows', () => {
    const LONGEST_ANSWER = 16_384;
    const unknownKeys = Object.fromEntries(Array.from({ length: 7_000 }, (_, n) => [`key${String(n)}`, 1]));
    const samples: unknown[] = [
      { verdict: 'real', ...unknownKeys },
      { verdict: 'real', ['x'.repeat(63_000)]: 1 },
      { verdict: 'x'.repeat(63_000) },
      { helperIds: Array.from({ length: 15_000 }, () => 7) },
      { helperIds: ['a'], ...unknownKeys },
    ];
    for (const language of ['en', 'zh'])
      for (const schema of [verdictRequest, offersRequest])
        for (const sample of samples) {
          const errors = errorsOf(schema, sample, language);
          expect(errors.length).toBeGreaterThan(0);
          expect(JSON.stringify(errors).length).toBeLessThan(LONGEST_ANSWER);
        }
  });

  it('is answered with little for any body', () => {
    const long = fc.string({ maxLength: 4_000 });
    const body = fc.oneof(
      fc.dictionary(long, fc.jsonValue(), { maxKeys: 200 }),
      fc.record({ helperIds: fc.array(fc.jsonValue(), { maxLength: 500 }) }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(body, (value) => {
        expect(JSON.stringify(errorsOf(offersRequest, value)).length).toBeLessThan(16_384);
      }),
      { numRuns: 60 },
    );
  });
});
