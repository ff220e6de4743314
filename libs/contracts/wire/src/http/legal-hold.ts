import { z } from 'zod';
import { LEGAL_HOLD_REASONS, LEGAL_HOLD_RELEASE_REASONS } from '@silverbell/vocabulary';
import { id, isoInstant, list, person } from './shared.js';

// --- what must stay, whatever the periods and the person herself say ---

export const legalHoldRequest = z.strictObject({ reason: z.enum(LEGAL_HOLD_REASONS) });
export type LegalHoldRequest = z.infer<typeof legalHoldRequest>;

export const liftRequest = z.strictObject({ reason: z.enum(LEGAL_HOLD_RELEASE_REASONS) });
export type LiftRequest = z.infer<typeof liftRequest>;

export const legalHold = z.object({
  id,
  /** Of the two it is placed on, one; the other is `null`. */
  incident: z.object({ id, number: z.string() }).nullable(),
  senior: person.nullable(),
  reason: z.enum(LEGAL_HOLD_REASONS),
  at: isoInstant,
  by: person,
  /** `reason` is `null` where it was lifted before reasons were asked for. */
  lifted: z.object({ reason: z.enum(LEGAL_HOLD_RELEASE_REASONS).nullable(), at: isoInstant, by: person }).nullable(),
});
export type LegalHold = z.infer<typeof legalHold>;

/** Newest first, those that were lifted too. Of a person: hers, and those of her incidents and of who shares them. */
export const legalHoldList = list(legalHold);
export type LegalHoldList = z.infer<typeof legalHoldList>;
