import {
  visitsBefore,
  VISITS_AT_LEAST,
  type CivilDay,
  type EarlierVisit,
  type Served,
  type VisitsAtLeast,
  type WelfareVisit,
} from '@silverbell/care';
import { geoPoint, type GeoPoint, type Instant, type SeniorId } from '@silverbell/kernel';
import { isFeatureOn, type ClosingVisit, type PersonToPlan } from '@silverbell/usecases';
import type { VisitExcuse } from '@silverbell/vocabulary';
import type { EntityManager } from 'typeorm';
import { PostgresRegionSettingStore } from '../../people/region-settings.js';
import { readCareSettings } from '../care-setting.store.js';
import { PERSON_COLUMNS, personOf, type PersonRow } from './person.rows.js';

/** What came before a visit `v`: the last ones of the same level; of four weeks at the least, were each of them visited daily. */
export const EARLIER = `(select coalesce(jsonb_agg(jsonb_build_object('state', p.state, 'way', p.way, 'frequency', p.frequency,
    'from', p.from_day, 'to', p.to_day)), '[]') from (
    select b.state, b.way, b.frequency, b.from_day, b.to_day from welfare_visit b where b.senior_id = v.senior_id and b.level = v.level
      and b.cause = 'regular' and b.to_day < v.from_day and b.state <> 'cancelled' order by b.to_day desc limit 32) p)`;

/** Of a row `v`, by the start of the day $1 in the zone $2: it waits to be tried again, and the emergency side was not asked yet (CR-56). */
const IS_TRIED_AGAIN = `v.state = 'empty' and v.fold ->> 'concernAt' is null
  and instant_of((v.fold ->> 'retryBy')::bigint) >= $1::date::timestamp at time zone $2`;

/** Away or in hospital on every day of the period of a row `v`, by the file of the person `s` or by a suspension (CR-26, CR-56). $2: the zone. */
const ABSENT = `case
  when s.away_until is not null and (s.away_until at time zone $2)::date >= v.to_day
    and (s.away_from is null or (s.away_from at time zone $2)::date <= v.from_day)
    then case s.away_reason when 'hospital' then 'hospital' else 'away' end
  else (select p.reason from entitlement e, jsonb_to_recordset(e.suspensions) p ("from" date, "to" date, reason text)
    where e.senior_id = s.id and p.reason in ('hospital', 'away') and p."from" <= v.from_day and (p."to" is null or p."to" >= v.to_day) limit 1)
  end`;

export const TOWNSHIP_LEVEL = 3;
const COUNTY_LEVEL = 2;
/** The township of a region, or the region itself where none is above it. */
export const TOWNSHIP_OF = (region: string): string =>
  `coalesce((select r.id from region r where r.id = any (region_chain(${region})) and r.level_no = ${String(TOWNSHIP_LEVEL)} limit 1), ${region})`;

/** What visits are planned by: people, periods that are over, walks, samples. */
export class VisitPlanQueries {
  private readonly frequencies = new Map<string, Promise<VisitsAtLeast>>();

  constructor(
    private readonly manager: EntityManager,
    private readonly timeZone: string,
    private readonly realNow: Instant,
  ) {}

  async closing(today: CivilDay, take: number): Promise<readonly ClosingVisit[]> {
    const rows = await this.manager.query<
      { fold: WelfareVisit; earlier: readonly EarlierVisit[]; absent: VisitExcuse | null }[]
    >(
      `select v.fold, ${EARLIER} as earlier, ${ABSENT} as absent from welfare_visit v join senior s on s.id = v.senior_id
       where v.state in ('planned', 'empty') and v.to_day < $1 and not (${IS_TRIED_AGAIN}) order by v.to_day, v.id limit $3 for update of v`,
      [today, this.timeZone, take],
    );
    return rows.map(({ fold, earlier, absent }) => ({ visit: fold, absent, before: visitsBefore(fold, earlier) }));
  }

  people(today: CivilDay, after: string, take: number): Promise<readonly PersonToPlan[]> {
    return this.persons(
      `select ${PERSON_COLUMNS} from senior s where s.id > $3 and s.status in ('active', 'suspended') order by s.id limit $4`,
      [today, this.timeZone, after, take],
    );
  }

  async person(seniorId: SeniorId, today: CivilDay): Promise<PersonToPlan | null> {
    const [person] = await this.persons(
      `select ${PERSON_COLUMNS} from senior s where s.id = $3 and s.status in ('active', 'suspended')`,
      [today, this.timeZone, seniorId],
    );
    return person ?? null;
  }

