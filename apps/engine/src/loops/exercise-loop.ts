import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { keepDrills, remindTests, type ExerciseDeps } from '@silverbell/usecases';
import { Loop } from './loop.js';

const EVERY_MS = 5_000;
/** What is overdue by a month is found out within the hour. */
const TESTS_EVERY_MS = 3_600_000;

/**
 * A real alarm ends the drill beneath it: woken by every change of an incident, and by itself every few seconds for whatever a crash left.
 * A loop of its own: an alert never waits for it.
 */
export function makeExerciseLoop(deps: ExerciseDeps, log: Log): Loop {
  let testsAt = Number.NEGATIVE_INFINITY;
  return new Loop({
    pauseMs: EVERY_MS,
    onError: (error) => log.error('exercise-round-failed', errorFacts(error)),
    work: async () => {
      const ended = await keepDrills(deps);
      if (ended > 0) log.info('drills-ended', { ended });
      const now = deps.clock.now();
      if (now - testsAt >= TESTS_EVERY_MS) {
        testsAt = now;
        const { raised, done } = await remindTests(deps);
        if (raised + done > 0) log.info('tests-overdue', { raised, done });
      }
      return null;
    },
  });
}
