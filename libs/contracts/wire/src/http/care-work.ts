import { ROLES, WORK_GROUPS, WORK_KINDS } from '@silverbell/vocabulary';
import { z } from 'zod';
import { id, isoDate, isoInstant, person } from './shared.js';

export const workQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(500).optional() });
/** 待办: what is open for the reader, the most urgent first (CR-08, CR-77). */
export const workAnswer = z.object({
  /** The civil date of care. */
  today: isoDate,
  /** Of everything, not of the items of this answer. */
  counts: z.object({ overdue: z.int(), today: z.int(), ahead: z.int(), supervised: z.int() }),
  items: z.array(
    z.object({
      kind: z.enum(WORK_KINDS),
      /** Of the visit, order, meal, complaint, verification, follow-up, assessment, worker or contract that it is about. */
      id,
      ownerRole: z.enum(ROLES),
      regionId: id,
      /** `null`: it is about a worker or a contract. */
      seniorId: id.nullable(),
      senior: person.nullable(),
      /** Whose certificate ends. */
      worker: person.nullable(),
      /** Whose turn it is, or whose contract or worker it is about. */
      provider: person.nullable(),
      dueOn: isoDate,
      /** Where the thing itself stands; of a certificate its kind. */
      state: z.string(),
      group: z.enum(WORK_GROUPS),
      daysOverdue: z.int(),
      /** The owner was reminded (催办) last. */
      remindedAt: isoInstant.nullable(),
    }),
  ),
});
