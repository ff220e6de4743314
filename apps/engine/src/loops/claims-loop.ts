import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { claimBound, claimRegistered, type Deps, type UnregisteredDeviceStore } from '@silverbell/usecases';
import { Loop } from './loop.js';

const EVERY_MS = 2_000;

/**
 * A number that was registered, or a device that was bound to a home, by hand or by a list: what it said before goes to its home within
 * seconds. A loop of its own: an alert never waits for it.
 */
export const makeClaims = (deps: Deps, book: UnregisteredDeviceStore, engineId: string, log: Log): Loop =>
  new Loop({
    pauseMs: EVERY_MS,
    onError: (error) => log.error('claim-round-failed', errorFacts(error)),
    work: async () => {
      const claimed = (await claimRegistered(deps, book, engineId)) + (await claimBound(deps, book, engineId));
      if (claimed > 0) log.info('numbers-claimed', { claimed });
      return null;
    },
  });
