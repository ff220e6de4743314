import { PLAN_AHEAD_DAYS } from '@silverbell/care';
import { as, type AccountId, type HelperId, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { ServicePlan } from '@silverbell/usecases';

/** Of a row `p` of `service_plan`. */
export const PLAN_COLUMNS = `p.id, p.senior_id as "seniorId", p.region_id as "regionId", p.provider_id as "providerId", p.items, p.weekdays,
  to_char(p.starts, 'HH24:MI') as starts, to_char(p.ends, 'HH24:MI') as ends, p.preferred_worker as "preferredWorker",
  p.from_day::text as "from", p.to_day::text as "to", p.version, p.changed_by as "changedBy"`;

/** Days that are planned ahead from a day on, and on which the entitlement of a senior is suspended (CR-26): a table of dates. */
export const SUSPENDED_DAYS = (senior: string, from: string): string =>
  `(select d::date as day from generate_series(${from}::date, ${from}::date + ${String(PLAN_AHEAD_DAYS)}, '1 day') d
     where exists (select from entitlement e, jsonb_to_recordset(e.suspensions) u ("from" date, "to" date)
       where e.senior_id = ${senior} and u."from" <= d and (u."to" is null or u."to" >= d)))`;

export interface PlanRow extends Omit<ServicePlan, 'seniorId' | 'regionId' | 'preferredWorker' | 'changedBy'> {
  readonly seniorId: string;
  readonly regionId: string;
  readonly preferredWorker: string | null;
  readonly changedBy: string | null;
}

export const planOf = (row: PlanRow): ServicePlan => ({
  ...row,
  seniorId: as<SeniorId>(row.seniorId),
  regionId: as<RegionId>(row.regionId),
  preferredWorker: row.preferredWorker === null ? null : as<HelperId>(row.preferredWorker),
  changedBy: row.changedBy === null ? null : as<AccountId>(row.changedBy),
});
