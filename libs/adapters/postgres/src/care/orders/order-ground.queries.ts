import {
  addDays,
  DEFAULT_ORDER_LIMITS,
  isWorkingDay,
  localClassOf,
  poolOf,
  riskOf,
  type CivilDay,
  type OrderLimits,
  type PersonAtRisk,
  type ServiceOrder,
  type WorkerFacts,
} from '@silverbell/care';
import {
  as,
  geoPoint,
  instant,
  type HelperId,
  type HomeId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import { dayOf, type Allowance, type VisitedSenior, type VisitTerms } from '@silverbell/usecases';
import type { SeniorStatus, VisitRisk } from '@silverbell/vocabulary';
import type { EntityManager } from 'typeorm';
import { readCareSettings } from '../care-setting.store.js';
import { readWorkCalendar } from '../work-calendar.store.js';
import { readCatalogue } from '../catalogue.store.js';
import { RISK_COLUMNS } from '../visits/person.rows.js';

interface SeniorFound {
  readonly regionId: string;
  readonly homeId: string;
  readonly status: SeniorStatus;
  readonly away: boolean;
  readonly lat: number;
  readonly lng: number;
  readonly doorTag: string | null;
}

interface WorkerFound {
  readonly suspended: boolean;
  readonly certificates: readonly { readonly kind: string; readonly until: number }[] | null;
  readonly conflict: boolean;
  readonly replaced: boolean;
  readonly busy: readonly { readonly from: number; readonly to: number }[] | null;
}

/** Whether a contract `c` of a provider `p` covers a visit: expressions of its region, day and items (CR-31). */
export const covers = (region: string, day: string, items: string): string =>
  `p.active and p.standing <> 'barred' and c.region_ids && region_chain(${region}) and c.from_day <= ${day}
     and least(c.to_day, c.ended_on) >= ${day} and (cardinality(c.items) = 0 or c.items @> ${items})`;

/** Days of the calendar that a check-in may lie back at most; further back the answer is "too many". */
const LOOKS_BACK_DAYS = 31;

/** What an order is decided by beside itself: people, certificates, other visits, working days. */
export class OrderGround {
  private readonly known = new Map<string, Promise<OrderLimits>>();

  constructor(
    private readonly manager: EntityManager,
    private readonly timeZone: string,
  ) {}

  async senior(id: SeniorId, now: Instant): Promise<VisitedSenior | null> {
    const [row] = await this.manager.query<SeniorFound[]>(
      `select s.region_id as "regionId", s.home_id as "homeId", s.status, h.lat, h.lng, h.door_tag as "doorTag",
         s.away_until is not null and s.away_until > instant_of($2) and (s.away_from is null or s.away_from <= instant_of($2)) as away
       from senior s join home h on h.id = s.home_id where s.id = $1`,
      [id, now],
    );
    if (row === undefined) return null;
    return {
      ...{ id, regionId: as<RegionId>(row.regionId), homeId: as<HomeId>(row.homeId), status: row.status },
      ...{ away: row.away, door: { point: geoPoint(row.lat, row.lng), doorTag: row.doorTag } },
    };
  }

  async riskOf(seniorId: SeniorId, day: CivilDay): Promise<VisitRisk> {
    const [row] = await this.manager.query<PersonAtRisk[]>(`select ${RISK_COLUMNS} from senior s where s.id = $1`, [
      seniorId,
    ]);
    return row === undefined ? 'general' : riskOf(row, day);
  }

  async worker(
    id: HelperId,
    visit: Pick<ServiceOrder, 'id' | 'seniorId' | 'providerId' | 'day'>,
  ): Promise<WorkerFacts | null> {
    const [row] = await this.manager.query<WorkerFound[]>(
      `select h.suspended_at is not null as suspended,
         (select jsonb_agg(jsonb_build_object('kind', c.kind, 'until', ms_of(c.valid_until))) from helper_certificate c
          where c.helper_id = h.id) as certificates,
         exists (select from helper_conflict c join senior s on s.id = $2
           where c.helper_id = h.id and (c.senior_id = s.id or c.home_id = s.home_id)) as conflict,
         exists (select from worker_replacement r where r.worker_id = h.id and r.senior_id = $2) as replaced,
         (select jsonb_agg(jsonb_build_object('from', ms_of(o.planned_start), 'to', ms_of(o.planned_end))) from service_order o
          where (o.worker_id = h.id or o.second_worker_id = h.id) and o.id <> $3 and o.day between $4::date - 1 and $4::date + 1
            and o.state not in ('planned', 'missed', 'no-entry', 'interrupted', 'cancelled', 'void')) as busy
       from helper h join care_worker w on w.helper_id = h.id and w.active and w.provider_id = $5 where h.id = $1`,
      [id, visit.seniorId, visit.id, visit.day, visit.providerId],
    );
    if (row === undefined) return null;
    const certificates = (row.certificates ?? []).map(({ kind, until }) => ({
      ...{ kind, until: dayOf(instant(until), this.timeZone) },
    }));
    const until = (kind: string): CivilDay | null => certificates.find((one) => one.kind === kind)?.until ?? null;
    return {
      ...{ helperId: id, health: until('health'), carer: until('carer'), others: certificates },
      ...{ suspended: row.suspended, conflict: row.conflict, replaced: row.replaced },
      busy: (row.busy ?? []).map(({ from, to }) => ({ from: instant(from), to: instant(to) })),
    };
  }

  /** Who was there last, who the plan prefers, who is of the same area, then by id. */
  async candidates({ seniorId, providerId, regionId, planId }: ServiceOrder): Promise<readonly HelperId[]> {
    const rows = await this.manager.query<{ id: HelperId }[]>(
      `select w.helper_id as id from care_worker w join helper h on h.id = w.helper_id
       left join service_plan p on p.id = $4
       left join lateral (select max(o.day) as day from service_order o where o.senior_id = $2 and o.worker_id = w.helper_id
         and o.state in ('finished', 'confirmed', 'confirmed-silent')) last on true
       where w.provider_id = $1 and w.active
       order by last.day desc nulls last, (p.preferred_worker is not distinct from w.helper_id) desc, (h.region_id = $3) desc, w.helper_id`,
      [providerId, seniorId, regionId, planId],
    );
    return rows.map(({ id }) => id);
  }

  /** What the contract of the provider covers there on that day, and what the catalogue says of the items (CR-15, CR-31). */
  async terms(visit: Pick<ServiceOrder, 'providerId' | 'regionId' | 'items' | 'day'>): Promise<VisitTerms> {
    const { providerId, regionId, items, day } = visit;
    const [contract] = await this.manager.query<{ selfPay: number | null }[]>(
      `select c.self_pay_fen_per_hour as "selfPay" from service_contract c join provider p on p.id = c.provider_id
       where c.provider_id = $1 and ${covers('$2', '$3', '$4::text[]')}
       order by c.from_day desc, c.id limit 1`,
      [providerId, regionId, day, items],
    );
    const offered = new Map(
      (await readCatalogue(this.manager, regionId, day)).flatMap((one) =>
        one.hidden ? [] : [[one.code, one] as const],
      ),
    );
    const known = items.flatMap((code) => offered.get(code) ?? []);
    return {
      ...{ inContract: contract !== undefined, selfPayFenPerHour: contract?.selfPay ?? null },
      certificatesNeeded: [...new Set(known.flatMap(({ certificate }) => certificate ?? []))],
      workersNeeded: known.some(({ twoPeople }) => twoPeople) ? 2 : 1,
      prices: new Map(known.map(({ code, unit, priceFen, subsidised }) => [code, { unit, priceFen, subsidised }])),
      unknownItems: items.filter((code) => !offered.has(code)),
    };
  }

  /** Her class is that of her entitlement on the day, else that of her newest assessment; of a person without either none is known. */
  async itemsNotFor({
    seniorId,
    regionId,
    items,
    day,
  }: Pick<ServiceOrder, 'seniorId' | 'regionId' | 'items' | 'day'>): Promise<readonly string[]> {
    const catalogue = await readCatalogue(this.manager, regionId, day);
    const limited = catalogue.filter(({ code, classes }) => items.includes(code) && classes.length > 0);
    if (limited.length === 0) return [];
    const [row] = await this.manager.query<{ granted: string | null; level: number | null }[]>(
      `select (select e.local_class from entitlement e where e.senior_id = $1 and e.from_day <= $2 and (e.to_day is null or e.to_day >= $2)
           order by e.from_day desc limit 1) as granted,
         (select a.level from assessment a where a.senior_id = $1 and a.assessed_on <= $2 order by a.assessed_on desc, a.id limit 1) as level`,
      [seniorId, day],
    );
    const { granted = null, level = null } = row ?? {};
    const assessed = level === null ? null : localClassOf(level, await readCareSettings(this.manager, regionId, day));
    const hers = granted ?? assessed;
    return limited.filter(({ classes }) => !classes.some((one) => one === hers)).map(({ code }) => code);
  }

  async providerFor(regionId: RegionId, day: CivilDay): Promise<string | null> {
    const rows = await this.manager.query<{ id: string }[]>(
      `select distinct c.provider_id as id from service_contract c join provider p on p.id = c.provider_id
       where p.active and p.standing <> 'barred' and c.region_ids && region_chain($1) and c.from_day <= $2
         and least(c.to_day, c.ended_on) >= $2 limit 2`,
      [regionId, day],
    );
    return rows.length === 1 ? (rows[0]?.id ?? null) : null;
  }

  /** The minutes of the days that share with this one, as far as she is entitled to them (CR-25, CR-33). */
  async allowance(seniorId: SeniorId, day: CivilDay): Promise<Allowance> {
    const [senior] = await this.manager.query<{ regionId: string }[]>(
      'select region_id as "regionId" from senior where id = $1',
      [seniorId],
    );
    const settings = await readCareSettings(this.manager, senior?.regionId ?? '', day);
    const [from, to] = poolOf(settings.choice('care.entitlement.pool'), day);
    const [row] = await this.manager.query<{ minutes: number }[]>(
      `select coalesce(sum(e.minutes_per_day), 0)::integer as minutes from generate_series($2::date, $3::date, '1 day') d
       join entitlement e on e.senior_id = $1 and e.payee_kind = 'provider' and e.from_day <= d and (e.to_day is null or e.to_day >= d)
         and not exists (select from jsonb_to_recordset(e.suspensions) s ("from" date, "to" date)
           where s."from" <= d and (s."to" is null or s."to" >= d))`,
      [seniorId, from, to],
    );
    return { minutes: row?.minutes ?? 0, from, to };
  }

  /** Working days that began from `day` to `today`, the first one not counted. */
  async workingDaysSince(day: CivilDay, today: CivilDay): Promise<number> {
    if (day >= today) return 0;
    const calendar = await readWorkCalendar(this.manager);
    let [count, at] = [0, addDays(day, 1)];
    for (let looked = 0; at <= today; looked += 1, at = addDays(at, 1)) {
      if (looked > LOOKS_BACK_DAYS) return LOOKS_BACK_DAYS;
      if (isWorkingDay(calendar, at)) count += 1;
    }
    return count;
  }

  /** Read once per region and day of a transaction: a plan asks for each of its orders. */
  limits(regionId: RegionId, day: CivilDay): Promise<OrderLimits> {
    const key = `${regionId} ${day}`;
    const known = this.known.get(key) ?? this.readLimits(regionId, day);
    this.known.set(key, known);
    return known;
  }

  private async readLimits(regionId: RegionId, day: CivilDay): Promise<OrderLimits> {
    const settings = await readCareSettings(this.manager, regionId, day);
    return {
      lateAfterMin: settings.number('care.order.lateAfterMin'),
      missedAfterMin: settings.number('care.order.missedAfterMin'),
      tooShortMin: settings.number('care.order.tooShortMin'),
      uploadWithinMin: settings.number('care.order.uploadWithinMin'),
      backEntryWorkingDays: settings.number('care.order.backEntryWorkingD'),
      silentAfterDays: settings.number('care.order.silentAfterD'),
      clockAheadMin: DEFAULT_ORDER_LIMITS.clockAheadMin,
    };
  }
}
