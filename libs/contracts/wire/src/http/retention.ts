import { z } from 'zod';
import { id, isoInstant } from './shared.js';
import { RETAINED_DATA_KINDS } from '@silverbell/vocabulary';

const what = z.enum(RETAINED_DATA_KINDS);

/** How long what is kept, and what went when: dated, with the source of each period. */
export const retentionResponse = z.object({
  periods: z.array(
    z.object({
      what,
      /** `null`: wherever no region says otherwise. */
      regionId: id.nullable(),
      days: z.number().int(),
      source: z.string(),
      validFrom: isoInstant.nullable(),
    }),
  ),
  /** Latest first. */
  runs: z.array(
    z.object({
      id,
      what,
      /** What was older went, where no region says otherwise. */
      before: isoInstant,
      begunAt: isoInstant,
      lastAt: isoInstant,
      /** `null`: under way, or left by an engine that died; another one goes on with it. */
      endedAt: isoInstant.nullable(),
      removed: z.number().int(),
      batches: z.number().int(),
      engines: z.array(z.string()),
    }),
  ),
});
export type RetentionResponse = z.infer<typeof retentionResponse>;