  /** Whose open visits are owed by the office of another region than theirs. */
  async moved(): Promise<readonly SeniorId[]> {
    const rows = await this.manager.query<{ id: SeniorId }[]>(
      `select distinct s.id from welfare_visit v join senior s on s.id = v.senior_id
       where v.state in ('planned', 'empty') and v.region_id <> s.region_id and s.status in ('active', 'suspended') order by s.id`,
    );
    return rows.map(({ id }) => id);
  }

  household(seniorId: SeniorId, today: CivilDay): Promise<readonly PersonToPlan[]> {
    return this.persons(
      `select ${PERSON_COLUMNS} from senior s where s.home_id = (select home_id from senior where id = $3) and s.id <> $3
         and s.status in ('active', 'suspended') order by s.id`,
      [today, this.timeZone, seniorId],
    );
  }

  async served(countyId: string, on: CivilDay): Promise<readonly (Served & { readonly person: PersonToPlan })[]> {
    const rows = await this.manager.query<(PersonRow & { townshipId: string; providerId: string })[]>(
      `select ${PERSON_COLUMNS}, e.payee_id as "providerId",
         ${TOWNSHIP_OF('s.region_id')} as "townshipId"
       from senior s join lateral (select e.payee_id from entitlement e where e.senior_id = s.id and e.from_day <= $1
           and (e.to_day is null or e.to_day >= $1) order by e.from_day desc limit 1) e on true
       where s.region_id = any (regions_below($3)) and s.status in ('active', 'suspended') order by s.id`,
      [on, this.timeZone, countyId],
    );
    const people = await this.withSettings(rows, on);
    return rows.flatMap(({ id, townshipId, providerId }, n) => {
      const person = people[n];
      return person?.isOn === true ? [{ seniorId: id, townshipId, providerId, person }] : [];
    });
  }

  async undrawn(quarter: CivilDay): Promise<readonly string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `select r.id from region r where r.level_no = ${String(COUNTY_LEVEL)} and r.deactivated_at is null
         and not exists (select from visit_sample v where v.county_id = r.id and v.quarter = $1) order by r.id`,
      [quarter],
    );
    return rows.map(({ id }) => id);
  }

  /** Groups whose order was not made yet, or has one that was added. */
  async walks(today: CivilDay) {
    const rows = await this.manager.query<
      { lat: number; lng: number; stops: { id: string; lat: number; lng: number }[] }[]
    >(
      `select r.centre_lat as lat, r.centre_lng as lng,
         jsonb_agg(jsonb_build_object('id', v.id, 'lat', h.lat, 'lng', h.lng) order by v.id) as stops
       from welfare_visit v join senior s on s.id = v.senior_id join home h on h.id = s.home_id join region r on r.id = v.region_id
       where v.state in ('planned', 'empty') and v.to_day >= $1
       group by r.id, v.level, v.from_day, v.to_day having bool_or(v.walk_no = 0)`,
      [today],
    );
    return rows.flatMap(({ lat, lng, stops }) => {
      const start = geoPoint(lat, lng);
      const points = stops.flatMap(({ id, lat: y, lng: x }): { id: string; point: GeoPoint }[] => {
        const point = geoPoint(y, x);
        return point === null ? [] : [{ id, point }];
      });
      return start === null ? [] : [{ start, stops: points }];
    });
  }

  private async persons(
    sql: string,
    [today, ...others]: readonly [CivilDay, ...unknown[]],
  ): Promise<readonly PersonToPlan[]> {
    return this.withSettings(await this.manager.query<PersonRow[]>(sql, [today, ...others]), today);
  }

  private async withSettings(rows: readonly PersonRow[], on: CivilDay): Promise<readonly PersonToPlan[]> {
    const regions = rows.map(({ regionId }) => regionId);
    const settings = await new PostgresRegionSettingStore(this.manager).ofEach(regions, 'pilot.', this.realNow);
    const people: PersonToPlan[] = [];
    for (const row of rows) {
      const isOn = isFeatureOn(settings(row.regionId), 'visits');
      people.push(personOf(row, { isOn, atLeast: await this.atLeast(row.regionId, on) }));
    }
    return people;
  }

  /** Read once per region and day. */
  private atLeast(regionId: string, on: CivilDay): Promise<VisitsAtLeast> {
    const key = `${regionId} ${on}`;
    const known = this.frequencies.get(key) ?? this.readAtLeast(regionId, on);
    this.frequencies.set(key, known);
    return known;
  }

  private async readAtLeast(regionId: string, on: CivilDay): Promise<VisitsAtLeast> {
    const value = (await readCareSettings(this.manager, regionId, on)).choice('care.visits.atLeast');
    return VISITS_AT_LEAST.find((one) => one === value) ?? 'by-risk';
  }
}
