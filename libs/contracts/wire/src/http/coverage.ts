import { z } from 'zod';
import { id, isoInstant, person } from './shared.js';

/** Homes of the own regions that no helper on duty could reach in time at this moment. */
export const coverageNow = z.object({
  at: isoInstant,
  /** Turnout and way together, in seconds; by the county's setting. */
  withinS: z.number(),
  night: z.boolean(),
  /** Homes in which a senior lives, and how many of them no helper would reach. */
  homes: z.int(),
  unreached: z.int(),
  /** On duty and on no task, wherever they are from. */
  helpers: z.int(),
  /** Only villages with such homes; those with most people at risk first. */
  villages: z.array(
    z.object({
      regionId: id,
      name: z.string(),
      homes: z.int(),
      unreached: z.int(),
      /** Of the unreached: a senior there needs help sooner than others. */
      atRisk: z.int(),
      /** Who would be there first; `name` is `null` for a helper of another county. */
      soonest: z.object({ name: z.string().nullable(), arrivalS: z.number() }).nullable(),
      /** [latitude, longitude] in 1/100,000 of a degree, WGS-84. */
      points: z.array(z.tuple([z.int(), z.int()])),
    }),
  ),
  /** At rest, in the own regions, and would reach some of these homes; most homes first. The answer asks none of them. */
  couldBeAsked: z.array(
    z.object({
      helper: person,
      kind: z.string(),
      region: z.string(),
      homes: z.int(),
      offDutySince: isoInstant.nullable(),
    }),
  ),
});
export type CoverageNow = z.infer<typeof coverageNow>;
