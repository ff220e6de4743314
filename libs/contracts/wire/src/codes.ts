/**
 * Every closed code list that leaves the house (safety.md section 4, contracts.md sections 3 to 5).
 * Plain arrays without zod, so that a browser pays nothing for them. Extended by a reviewed change, never by free text.
 */

// --- the case -----------------------------------------------------------------------------------------------

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

/** Ladders: A press, B person at risk, C fire and gas, D silent, E lost, F soft signs, G the way to call is lost, W work. */
export const INCIDENT_CLASSES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'W'] as const;
export type IncidentClass = (typeof INCIDENT_CLASSES)[number];

/** 1 page now, 2 within minutes, 3 this shift. */
export const SEVERITIES = [1, 2, 3] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ATTENTION_STATES = ['waiting', 'attended'] as const;
export type AttentionState = (typeof ATTENTION_STATES)[number];

export const RESPONSE_STATES = ['none', 'searching', 'underway'] as const;
export type ResponseState = (typeof RESPONSE_STATES)[number];

export const DESTINATION_CHOICES = ['home', 'fix', 'away'] as const;
export type DestinationChoice = (typeof DESTINATION_CHOICES)[number];

// --- 4.1 verdict --------------------------------------------------------------------------------------------

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
export type Verdict = (typeof VERDICTS)[number];

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

// --- 4.2 outcome --------------------------------------------------------------------------------------------

/** There is no `unreachable`: a person who could not be reached is looked for until she was seen. */
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
export type Outcome = (typeof OUTCOMES)[number];

// --- 4.3 the helper's reasons -------------------------------------------------------------------------------

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

/** Why a person is erased, for ever. */
export const ERASE_REASONS = ['own-wish', 'guardian-wish', 'left-the-service', 'time-limit', 'order'] as const;
export type EraseReason = (typeof ERASE_REASONS)[number];

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

export const ASSIGNMENT_ROLES = ['primary', 'backup', 'standby'] as const;
export type AssignmentRole = (typeof ASSIGNMENT_ROLES)[number];

export const ASSIGNMENT_STATES = ['accepted', 'departed', 'arrived', 'finished', 'withdrawn'] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

// --- 4.4 the operator's reasons -----------------------------------------------------------------------------

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

export const SHELVE_REASONS = ['repair-ordered', 'replacement-coming', 'known-outage', 'installer-on-site'] as const;
export type ShelveReason = (typeof SHELVE_REASONS)[number];

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
  'senior-said',
  'contact-said',
  'helper-said',
  'known-away',
  'operator-judgement',
] as const;
export type DestinationReason = (typeof DESTINATION_REASONS)[number];

/** Why the operator asked these people and not the ones on top of the list; optional, free of blame. */
export const OFFER_REASONS = [
  'asked-for',
  'knows-senior',
  'nearest-known',
  'has-key',
  'second-person',
  'operator-judgement',
] as const;
export type OfferReason = (typeof OFFER_REASONS)[number];

// --- 4.5 calls, services, entry, follow-up ------------------------------------------------------------------

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
export type EmergencyDecision = (typeof EMERGENCY_DECISIONS)[number];

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

// --- signals and receipts -----------------------------------------------------------------------------------

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

