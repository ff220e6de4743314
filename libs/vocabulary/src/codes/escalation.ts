/** The duty contacts a rung of a ladder reaches. The role is stamped on the incident; its people are looked up when the rung fires. */
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

/**
 * From when the wait of a rung counts:
 * `raised` the first signal · `unattended` the first signal, while no operator attends · `no-verdict` the first attention, while the verdict is unknown ·
 * `unaccepted` the start of the search, while no helper has accepted ·
 * `names-waiting` the first signal, attended or not, while a name of the roll-call is open.
 */
export const RUNG_CONDITIONS = ['raised', 'unattended', 'no-verdict', 'unaccepted', 'names-waiting'] as const;
export type RungCondition = (typeof RUNG_CONDITIONS)[number];

/** The rungs of the ladders that come with the product; a region may name others. */
export const DEFAULT_RUNG_IDS = [
  'lead-overflow',
  'cadre-station-township',
  'county',
  'press',
  'one-offer',
  'unattended-b',
  'unverified-b',
  'at-risk',
  'cadre-township',
  'fire',
  'fire-post-cadre',
  'no-all-clear',
  'silent',
  'overflow',
  'township',
  'ask-110',
  'lost',
  'lead',
  'search',
  'soft',
  'way-lost',
  'station',
  'everybody',
  'work',
] as const;
export type DefaultRungId = (typeof DEFAULT_RUNG_IDS)[number];

/** What can be due on an incident. The key of a deadline begins with one of these; `rung` is followed by the id of the rung. */
export const DEADLINE_STEPS = [
  'follow-up',
  'rung',
  'hold',
  'lease',
  'remind-owner',
  'question',
  'next-wave',
  'offer-lapse',
  'offer-sms',
  'offer-voice',
  'offer-undelivered',
  'depart-reminder',
  'depart-limit',
  'arrive-limit',
  'check-in',
  'senior-waiting',
  'test-call-back',
  'no-progress',
  'practice-over',
  'shelf-over',
] as const;
export type DeadlineStep = (typeof DEADLINE_STEPS)[number];

/** Numbers of the safety case that a region may change within bounds. */
export const LIMIT_NAMES = [
  'waveSize',
  'waveEvery',
  'offerLapsesAfter',
  'smsAfter',
  'voiceAfter',
  'undeliveredAfter',
  'leaseLasts',
  'remindOwnerAfter',
  'departReminderAfter',
  'departLimitDay',
  'departLimitNight',
  'arrivalGrace',
  'arrivalFactor',
  'arrivalCap',
  'checkInDay',
  'checkInNight',
  'farArrival',
  'withinReach',
  'askAtLeast',
  'nearerBy',
  'seniorWaiting',
  'emergencyQuestion',
  'noProgress',
  'noProgressWork',
  'askAgainAfter',
  'secondKindWithin',
  'thirdPressWithin',
  'unregisteredSoundEvery',
  'newNumbersPerMinute',
  'openCallCounts',
  'testCallBack',
  'followUpAfter',
  'followUpAfterHospital',
  'followUpOfFalsePresses',
  'testWindowLasts',
  'testTimeADay',
  'testEvery',
  'drillLastsAtMost',
  'familyNotes',
  'familyNotesAMinute',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];
