import { ATTACHMENT_KINDS, ATTACHMENT_OWNER_KINDS, ATTACHMENT_PURPOSES, REVEAL_PURPOSES } from '@silverbell/vocabulary';
import { z } from 'zod';
import { id, isoInstant, list, person } from './shared.js';

/** The fields of the form beside `file`. Without an owner the file waits, for its sender alone, to be named by a later request. */
export const addAttachmentRequest = z
  .strictObject({
    ownerKind: z.enum(ATTACHMENT_OWNER_KINDS).optional(),
    ownerId: id.optional(),
    /** A signature on the worker's phone: a png of the order. Absent: a photo or a scan. */
    purpose: z.enum(ATTACHMENT_PURPOSES).optional(),
    /** When the photo was taken, by the clock of the phone. */
    takenAt: isoInstant.optional(),
  })
  .refine(({ ownerKind, ownerId }) => (ownerKind === undefined) === (ownerId === undefined), { path: ['ownerId'] })
  .refine(({ ownerKind, purpose }) => purpose === undefined || ownerKind === 'service-order', { path: ['purpose'] });

/** Why a photo or scan is looked at; on record before it is shown. */
export const attachmentQuery = z.strictObject({ purpose: z.enum(REVEAL_PURPOSES) });

/** Of a person of the incident or the task: as the card or the destination names it. */
export const personPhotoQuery = z.strictObject({ photoId: id });

const facts = { id, kind: z.enum(ATTACHMENT_KINDS), bytes: z.int() };
export const attachmentMade = z.object(facts);

export const attachmentOnWire = z.object({
  ...facts,
  owner: z.object({ kind: z.enum(ATTACHMENT_OWNER_KINDS), id }).nullable(),
  /** `null`: a photo or a scan. */
  purpose: z.enum(ATTACHMENT_PURPOSES).nullable(),
  at: isoInstant,
  takenAt: isoInstant.nullable(),
  /** `null`: a photo of a complaint, to those who may not know who complained. */
  by: person.nullable(),
  /** The same picture belongs to another order, visit, device or assignment as well: for a person to judge (CR-10). */
  repeated: z.boolean(),
});
export type AttachmentOnWire = z.infer<typeof attachmentOnWire>;
export const attachmentList = list(attachmentOnWire);
