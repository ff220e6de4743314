import { VILLAGE_MEASURES } from '@silverbell/vocabulary';
import { z } from 'zod';
import { id, isoDate } from './shared.js';

const year = z.int().min(2000).max(2200);
export const villageScoreQuery = z.strictObject({
  /** This year by the clock of care when it is left out. */
  year: z.coerce.number().int().min(2000).max(2200).optional(),
  regionId: id.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const villageScoreOnWire = z.object({
  /** Of the village; it names the score together with the year. */
  regionId: id,
  year: z.int(),
  /** `null`: no target is set, and there are no points, not 0. */
  measure: z.enum(VILLAGE_MEASURES).nullable(),
  target: z.int().nullable(),
  /** Until the deadline it grows; from then on it stays as it was. */
  done: z.int().nullable(),
  fullPoints: z.int(),
  /** With two decimals at most. */
  points: z.number().nullable(),
  deadline: isoDate,
  frozenOn: isoDate.nullable(),
  /** 0: no target is set. */
  version: z.int(),
  allowedActions: z.array(z.enum(['set-target'])),
});
export type VillageScoreOnWire = z.infer<typeof villageScoreOnWire>;
export const villageScorePage = z.object({ items: z.array(villageScoreOnWire), nextCursor: z.string().nullable() });
export const setVillageTargetRequest = z.strictObject({
  year,
  measure: z.enum(VILLAGE_MEASURES),
  target: z.int().min(1).max(1_000_000),
});
