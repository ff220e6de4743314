import {
  DEVICE_WORK,
  EXPORT_FORMATS,
  EXPORT_LISTS,
  EXPORT_STATES,
  REVEAL_PURPOSES,
  SENIOR_STATUSES,
} from '@silverbell/vocabulary';
import { z } from 'zod';
import { id, isoDate, isoInstant } from './shared.js';

export const exportRequest = z.strictObject({
  list: z.enum(EXPORT_LISTS),
  filter: z
    .strictObject({
      regionId: id.optional(),
      q: z.string().max(200).optional(),
      /** Of seniors. */
      status: z.enum(SENIOR_STATUSES).optional(),
      /** Civil days, both included; of orders, complaints, verifications, visits, meals, care calls, follow-ups and the audit log. */
      from: isoDate.optional(),
      to: isoDate.optional(),
      /** Of the audit log. */
      subjectId: id.optional(),
      actorId: id.optional(),
      /** Of work on devices. */
      kind: z.enum(DEVICE_WORK).optional(),
      owner: z.enum(['me', 'none']).optional(),
      /** Of follow-ups. */
      state: z.enum(['due', 'waiting']).optional(),
    })
    .default({}),
  /** Stands in the audit log before a row is read, and in the file; without one names and numbers are masked. */
  purpose: z.enum(REVEAL_PURPOSES).optional(),
  format: z.enum(EXPORT_FORMATS).default('xlsx'),
});

export const exportMade = z.object({ id });

export const exportOnWire = z.object({
  id,
  list: z.enum(EXPORT_LISTS),
  format: z.enum(EXPORT_FORMATS),
  state: z.enum(EXPORT_STATES),
  rows: z.int(),
  progress: z.number().min(0).max(1),
  /** `false`: numbers and names are masked, and addresses left out. */
  inFull: z.boolean(),
  createdAt: isoInstant,
  /** Where the file is fetched once it is ready. */
  href: z.string().nullable(),
});
