import type { GeoPoint, HelperId, Instant } from '@silverbell/kernel';
import type { Fix } from './fix.js';

/** What ranking needs to know of a person. Field for field what the helper directory gives. */
export interface HelperFacts {
  readonly helperId: HelperId;
  readonly kind: string;
  readonly ageYears: number;
  readonly onDuty: boolean;
  /** Paired with a home of this incident (SR-73). */
  readonly pairedHere: boolean;
  /** Agreed to be asked without a duty calendar. */
  readonly standing: boolean;
  readonly nightCalls: boolean;
  readonly suspended: boolean;
  readonly inConflict: boolean;
  readonly certificateValid: boolean;
  /** Her own door. */
  readonly base: GeoPoint;
  /** The last that her phone said of where it is, however old or vague; `null`: nothing, or she is off duty. */
  readonly fix: Fix | null;
  readonly transport: Transport;
  readonly turnoutDayS: number;
  readonly turnoutNightS: number;
  /** 0–1, from her own history. */
  readonly acceptanceChance: number;
  readonly liveAssignments: { readonly p1: number; readonly p3: number };
  readonly openOffers: number;
  /** When she was asked within the last seven days although nobody had to go: the offer was taken back, or the alarm was none. */
  readonly needlessOffers: readonly Instant[];
}

export type Transport = 'walk' | 'bicycle' | 'e-bike' | 'car';

/** What is asked for, and when. */
export interface Need {
  readonly at: GeoPoint;
  readonly now: Instant;
  /** 22:00–06:00 in the region's zone. */
  readonly night: boolean;
  /** Whether that moment was within these hours. */
  readonly wasNight: (at: Instant) => boolean;
  /** The named helpers stand at the place already: the rules for calls at night do not apply to them. */
  readonly present?: boolean;
  /** A person will have to be lifted (a fall). */
  readonly lifting: boolean;
  /** Refused, withdrew, or was already asked: not again in this search. */
  readonly exclude: readonly HelperId[];
}
