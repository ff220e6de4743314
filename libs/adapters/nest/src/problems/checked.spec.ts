import { describe, expect, it } from '@jest/globals';
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
});
