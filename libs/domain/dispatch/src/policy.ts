import type { RelaxCode } from './reasons.js';
import type { Transport } from './facts.js';

/** Every number of the ranking; data per region. */
export interface DispatchPolicy {
  /** Metres per second on the way, door to door. */
  readonly speedDay: Readonly<Record<Transport, number>>;
  readonly speedNight: Readonly<Record<Transport, number>>;
  /** The way by road, as a multiple of the crow's. */
  readonly detour: number;
  /** Added to an expected arrival that starts from an old position. */
  readonly oldPositionS: number;

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

  // Wave interval (safety.md 2.1) and the time to notice that nobody answers.
  failedOfferS: 60,
  // Of notified volunteers 7–47 % accept (product.md); below 5 % the estimate is noise.
  leastChance: 0.05,
  offDutyChance: 0.6, // choice
  otherOfferChance: 0.5, // choice: she may accept the other one
  certificateExpiredS: 60, // choice; SR-50: it only lowers the rank
  yieldsWorkS: 60, // choice: to leave the daytime task in order
  noLiftingS: 180, // choice; SR-73: 70 or older lifts nobody
  withAnotherSeniorS: 900, // choice: only an operator who names her gets here

  nearS: 15 * 60, // on site within 15 min in town (product.md)
  farS: 30 * 60, // … 30 min remote; "until all within 30 min were asked" (safety.md 2.1)
  enough: 3, // a wave (safety.md 2.1)
  atLeastAsked: 12, // safety.md 2.1
  // Off duty without standing availability is left out: whoever handed in her duty is at rest (H11).
  relaxOrder: ['within-30-min', 'standing', 'yields-work', 'beyond-30-min'],

  stationKinds: ['aide'], // 助老员 are employed by the station
  adultAge: 18, // safety.md 2.2
  elderAge: 70, // safety.md 2.2, SR-73
};
