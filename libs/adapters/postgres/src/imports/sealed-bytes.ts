import { createHmac } from 'node:crypto';
import { open, seal } from '../crypto/master-key.js';
import type { PersonKeys } from '../crypto/person-keys.js';

/** Seals what belongs to one import, export or attachment: under a key of its own, drawn from the platform's secret and kept nowhere. */
export class SealedBytes {
  readonly #key: Uint8Array;

  constructor(
    keys: PersonKeys,
    private readonly of: `${'import' | 'export' | 'attachment'} ${string}`,
  ) {
    this.#key = keys.derive(`${of}, first version`);
  }

  seal(bytes: Uint8Array, place: string): Buffer {
    return seal(this.#key, bytes, `${this.of} ${place}`);
  }

  open(sealed: Uint8Array, place: string): Buffer {
    const bytes = open(this.#key, sealed, `${this.of} ${place}`);
    if (!bytes) throw new Error(`${place} of ${this.of} does not open: is SILVERBELL_SECRET the right one?`);
    return bytes;
  }

  sealText(text: string, place: string): Buffer {
    return this.seal(Buffer.from(text, 'utf8'), place);
  }

  openText(sealed: Uint8Array, place: string): string {
    return this.open(sealed, place).toString('utf8');
  }

  /** Compares rows within one import, and says nothing to another. */
  hash(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest().subarray(0, 16);
  }
}
