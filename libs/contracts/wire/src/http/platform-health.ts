import { HEALTH_STATUSES } from '@silverbell/vocabulary';
import { z } from 'zod';
import { isoInstant } from './shared.js';

const verdict = z.enum(HEALTH_STATUSES);
const sentence = z.object({ 'zh-CN': z.string(), en: z.string() });

export const healthItem = z.object({
  /** `overdue`, `relay:sms`, `loop:ticker`, … */
  key: z.string(),
  verdict,
  /** The whole fact as a person reads it. */
  words: sentence,
  value: z.number().nullable(),
  unit: z.enum(['s', 'count']),
  limit: z.number().nullable(),
  /** Late means that people may not get help in time. */
  critical: z.boolean(),
  /** Which process says so of itself; `null`: a fact about the platform. */
  server: z.object({ kind: z.enum(['engine', 'api']), id: z.string() }).nullable(),
});
export type HealthItemOnWire = z.infer<typeof healthItem>;

export const platformHealthResponse = z.object({
  verdict,
  /** Something critical is late: every console on duty rings. */
  rings: z.boolean(),
  at: isoInstant,
  items: z.array(healthItem),
});
export type PlatformHealthResponse = z.infer<typeof platformHealthResponse>;
