import {
  visitsBefore,
  type CivilDay,
  type EarlierVisit,
  type OrderLimits,
  type VisitActor,
  type VisitsBefore,
  type WelfareVisit,
} from '@silverbell/care';
import type { IdSource, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import {
  dueAt,
  type CareConcern,
  type SeniorToVisit,
  type VisitChange,
  type VisitTransaction,
} from '@silverbell/usecases';
import type { EntityManager } from 'typeorm';
import { toPgJson } from '../../connection/to-pg-json.js';
import type { SealedColumns } from '../../crypto/sealed-columns.js';
import { PostgresRegionSettingStore } from '../../people/region-settings.js';
import { addDue, dropDue } from '../care-due.store.js';
import { keepConcern } from '../concern.rows.js';
import { lockedRow } from '../folded.rows.js';
import { OrderGround } from '../orders/order-ground.queries.js';
import { keepSighting } from '../sighting.rows.js';
import { keepSteps, stepOf } from '../step.rows.js';
import { EARLIER, VisitPlanQueries } from './visit-plan.queries.js';

/** The time to try again after an empty visit is over (CR-56). */
export const VISIT_RETRY = 'visit-retry';

type Sample = Parameters<VisitTransaction['keepSample']>[0];

/** Welfare visits in one transaction: that of a request, or that of a job of the worker. */
export class PostgresVisitTransaction implements VisitTransaction {
  private readonly ground: OrderGround;
  private readonly plan: VisitPlanQueries;

  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
    private readonly timeZone: string,
    /** Pilot switches go by the real clock. */
    private readonly realNow: Instant,
  ) {
    this.ground = new OrderGround(manager, timeZone);
    this.plan = new VisitPlanQueries(manager, timeZone, realNow);
  }

  visit(id: string): ReturnType<VisitTransaction['visit']> {
    return lockedRow<WelfareVisit>(this.manager, 'welfare_visit', id);
  }

  async insert(visits: readonly WelfareVisit[], at: Instant, by: VisitActor, newId: IdSource): Promise<number> {
    if (visits.length === 0) return 0;
    const made = await this.manager.query<unknown[]>(
      `with fresh as (
         insert into welfare_visit (id, version, state, level, cause, frequency, senior_id, region_id, from_day, to_day, fold)
         select v.fold ->> 'id', 1, 'planned', v.fold ->> 'level', v.fold ->> 'cause', v.fold ->> 'frequency', v.fold ->> 'seniorId',
           v.fold ->> 'regionId', (v.fold ->> 'from')::date, (v.fold ->> 'to')::date, v.fold
         from jsonb_array_elements($1::jsonb) v (fold)
         on conflict (senior_id, level, cause, from_day, frequency) do nothing returning id)
       insert into welfare_visit_step (id, visit_id, type, at, role, by_account, details)
       select s.id, fresh.id, 'planned', instant_of($3), $4, $5, '{}'
       from fresh join jsonb_to_recordset($2::jsonb) s (id text, visit text) on s.visit = fresh.id returning 1`,
      [toPgJson(visits), JSON.stringify(visits.map(({ id }) => ({ id: newId(), visit: id }))), ...[at, by.role, by.id]],
    );
    return made.length;
  }

  async save(changes: readonly VisitChange[]): Promise<void> {
    if (changes.length === 0) return;
    const reports = await this.sealed.seal(
      this.manager,
      changes.map(({ after: { id, seniorId }, report }) => ({
        ...{ column: 'welfare_visit.report' as const, rowId: id, owner: `senior:${seniorId}` as const },
        text: report === null ? null : JSON.stringify(report),
      })),
    );
    const rows = changes.map(({ after, by, emptyRealAt }, n) => ({
      ...{ fold: after, by, emptyRealAt, report: reports[n]?.toString('base64') ?? null },
    }));
    await this.manager.query(
      `update welfare_visit v set version = (c.fold ->> 'version')::integer, state = c.fold ->> 'state', fold = c.fold, changed_by = c.by,
         done_at = instant_of((c.fold -> 'meeting' ->> 'at')::bigint), way = c.fold -> 'meeting' ->> 'way', region_id = c.fold ->> 'regionId',
         empty_real_at = coalesce(v.empty_real_at, instant_of(c."emptyRealAt")),
         report_sealed = coalesce(decode(c.report, 'base64'), v.report_sealed)
       from jsonb_to_recordset($1::jsonb) c (fold jsonb, by text, "emptyRealAt" bigint, report text) where v.id = c.fold ->> 'id'`,
      [toPgJson(rows)],
    );
    const steps = changes.flatMap(({ after, steps: own }) => own.map((step) => stepOf(after, step)));
    await keepSteps(this.manager, this.sealed, 'visit', steps);
    for (const { after } of changes) await this.keepDue(after);
  }

  private async keepDue({ id, state, retryBy, concernAt }: WelfareVisit): Promise<void> {
    if (retryBy === null) return;
    await dropDue(this.manager, id, [VISIT_RETRY]);
    if (state === 'empty' && concernAt === null)
      await addDue(this.manager, [dueAt(VISIT_RETRY, id, retryBy, this.timeZone)]);
  }

  async before(visit: WelfareVisit): Promise<VisitsBefore> {
    const [row] = await this.manager.query<{ earlier: readonly EarlierVisit[] }[]>(
      `select ${EARLIER} as earlier from welfare_visit v where v.id = $1`,
      [visit.id],
    );
    return visitsBefore(visit, row?.earlier ?? []);
  }

  async openOf(seniorId: SeniorId): Promise<readonly WelfareVisit[]> {
    const rows = await this.manager.query<{ fold: WelfareVisit }[]>(
      `select fold from welfare_visit where senior_id = $1 and state in ('planned', 'empty') order by to_day, id for update`,
      [seniorId],
    );
    return rows.map(({ fold }) => fold);
  }

  closing(today: CivilDay, take: number) {
    return this.plan.closing(today, take);
  }

  senior(id: SeniorId, now: Instant): Promise<SeniorToVisit | null> {
    return this.ground.senior(id, now);
  }

  people(today: CivilDay, after: string, take: number) {
    return this.plan.people(today, after, take);
  }

  person(seniorId: SeniorId, today: CivilDay) {
    return this.plan.person(seniorId, today);
  }

  moved() {
    return this.plan.moved();
  }

  async walkAnew(seniorId: SeniorId): Promise<void> {
    await this.manager.query(
      `update welfare_visit set walk_no = 0 where senior_id = $1 and state in ('planned', 'empty')`,
      [seniorId],
    );
  }

  household(seniorId: SeniorId, today: CivilDay) {
    return this.plan.household(seniorId, today);
  }

  walks(today: CivilDay) {
    return this.plan.walks(today);
  }

  async keepWalkingOrder(order: readonly { readonly id: string; readonly walkNo: number }[]): Promise<void> {
    await this.manager.query(
      `update welfare_visit v set walk_no = o."walkNo" from jsonb_to_recordset($1::jsonb) o (id text, "walkNo" integer) where v.id = o.id`,
      [JSON.stringify(order)],
    );
  }

  undrawn(quarter: CivilDay) {
    return this.plan.undrawn(quarter);
  }

  served(countyId: string, on: CivilDay) {
    return this.plan.served(countyId, on);
  }

  async keepSample({ countyId, quarter, seed, served, size, at }: Sample): Promise<void> {
    await this.manager.query(
      `insert into visit_sample (county_id, quarter, seed, served, size, drawn_at) values ($1, $2, $3, $4, $5, instant_of($6))`,
      [countyId, quarter, seed, served, size, at],
    );
  }

  async sampleOf({ regionId, from }: WelfareVisit): Promise<{ countyId: string; seed: string } | null> {
    const [row] = await this.manager.query<{ countyId: string; seed: string }[]>(
      `select county_id as "countyId", seed from visit_sample where county_id = any (region_chain($1)) and quarter = $2`,
      [regionId, from],
    );
    return row ?? null;
  }

  limits(regionId: RegionId, day: CivilDay): Promise<OrderLimits> {
    return this.ground.limits(regionId, day);
  }

  workingDaysSince(day: CivilDay, today: CivilDay): Promise<number> {
    return this.ground.workingDaysSince(day, today);
  }

  sighted(seniorId: SeniorId, sign: 'seen' | 'spoken', at: Instant): Promise<void> {
    return keepSighting(this.manager, seniorId, sign, at);
  }

  async seenSinceEmpty({ id }: WelfareVisit): Promise<boolean> {
    const [row] = await this.manager.query<{ heard: boolean }[]>(
      `select exists (select from sign_of_life l where l.senior_id = v.senior_id and l.in_person and l.at > v.empty_real_at) as heard
       from welfare_visit v where v.id = $1`,
      [id],
    );
    return row?.heard === true;
  }

  concern(concern: CareConcern): Promise<void> {
    return keepConcern(this.manager, concern);
  }

  isOn(regionId: RegionId): Promise<boolean> {
    return new PostgresRegionSettingStore(this.manager).isOn('visits', regionId, this.realNow);
  }
}
