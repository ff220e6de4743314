import { between } from '@silverbell/kernel';
import { hasNoName, isOtherNetwork, MOVED_AFTER } from '@silverbell/monitoring';
import type { Deps } from '../deps.js';
import { raisePlatformSignal } from './raise-platform-signal.js';
import type { HubNetworkReport, HubNetworkStore } from './port.js';

/**
 * The first network a hub connects from is put on record. From another one it may be in another home (H04): its incidents carry that doubt at
 * once, and after a minute it is work for the shift. Only a person can say that it is where it belongs.
 */
export async function superviseHubNetworks(
  deps: Deps & { readonly hubNetworks: HubNetworkStore },
  { engineId }: { readonly engineId: string },
): Promise<{ readonly suspected: number }> {
  const now = deps.clock.now();
  let suspected = 0;
  const signal = (hub: HubNetworkReport, phase: 'raise' | 'clear', since: number) =>
    raisePlatformSignal(deps, engineId, {
      deviceId: hub.deviceId,
      homeId: null,
      kind: 'fault',
      phase,
      occasion: `moved:${String(since)}`,
      doubts: ['hub-moved'],
    });
  for (const hub of await deps.hubNetworks.networksToCheck()) {
    const { deviceId, known } = hub;
    if (known === null) {
      if (!hasNoName(hub.now))
        await deps.hubNetworks.saveNetwork(deviceId, { ...hub.now, suspectedSince: null, reported: false }, now);
      continue;
    }
    const isOther = isOtherNetwork(known, hub.now);
    if (!isOther) {
      if (known.suspectedSince === null) {
        // It reports more of the same network than before: both are on record from now on.
        const { network, gateway } = hub.now;
        if ((known.gateway === null && gateway !== null) || (known.network === null && network !== null))
          await deps.hubNetworks.saveNetwork(
            deviceId,
            { ...known, gateway: known.gateway ?? gateway, network: known.network ?? network },
            now,
          );
        continue;
      }
      // Back on its own network: noted on its work, which a person ends.
      if (known.reported) await signal(hub, 'clear', known.suspectedSince);
      await deps.hubNetworks.saveNetwork(deviceId, { ...known, suspectedSince: null, reported: false }, now);
      continue;
    }
    const since = known.suspectedSince ?? now;
    const mustReport = !known.reported && between(since, now) >= MOVED_AFTER;
    // Reported first and marked as reported afterwards: a process that dies in between reports it again, and de-duplication keeps it one incident.
    if (mustReport) await signal(hub, 'raise', since);
    if (mustReport || known.suspectedSince === null)
      await deps.hubNetworks.saveNetwork(
        deviceId,
        { ...known, suspectedSince: since, reported: known.reported || mustReport },
        now,
      );
    suspected += 1;
  }
  return { suspected };
}
