/** Where a service order stands (CR-30). */
export const SERVICE_ORDER_STATES = [
  'planned',
  'assigned',
  'started',
  'finished',
  'no-entry',
  'interrupted',
  'missed',
  'confirmed',
  'confirmed-silent',
  'disputed',
  'void',
  'cancelled',
] as const;
export type ServiceOrderState = (typeof SERVICE_ORDER_STATES)[number];

/** What a reader must know of an order beside its state. */
export const MARKS_OF_ORDER = [
  'manual',
  'late-upload',
  'too-short',
  'back-entry',
  'extra-unagreed',
  'made-up',
] as const;
export type OrderMark = (typeof MARKS_OF_ORDER)[number];

/** What happened to an order; each is a fact of its trail. */
export const ORDER_STEPS = [
  'planned',
  'quoted',
  'quote-accepted',
  'assigned',
  'declined',
  'returned',
  'moved',
  'reported-late',
  'missed',
  'started',
  'finished',
  'no-entry',
  'interrupted',
  'alarm-raised',
  'confirmed',
  'confirmed-silent',
  'disputed',
  'settled',
  'reviewed',
  'rated',
  'cancelled',
  'voided',
] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];

/** Where an order comes from (CR-29). */
export const ORDER_SOURCES = ['plan', 'phone', 'family', 'assistance', 'made-up'] as const;
export type OrderSource = (typeof ORDER_SOURCES)[number];

/** How it is shown that the worker was there (CR-32). */
export const CHECK_IN_PROOFS = ['tag+position', 'tag', 'position', 'none'] as const;
export type CheckInProof = (typeof CHECK_IN_PROOFS)[number];

/** Why a check-in has no proof, or was entered afterwards (CR-32). */
export const CHECK_IN_REASONS = [
  'no-signal',
  'no-tag',
  'tag-broken',
  'phone-dead',
  'forgot',
  'exempt',
  'other',
] as const;
export type CheckInReason = (typeof CHECK_IN_REASONS)[number];

export const INTERRUPT_REASONS = ['emergency', 'refused', 'unsafe'] as const;
export type InterruptReason = (typeof INTERRUPT_REASONS)[number];

/** What a worker at a home reports when she needs help at once (CR-30). */
export const ORDER_ALARMS = ['unresponsive', 'need-120', 'need-119', 'need-110', 'danger'] as const;
export type OrderAlarm = (typeof ORDER_ALARMS)[number];

/** Who said so: she herself, a contact, or a public servant on her word. */
export const ORDER_VOICES = ['senior', 'contact', 'township'] as const;
export type OrderVoice = (typeof ORDER_VOICES)[number];

/** How it was said; `on-site` is on the worker's own phone, everything else is independent of her (CR-36). */
export const ORDER_CHANNELS = ['on-site', 'phone', 'sms', 'page', 'visit'] as const;
export type OrderChannel = (typeof ORDER_CHANNELS)[number];

/** 满意, 基本满意, 不满意, 未评价 (CR-49) */
export const RATING_VALUES = ['satisfied', 'rather-satisfied', 'dissatisfied', 'not-rated'] as const;
export type RatingValue = (typeof RATING_VALUES)[number];

export const REVIEW_DECISIONS = ['pass', 'refuse'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** Why a worker may not be given an order (CR-31). */
export const ASSIGN_BLOCKS = [
  'certificate-expired',
  'out-of-contract',
  'worker-suspended',
  'worker-conflict',
  'worker-replaced',
  'worker-overlap',
  'item-certificate',
  'second-worker',
] as const;
export type AssignBlock = (typeof ASSIGN_BLOCKS)[number];
