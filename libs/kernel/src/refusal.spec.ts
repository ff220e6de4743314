import { describe, expect, it } from '@jest/globals';
import { assertNever, isRefusal, refuse } from './refusal.js';

describe('a refusal', () => {
  it('carries its slug and the facts its sentence needs', () => {
    expect(refuse('offer-taken', { by: 'helper-2', afterS: 4 })).toEqual({
      refused: 'offer-taken',
      facts: { by: 'helper-2', afterS: 4 },
    });
  });

  it('needs no facts', () => {
    expect(refuse('already-closed').facts).toEqual({});
  });

  it('is told from everything that is not one', () => {
    expect(isRefusal(refuse('offer-taken'))).toBe(true);
    for (const other of [null, undefined, 'offer-taken', 7, {}, { refused: true }, []])
      expect(isRefusal(other)).toBe(false);
  });
});

describe('a value that no case knows', () => {
  it('throws and names itself, because an invariant is broken', () => {
    expect(() => assertNever('sideways' as never, 'direction')).toThrow('unexpected direction: "sideways"');
  });
});
