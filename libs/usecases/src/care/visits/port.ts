import type {
  CivilDay,
  Door,
  OrderLimits,
  Served,
  VisitActor,
  VisitEvent,
  VisitedPerson,
  VisitsBefore,
  WelfareVisit,
} from '@silverbell/care';
import type { AccountId, GeoPoint, HomeId, IdSource, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type {
  SeniorStatus,
  VISIT_DEVICE_TESTS,
  VISIT_FOODS,
  VISIT_MOODS,
  VISIT_PROVIDER_QUALITY,
  VISIT_SAFETY,
  VISIT_WARMTH,
  Condition,
  VisitExcuse,
  VisitFrequency,
  VisitLevel,
} from '@silverbell/vocabulary';
import type { LockedRow, RegistryStore } from '../../ports/registry-write.js';
import type { CareConcern } from '../orders/port.js';

/** What was found, by the check list (CR-56); kept under the person's key. `null`: not looked at. */
export interface VisitFindings {
  readonly health: Condition | null;
  readonly mood: (typeof VISIT_MOODS)[number] | null;
  readonly food: (typeof VISIT_FOODS)[number] | null;
  /** Fire, power and gas. */
  readonly safety: (typeof VISIT_SAFETY)[number] | null;
  readonly warmth: (typeof VISIT_WARMTH)[number] | null;
  readonly deviceTest: (typeof VISIT_DEVICE_TESTS)[number] | null;
  readonly providerQuality: (typeof VISIT_PROVIDER_QUALITY)[number] | null;
}

/** A senior as a welfare visit needs her. */
export interface SeniorToVisit {
  readonly id: SeniorId;
  readonly homeId: HomeId;
  readonly status: SeniorStatus;
  /** Away or in hospital by the clock of care. */
  readonly away: boolean;
  readonly door: Door;
}

/** One decision, as it is written. */
export interface VisitChange {
  readonly after: WelfareVisit;
  readonly by: AccountId | null;
  readonly steps: readonly { readonly id: string; readonly event: VisitEvent; readonly note: string | null }[];
  readonly report: VisitFindings | null;
  /** By the real clock, which signs of life are compared with; of an empty visit. */
  readonly emptyRealAt: Instant | null;
}

/** A person with what her visits are planned by, and the visits of this and later periods that she has. */
export interface PersonToPlan extends VisitedPerson {
  readonly id: SeniorId;
  readonly regionId: RegionId;
  readonly have: readonly {
    readonly id: string;
    readonly level: VisitLevel;
    readonly regular: boolean;
    readonly frequency: VisitFrequency;
    readonly from: CivilDay;
    /** No visit to it was tried yet. */
    readonly planned: boolean;
  }[];
  /** Regular visits of this and later periods that were cancelled, as long as no visit of the same level met her in the period. */
  readonly calledOff: readonly {
    readonly id: string;
    readonly level: VisitLevel;
    readonly frequency: VisitFrequency;
    readonly from: CivilDay;
  }[];
  /** Left hospital today. */
  readonly dischargedToday: boolean;
  /** The pilot switch of her region (CR-11). */
  readonly isOn: boolean;
}

export interface ClosingVisit {
  readonly visit: WelfareVisit;
  readonly before: VisitsBefore;
  /** Away or in hospital on every day of the period. */
  readonly absent: VisitExcuse | null;
}

export interface VisitTransaction {
  visit(id: string): Promise<LockedRow<WelfareVisit> | null>;
  /** New ones; one that is there for the same person, level, cause and period stays. @returns those that were new */
  insert(visits: readonly WelfareVisit[], at: Instant, by: VisitActor, newId: IdSource): Promise<number>;
  save(changes: readonly VisitChange[]): Promise<void>;
  before(visit: WelfareVisit): Promise<VisitsBefore>;
  /** Open visits of a person, locked. */
  openOf(seniorId: SeniorId): Promise<readonly WelfareVisit[]>;
  /** Open visits whose period is over, locked; of empty ones, once the time to try again is over or the emergency side was asked. */
  closing(today: CivilDay, take: number): Promise<readonly ClosingVisit[]>;
  senior(id: SeniorId, now: Instant): Promise<SeniorToVisit | null>;
  /** Pages by id of people who are served or on file as living here. */
  people(today: CivilDay, after: string, take: number): Promise<readonly PersonToPlan[]>;
  /** `null`: she is not served any more. */
  person(id: SeniorId, today: CivilDay): Promise<PersonToPlan | null>;
  /** Whose open visits are owed by the office of another region than the one they live in. */
  moved(): Promise<readonly SeniorId[]>;
  /** Her open visits are put into the walk of their office anew. */
  walkAnew(seniorId: SeniorId): Promise<void>;
  /** Those who live in her home as well. */
  household(seniorId: SeniorId, today: CivilDay): Promise<readonly PersonToPlan[]>;
  /** Open visits of a group that is walked together, with their doors. */
  walks(today: CivilDay): Promise<
    readonly {
      readonly start: GeoPoint;
      readonly stops: readonly { readonly id: string; readonly point: GeoPoint }[];
    }[]
  >;
  keepWalkingOrder(order: readonly { readonly id: string; readonly walkNo: number }[]): Promise<void>;
  /** Counties whose sample of that quarter is not drawn. */
  undrawn(quarter: CivilDay): Promise<readonly string[]>;
  served(countyId: string, on: CivilDay): Promise<readonly (Served & { readonly person: PersonToPlan })[]>;
  keepSample(sample: {
    readonly countyId: string;
    readonly quarter: CivilDay;
    readonly seed: string;
    readonly served: number;
    readonly size: number;
    readonly at: Instant;
  }): Promise<void>;
  sampleOf(visit: WelfareVisit): Promise<{ readonly countyId: string; readonly seed: string } | null>;
  limits(regionId: RegionId, day: CivilDay): Promise<OrderLimits>;
  workingDaysSince(day: CivilDay, today: CivilDay): Promise<number>;
  sighted(seniorId: SeniorId, sign: 'seen' | 'spoken', at: Instant): Promise<void>;
  /** She was seen, spoken with, or moved something since nobody was met. */
  seenSinceEmpty(visit: WelfareVisit): Promise<boolean>;
  concern(concern: CareConcern): Promise<void>;
  /** The pilot switch of the region (CR-11). */
  isOn(regionId: RegionId): Promise<boolean>;
}

export interface VisitDeps {
  readonly visits: RegistryStore<VisitTransaction>;
  readonly newId: IdSource;
  /** IANA zone of the regions. */
  readonly timeZone: string;
}
