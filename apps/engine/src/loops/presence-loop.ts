import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import type { Instant } from '@silverbell/kernel';
import {
  superviseDevices,
  superviseHubNetworks,
  supervisePeople,
  type HubNetworkStore,
  type PresenceDeps,
} from '@silverbell/usecases';
import { Loop } from './loop.js';

const EVERY_MS = 5_000;
/** Silences of people are counted in hours. */
const PEOPLE_EVERY_MS = 60_000;

/** Looks every few seconds who has fallen silent and who is back. A loop of its own: an alert never waits for it. */
export function makePresence(
  deps: PresenceDeps & { readonly hubNetworks: HubNetworkStore },
  engineId: string,
  listeningSince: () => Instant,
  log: Log,
): Loop {
  let peopleAt = Number.NEGATIVE_INFINITY;
  return new Loop({
    pauseMs: EVERY_MS,
    onError: (error) => log.error('presence-round-failed', errorFacts(error)),
    work: async () => {
      const now = deps.clock.now();
      const { returned, outages } = await superviseDevices(deps, { engineId, listeningSince: listeningSince() });
      await superviseHubNetworks(deps, { engineId });
      if (returned > 0 || outages > 0) log.info('presence', { returned, outages });
      if (now - peopleAt >= PEOPLE_EVERY_MS) {
        peopleAt = now;
        const { silent } = await supervisePeople(deps, { engineId });
        if (silent > 0) log.info('silence', { silent });
      }
      return null;
    },
  });
}
