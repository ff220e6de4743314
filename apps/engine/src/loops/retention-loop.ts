import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import type { Clock, IdSource } from '@silverbell/kernel';
import { runRetention, type RetentionStore } from '@silverbell/usecases';
import { Loop } from './loop.js';
import type { EngineMetrics } from '../health/metrics.js';

const POLL_EVERY_MS = 60_000;
const FIRST_AFTER_MS = 60_000;
/** Pause between batches so that retention never competes with live alerts for disk I/O. */
const BETWEEN_MS = 250;
const BATCH = 500;

interface Keeping {
  readonly retention: RetentionStore;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** Takes away what is kept for a time only, a small batch at a time, in a loop of its own: an alert never waits for it. */
export function makeRetention(
  deps: Keeping,
  engineId: string,
  metrics: Pick<EngineMetrics, 'retentionRemoved' | 'retentionRuns'>,
  log: Log,
): Loop {
  return new Loop({
    pauseMs: POLL_EVERY_MS,
    firstAfterMs: FIRST_AFTER_MS,
    onError: (error) => log.error('retention-round-failed', errorFacts(error)),
    work: async () => {
      const step = await runRetention(deps, { engineId, limit: BATCH });
      if (step === null) return null;
      const { what, runId: run, removed, total } = step;
      metrics.retentionRemoved.inc({ what }, removed);
      if (step.begun) log.info('retention-begun', { what, run });
      if (!step.ended) return BETWEEN_MS;
      metrics.retentionRuns.inc({ what });
      log.info('retention-ended', { what, run, removed: total });
      return BETWEEN_MS;
    },
  });
}
