import type { HeartbeatRow } from '@silverbell/adapter-postgres';
import type { ServerHeartbeat } from '@silverbell/usecases';
import { z } from 'zod';

const seconds = z.number().nullable();
const clockVitals = z.object({
  clockDriftS: seconds,
  databaseClockS: seconds,
  limitsLately: z.number().optional(),
});
const engineVitals = clockVitals.extend({
  mqtt: z.boolean(),
  loops: z.array(z.object({ name: z.string(), sinceGoodS: seconds })),
  spooled: z.number(),
  intakeLagS: seconds,
  stuckProviders: z.array(z.object({ channel: z.string(), sinceS: z.number() })).optional(),
  shedLately: z.number().optional(),
  deadMan: z.object({ intervalS: z.number(), sinceSentS: seconds }).nullable(),
});

/** A process of another version may say other things of itself: that it lives is known all the same. */
export function serverHeartbeatOf({ id, kind, ageS, vitals }: HeartbeatRow): ServerHeartbeat {
  if (kind === 'worker') return { id, ageS, vitals: { of: kind, read: null } };
  return kind === 'engine'
    ? { id, ageS, vitals: { of: kind, read: engineVitals.safeParse(vitals).data ?? null } }
    : { id, ageS, vitals: { of: kind, read: clockVitals.safeParse(vitals).data ?? null } };
}
