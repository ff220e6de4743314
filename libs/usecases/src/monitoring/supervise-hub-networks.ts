import { between } from '@silverbell/kernel';
import { isNameless, isOtherNetwork, MOVED_AFTER } from '@silverbell/monitoring';
import type { Deps } from '../deps.js';
import { raisePlatformSignal } from './raise-platform-signal.js';
import type { HubNetworkReport, HubNetworkStore } from './port.js';

/**
 * A hub is known by the first line it was heard on. On another one it may hang in another home (H04): from then on its cases
 * carry that doubt, and after a minute it is work for the shift. Only a person says that it is where it belongs.
 */
export async function superviseHubNetworks(
  deps: Deps & { readonly lines: HubNetworkStore },
  { engineId }: { readonly engineId: string },
): Promise<{ readonly suspected: number }> {
  const now = deps.clock.now();
  let suspected = 0;
  const tell = (hub: HubNetworkReport, phase: 'raise' | 'clear', since: number) =>
    raisePlatformSignal(deps, engineId, {
      deviceId: hub.deviceId,
      homeId: null,
      kind: 'fault',
      phase,
      occasion: `moved:${String(since)}`,
      doubts: ['hub-moved'],
    });
  for (const hub of await deps.lines.linesToLookAt()) {
    const { deviceId, known } = hub;
    if (known === null) {
      if (!isNameless(hub.now))
        await deps.lines.keepLine(deviceId, { ...hub.now, suspectedSince: null, told: false }, now);
      continue;
    }
    const other = isOtherNetwork(known, hub.now);
    if (!other) {
      if (known.suspectedSince === null) {
        // It says more of the same line than it did before: known by both from now on.
        const { network, gateway } = hub.now;
        if ((known.gateway === null && gateway !== null) || (known.network === null && network !== null))
          await deps.lines.keepLine(
            deviceId,
            { ...known, gateway: known.gateway ?? gateway, network: known.network ?? network },
            now,
          );
        continue;
      }
      // Back on its own line by itself: noted on its work, which a person ends.
      if (known.told) await tell(hub, 'clear', known.suspectedSince);
      await deps.lines.keepLine(deviceId, { ...known, suspectedSince: null, told: false }, now);
      continue;
    }
    const since = known.suspectedSince ?? now;
    const tells = !known.told && between(since, now) >= MOVED_AFTER;
    // Reported first and marked as reported afterwards: a process that dies in between reports it again, and de-duplication keeps it one incident.
    if (tells) await tell(hub, 'raise', since);
    if (tells || known.suspectedSince === null)
      await deps.lines.keepLine(deviceId, { ...known, suspectedSince: since, told: known.told || tells }, now);
    suspected += 1;
  }
  return { suspected };
}
