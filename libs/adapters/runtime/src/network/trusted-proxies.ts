import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

export interface AskingRequest {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** An address, or a network as `address/bits`. */
export const isAddressOrNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

/** `X-Forwarded-For` is believed from these alone: anybody can write that header. */
export class TrustedProxies {
  readonly #trusted = new BlockList();

  constructor(list: readonly string[]) {
    for (const one of list) {
      const [address = '', bits] = one.split('/');
      const type = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.#trusted.addAddress(address, type);
      else this.#trusted.addSubnet(address, Number(bits), type);
    }
  }

  trusts(address: string): boolean {
    const bare = plain(address);
    const family = isIP(bare);
    return family !== 0 && this.#trusted.check(bare, family === 6 ? 'ipv6' : 'ipv4');
  }

  /** The last hop that is no proxy of ours: what was written before it may be invented. */
  clientOf({ headers, socket }: AskingRequest): string {
    let client = plain(socket.remoteAddress ?? '');
    const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    while (this.trusts(client)) {
      const hop = plain((hops.pop() ?? '').trim());
      if (isIP(hop) === 0) break;
      client = hop;
    }
    return client;
  }
}

/** Asked from this machine, and not for another client: a proxy beside us says on whose behalf it asks. */
export const isFromThisMachine = ({ headers, socket }: AskingRequest): boolean =>
  /^(127\.|::1$)/.test(plain(socket.remoteAddress ?? '')) &&
  headers['x-forwarded-for'] === undefined &&
  headers.forwarded === undefined &&
  headers['x-real-ip'] === undefined;

/** IPv4 as itself, also where the machine listens with IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
