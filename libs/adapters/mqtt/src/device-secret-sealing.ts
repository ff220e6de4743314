import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** 128 random bits, in letters that can be typed and put into a URL. */
export const newDeviceSecret = (): string => randomBytes(16).toString('base64url');

/**
 * A broker that keeps its own list of devices must be told the secret itself, and again when it lost its list. So it is kept a second
 * time, sealed under a key drawn from the platform's secret; the hash remains what a login is compared with.
 */
export class DeviceSecretSealing {
  private readonly key: Uint8Array;

  constructor(platformSecret: string) {
    this.key = new Uint8Array(hkdfSync('sha256', platformSecret, '', 'silverbell device secrets for brokers v1', 32));
  }

  seal(deviceId: string, secret: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(deviceId));
    const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  /** `null`: another platform's, another device's, or changed bytes. */
  open(deviceId: string, sealed: Uint8Array): string | null {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
    try {
      const cipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(deviceId))
        .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([cipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }
}
