import { describe, expect, it } from '@jest/globals';
import { isDeviceId } from '@silverbell/mqtt-contract';
import { API_USER, apiPassword, isApi } from './replica-login.js';

const SECRET = 'the secret of this platform';

describe('the login of the apis', () => {
  it('is drawn from the secret of the platform, and from no other', () => {
    expect(isApi(SECRET, API_USER, apiPassword(SECRET))).toBe(true);
    expect(isApi(SECRET, API_USER, Buffer.from(apiPassword(SECRET)))).toBe(true);
    expect(isApi(SECRET, API_USER, apiPassword('another secret'))).toBe(false);
    for (const word of ['', SECRET, Buffer.alloc(0)]) expect(isApi(SECRET, API_USER, word)).toBe(false);
  });

  it('has a name that no device can have', () => {
    expect(isDeviceId(API_USER)).toBe(false);
    expect(isApi(SECRET, 'p-1', apiPassword(SECRET))).toBe(false);
  });
});
