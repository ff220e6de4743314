import type { Log } from '@silverbell/adapter-mqtt';
import { errorFacts } from '@silverbell/adapter-mqtt';
import type { IncidentId } from '@silverbell/kernel';
import { fireDueDeadlines, type Deps } from '@silverbell/usecases';
import { Loop } from './loop.js';
import type { EngineMetrics } from '../health/metrics.js';

const EVERY_MS = 200;
const BUSY_MS = 20;
const BATCH = 200;
/** A deadline that fires this late is a fault of the platform, and said aloud. */
const LATE_MS = 2_000;
/** An incident whose deadlines failed rests this long: many broken ones must not hold up the sound. */
const REST_MS = 5_000;

/** Fires what is due: looks at the database every 200 ms, and sooner when a deadline of ours comes sooner. */
export function makeTicker(deps: Deps, metrics: EngineMetrics, log: Log): Loop {
  const resting = new Map<IncidentId, number>();
  return new Loop({
    pauseMs: EVERY_MS,
    onError: (error) => log.error('ticker-round-failed', errorFacts(error)),
    work: async () => {
      const now = deps.clock.now();
      for (const [id, until] of resting) if (until <= now) resting.delete(id);
      const { fired, failed } = await fireDueDeadlines(deps, { limit: BATCH, resting: [...resting.keys()] });
      for (const { incidentId, key, dueAt, firedAt } of fired) {
        const lateMs = firedAt - dueAt;
        metrics.deadlinesFired.inc();
        metrics.deadlineLateness.observe(Math.max(0, lateMs) / 1_000);
        if (lateMs > LATE_MS) log.warn('deadline-late', { incident: incidentId, deadline: key, lateMs });
      }
      for (const { incidentId, error } of failed) {
        metrics.deadlinesFailed.inc();
        resting.set(incidentId, now + REST_MS);
        log.error('deadline-failed', { incident: incidentId, ...errorFacts(error) });
      }
      // What fell due while these were fired is not waited for.
      if (fired.length > 0) return 0;
      const next = await deps.incidents.nextDueAt();
      if (next === null) return null;
      const wait = next - deps.clock.now();
      // Due and not fired: that incident is locked at this moment, or it failed. Looking again at once would only turn in circles.
      return wait > 0 ? wait : resting.size > 0 ? EVERY_MS : BUSY_MS;
    },
  });
}
