import { defaultPolicy, PLAIN_LIMITS } from '@silverbell/incidents';
import { LIMIT_NAMES, type LimitName } from '@silverbell/vocabulary';
import type { SettingRule } from './setting-rules.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Between which numbers a region may choose, in seconds where it is a length of time. What help waits for may be twice its default at most
 * (safety case 2.2, H20), and nothing that ends practice may end later than the safety case allows (H13).
 */
const BOUNDS: Readonly<Record<LimitName, readonly [least: number, most: number]>> = {
  waveSize: [2, 9],
  waveEvery: [10, 40],
  offerLapsesAfter: [MINUTE, 5 * MINUTE],
  smsAfter: [1, 30],
  voiceAfter: [1, 90],
  undeliveredAfter: [20, 2 * MINUTE],
  leaseLasts: [30, 2 * MINUTE],
  remindOwnerAfter: [30, 3 * MINUTE],
  departReminderAfter: [MINUTE, 4 * MINUTE],
  departLimitDay: [MINUTE, 6 * MINUTE],
  departLimitNight: [MINUTE, 10 * MINUTE],
  arrivalGrace: [MINUTE, 10 * MINUTE],
  arrivalFactor: [1, 2],
  arrivalCap: [5 * MINUTE, 30 * MINUTE],
  checkInDay: [5 * MINUTE, 30 * MINUTE],
  checkInNight: [5 * MINUTE, 20 * MINUTE],
  farArrival: [5 * MINUTE, 30 * MINUTE],
  withinReach: [10 * MINUTE, 2 * HOUR],
  askAtLeast: [3, 60],
  nearerBy: [MINUTE, 10 * MINUTE],
  seniorWaiting: [MINUTE, 6 * MINUTE],
  emergencyQuestion: [10, MINUTE],
  noProgress: [2 * MINUTE, 20 * MINUTE],
  noProgressWork: [HOUR, 24 * HOUR],
  askAgainAfter: [20, 2 * MINUTE],
  secondKindWithin: [MINUTE, 30 * MINUTE],
  thirdPressWithin: [20, 10 * MINUTE],
  unregisteredSoundEvery: [5, MINUTE],
  newNumbersPerMinute: [10, 1_000],
  openCallCounts: [5 * MINUTE, 30 * MINUTE],
  testCallBack: [MINUTE, 10 * MINUTE],
  followUpAfter: [HOUR, DAY],
  followUpAfterHospital: [DAY, 14 * DAY],
  followUpOfFalsePresses: [0.01, 1],
  testWindowLasts: [MINUTE, HOUR],
  testTimeADay: [15 * MINUTE, 4 * HOUR],
  testEvery: [DAY, 92 * DAY],
  drillLastsAtMost: [10 * MINUTE, 24 * HOUR],
  familyNotes: [1, 200],
  familyNotesAMinute: [1, 20],
};

const SOURCES: Partial<Record<LimitName, string>> = {
  followUpAfter: 'CR-53; safety case 2.2',
  followUpAfterHospital: 'CR-53; safety case 2.2',
  followUpOfFalsePresses: 'CR-53; safety case 2.2',
  familyNotes: 'choice of operations',
  familyNotesAMinute: 'choice of operations',
};

/** Ladders are changed by two people with a dry run; these numbers by one, within bounds that slow no help. */
export const LIMIT_RULES: readonly SettingRule[] = LIMIT_NAMES.map((name) => {
  const isPlain = PLAIN_LIMITS.includes(name);
  const [least, most] = BOUNDS[name];
  return {
    ...{ key: `limits.${name}`, unit: isPlain ? 'number' : 'seconds', least, most, settable: true },
    default: isPlain ? defaultPolicy.limits[name] : defaultPolicy.limits[name] / 1_000,
    source: SOURCES[name] ?? 'safety case 2.2',
  };
});
