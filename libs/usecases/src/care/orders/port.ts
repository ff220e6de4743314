import type {
  CivilDay,
  Door,
  OrderActor,
  OrderEvent,
  OrderLimits,
  ServiceOrder,
  ServicePlanPattern,
  Visit,
  VisitMinutes,
  WorkerFacts,
} from '@silverbell/care';
import type { AccountId, HelperId, HomeId, IdSource, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type {
  CatalogueUnit,
  CheckInProof,
  Condition,
  OrderAlarm,
  SeniorStatus,
  VisitRisk,
  WorryFlag,
} from '@silverbell/vocabulary';
import type { LockedRow, RegistryStore } from '../../ports/registry-write.js';
import type { CareCallTransaction } from '../calls/port.js';
import type { KnowsParties } from '../own-affair.js';
import type { TaskTransaction } from '../../tasks/write-tasks.js';
import type { QualityTransaction } from '../quality/port.js';

/** A pattern that orders are generated from (CR-29). */
export interface ServicePlan extends ServicePlanPattern {
  readonly id: string;
  readonly seniorId: SeniorId;
  readonly regionId: RegionId;
  /** `null`: no provider has a contract there yet. */
  readonly providerId: string | null;
  readonly items: readonly string[];
  /** `HH:MM` in the region's zone. */
  readonly starts: string;
  readonly ends: string;
  readonly preferredWorker: HelperId | null;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

/** A senior as a visit needs her. */
export interface VisitedSenior {
  readonly id: SeniorId;
  readonly regionId: RegionId;
  readonly homeId: HomeId;
  readonly status: SeniorStatus;
  /** Away or in hospital by the clock of care. */
  readonly away: boolean;
  readonly door: Door;
}

/** What a provider may do for a senior on a day: its contract, and what the items ask for. */
export interface VisitTerms {
  readonly inContract: boolean;
  readonly certificatesNeeded: readonly string[];
  readonly workersNeeded: 1 | 2;
  /** `null`: no price for more is agreed there. */
  readonly selfPayFenPerHour: number | null;
  /** By code what one of it costs there on that day, per what, and whether the public pays for its minutes. */
  readonly prices: ReadonlyMap<
    string,
    { readonly unit: CatalogueUnit; readonly priceFen: number; readonly subsidised: boolean }
  >;
  /** Codes that the catalogue of the region does not have on that day. */
  readonly unknownItems: readonly string[];
}

/** Minutes that the public pays, and over which days they may be shared (CR-33). */
export interface Allowance {
  readonly minutes: number;
  readonly from: CivilDay;
  readonly to: CivilDay;
}

/** What the emergency side is asked (CR-09); one row, opened at once and until it is done. */
export interface CareConcern {
  readonly id: string;
  /** What it comes from: a service order, a welfare visit or a care call. */
  readonly orderId: string | null;
  readonly visitId: string | null;
  readonly callId: string | null;
  readonly seniorId: SeniorId;
  readonly homeId: HomeId;
  readonly workerId: HelperId | null;
  readonly kind: 'no-entry' | 'alarm' | 'serious' | 'visit-empty' | 'call-unanswered';
  readonly code: OrderAlarm | null;
  readonly fire: boolean;
  readonly proof: CheckInProof;
  readonly askedAt: Instant;
}

/** A fact with the words that were given beside it. */
export interface KeptStep {
  readonly id: string;
  readonly event: OrderEvent;
  readonly note: string | null;
}

/** What is kept of the report of a visit beside its times, its items and its remarks (CR-35); a suspicion of abuse is no part of it. */
export interface KeptReport {
  /** By the worker herself. */
  readonly seen: boolean;
  readonly condition: Condition;
  readonly flags: readonly WorryFlag[];
}

/** An order as it is put on file. */
export interface NewOrder {
  readonly order: ServiceOrder;
  readonly by: AccountId | null;
  readonly step: KeptStep;
}

export interface OrderTransaction extends KnowsParties {
  /** What ratings and replacements lead to, in the same transaction (CR-50, CR-51). */
  readonly quality: QualityTransaction;
  /** The queue of a plan of calls, in the same transaction (CR-29). */
  readonly calls: CareCallTransaction;
  /** The task of the protection officer, in the same transaction (CR-35). */
  readonly tasks: Pick<TaskTransaction, 'task' | 'settings' | 'insert'>;
  order(id: string): Promise<LockedRow<ServiceOrder> | null>;
  /** Later writes of the same person or worker wait: an overlap is judged on what is written. */
  lock(whom: readonly (SeniorId | HelperId)[]): Promise<void>;
  /** One whose plan has an order for that day already is left out. @returns how many were new */
  insert(orders: readonly NewOrder[]): Promise<number>;
  save(order: ServiceOrder, by: AccountId | null, steps: readonly KeptStep[]): Promise<void>;
  senior(id: SeniorId, now: Instant): Promise<VisitedSenior | null>;
  /** `null`: no contact of hers. */
  contact(seniorId: SeniorId, contactId: string): Promise<{ readonly mayDecide: boolean } | null>;
  /** How much she is at risk on a day (CR-55). */
  riskOf(seniorId: SeniorId, day: CivilDay): Promise<VisitRisk>;
  /** Her certificates, standing, conflicts and other orders around a visit; `null`: no worker of this provider. */
  worker(
    id: HelperId,
    visit: Pick<ServiceOrder, 'id' | 'seniorId' | 'providerId' | 'day'>,
  ): Promise<WorkerFacts | null>;
  terms(visit: Pick<ServiceOrder, 'providerId' | 'regionId' | 'items' | 'day'>): Promise<VisitTerms>;
  /** Of these items, those that the catalogue of her region offers to other classes of ability than hers (CR-15). */
  itemsNotFor(visit: Pick<ServiceOrder, 'seniorId' | 'regionId' | 'items' | 'day'>): Promise<readonly string[]>;
  /** The provider with a contract for the region on that day; `null`: none, or more than one. */
  providerFor(regionId: RegionId, day: CivilDay): Promise<string | null>;
  allowance(seniorId: SeniorId, day: CivilDay): Promise<Allowance>;
  /** Visits of hers that took place on these days, and those of others that overlap one of them by its worker. */
  visits(seniorId: SeniorId, from: CivilDay, to: CivilDay): Promise<readonly Visit[]>;
  keepMinutes(minutes: ReadonlyMap<string, VisitMinutes>): Promise<void>;
  limits(regionId: RegionId, day: CivilDay): Promise<OrderLimits>;
  workingDaysSince(day: CivilDay, today: CivilDay): Promise<number>;
  /** CR-09: the person was seen. `at` by the real clock, which signs of life are compared with. */
  sighted(seniorId: SeniorId, at: Instant): Promise<void>;
  concern(concern: CareConcern): Promise<void>;
  /** Under the key of the senior (CR-35). */
  keepReport(order: Pick<ServiceOrder, 'id' | 'seniorId'>, report: KeptReport): Promise<void>;
  /** Kept for the township's protection officer alone (CR-35). */
  protect(referral: {
    readonly id: string;
    readonly orderId: string;
    readonly seniorId: SeniorId;
    readonly at: Instant;
  }): Promise<void>;
  /** What worries the worker, for the early warning (CR-60). */
  worry(order: ServiceOrder, flags: readonly WorryFlag[], at: Instant): Promise<void>;
  /** What a worker is assigned to or has begun. */
  ordersInHand(workerId: HelperId): Promise<readonly ServiceOrder[]>;
  /** Assigned orders of a provider from a day on that none of its contracts covers. */
  uncovered(providerId: string, from: CivilDay): Promise<readonly string[]>;
  /** Orders of a person from a day on that are neither cancelled nor void. */
  ordersAfter(seniorId: SeniorId, from: CivilDay): Promise<readonly Pick<ServiceOrder, 'id' | 'state'>[]>;
  /** Another order makes up for this one, and was not called off. */
  isMadeUp(order: Pick<ServiceOrder, 'id' | 'seniorId' | 'day'>): Promise<boolean>;
  /** Her plans that go on behind a day. */
  openPlansOf(seniorId: SeniorId, day: CivilDay): Promise<readonly ServicePlan[]>;
  /** Workers of her provider for an order: who was there last, who is preferred, then those of her area, then the others. */
  candidates(order: ServiceOrder): Promise<readonly HelperId[]>;
  /** CR-22: what she is entitled to goes with her, and the township is told, where it is another one than that of `from`, her region before. */
  movedTo(
    seniorId: SeniorId,
    move: { readonly from: RegionId; readonly on: CivilDay; readonly at: Instant },
  ): Promise<void>;
  /** Planned orders of the coming days whose provider lets us assign them. */
  toAssignAlone(today: CivilDay): Promise<readonly string[]>;
  /** Civil days from `from` on, within the days that are planned ahead, on which her entitlement is suspended (CR-26). */
  suspendedDays(seniorId: SeniorId, from: CivilDay): Promise<readonly CivilDay[]>;
  /** Civil days from `from` on, within the days that are planned ahead, on which the public pays for no order of the plan: her assessment lapsed (CR-13). */
  lapsedDays(plan: ServicePlan, from: CivilDay): Promise<readonly CivilDay[]>;
  /** The plan may make an order for that day again. */
  freeDay(orderId: string): Promise<void>;
  /** Orders of her plans on these days that have not begun. */
  plannedBetween(seniorId: SeniorId, from: CivilDay, to: CivilDay | null): Promise<readonly string[]>;
  /** The pilot switch of the region (CR-11), by the real clock. */
  isOn(regionId: RegionId, realNow: Instant): Promise<boolean>;
  plan(id: string): Promise<ServicePlan | null>;
  insertPlan(plan: ServicePlan): Promise<void>;
  updatePlan(plan: ServicePlan): Promise<void>;
  /** From its first day on a plan makes no order for a day whose visit under the one before began, is over, or was called off. */
  handOverDays(planBefore: string, plan: Pick<ServicePlan, 'id' | 'from'>): Promise<void>;
  /** Orders of a plan from a day on that nobody has begun. */
  openOrdersOf(planId: string, from: CivilDay): Promise<readonly string[]>;
}

export interface OrderDeps {
  readonly orders: RegistryStore<OrderTransaction>;
  readonly newId: IdSource;
  /** IANA zone of the regions. */
  readonly timeZone: string;
}

/** By whom, and when by the clock of care. */
export interface CareActing {
  readonly actor: OrderActor;
  readonly careNow: Instant;
}
