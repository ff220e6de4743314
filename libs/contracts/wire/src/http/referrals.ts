import { REFERRAL_STATES } from '@silverbell/vocabulary';
import { z } from 'zod';
import { freeText, givenId, id, isoInstant, person } from './shared.js';

/** A senior is referred from one facility to another one (SR-05); her own region stays accountable. */
export const createReferralRequest = z.strictObject({
  id: givenId.optional(),
  seniorId: id,
  fromFacilityId: id,
  toFacilityId: id,
  reason: freeText,
});
export const answerReferralRequest = z.strictObject({ accept: z.boolean(), note: freeText.optional() });
export const endReferralRequest = z.strictObject({ note: freeText });

export const referralQuery = z.strictObject({
  /** Of seniors, or of facilities, of this region and what is below it. */
  regionId: id.optional(),
  seniorId: id.optional(),
  state: z.enum(REFERRAL_STATES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

const facilityNamed = z.object({ id, name: z.string(), regionId: id });
export const referralOnWire = z.object({
  id,
  /** Her region; what is changed elsewhere is shown to it. */
  regionId: id,
  senior: person,
  from: facilityNamed,
  to: facilityNamed,
  state: z.enum(REFERRAL_STATES),
  openedAt: isoInstant,
  version: z.int(),
  /** Every step with the words it was given; nothing is edited. */
  trail: z.array(z.object({ at: isoInstant, by: person, state: z.enum(REFERRAL_STATES), note: z.string().nullable() })),
});
export type ReferralOnWire = z.infer<typeof referralOnWire>;
export const referralPage = z.object({ items: z.array(referralOnWire), nextCursor: z.string().nullable() });
