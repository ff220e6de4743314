import { z } from 'zod';

export const liveResponse = z.object({ status: z.literal('live') });
export const readyResponse = z.object({
  status: z.enum(['ready', 'not-ready']),
  checks: z.record(z.string(), z.boolean()),
  /** What goes another, slower way for the moment; nothing is lost by it. `replicas`: positions are read from the database. */
  degraded: z.array(z.enum(['replicas'])),
});
export type ReadyResponse = z.infer<typeof readyResponse>;
