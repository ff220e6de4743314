import { describe, expect, it } from '@jest/globals';
import { en, zh } from './messages.js';

const keysOf = (texts: object, before = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? keysOf(value as object, `${before}${key}.`) : [`${before}${key}`],
  );

describe('the words of this page', () => {
  it('says everything in both languages', () => {
    expect(keysOf(en)).toEqual(keysOf(zh));
  });
});
