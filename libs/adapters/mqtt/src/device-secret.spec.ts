import { describe, expect, it } from '@jest/globals';
import { DeviceSecretHashing } from './device-secret.js';

const hashing = new DeviceSecretHashing('the secret of this platform');

describe('device secrets', () => {
  it('match only their own device', () => {
    const known = hashing.hash('pendant-1', 's3cret');
    expect(hashing.matches('pendant-1', Buffer.from('s3cret'), known)).toBe(true);
    expect(hashing.matches('pendant-2', Buffer.from('s3cret'), known)).toBe(false);
    expect(hashing.matches('pendant-1', Buffer.from('S3cret'), known)).toBe(false);
    expect(hashing.matches('pendant-1', Buffer.alloc(0), known)).toBe(false);
  });

  it('never match for a device that is not known, or a hash that is none', () => {
    expect(hashing.matches('pendant-1', Buffer.from('s3cret'), null)).toBe(false);
    for (const broken of ['', 'zz', '00'])
      expect(hashing.matches('pendant-1', Buffer.from('s3cret'), broken)).toBe(false);
  });

  it('are worth nothing under the secret of another platform', () => {
    const other = new DeviceSecretHashing('another secret, another platform');
    expect(other.matches('pendant-1', Buffer.from('s3cret'), hashing.hash('pendant-1', 's3cret'))).toBe(false);
    expect(other.keyId).not.toBe(hashing.keyId);
  });
});
