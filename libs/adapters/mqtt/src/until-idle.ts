import { untilTimeout } from '@silverbell/adapter-runtime/timeout';
import type { Intake } from './intake.js';

const SHUTDOWN_WAITS_MS = 5_000;

/** Before a shutdown: what was begun may come to its end, but a database that stands still must not hold it up. */
export const untilIdle = (intake: Pick<Intake, 'idle'>): Promise<void> =>
  untilTimeout(SHUTDOWN_WAITS_MS, intake.idle());
