import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Hashes device secrets with a key of their own, drawn from the platform's secret. A device secret has 128 random bits: no slow hash is needed. */
export class DeviceSecretHashing {
  private readonly key: Buffer;
  readonly keyId: string;

  constructor(platformSecret: string) {
    this.key = Buffer.from(hkdfSync('sha256', platformSecret, '', 'silverbell device secrets v1', 32));
    this.keyId = createHash('sha256').update(this.key).digest('hex').slice(0, 12);
  }

  /** The device's name goes in, so that equal secrets of two devices do not show. */
  hash(deviceId: string, secret: string | Uint8Array): string {
    return createHmac('sha256', this.key).update(deviceId).update('\0').update(secret).digest('hex');
  }

  /** Takes the same time whatever is wrong; an unknown device (`null`) is compared with a hash that no secret has. */
  matches(deviceId: string, secret: Uint8Array, known: string | null): boolean {
    const given = Buffer.from(this.hash(deviceId, secret), 'hex');
    const expected = known === null ? Buffer.alloc(given.length) : Buffer.from(known, 'hex');
    const equal = expected.length === given.length && timingSafeEqual(given, expected);
    return known !== null && equal;
  }
}
