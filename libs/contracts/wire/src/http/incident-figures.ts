import { z } from 'zod';
import { isoInstant } from './shared.js';

/**
 * How soon a step came. Only incidents are judged of which it is known whether it came in time: it came, or the limit went by before it
 * came or the incident was closed.
 */
const pace = z.object({
  judged: z.int(),
  /** Of the judged: it came within `limitS`. */
  inTime: z.int(),
  limitS: z.number(),
  /** In the middle of those in which the step came, in seconds; `null`: it came in none. */
  medianS: z.number().nullable(),
});
export type Pace = z.infer<typeof pace>;

/** Of the incidents of this day in the own regions, in earnest and with a person at risk; a seat for training is told of drills. */
export const incidentFigures = z.object({
  at: isoInstant,
  /** The day began here, by the clock of the platform. */
  since: isoInstant,
  raised: z.int(),
  /** From the first signal until an operator attended it. */
  answered: pace,
  /** From the first offer until a helper accepted one. */
  accepted: pace,
  /** From the first signal until a helper was there; only where one had accepted. */
  arrived: pace,
  /** P1 without a press of a person, of all that was raised in earnest, work and outages with it: many of them say that levels are set too high. */
  urgentOther: z.object({ count: z.int(), of: z.int() }),
});
export type IncidentFigures = z.infer<typeof incidentFigures>;
