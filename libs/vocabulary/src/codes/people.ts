/** What a person may do; one person may hold several, each for a region and everything below it. */
export const ROLES = [
  'admin',
  'security-admin',
  'auditor',
  'operator',
  'lead',
  'supervisor',
  'installer',
  'helper',
  'family',
  'community-officer',
  'township-officer',
  'county-officer',
  'finance-officer',
  'provider-manager',
  'institution-clerk',
  'protection-officer',
  'village-cadre',
] as const;
export type Role = (typeof ROLES)[number];

/** A `service` is another program: it comes in with a key, and never with a password. */
export const ACCOUNT_KINDS = ['person', 'service'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Why the data of a senior is erased for good. */
export const ERASE_REASONS = ['own-wish', 'guardian-wish', 'left-the-service', 'time-limit', 'order'] as const;
export type EraseReason = (typeof ERASE_REASONS)[number];

/** Why the records of an incident or a senior are kept under a legal hold, against retention periods and her own wish. */
export const LEGAL_HOLD_REASONS = ['dispute', 'accident', 'investigation', 'court-order', 'complaint'] as const;
export type LegalHoldReason = (typeof LEGAL_HOLD_REASONS)[number];

/** Why a legal hold ends. */
export const LEGAL_HOLD_RELEASE_REASONS = ['settled', 'order-withdrawn', 'time-over', 'placed-in-error'] as const;
export type LegalHoldReleaseReason = (typeof LEGAL_HOLD_RELEASE_REASONS)[number];

/** Kinds of data that retention deletes after a period. */
export const RETAINED_DATA_KINDS = [
  'helper-position',
  'device-fix',
  'away-place',
  'sign-of-life',
  'water-reading',
  'raw-frame',
  'outbox',
  'idempotency',
  'attachment',
  'complaint-words',
] as const;
export type RetainedDataKind = (typeof RETAINED_DATA_KINDS)[number];

/** How a helper is reached: in her app, by short message, by a call. */
export const HELPER_CHANNELS = ['app', 'sms', 'voice'] as const;
export type HelperChannel = (typeof HELPER_CHANNELS)[number];

/** What the last self-test of a channel showed; `untested`: there was none yet. */
export const CHANNEL_STATES = ['untested', 'waiting', 'works', 'fails'] as const;
export type ChannelState = (typeof CHANNEL_STATES)[number];

/** What an entry of the audit log is about. */
export const AUDIT_SUBJECT_KINDS = [
  'account',
  'session',
  'region',
  'setting',
  'ladder',
  'facility',
  'referral',
  'duty-seat',
  'emergency-number',
  'handover',
  'work-calendar',
  'catalogue',
  'provider',
  'contract',
  'worker',
  'entitlement',
  'care-setting',
  'service-plan',
  'service-order',
  'welfare-visit',
  'care-complaint',
  'attachment',
  'care-verification',
  'meal-point',
  'meal-booking',
  'care-call',
  'home',
  'senior',
  'contact',
  'consent',
  'key',
  'helper',
  'device',
  'device-model',
  'incident',
  'follow-up',
  'phone-call',
  'task',
  'roster',
  'import',
  'export',
  'audit-log',
] as const;
export type AuditSubjectKind = (typeof AUDIT_SUBJECT_KINDS)[number];
