import type { CivilDay } from '@silverbell/care';
import { as, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { PersonToPlan } from '@silverbell/usecases';

/** Of a row `s` of `senior`: what puts her at risk. */
export const RISK_COLUMNS = `s.birth_date::text as "birthDate", s.care_categories as "careCategories", s.dementia,
  s.electric_medical_device is not null as "needsElectricDevice", s.economic_class as "economicClass"`;

/** Of a row `s` of `senior`; $1: the civil date, $2: the zone. */
export const PERSON_COLUMNS = `s.id, s.region_id as "regionId", ${RISK_COLUMNS},
  coalesce((select jsonb_agg(jsonb_build_object('from', e.from_day, 'to', e.to_day)) from entitlement e where e.senior_id = s.id), '[]') as entitled,
  coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'level', v.level, 'regular', v.cause = 'regular', 'frequency', v.frequency,
      'from', v.from_day, 'planned', v.state = 'planned'))
    from welfare_visit v where v.senior_id = s.id and v.to_day >= $1::date and v.state <> 'cancelled'), '[]') as have,
  coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'level', v.level, 'frequency', v.frequency, 'from', v.from_day))
    from welfare_visit v where v.senior_id = s.id and v.to_day >= $1::date and v.state = 'cancelled' and v.cause = 'regular'
      and not exists (select from welfare_visit m where m.senior_id = s.id and m.level = v.level and m.state = 'done'
        and (m.done_at at time zone $2)::date between v.from_day and v.to_day)), '[]') as "calledOff",
  (s.away_reason = 'hospital' and (s.away_until at time zone $2)::date = $1::date) is true as "dischargedToday"`;

export type PersonRow = Omit<PersonToPlan, 'isOn' | 'atLeast' | 'id' | 'regionId' | 'birthDate'> & {
  readonly id: string;
  readonly regionId: string;
  readonly birthDate: CivilDay | null;
};

/** What her region decides of it. */
type OfRegion = Pick<PersonToPlan, 'isOn' | 'atLeast'>;

export const personOf = (row: PersonRow, { isOn, atLeast }: OfRegion): PersonToPlan => ({
  ...{ id: as<SeniorId>(row.id), regionId: as<RegionId>(row.regionId), birthDate: row.birthDate, isOn, atLeast },
  ...{ careCategories: row.careCategories, dementia: row.dementia, needsElectricDevice: row.needsElectricDevice },
  ...{ economicClass: row.economicClass, entitled: row.entitled, have: row.have, calledOff: row.calledOff },
  dischargedToday: row.dischargedToday,
});
