export const ROLES = ['admin', 'lead', 'operator', 'helper', 'family', 'supervisor', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** The seats a rung of a ladder reaches; the people in them are looked up when it fires. */
export const LADDER_ROLES = [
  'lead',
  'overflow',
  'village-cadre',
  'station',
  'township-duty',
  'county-duty',
  'fire-post',
] as const;
export type LadderRole = (typeof LADDER_ROLES)[number];

/** Why a person is erased, for ever. */
export const ERASE_REASONS = ['own-wish', 'guardian-wish', 'left-the-service', 'time-limit', 'order'] as const;
export type EraseReason = (typeof ERASE_REASONS)[number];

/** Why the traces of a case or of a person must stay, whatever the periods and she herself say. */
export const LEGAL_HOLD_REASONS = ['dispute', 'accident', 'investigation', 'court-order', 'complaint'] as const;
export type LegalHoldReason = (typeof LEGAL_HOLD_REASONS)[number];

/** Why they need not stay any longer. */
export const LIFT_REASONS = ['settled', 'order-withdrawn', 'time-over', 'placed-in-error'] as const;
export type LiftReason = (typeof LIFT_REASONS)[number];

/** What goes when its time is over. */
export const KEPT_FOR_A_TIME = [
  'helper-position',
  'device-fix',
  'away-place',
  'sign-of-life',
  'water-reading',
  'raw-frame',
  'outbox',
  'idempotency',
] as const;
export type KeptForATime = (typeof KEPT_FOR_A_TIME)[number];
