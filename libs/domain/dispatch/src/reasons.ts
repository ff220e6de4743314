/** Why a helper is ranked where she is; shown to the operator in words. */
export const REASON_CODES = [
  'paired',
  'on-duty',
  'standing',
  'off-duty',
  'station-staff',
  'night-agreed',
  'elder-by-day',
  'no-lifting',
  'certificate-expired',
  'yields-work',
  'with-another-senior',
  'other-offer-open',
  'needless-calls',
  'position-fresh',
  'position-old',
  'position-rough',
  'position-vague',
  'position-base',
  'far',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** What her rank says of where she is. */
export type PositionReason = Extract<ReasonCode, `position-${string}`>;

/** What a list that is too short gives up, one after the other. */
export const RELAX_CODES = ['within-30-min', 'standing', 'off-duty', 'yields-work', 'beyond-30-min'] as const;
export type RelaxCode = (typeof RELAX_CODES)[number];

/** Conflict, age, refusal, suspension: she is never sent, not even by an operator. */
export const FORBID_CODES = [
  'conflict',
  'suspended',
  'under-age',
  'elder-at-night',
  'night-refused',
  'refused',
] as const;
export type ForbidCode = (typeof FORBID_CODES)[number];

/** Not asked by the machine; an operator may name her. */
export const SET_ASIDE_CODES = ['with-another-senior', 'off-duty', 'far-enough-asked'] as const;
export type SetAsideCode = (typeof SET_ASIDE_CODES)[number];
