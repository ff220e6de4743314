import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { isCommonPassword, isWeakSecret } from './guessable.js';

describe('a secret of the platform', () => {
  it.each([
    'aaaaaaaaaaaaaaaa',
    'abababababababab',
    'abcdabcdabcdabcdabcd',
    '0123456789abcdef',
    '1234567890123456',
    'abcdefghijklmnop',
    'qwertyuiopasdfgh',
    'passwordpassword',
    'silverbell-secret',
    'silverbell-silverbell-2026',
    'Password12345678!',
    'changeme-changeme',
    'my-secret-secret',
    '1111111122222222',
  ])('like %s is weak', (secret) => {
    expect(isWeakSecret(secret)).toBe(true);
  });

  it('made by a machine is not', () => {
    for (let n = 0; n < 500; n += 1) {
      expect(isWeakSecret(randomBytes(16).toString('hex'))).toBe(false);
      expect(isWeakSecret(randomBytes(32).toString('hex'))).toBe(false);
      expect(isWeakSecret(randomBytes(12).toString('base64url'))).toBe(false);
      expect(isWeakSecret(randomBytes(32).toString('base64url'))).toBe(false);
    }
  });

  it.each(['three quiet herons stand', 'only EMQX and we know it'])('of several words like %j is not', (secret) => {
    expect(isWeakSecret(secret)).toBe(false);
  });
});

describe('a password', () => {
  it.each([
    ...[
      'password1234',
      '123456789012',
      'qwertyuiop12',
      'administrator',
      'Password2026',
      'aaaaaaaaaaaa',
      'abcabcabcabc',
    ],
    ...[
      'silverbell-demo',
      'iloveyou1314',
      'woaini5201314',
      '1qaz2wsx3edc',
      'ａｄｍｉｎ１２３４５６',
      'welcome2026!',
      'P@ssw0rd1234',
    ],
  ])('like %s is one of those that everybody tries', (password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  it.each(['three quiet herons', 'tKq8-fwLm2-zz9', '山上有三只白鹭在飞呢对吧', 'correct horse battery'])(
    'like %s is not',
    (password) => {
      expect(isCommonPassword(password)).toBe(false);
    },
  );
});
