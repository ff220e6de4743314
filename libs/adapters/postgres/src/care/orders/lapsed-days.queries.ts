import { addDays, lapsesOn, PLAN_AHEAD_DAYS, type AssessmentFact, type CivilDay } from '@silverbell/care';
import type { ServicePlan } from '@silverbell/usecases';
import type { EntityManager } from 'typeorm';
import { readCareSettings } from '../care-setting.store.js';
import { readCatalogue } from '../catalogue.store.js';

type Plan = Pick<ServicePlan, 'id' | 'seniorId' | 'regionId' | 'items'>;

/** Of the newest assessment of a senior, which ends before the days that are planned ahead are over. */
interface Ending extends AssessmentFact {
  readonly seniorId: string;
  readonly entitled: readonly { readonly from: CivilDay; readonly to: CivilDay | null }[];
}

/** Days ahead on which a plan that the public pays for makes no order, since the assessment of its senior has lapsed (CR-13). */
export class LapsedDays {
  constructor(private readonly manager: EntityManager) {}

  /** By plan; those without such days are left out. A plan of items that the public does not pay for goes on. */
  async of(plans: readonly Plan[], from: CivilDay): Promise<ReadonlyMap<string, readonly CivilDay[]>> {
    const ending = await this.manager.query<Ending[]>(
      `select s.id as "seniorId", a.assessed_on::text as "on", a.valid_until::text as "validUntil", a.extended_until::text as "extendedUntil",
         (select jsonb_agg(jsonb_build_object('from', e.from_day, 'to', e.to_day)) from entitlement e where e.senior_id = s.id) as entitled
       from unnest($1::text[]) s (id)
       join lateral (select * from assessment a where a.senior_id = s.id order by a.assessed_on desc, a.id limit 1) a
         on greatest(a.valid_until, a.extended_until) < $2::date + ${String(PLAN_AHEAD_DAYS)}
       where exists (select from entitlement e where e.senior_id = s.id and (e.to_day is null or e.to_day >= $2))`,
      [[...new Set(plans.map(({ seniorId }) => seniorId))], from],
    );
    const bySenior = new Map(ending.map((one) => [one.seniorId, one]));
    const lapsed = new Map<string, readonly CivilDay[]>();
    for (const plan of plans) {
      const assessment = bySenior.get(plan.seniorId);
      if (assessment === undefined || !(await this.isPaidByPublic(plan, from))) continue;
      const grace = (await readCareSettings(this.manager, plan.regionId, from)).number('care.assessment.graceD');
      const first = lapsesOn(assessment, grace);
      const isEntitled = (day: CivilDay): boolean =>
        assessment.entitled.some((one) => one.from <= day && (one.to === null || one.to >= day));
      const days = Array.from({ length: PLAN_AHEAD_DAYS + 1 }, (_, n) => addDays(from, n));
      lapsed.set(
        plan.id,
        days.filter((day) => day >= first && isEntitled(day)),
      );
    }
    return lapsed;
  }

  private async isPaidByPublic({ regionId, items }: Plan, on: CivilDay): Promise<boolean> {
    const catalogue = await readCatalogue(this.manager, regionId, on);
    return catalogue.some(({ code, subsidised }) => subsidised && items.includes(code));
  }
}
