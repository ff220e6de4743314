import { z } from 'zod';
import { REINSTATE_REASONS, SUSPEND_REASONS } from '@silverbell/vocabulary';
import { freeText, id, isoInstant, list, person } from './shared.js';

// --- who may go, and who may know: for leads and administrators ---

export const suspendRequest = z.strictObject({ reason: z.enum(SUSPEND_REASONS), note: freeText.optional() });
export type SuspendRequest = z.infer<typeof suspendRequest>;

export const reinstateRequest = z.strictObject({ reason: z.enum(REINSTATE_REASONS), note: freeText.optional() });
export type ReinstateRequest = z.infer<typeof reinstateRequest>;

export const suspension = z.object({
  reason: z.enum(SUSPEND_REASONS),
  note: z.string().nullable(),
  /** `null`: on file before there was a book of it. */
  by: person.nullable(),
  at: isoInstant,
  lifted: z
    .object({ reason: z.enum(REINSTATE_REASONS), note: z.string().nullable(), by: person, at: isoInstant })
    .nullable(),
});
export type Suspension = z.infer<typeof suspension>;

export const helperStanding = z.object({
  helper: person,
  regionId: z.string(),
  suspended: z.boolean(),
  /** Newest first. */
  suspensions: z.array(suspension),
});
export type HelperStanding = z.infer<typeof helperStanding>;

/** 暗语: what she says so that a caller knows that it is her. `null` takes it away. */
export const codeWordRequest = z.strictObject({ codeWord: z.string().trim().min(2).max(40).nullable() });
export type CodeWordRequest = z.infer<typeof codeWordRequest>;

/** An operator read an incident she does not attend: allowed in need, and always recorded. */
export const accessLogEntry = z.object({
  by: person,
  role: z.string(),
  what: z.enum(['person-card', 'roster', 'raw-frame']),
  /** `null`: no incident. */
  incident: z.object({ id, number: z.string() }).nullable(),
  regionId: z.string(),
  firstAt: isoInstant,
  lastAt: isoInstant,
  /** Within the hour. */
  times: z.number().int(),
});
export type AccessLogEntry = z.infer<typeof accessLogEntry>;
export const accessLogList = list(accessLogEntry);
