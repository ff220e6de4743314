import { errorFacts, type Intake, type Log, type Spool } from '@silverbell/adapter-mqtt';
import { Loop } from './loop.js';

/** Hands messages from the spool to the intake once the database is back. */
export function makeReplay(spool: Spool, intake: Intake, log: Log): Loop {
  return new Loop({
    pauseMs: 1_000,
    onError: (error) => log.error('spool-replay-failed', errorFacts(error)),
    work: async () => {
      const handedIn = spool.size === 0 ? 0 : await spool.replay((delivery) => intake.replay(delivery));
      if (handedIn > 0) log.info('spool-replayed', { handedIn, left: spool.size });
      return null;
    },
  });
}
