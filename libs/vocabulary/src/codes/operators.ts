export const HOLD_REASONS = [
  'senior-calls-back',
  'contact-calls-back',
  'helper-coming',
  'family-coming',
  'key-coming',
  'waiting-120',
  'waiting-119',
  'waiting-110',
  'waiting-utility',
  'watching',
  'handover',
  'technical-check',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** How long a hold lasts at most, in minutes (safety case 4.4); `helper-coming` as long as the arrival limit allows. */
export const HOLD_CAP_MINUTES: Readonly<Record<HoldReason, number>> = {
  'senior-calls-back': 2,
  'contact-calls-back': 5,
  'helper-coming': 15,
  'family-coming': 15,
  'key-coming': 10,
  'waiting-120': 5,
  'waiting-119': 5,
  'waiting-110': 5,
  'waiting-utility': 30,
  watching: 15,
  handover: 2,
  'technical-check': 30,
};

export const RELEASE_REASONS = [
  'handover',
  'higher-priority',
  'language',
  'personal-conflict',
  'opened-by-mistake',
] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

export const TAKE_OVER_REASONS = ['lease-lapsed', 'lead-decision', 'language', 'overload', 'agreed'] as const;
export type TakeOverReason = (typeof TAKE_OVER_REASONS)[number];

export const SHELVE_REASONS = ['repair-ordered', 'replacement-coming', 'known-outage', 'installer-on-site'] as const;
export type ShelveReason = (typeof SHELVE_REASONS)[number];

/** Acts that their author may take back within 10 s: they send nothing and call no person. */
export const UNDOABLE_ACTS = ['hold', 'shelve', 'release', 'verdict', 'destination', 'no-call', 'roll-call'] as const;
export type UndoableAct = (typeof UNDOABLE_ACTS)[number];

export const NO_120_REASONS = [
  'not-medical',
  'senior-declines',
  'already-called',
  'seen-well',
  'waiting-eyes',
] as const;
export type No120Reason = (typeof NO_120_REASONS)[number];

export const DESTINATION_REASONS = [
  'fixed-device',
  'fresh-fix',
  'no-fresh-fix',
  'unproven-fix',
  'senior-said',
  'contact-said',
  'helper-said',
  'known-away',
  'operator-judgement',
] as const;
export type DestinationReason = (typeof DESTINATION_REASONS)[number];

/** Why the operator asked these helpers and not the ones at the top of the list; optional. */
export const OFFER_REASONS = [
  'asked-for',
  'knows-senior',
  'nearest-known',
  'has-key',
  'second-person',
  'operator-judgement',
] as const;
export type OfferReason = (typeof OFFER_REASONS)[number];

/** Why a test window was opened. */
export const TEST_REASONS = ['monthly-test', 'installation', 'battery-changed', 'after-repair', 'complaint'] as const;
export type TestReason = (typeof TEST_REASONS)[number];

/** What a drill is for. */
export const DRILL_PURPOSES = ['regular', 'new-operators', 'new-helpers', 'new-devices', 'joint-exercise'] as const;
export type DrillPurpose = (typeof DRILL_PURPOSES)[number];
