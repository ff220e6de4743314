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

/** `test` and `drill` never mix with the others: while a device is tested or a drill runs, a real alarm opens an incident of its own (H13). */
export const INCIDENT_CATEGORIES = ['emergency', 'outage', 'work', 'test', 'drill'] as const;
export type IncidentCategory = (typeof INCIDENT_CATEGORIES)[number];

/** 1 page now, 2 within minutes, 3 this shift. */
export const SEVERITIES = [1, 2, 3] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ATTENTION_STATES = ['waiting', 'attended'] as const;
export type AttentionState = (typeof ATTENTION_STATES)[number];

export const RESPONSE_STATES = ['none', 'searching', 'underway'] as const;
export type ResponseState = (typeof RESPONSE_STATES)[number];

export const DESTINATION_CHOICES = ['home', 'fix', 'away'] as const;
export type DestinationChoice = (typeof DESTINATION_CHOICES)[number];

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

/** There is no `unreachable`: the search for a senior who could not be reached goes on until she was seen. */
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

/** Incidents that are no emergency: a drill opened by a lead, or a device test inside a window that a person opened. */
export const PRACTICES = ['drill', 'test'] as const;
export type PracticeKind = (typeof PRACTICES)[number];

/** Why a drill or a test is over: its time, a person, or a real alarm of the same subject. */
export const PRACTICE_ENDS = ['time', 'ended', 'real-alarm'] as const;
export type PracticeEnd = (typeof PRACTICE_ENDS)[number];

/** Everything `allowedActions` of an incident may name; the console shows a button for each of them and no other. */
export const ACTIONS = [
  'attend',
  'release',
  'take-over',
  'hand-over',
  'verdict',
  'destination',
  'offer',
  'wave',
  'hold',
  'shelve',
  'protocol',
  'call',
  'agency-call',
  'emergency-decision',
  'entry-code',
  'roll-call',
  'note',
  'close',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What can happen to an incident; each has a sentence in the timeline of the console. */
export const INCIDENT_EVENT_TYPES = [
  'raised',
  'signal-joined',
  'signal-repeated',
  'class-changed',
  'attended',
  'lease-lapsed',
  'released',
  'taken-over',
  'handed-over',
  'signals-taken-over',
  'verdict-given',
  'destination-set',
  'search-started',
  'search-ended',
  'search-reopened',
  'wave-started',
  'nobody-found',
  'offered',
  'offer-sent-again',
  'offer-delivered',
  'offer-failed',
  'offer-undelivered',
  'offer-accepted',
  'offer-declined',
  'offer-ended',
  'role-changed',
  'departed',
  'expected-arrival-moved',
  'arrival-proven',
  'entry-code-released',
  'entry-code-shown',
  'arrived',
  'scene-reported',
  'photographed',
  'finished',
  'withdrawn',
  'stalled',
  'helper-reminded',
  'rung-fired',
  'owner-reminded',
  'senior-waiting',
  'step-skipped',
  'untold',
  'charge-taken',
  'held',
  'hold-ended',
  'shelved',
  'shelf-ended',
  'undone',
  'protocol-answered',
  'call-started',
  'call-recorded',
  'agency-recorded',
  'emergency-asked',
  'emergency-decided',
  'noted',
  'closed',
  'device-claimed',
  'practice-ended',
  'names-listed',
  'names-heard',
  'roll-called',
  'follow-up-reminded',
  'follow-up-recorded',
  'archived',
] as const;
export type IncidentEventType = (typeof INCIDENT_EVENT_TYPES)[number];
