import { seconds, type Duration } from '@silverbell/kernel';

/** What shows whether a fixed hub is where it was: the gateway it connects through, and the name of its network. */
export interface HubNetwork {
  readonly network: string | null;
  readonly gateway: string | null;
}

/** Names of a kind of network, not of one network: two homes with wifi have nothing in common. */
export const GENERIC_NETWORK_NAMES: readonly string[] = [
  ...['', 'wifi', 'wlan', 'ethernet', 'lan', 'cellular', '2g', '3g', '4g', '5g', 'lte', 'nb-iot', 'cat1', 'cat-1'],
];
/** A router that restarts, a stick that roams: what lasts shorter than this moved nothing. */
export const MOVED_AFTER: Duration = seconds(60);

const named = (name: string | null): string | null =>
  name === null || GENERIC_NETWORK_NAMES.includes(name.trim().toLowerCase()) ? null : name.trim().toLowerCase();

/** Whether a hub connects from another network than the one on record. A gateway says more than a name; what is not said differs from nothing. */
export function isOtherNetwork(known: HubNetwork, now: HubNetwork): boolean {
  const [gateway, gatewayNow] = [named(known.gateway), named(now.gateway)];
  if (gateway !== null && gatewayNow !== null) return gateway !== gatewayNow;
  const [network, networkNow] = [named(known.network), named(now.network)];
  return network !== null && networkNow !== null && network !== networkNow;
}

/** It reports nothing that would tell it from another network. */
export const hasNoName = ({ gateway, network }: HubNetwork): boolean =>
  named(gateway) === null && named(network) === null;
