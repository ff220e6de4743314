import { describe, expect, it } from '@jest/globals';
import { DeviceSecretSealing, newDeviceSecret } from './device-secret-sealing.js';

describe('a secret kept for brokers', () => {
  const sealing = new DeviceSecretSealing('the secret of this platform');

  it('comes back as it was, for the device it belongs to', () => {
    const secret = newDeviceSecret();
    const sealed = sealing.seal('p-1', secret);
    expect(sealed.toString('latin1')).not.toContain(secret);
    expect(sealing.open('p-1', sealed)).toBe(secret);
    expect(sealing.open('p-2', sealed)).toBeNull();
  });

  it('opens neither with another platform’s secret nor when a byte was changed', () => {
    const sealed = sealing.seal('p-1', 'x');
    expect(new DeviceSecretSealing('another platform entirely').open('p-1', sealed)).toBeNull();
    sealed[sealed.length - 1]! ^= 1;
    expect(sealing.open('p-1', sealed)).toBeNull();
    expect(sealing.open('p-1', Buffer.alloc(3))).toBeNull();
  });

  it('has 128 random bits', () => {
    const made = new Set(Array.from({ length: 200 }, () => newDeviceSecret()));
    expect(made.size).toBe(200);
    for (const one of made) expect(Buffer.from(one, 'base64url')).toHaveLength(16);
  });
});
