export const HELPER_KINDS = [
  'aide',
  'grid-worker',
  'neighbour',
  'volunteer',
  'carer',
  'village-doctor',
  'social-worker',
] as const;
export type HelperKind = (typeof HELPER_KINDS)[number];

export const HELPER_TRANSPORTS = ['walk', 'bicycle', 'e-bike', 'car'] as const;
export type HelperTransport = (typeof HELPER_TRANSPORTS)[number];

export const HELPER_CERTIFICATES = ['health', 'first-aid', 'carer', 'physician'] as const;
export type HelperCertificate = (typeof HELPER_CERTIFICATES)[number];

export const OFFER_STATES = ['open', 'accepted', 'declined', 'over'] as const;
export type OfferState = (typeof OFFER_STATES)[number];

export const OFFER_OVER_REASONS = [
  'taken',
  'lapsed',
  'not-needed',
  'recalled',
  'replaced',
  'not-delivered',
  'suspended',
  'closed',
] as const;
export type OfferOverReason = (typeof OFFER_OVER_REASONS)[number];

/** How an offer goes to a helper: to her page, as a text message, as a call. */
export const OFFER_CHANNELS = ['socket', 'sms', 'voice'] as const;
export type OfferChannel = (typeof OFFER_CHANNELS)[number];

/** How far an offer came on one of its channels. */
export const DELIVERY_STATES = ['not-sent', 'sent', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const DECLINE_REASONS = [
  'not-said',
  'too-far',
  'with-another-senior',
  'away',
  'unfit',
  'no-transport',
  'weather-or-road',
  'alone-at-night',
  'unsafe',
  'beyond-ability',
  'caring-at-home',
  'conflict',
  'someone-there',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export const ASSIGNMENT_ROLES = ['primary', 'backup', 'standby'] as const;
export type AssignmentRole = (typeof ASSIGNMENT_ROLES)[number];

export const ASSIGNMENT_STATES = ['accepted', 'departed', 'arrived', 'finished', 'withdrawn'] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

export const WITHDRAW_REASONS = [
  'accepted-by-mistake',
  'breakdown',
  'weather-or-road',
  'cannot-find',
  'unfit',
  'urgent-elsewhere',
  'unsafe',
  'beyond-ability',
  'conflict',
  'relieved',
] as const;
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number];

/** `entry`: how she got in, or that she did not; it comes with one of ENTRY_WAYS. */
export const SCENE_CODES = [
  'entry',
  'no-reply-at-door',
  'no-access',
  'nobody-home',
  'wrong-address',
  'unresponsive',
  'need-second-person',
  'need-120',
  'need-119',
  'need-110',
  'need-key',
  'danger',
  'helper-needs-help',
] as const;
export type SceneCode = (typeof SCENE_CODES)[number];

/** "Not seen" is not a condition: it cannot finish an assignment. */
export const CONDITIONS = ['fine', 'shaken', 'minor-injury', 'needs-doctor', 'serious', 'with-others'] as const;
export type Condition = (typeof CONDITIONS)[number];

export const WORRY_FLAGS = [
  'confused',
  'no-food',
  'cold-or-hot',
  'fire-risk',
  'self-neglect',
  'abuse-suspected',
] as const;
export type WorryFlag = (typeof WORRY_FLAGS)[number];

/** Why a helper is suspended. `allegation`, `abuse`, `money` and `privacy` are allegations: they suspend at once, and another person reinstates (4.5). */
export const SUSPEND_REASONS = [
  'allegation',
  'abuse',
  'money',
  'privacy',
  'unreliable',
  'unfit',
  'own-request',
] as const;
export type SuspendReason = (typeof SUSPEND_REASONS)[number];

export const REINSTATE_REASONS = ['unfounded', 'settled', 'fit-again', 'own-request', 'by-mistake'] as const;
export type ReinstateReason = (typeof REINSTATE_REASONS)[number];
