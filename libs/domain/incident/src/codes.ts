/**
 * The closed lists of the safety case (section 4) and of the outside contract (section 3).
 * Extended by a reviewed change, never by free text.
 */

export const ALERT_KINDS = [
  'sos',
  'fall',
  'panic',
  'smoke',
  'heat',
  'gas',
  'carbon-monoxide',
  'unspecified',
  'inactivity',
  'bed-exit',
  'wandering',
  'water',
  'temperature',
  'vital',
  'geofence-exit',
  'medication-missed',
  'assistance',
  'impact',
  'removed',
  'tamper',
  'offline',
  'battery-low',
  'power-cut',
  'fault',
  'cancel',
  'test',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const CLASSES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'W'] as const;
export type ClassCode = (typeof CLASSES)[number];

/** `test` and `drill` never mix with the others: whatever is tried out or exercised, a real alarm opens a case of its own (H13). */
export const INCIDENT_CATEGORIES = ['emergency', 'outage', 'work', 'test', 'drill'] as const;
export type IncidentCategory = (typeof INCIDENT_CATEGORIES)[number];

/** A case that is none: an exercise, or a device tried out in a window that a person opened. */
export const PRACTICES = ['drill', 'test'] as const;
export type PracticeKind = (typeof PRACTICES)[number];

/** Why a test window was opened. */
export const TEST_REASONS = ['monthly-test', 'installation', 'battery-changed', 'after-repair', 'complaint'] as const;
export type TestReason = (typeof TEST_REASONS)[number];

/** What a drill is for. */
export const DRILL_PURPOSES = ['regular', 'new-operators', 'new-helpers', 'new-devices', 'joint-exercise'] as const;
export type DrillPurpose = (typeof DRILL_PURPOSES)[number];

/** Why a practice is over: its time, a person, or a real alarm of the same subject. */
export const PRACTICE_ENDS = ['time', 'ended', 'real-alarm'] as const;
export type PracticeEnd = (typeof PRACTICE_ENDS)[number];

export type Severity = 1 | 2 | 3;

export const VERDICTS = [
  'unknown',
  'real',
  'no-answer',
  'unclear',
  'duress',
  'non-urgent',
  'false-alarm',
  'test',
] as const;
export type VerdictCode = (typeof VERDICTS)[number];

export const FALSE_ALARM_CAUSES = [
  'accidental-press',
  'other-person',
  'pet',
  'cooking-steam',
  'fireworks',
  'device-fault',
  'device-dropped',
  'rule-too-tight',
  'unknown',
] as const;
export type FalseAlarmCause = (typeof FALSE_ALARM_CAUSES)[number];

export const OUTCOMES = [
  'self-resolved',
  'reassured',
  'helped-up',
  'assisted',
  'first-aid',
  'checked-safe',
  'safe-elsewhere',
  'help-refused',
  'hospital-by-others',
  'ambulance-transported',
  'ambulance-not-transported',
  'fire-handled',
  'police-handled',
  'utility-handled',
  'family-took-over',
  'found-and-returned',
  'missing-with-police',
  'deceased',
  'false-press',
  'false-device',
  'test',
  'drill',
  'service-requested',
  'enquiry',
  'misuse',
  'device-repaired',
  'restored',
  'maintenance-planned',
  'device-claimed',
  'referred',
  'transferred',
  'merged',
  'opened-in-error',
] as const;
export type OutcomeCode = (typeof OUTCOMES)[number];

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

export const SCENE_CODES = [
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

/** Why a helper is suspended. The first four are allegations: they suspend at once and go to somebody else (4.5). */
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

export const NO_120_REASONS = [
  'not-medical',
  'senior-declines',
  'already-called',
  'seen-well',
  'waiting-eyes',
] as const;
export type No120Reason = (typeof NO_120_REASONS)[number];

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

export const SERVICES = ['120', '119', '110', 'utility'] as const;
export type Service = (typeof SERVICES)[number];

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

export const DESTINATION_CHOICES = ['home', 'fix', 'away'] as const;
export type DestinationChoice = (typeof DESTINATION_CHOICES)[number];

export const PHASES = [
  'waiting',
  'attended',
  'searching',
  'responding',
  'on-scene',
  'handled',
  'closed',
  'archived',
] as const;
export type Phase = (typeof PHASES)[number];

export const RECEIPT_STAGES = [
  'received',
  'attended',
  'calling-you',
  'searching',
  'helper-assigned',
  'helper-changed',
  'helper-arrived',
  'emergency-called',
  'still-trying',
  'closed',
] as const;
export type ReceiptStage = (typeof RECEIPT_STAGES)[number];

/** How somebody was reached in a roll-call; `no-answer` is a try, and ticks nothing. */
export const ROLL_CALL_HOWS = ['spoken', 'visited', 'seen-by-other', 'no-answer'] as const;
export type RollCallHow = (typeof ROLL_CALL_HOWS)[number];

/** `heard`: her device is heard again · `ticked`: a person reached her. */
export const ROLL_CALL_STATES = ['waiting', 'heard', 'ticked'] as const;
export type RollCallState = (typeof ROLL_CALL_STATES)[number];

/** Whom a rung reaches. The roles are stamped on the case; the people in them are looked up when the rung fires. */
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

/** What a case may be doubtful about; shown in words, never a reason to mute it. */
export const DOUBTS = [
  'clock-skew',
  'clock-unreadable',
  'no-position',
  'position-implausible',
  'no-id',
  'unknown-kind',
  'field-dropped',
  'repaired',
  'unreadable',
  'too-large',
  'unknown-device',
  'unregistered-child',
  'near-topic',
  'not-understood',
  'senior-deceased',
  'senior-moved',
  'senior-suspended',
  'device-moved',
  'device-retired',
  'test-outside-window',
  'replayed',
  'over-quota',
  'two-homes',
  'two-places',
  'hub-moved',
  'while-away',
  'twin-address',
  'refused-wrong-secret',
  'refused-certificate',
  'refused-client-id',
  'refused-protocol-version',
  'refused-topic',
  'refused-too-many-connections',
  'limit-address-full',
  'limit-listener-full',
  'late-report',
  'unproven',
  'ambiguous-device',
] as const;
export type Doubt = (typeof DOUBTS)[number];
