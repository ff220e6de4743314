import { describe, expect, it } from '@jest/globals';
import { toPgJson } from './to-pg-json.js';

describe('JSON for the database', () => {
  it('keeps what PostgreSQL can keep, emoji and escapes included', () => {
    const value = { words: '王 "助老员" \\u0000 \\ 🔔', none: null, numbers: [1, 2.5] };
    expect(JSON.parse(toPgJson(value))).toEqual(value);
  });

  it('shows a NUL and half a surrogate pair as unreadable, so that no alert is refused for its id', () => {
    expect(JSON.parse(toPgJson({ id: 'a\0b', half: '\uD83Dx', other: 'x\uDD14' }))).toEqual({
      id: 'a\uFFFDb',
      half: '\uFFFDx',
      other: 'x\uFFFD',
    });
  });
});
