import type { Duration } from '@silverbell/kernel';
import type {
  AgencyService,
  AlertKind,
  IncidentClass,
  LadderRole,
  LimitName,
  RungCondition,
} from '@silverbell/vocabulary';

/** One thing a rung does. A line on a screen is never the only step of an unattended rung. */
export type RungStep =
  | { readonly do: 'ring-consoles' }
  | { readonly do: 'tell'; readonly role: LadderRole; readonly by: 'console' | 'voice' }
  | { readonly do: 'tell-contacts'; readonly who: 'every-press' | 'at-risk'; readonly by: 'quiet' | 'call' }
  | { readonly do: 'ask'; readonly service: AgencyService }
  /** Rings the home itself, for these kinds only: a telephone must not ring in a room full of gas. */
  | { readonly do: 'call-home'; readonly kinds: readonly AlertKind[] }
  /** Asks the device where it is. */
  | { readonly do: 'locate' }
  | { readonly do: 'offer-one' }
  | { readonly do: 'start-waves' }
  | { readonly do: 'become'; readonly class: IncidentClass };

/**
 * What the wait is counted from:
 * `raised` the first signal · `unattended` the first signal, while unattended · `no-verdict` the first attention, while nothing is known ·
 * `unaccepted` the start of the search, while no helper has accepted ·
 * `names-waiting` the first signal, attended or not, while a name of the roll-call is open.
 */

export interface Rung {
  /** Unique within a ladder; a rung with the same id in a stricter ladder counts as fired when it fired before. */
  readonly id: string;
  readonly when: RungCondition;
  readonly after: Duration;
  /** Instead of `after` for an incident of this kind. */
  readonly afterFor?: Readonly<Partial<Record<AlertKind, Duration>>>;
  /** Fires with the first signal when it is night, or the weather or the place makes waiting dangerous. */
  readonly atOnceWhenHarsh?: boolean;
  /** Instead of `after` when no operator was on duty at the first signal. */
  readonly afterWhenNobodyOnDuty?: Duration;
  /** `no-verdict` only: an open call with the senior puts the rung off, at the latest until this long after the first attention. */
  readonly atLatest?: Duration;
  /** `unaccepted` only: fires early when the best expected arrival is above the far limit, or no candidate is left. */
  readonly earlyWhenFar?: boolean;
  readonly steps: readonly RungStep[];
}

export interface Ladder {
  readonly class: IncidentClass;
  /** Where the numbers come from; shown to the auditor. */
  readonly source: string;
  readonly rungs: readonly Rung[];
  /** For ever: repeats until a named person takes it. */
  readonly lastRung: { readonly every: Duration; readonly steps: readonly RungStep[] };
}

export type Ladders = Readonly<Record<IncidentClass, Ladder>>;

/** The other numbers of the safety case, section 2.2: data per region, stamped on the incident when it is raised. */
export interface Limits extends Record<LimitName, number> {
  readonly waveSize: number;
  readonly waveEvery: Duration;
  readonly offerLapsesAfter: Duration;
  readonly smsAfter: Duration;
  readonly voiceAfter: Duration;
  /** An offer no channel has delivered by then is shown as not delivered. */
  readonly undeliveredAfter: Duration;
  readonly leaseLasts: Duration;
  readonly remindOwnerAfter: Duration;
  readonly departReminderAfter: Duration;
  readonly departLimitDay: Duration;
  readonly departLimitNight: Duration;
  readonly arrivalGrace: Duration;
  readonly arrivalFactor: number;
  readonly arrivalCap: Duration;
  readonly checkInDay: Duration;
  readonly checkInNight: Duration;
  readonly farArrival: Duration;
  /** People farther than this are asked only while fewer than `askAtLeast` were. */
  readonly withinReach: Duration;
  readonly askAtLeast: number;
  readonly nearerBy: Duration;
  readonly seniorWaiting: Duration;
  readonly emergencyQuestion: Duration;
  readonly noProgress: Duration;
  readonly noProgressWork: Duration;
  /** No candidate was left: search again after this long, a helper may have come on duty. */
  readonly askAgainAfter: Duration;
  readonly secondKindWithin: Duration;
  readonly thirdPressWithin: Duration;
  /** New numbers of unregistered devices sound again at the owner of their incident at most this often. */
  readonly unregisteredSoundEvery: Duration;
  /** So many new numbers one address may bring in a minute where nothing proves them; more are counted and not kept. */
  readonly newNumbersPerMinute: number;
  /** An open call counts as action for at most this long. */
  readonly openCallCounts: Duration;
  readonly testCallBack: Duration;
  readonly followUpAfter: Duration;
  readonly followUpAfterHospital: Duration;
  /** Which share of false presses is followed up all the same: above 0, at most 1. */
  readonly followUpOfFalsePresses: number;
  /** One device, opened by a person; what it presses meanwhile is a test (safety case 2.2). */
  readonly testWindowLasts: Duration;
  /** All windows of one device within 24 h: what is tried out for longer is muted, not tested (H13). */
  readonly testTimeADay: Duration;
  /** A device with a button that was not pressed for this long is due for a test. */
  readonly testEvery: Duration;
  /** No drill runs longer than this, also when it was forgotten. */
  readonly drillLastsAtMost: Duration;
  /** Of one relative in one incident; what is more is said on the telephone. */
  readonly familyNotes: number;
  readonly familyNotesAMinute: number;
}

/** Limits that are plain numbers; every other one is a length of time, which people write in seconds. */
export const PLAIN_LIMITS: readonly (keyof Limits)[] = [
  ...(['waveSize', 'arrivalFactor', 'askAtLeast', 'newNumbersPerMinute'] as const),
  ...(['followUpOfFalsePresses', 'familyNotes', 'familyNotesAMinute'] as const),
];

/** Everything a region may change, stamped on an incident when it is raised. A store may keep it once under its key. */
export interface Policy {
  /** Names these very contents: equal keys, equal policies. */
  readonly key: string;
  readonly ladders: Ladders;
  readonly limits: Limits;
}
