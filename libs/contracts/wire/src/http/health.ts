import { z } from 'zod';

export const liveResponse = z.object({ status: z.literal('live') });
export const readyResponse = z.object({
  status: z.enum(['ready', 'not-ready']),
  checks: z.record(z.string(), z.boolean()),
});
export type ReadyResponse = z.infer<typeof readyResponse>;
