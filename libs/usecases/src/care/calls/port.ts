import type { CareCall, CareCallEvent, CivilDay } from '@silverbell/care';
import type { AccountId, HomeId, IdSource, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { LockedRow, RegistryStore } from '../../ports/registry-write.js';
import type { CareConcern } from '../orders/port.js';

/** A plan of calls that owes one on a day and has none yet. */
export interface CareCallPlan {
  readonly id: string;
  readonly seniorId: SeniorId;
  readonly starts: string;
  readonly ends: string;
  /** The pilot switch of her region (CR-11). */
  readonly isOn: boolean;
}

export interface CareCallPlanSearch {
  readonly today: CivilDay;
  readonly now: Instant;
  /** Pilot switches go by the real clock. */
  readonly realNow: Instant;
}

/** One decision, as it is written. */
export interface CareCallChange {
  readonly after: CareCall;
  readonly by: AccountId | null;
  readonly step: { readonly id: string; readonly event: CareCallEvent; readonly note: string | null };
}

/** With where she lives now. */
export interface LockedCareCall extends LockedRow<CareCall> {
  readonly regionId: RegionId;
  readonly homeId: HomeId;
}

export interface CareCallTransaction {
  call(id: string): Promise<LockedCareCall | null>;
  /** One whose plan has a call of that day already is left out. @returns how many were new */
  insert(calls: readonly CareCallChange[]): Promise<number>;
  save(change: CareCallChange): Promise<void>;
  /** Her open calls up to a day, locked. */
  openOf(seniorId: SeniorId, until: CivilDay): Promise<readonly CareCall[]>;
  /** Open calls of days before today that were not tried twice, and every open one of a person who is not served any more; locked. */
  over(today: CivilDay, take: number): Promise<readonly { readonly call: CareCall; readonly served: boolean }[]>;
  /** Pages by id of plans of calls that run on the day, of people who are served, at home, and not suspended. */
  plans(search: CareCallPlanSearch, after: string, take: number): Promise<readonly CareCallPlan[]>;
  sighted(seniorId: SeniorId, sign: 'seen' | 'spoken', at: Instant): Promise<void>;
  concern(concern: CareConcern): Promise<void>;
  /** The pilot switch of the region (CR-11), by the real clock. */
  isOn(regionId: RegionId, realNow: Instant): Promise<boolean>;
}

export interface CareCallDeps {
  readonly calls: RegistryStore<CareCallTransaction>;
  readonly newId: IdSource;
  /** IANA zone of the regions. */
  readonly timeZone: string;
}
