export const CALL_PARTIES = ['senior', 'contact', 'helper', 'key-holder', 'other'] as const;
export type CallParty = (typeof CALL_PARTIES)[number];

export const CALL_RESULTS = [
  'senior-recognised',
  'senior-not-recognised',
  'other-person',
  'child',
  'distress-heard',
  'silent-line',
  'no-reply',
  'busy',
  'rejected',
  'switched-off',
  'invalid-number',
  'voicemail',
  'line-fault',
] as const;
export type CallResult = (typeof CALL_RESULTS)[number];

export const RECOGNISED_BY = ['birth-date', 'address', 'voice', 'code-word', 'staff'] as const;
export type RecognisedBy = (typeof RECOGNISED_BY)[number];

export const AGENCY_SERVICES = ['120', '119', '110', 'utility'] as const;
export type AgencyService = (typeof AGENCY_SERVICES)[number];

export const AGENCY_STATUSES = [
  'called',
  'accepted',
  'on-the-way',
  'arrived',
  'handed-over',
  'not-sent',
  'stood-down',
  'not-needed',
] as const;
export type AgencyStatus = (typeof AGENCY_STATUSES)[number];

/** The answer to "do we call 120 / 119 / 110?". */
export const EMERGENCY_DECISIONS = ['call', 'no-call'] as const;
export type EmergencyDecisionCode = (typeof EMERGENCY_DECISIONS)[number];

export const ENTRY_WAYS = [
  'opened-by-senior',
  'key',
  'entry-code',
  'neighbour',
  'forced-by-119',
  'forced-by-110',
  'already-open',
  'not-entered',
] as const;
export type EntryWay = (typeof ENTRY_WAYS)[number];

export const FOLLOW_UP_RESULTS = [
  'well',
  'needs-follow-up',
  'in-hospital',
  'moved-in-with-family',
  'complaint',
  'declined',
  'not-reached',
  'deceased',
] as const;
export type FollowUpResult = (typeof FOLLOW_UP_RESULTS)[number];

export const SATISFACTIONS = ['satisfied', 'rather-satisfied', 'dissatisfied', 'not-rated'] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

export const COMPLAINTS = [
  'late',
  'no-show',
  'attitude',
  'careless',
  'damage',
  'money',
  'privacy',
  'abuse',
  'device',
  'operator',
] as const;
export type Complaint = (typeof COMPLAINTS)[number];

/** How the voice check works for this senior; everything but `voice` dispatches first. */
export const VERIFY_BY = ['voice', 'text', 'signal', 'visit'] as const;
export type VerifyBy = (typeof VERIFY_BY)[number];
