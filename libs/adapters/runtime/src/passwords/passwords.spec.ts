import { describe, expect, it } from '@jest/globals';
import { hashPassword, passwordMatches, spendAsMuchAsACheck } from './passwords.js';

describe('a password', () => {
  it('matches its own argon2id hash and no other', async () => {
    const stored = await hashPassword('silverbell-demo');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await passwordMatches(stored, 'silverbell-demo')).toBe(true);
    expect(await passwordMatches(stored, 'silverbell-Demo')).toBe(false);
    expect(await passwordMatches('not a hash', 'x')).toBe(false);
    expect(await spendAsMuchAsACheck('x')).toBe(false);
  });
});
