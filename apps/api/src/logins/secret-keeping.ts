import { DeviceSecretHashing, DeviceSecretSealing } from '@silverbell/adapter-mqtt/secrets';
import type { KeptSecret } from '@silverbell/adapter-postgres';
import { createHash, timingSafeEqual } from 'node:crypto';

/** Both ways in which a device's secret is kept; the secret itself leaves the house once, to whoever registered the device. */
export class SecretKeeping {
  private readonly hashing: DeviceSecretHashing;
  private readonly sealing: DeviceSecretSealing;

  constructor(platformSecret: string) {
    this.hashing = new DeviceSecretHashing(platformSecret);
    this.sealing = new DeviceSecretSealing(platformSecret);
  }

  keep(deviceId: string, secret: string): KeptSecret {
    const { hashing, sealing } = this;
    return { hash: hashing.hash(deviceId, secret), keyId: hashing.keyId, sealed: sealing.seal(deviceId, secret) };
  }

  matches(deviceId: string, secret: string, known: string | null): boolean {
    return this.hashing.matches(deviceId, Buffer.from(secret), known);
  }
}

/** Takes the same time whatever is wrong. */
export function sameWords(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
