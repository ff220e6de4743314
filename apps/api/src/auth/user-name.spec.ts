import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { userNameOf } from './user-name.js';

describe('a user name as a person types it', () => {
  it.each([
    'helper-1 ',
    ' helper-1',
    '\thelper-1\r\n',
    '\u3000helper-1\u3000',
    '\u00a0helper-1',
    'Helper-1',
    'HELPER-1',
    'ｈｅｌｐｅｒ－１',
    'helper–1',
    'helper—1',
    'helper\u20111',
    'helper\u22121',
    '\ufeffhelper-1',
    'helper-1\u200b',
  ])('D6: %j is helper-1', (typed) => {
    expect(userNameOf(typed)).toBe('helper-1');
  });

  it.each([
    ['helper 1', 'helper-1'],
    ['helper-l', 'helper-1'],
    ['helper-1', 'helper-11'],
    ['王', '汪'],
  ])('%j is not %j: what stands between two names stays', (one, other) => {
    expect(userNameOf(one)).not.toBe(userNameOf(other));
  });

  it('is the same however often it is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const name = userNameOf(typed);
        expect(userNameOf(name)).toBe(name);
        expect(userNameOf(` ${typed}\u3000`)).toBe(name);
      }),
    );
  });
});
