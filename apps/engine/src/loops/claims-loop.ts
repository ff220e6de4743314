import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { claimBound, claimRegistered, type Deps, type UnregisteredDeviceStore } from '@silverbell/usecases';
import { Loop } from './loop.js';

const EVERY_MS = 2_000;

/**
 * After a device was registered or bound to a home, by hand or by an import, its earlier messages are assigned to that home within
 * seconds. A separate loop, so that no alert waits for it.
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
