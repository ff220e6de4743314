import { z } from 'zod';
import {
  FOLLOW_UP_RESULTS,
  FOLLOW_UP_SUBJECTS,
  INCIDENT_CLASSES,
  OUTCOMES,
  SATISFACTIONS,
} from '@silverbell/vocabulary';
import { freeText, id, isoInstant, person } from './shared.js';

// --- what is asked after an incident with a person at risk, a visit, or the answer to a complaint (SR-52, CR-53) ---

export const followUpQuery = z.strictObject({
  /** `waiting`: due later. */
  state: z.enum(['due', 'waiting']).default('due'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const followUp = z.object({
  /** About an incident: the id of that incident. */
  id,
  about: z.enum(FOLLOW_UP_SUBJECTS),
  incidentId: id.nullable(),
  orderId: id.nullable(),
  complaintId: id.nullable(),
  /** Of an incident. */
  number: z.string().nullable(),
  version: z.number().int(),
  /** A call; a visit after three tries without an answer on two days. */
  kind: z.enum(['call', 'visit']),
  dueAt: isoInstant,
  /** When the incident was closed, the visit ended, or the complaint was answered. */
  closedAt: isoInstant,
  /** Of an incident. */
  class: z.enum(INCIDENT_CLASSES).nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  regionId: z.string(),
  home: z.object({ id, label: z.string() }).nullable(),
  seniors: z.array(person),
  /** Who closed the incident; `null`: the township asks. */
  owner: person.nullable(),
  /** YYYY-MM-DD of each try without an answer. */
  triedOn: z.array(z.string()),
});
export type FollowUp = z.infer<typeof followUp>;

/** Incidents first, then visits and complaints; of each those due first. */
export const followUpPage = z.object({ items: z.array(followUp), nextCursor: z.string().nullable() });

export const recordFollowUpRequest = z.strictObject({
  result: z.enum(FOLLOW_UP_RESULTS),
  satisfaction: z.enum(SATISFACTIONS).optional(),
  /** Of a visit alone: whether she says that it took place as it is recorded (CR-36). */
  visit: z.enum(['confirm', 'dispute']).optional(),
  note: freeText.optional(),
});

/** Archived: the incident is archived, and nothing is owed any more; otherwise a call or a visit still is. */
export const followUpRecorded = z.object({
  id,
  version: z.number().int(),
  archived: z.boolean(),
  kind: z.enum(['call', 'visit']).nullable(),
  triedOn: z.array(z.string()),
});
