import type { Settings } from '@silverbell/adapter-runtime';
import { SETTINGS } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import { DeviceSecretHashing, DeviceSecretSealing } from '@silverbell/adapter-mqtt/secrets';
import type { KeptSecret } from '@silverbell/adapter-postgres';
import { createHash, timingSafeEqual } from 'node:crypto';

/** Hashes and seals the secret of a device; the secret itself is shown once, to the person who registers the device. */
@Injectable()
export class DeviceSecretService {
  private readonly hashing: DeviceSecretHashing;
  private readonly sealing: DeviceSecretSealing;

  constructor(@Inject(SETTINGS) { secret }: Pick<Settings, 'secret'>) {
    this.hashing = new DeviceSecretHashing(secret);
    this.sealing = new DeviceSecretSealing(secret);
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
