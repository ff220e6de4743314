import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { settleSuspensions, type HelperStatusDeps } from '@silverbell/usecases';
import { Loop } from './loop.js';

const EVERY_MS = 1_000;

/** A suspended helper loses what she still has open, also when the api died behind the suspension: within seconds (H10). */
export const makeSuspensions = (deps: HelperStatusDeps, log: Log): Loop =>
  new Loop({
    pauseMs: EVERY_MS,
    onError: (error) => log.error('suspension-round-failed', errorFacts(error)),
    work: async () => {
      const { stopped, failed } = await settleSuspensions(deps);
      if (stopped > 0) log.info('suspended-stopped', { stopped });
      for (const { helperId, error } of failed) log.error('suspension-not-settled', { helperId, ...errorFacts(error) });
      return null;
    },
  });