/** How far a receipt has come on its way to the device. */
export const RECEIPT_STATES = ['pending', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped'] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** A case that is none: an exercise opened by a lead, or a device tried out in a window that a person opened. */
export const PRACTICES = ['drill', 'test'] as const;
export type Practice = (typeof PRACTICES)[number];

/** Why a test window was opened. */
export const TEST_REASONS = ['monthly-test', 'installation', 'battery-changed', 'after-repair', 'complaint'] as const;
export type TestReason = (typeof TEST_REASONS)[number];

/** What a drill is for. */
export const DRILL_PURPOSES = ['regular', 'new-operators', 'new-helpers', 'new-devices', 'joint-exercise'] as const;
export type DrillPurpose = (typeof DRILL_PURPOSES)[number];

/** Doubts are shown beside a signal in words; none of them ever mutes it. */
export const DOUBTS = [
  'clock-skew',
  'clock-unreadable',
  'no-position',
  'position-implausible',
  'no-id',
  'unknown-kind',
  'field-dropped',
  'unreadable',
  'too-large',
  'unknown-device',
  'unregistered-child',
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
] as const;
export type Doubt = (typeof DOUBTS)[number];

export const SIGNAL_PHASES = ['raise', 'clear', 'cancel', 'note'] as const;
export type SignalPhase = (typeof SIGNAL_PHASES)[number];

export const CERTAINTIES = ['observed', 'likely', 'possible', 'unverified'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

// --- people -------------------------------------------------------------------------------------------------

export const ROLES = ['admin', 'lead', 'operator', 'helper', 'family', 'supervisor', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

export const HELPER_KINDS = ['aide', 'grid-worker', 'neighbour', 'volunteer', 'carer', 'village-doctor'] as const;
export type HelperKind = (typeof HELPER_KINDS)[number];

/** How somebody was reached in a roll-call; `no-answer` is a try, and ticks nothing. */
export const ROLL_CALL_HOWS = ['spoken', 'visited', 'seen-by-other', 'no-answer'] as const;
export type RollCallHow = (typeof ROLL_CALL_HOWS)[number];

/** `heard`: her device is heard again · `ticked`: a person reached her. */
export const ROLL_CALL_STATES = ['waiting', 'heard', 'ticked'] as const;
export type RollCallState = (typeof ROLL_CALL_STATES)[number];

/** What those have in common whose way to call is lost. */
export const OUTAGE_PLACES = ['home', 'hub', 'region', 'carrier'] as const;
export type OutagePlace = (typeof OUTAGE_PLACES)[number];

/** Why somebody is called first when the way to call is lost, gravest first. */
export const RISKS = ['electric-device', 'living-alone', 'dementia', 'disabled', 'cannot-speak', 'oldest'] as const;
export type Risk = (typeof RISKS)[number];

/** Everything the snapshot's `allowedActions` may name; the screen shows a button for each and no other. */
export const ACTIONS = [
  'attend',
  'release',
  'take-over',
  'verdict',
  'destination',
  'offer',
  'wave',
  'hold',
  'call',
  'agency-call',
  'emergency-decision',
  'roll-call',
  'note',
  'close',
] as const;
export type Action = (typeof ACTIONS)[number];

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

// --- silence and places --------------------------------------------------------------------------------------

/** Signs of a person; only those that are surely hers count. */
export const SIGNS = [
  'motion',
  'door',
  'water',
  'bed',
  'worn',
  'press',
  'attendance',
  'spoken',
  'seen',
  'roll-called',
] as const;
export type Sign = (typeof SIGNS)[number];

export const AWAY_REASONS = ['with-family', 'hospital', 'care-facility', 'travel', 'other'] as const;
export type AwayReason = (typeof AWAY_REASONS)[number];

/** Why the rules about her silence were changed. */
export const RULE_REASONS = [
  'agreed-with-her',
  'asked-by-family',
  'too-many-alarms',
  'after-a-case',
  'sensor-changed',
  'other',
] as const;
export type RuleReason = (typeof RULE_REASONS)[number];

/** Why less is known of her silence than the rules want. */
export const SILENCE_DOUBTS = ['shared-home', 'no-sensor', 'no-meter', 'sensors-silent'] as const;
export type SilenceDoubt = (typeof SILENCE_DOUBTS)[number];

// --- errors -------------------------------------------------------------------------------------------------

/** Last segment of the problem `type`. Slugs are stable; a client may branch on them. The domain may refuse with more. */
export const PROBLEM_SLUGS = [
  'invalid-request',
  'not-json',
  'too-large',
  'not-logged-in',
  'login-failed',
  'account-suspended',
  'too-many-logins',
  'too-many-requests',
  'not-allowed',
  'not-found',
  'stale-version',
  'idempotency-key-reused',
  'offer-taken',
  'offer-over',
  'already-attended',
  'already-closed',
  'wave-running',
  'not-owner',
  'proof-missing',
  'hold-too-long',
  'ladder-beyond-limits',
  'ladder-unchanged',
  'ladder-draft-exists',
  'ladder-draft-decided',
  'ladder-own-draft',
  'ladder-not-author',
  'ladder-dry-run-missing',
  'ladder-dry-run-stale',
  'ladder-effect-in-past',
  'ladder-effect-too-early',
  'person-has-open-case',
  'unavailable',
  'internal',
] as const;
export type ProblemSlug = (typeof PROBLEM_SLUGS)[number];
