import { createHmac, hkdfSync } from 'node:crypto';

/**
 * An address in the log is a mark: the same for the same address in every process of this platform, so that one attacker is seen
 * as one, and no address of a person. The address itself stands in the log of the proxy.
 */
export class AddressMarks {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'silverbell/address-mark/v1', 32));
  }

  of(address: string): string {
    return createHmac('sha256', this.#key).update(address).digest('base64url').slice(0, 12);
  }
}
