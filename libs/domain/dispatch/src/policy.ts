import type { RelaxCode } from './reasons.js';
import type { Transport } from './facts.js';

/** Every number of the ranking; data per region. */
export interface DispatchPolicy {
  /** Metres per second on the way, door to door. */
  readonly speedDay: Readonly<Record<Transport, number>>;
  readonly speedNight: Readonly<Record<Transport, number>>;
  /** The way by road, as a multiple of the crow's. */
  readonly detour: number;
  /** Added to an expected arrival that starts from an old position, or from her base because her position is no place. */
  readonly oldPositionS: number;

  /** Younger than this a fix says where she is. */
  readonly freshFixS: number;
  /** Older than this it says less than her own address. */
  readonly usableFixS: number;
  /** Up to this accuracy an arrival is promised by it. */
  readonly preciseFixM: number;
  /** This near to a door, beside its own accuracy, it proves an arrival. */
  readonly atTheDoorM: number;
  /** Beyond this accuracy it is no place. */
  readonly placeFixM: number;
  /** What a fix without an accuracy counts as. */
  readonly unknownAccuracyM: number;
  /** An expected arrival that moves by less is left as it is. */
  readonly arrivalMovesByS: number;
  /** A fix this much older than the clock of its phone explains may show another clock. */
  readonly clockJumpS: number;
  /** Reports closer together than this say nothing of a clock. */
  readonly clockStepS: number;
  /** How far, as a part of our time between two reports, the time of the phone may differ and still keep step. */
  readonly clockStepTolerance: number;
  /** A time farther in the future than this is none. */
  readonly mostAheadS: number;

  /** What one unanswered offer costs: the wait until the next one works. */
  readonly failedOfferS: number;
  readonly leastChance: number;
  /** Multiply her chance of acceptance. */
  readonly offDutyChance: number;
  readonly otherOfferChance: number;
  /** Seconds added to the rank, not to the expected arrival. */
  readonly certificateExpiredS: number;
  readonly yieldsWorkS: number;
  readonly noLiftingS: number;
  readonly withAnotherSeniorS: number;

  readonly nearS: number;
  readonly farS: number;
  /** The list is widened until this many can be asked. */
  readonly enough: number;
  /** Beyond the far limit people are added only up to this many, those already asked included. */
  readonly atLeastAsked: number;
  /** In this order; what is not in it is never given up. */
  readonly relaxOrder: readonly RelaxCode[];

  /** Kinds of helpers whom needless calls wear out; asked later after so many (safety.md 2.2), and never left out. */
  readonly wornKinds: readonly string[];
  readonly needlessNightsAWeek: number;
  readonly needlessOffersADay: number;

  /** Kinds of helpers who work at the station: on duty, one of them may be asked while verification runs. */
  readonly stationKinds: readonly string[];
  readonly adultAge: number;
  readonly elderAge: number;
}

export const DEFAULT_DISPATCH_POLICY: DispatchPolicy = {
  // Choice of operations: a brisk walk, village bicycle, e-bike under the 25 km/h of GB 17761, car on village roads including parking.
  speedDay: { walk: 1.25, bicycle: 3.5, 'e-bike': 5, car: 7 },
  // Choice: unlit roads cost a fifth, on foot too.
  speedNight: { walk: 1, bicycle: 2.8, 'e-bike': 4, car: 6 },
  // Choice within the 1.2–1.4 that studies of road circuity report.
  detour: 1.35,
  // Choice: half a minute of walking back to where we thought she was, and then some.
  oldPositionS: 60,

  freshFixS: 5 * 60, // H04: a fix of at most 5 min is a destination; the same for the helper who goes there
  usableFixS: 30 * 60, // choice: half an hour by e-bike is another village
  preciseFixM: 200, // choice: what proves an arrival; phones between houses are off by tens of metres
  atTheDoorM: 150, // choice: a village home is registered at its lane
  placeFixM: 1_000, // choice: the error of a rural cell is kilometres, a village is a few hundred metres
  unknownAccuracyM: 500, // choice: used for the order of people, never for a promise
  arrivalMovesByS: 60, // choice: people are told minutes
  clockJumpS: 60, // choice: phones whose clock is kept by the network are right within seconds
  clockStepS: 1, // choice: a backlog is sent within less
  clockStepTolerance: 0.2, // choice: the helper page sends every 10 s a fix that is 0 to 2 s old
  mostAheadS: 24 * 3_600, // choice: a wrong time zone is 14 h at most, a wrong day 24 h

  // Wave interval (safety.md 2.1) and the time to notice that no helper answers.
  failedOfferS: 60,
  // Of notified volunteers 7–47 % accept (product.md); below 5 % the estimate is noise.
  leastChance: 0.05,
  offDutyChance: 0.6, // choice
  otherOfferChance: 0.5, // choice: she may accept the other one
  certificateExpiredS: 60, // choice; SR-50: it only lowers the rank
  yieldsWorkS: 60, // choice: to leave the daytime task in order
  noLiftingS: 180, // choice; SR-73: 70 or older must not lift
  withAnotherSeniorS: 900, // choice: only an operator who names her gets here

  nearS: 15 * 60, // on site within 15 min in town (product.md)
  farS: 30 * 60, // … 30 min remote; "until all within 30 min were asked" (safety.md 2.1)
  enough: 3, // a wave (safety.md 2.1)
  atLeastAsked: 12, // safety.md 2.1
  // Off duty without standing availability is left out: a helper who ended her duty is at rest (H11).
  relaxOrder: ['within-30-min', 'standing', 'yields-work', 'beyond-30-min'],

  wornKinds: ['volunteer'],
  needlessNightsAWeek: 1,
  needlessOffersADay: 3,

  stationKinds: ['aide'], // 助老员 are employed by the station
  adultAge: 18, // safety.md 2.2
  elderAge: 70, // safety.md 2.2, SR-73
};

/** Numbers that must stay above zero and below this, so that no setting makes every helper near, or none. */
const MOST: Readonly<Record<string, number>> = { speedDay: 40, speedNight: 40, detour: 5 };

/**
 * The numbers as a region has set them: `dispatch.speedDay.walk`, `dispatch.freshFixS` …; the settings of its parents are in the list
 * already. A value that is no number, or none that a way can be estimated with, leaves the default.
 */
export function dispatchPolicyOf(settings: Readonly<Record<string, unknown>>): DispatchPolicy {
  const changed = (name: string, known: number): number => {
    const value = settings[`dispatch.${name}`];
    const most = MOST[name.split('.')[0] ?? name] ?? Number.MAX_SAFE_INTEGER;
    return typeof value === 'number' && value > 0 && value <= most ? value : known;
  };
  const numbersOf = (prefix: string, of: object): object =>
    Object.fromEntries(
      Object.entries(of).map(([name, value]): [string, unknown] => [
        name,
        typeof value === 'number'
          ? changed(prefix + name, value)
          : typeof value === 'object' && value !== null && !Array.isArray(value)
            ? numbersOf(`${prefix}${name}.`, value as object)
            : value,
      ]),
    );
  return numbersOf('', DEFAULT_DISPATCH_POLICY) as DispatchPolicy;
}
