import { z } from 'zod';
import { ALERT_KINDS, OUTCOMES, PHASES, SIGNS } from '@silverbell/vocabulary';
import { id, isoInstant, list } from './shared.js';

/** Facts with their age, never "all is well" (safety.md H15). */
export const familySenior = z.object({
  id,
  name: z.string(),
  homeLabel: z.string().nullable(),
  devices: z.array(z.object({ id, role: z.string(), lastSeenAt: isoInstant.nullable() })),
  /** 最近一次活动: of herself, with its time; `null`: none that is surely hers. It says nothing about how she is. */
  lastContact: z.object({ sign: z.enum(SIGNS), at: isoInstant }).nullish(),
  openIncidentId: z.string().nullable(),
});
export type FamilySenior = z.infer<typeof familySenior>;
export const familySeniorList = list(familySenior);

export const familyIncident = z.object({
  id,
  number: z.string(),
  version: z.number().int(),
  phase: z.enum(PHASES),
  kind: z.enum(ALERT_KINDS),
  senior: z.object({ id, name: z.string() }).nullable(),
  raisedAt: isoInstant,
  /** Family name and role only. */
  helper: z.object({ name: z.string(), etaAt: isoInstant.nullable(), arrivedAt: isoInstant.nullable() }).nullable(),
  /** Codes of what happened, oldest first. */
  steps: z.array(z.object({ at: isoInstant, what: z.string() })),
  outcome: z.enum(OUTCOMES).nullable(),
  closedAt: isoInstant.nullable(),
});
export type FamilyIncident = z.infer<typeof familyIncident>;
export const familyIncidentList = list(familyIncident);
