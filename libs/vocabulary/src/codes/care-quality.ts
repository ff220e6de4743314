/** Where a complaint stands (CR-52). */
export const COMPLAINT_STATES = ['received', 'acknowledged', 'answered', 'withdrawn'] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];

/** How it came in: 电话, 家属页面, 走访, 书面, 12345 (CR-52). */
export const COMPLAINT_CHANNELS = ['phone', 'page', 'visit', 'paper', '12345'] as const;
export type ComplaintChannel = (typeof COMPLAINT_CHANNELS)[number];

/** What the answer found; those that are unfounded or said already count no more (CR-50). */
export const COMPLAINT_FINDINGS = ['founded', 'unfounded', 'duplicate'] as const;
export type ComplaintFinding = (typeof COMPLAINT_FINDINGS)[number];

export const COMPLAINT_STEPS = ['received', 'acknowledged', 'answered', 'rated', 'withdrawn', 'recounted'] as const;
export type ComplaintStep = (typeof COMPLAINT_STEPS)[number];

/** Where the verification of a worker stands (CR-50, CR-51). */
export const VERIFICATION_STATES = ['open', 'replacing', 'closed'] as const;
export type VerificationState = (typeof VERIFICATION_STATES)[number];

/** 3 complaints in a month, or 不满意 twice in a row within a week (CR-50). */
export const VERIFICATION_TRIGGERS = ['complaints', 'ratings'] as const;
export type VerificationTrigger = (typeof VERIFICATION_TRIGGERS)[number];

export const VERIFICATION_RESULTS = ['upheld', 'partly', 'unfounded'] as const;
export type VerificationResult = (typeof VERIFICATION_RESULTS)[number];

/** For whom she is replaced: those who complained, or every person she serves. */
export const REPLACED_FOR = ['complainants', 'all'] as const;
export type ReplacedFor = (typeof REPLACED_FOR)[number];

/** Whom a verification hears (CR-51). */
export const HEARD_SIDES = ['worker', 'complainants'] as const;
export type HeardSide = (typeof HEARD_SIDES)[number];

export const VERIFICATION_STEPS = [
  'opened',
  'joined',
  'heard',
  'decided',
  'handed-over',
  'replaced',
  'recounted',
] as const;
export type VerificationStep = (typeof VERIFICATION_STEPS)[number];
