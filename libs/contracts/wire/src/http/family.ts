import { z } from 'zod';
import { ALERT_KINDS, NOTICE_LEVELS, OUTCOMES, PHASES, SIGNS } from '@silverbell/vocabulary';
import { clockTime, id, isoDate, isoInstant, list } from './shared.js';

/** Facts with their age, never "all is well" (safety.md H15). */
export const familySenior = z.object({
  id,
  name: z.string(),
  ageYears: z.int().nullable(),
  /** Her own number, to be called. */
  phone: z.string().nullable(),
  homeLabel: z.string().nullable(),
  devices: z.array(
    z.object({ id, role: z.string(), lastSeenAt: isoInstant.nullable(), batteryPct: z.number().nullable() }),
  ),
  /** 最近一次活动: of herself, with its time; `null`: none that is surely hers. It says nothing about how she is. */
  lastContact: z.object({ sign: z.enum(SIGNS), at: isoInstant }).nullish(),
  openIncidentId: z.string().nullable(),
  /** The last day of the service at home that the public paid for, once it was ended (CR-27); `null`: it runs, or there was none. */
  serviceEndedOn: isoDate.nullish(),
  /** The caller as a contact of this senior; `null`: she is none, and no message or call reaches her. */
  contact: z
    .object({
      noticeLevel: z.enum(NOTICE_LEVELS),
      /** When she can be reached, in words. */
      hours: z.string().nullable(),
      /** When soft signs do not wake her, on the wall clock of the zone; `null`: never. An older server does not say. */
      quietHours: z.object({ from: clockTime, until: clockTime, timeZone: z.string() }).nullish(),
    })
    .nullable(),
});
export type FamilySenior = z.infer<typeof familySenior>;
export const familySeniorList = z.object({
  items: z.array(familySenior),
  /** Where a person on duty answers for the first of them. */
  deskNumber: z.string().nullable(),
});

/** When the caller is told of alerts of this senior, whose contact she is; it holds from the next alert on. `seniorId`: of several. */
export const noticeLevelRequest = z.strictObject({ seniorId: id.optional(), noticeLevel: z.enum(NOTICE_LEVELS) });

/**
 * Hours in which soft signs do not wake the caller; those from 22:00 until 06:00 go over midnight. `null`: none. A press, a person at risk and
 * a helper who goes are told at any hour, and who was told anything is told the ending.
 */
export const quietHoursRequest = z.strictObject({
  seniorId: id.optional(),
  hours: z
    .strictObject({ from: clockTime, until: clockTime })
    .refine(({ from, until }) => from !== until, { error: 'the whole day cannot be quiet' })
    .nullable(),
});

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
