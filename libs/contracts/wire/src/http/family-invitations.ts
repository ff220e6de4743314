import { z } from 'zod';
import { id, isoInstant, person, phoneNumber, shortText } from './shared.js';

// --- how a relative's account is bound to a senior (SR-71, CR-72) ---

export const familyInvitation = z.object({
  id,
  seniorId: id,
  contact: z.object({ id, name: z.string().nullable() }),
  /** `asked`: she has not agreed yet; `over`: ended, replaced by a newer one, or out of time. */
  state: z.enum(['asked', 'accepted', 'used', 'over']),
  capacity: z.enum(['self', 'guardian']).nullable(),
  madeAt: isoInstant,
  acceptedAt: isoInstant.nullable(),
  /** Of its code. */
  expiresAt: isoInstant.nullable(),
});
export type FamilyInvitation = z.infer<typeof familyInvitation>;

export const familyOfSenior = z.object({
  /** Newest first. */
  invitations: z.array(familyInvitation),
  /** `contact`: through whom it was bound; `null`: by an administrator. */
  accounts: z.array(person.extend({ contact: z.string().nullable(), boundAt: isoInstant.nullable() })),
});
export type FamilyOfSenior = z.infer<typeof familyOfSenior>;

export const acceptFamilyRequest = z.strictObject({
  capacity: z.enum(['self', 'guardian']),
  how: z.enum(['signed', 'spoken', 'recorded']),
  /** The contact who is her guardian, with a proof on file. */
  guardianContactId: id.optional(),
});
/** `code` is `null` when it went out by short message; otherwise it is shown here once, and told to the contact at her number. */
export const familyAccepted = z.object({
  invitation: familyInvitation,
  sent: z.boolean(),
  code: z.string().nullable(),
});

const code = z
  .string()
  .trim()
  .regex(/^\d{8}$/);
/** The number is the one that the code went to. */
export const bindFamilyRequest = z.strictObject({ code, phone: phoneNumber });
export const joinFamilyRequest = bindFamilyRequest.extend({
  username: z.string().trim().min(2).max(40),
  password: z.string().min(12).max(200),
  name: shortText,
});
export const joinedFamily = z.object({ id, username: z.string() });
