import type { ReadyHelper } from '@silverbell/dispatch';
import { as, geoPoint, instant, type GeoPoint, type HelperId, type Instant, type RegionId } from '@silverbell/kernel';
import { ageYears } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

export interface HomeToReach {
  readonly id: string;
  readonly regionId: RegionId;
  readonly point: GeoPoint;
  /** A senior there needs help sooner than others: helpers are sent first, a device keeps her alive, or she is alone or disabled. */
  readonly atRisk: boolean;
}

export interface HelperToCount extends ReadyHelper {
  readonly name: string;
  readonly kind: string;
  readonly regionId: RegionId;
  readonly onDuty: boolean;
  /** On an assignment of an incident at the moment. */
  readonly busy: boolean;
  /** Since when she is on or off duty; `null`: she never was. */
  readonly since: Instant | null;
}

interface HelperRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly regionId: RegionId;
  readonly birthDate: string;
  readonly nightCalls: boolean;
  readonly transport: ReadyHelper['transport'];
  readonly turnoutDayS: number;
  readonly turnoutNightS: number;
  readonly baseLat: number;
  readonly baseLng: number;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly accuracyM: number | null;
  readonly takenAt: number | null;
  readonly onDuty: boolean;
  readonly busy: boolean;
  readonly since: number | null;
}

/** What coverage is reckoned from: every home of some regions in which a senior lives, and every helper of the platform. */
export class CoverageQueries {
  constructor(private readonly source: DataSource) {}

  async homes(regionIds: readonly RegionId[]): Promise<readonly HomeToReach[]> {
    const rows: { id: string; regionId: RegionId; lat: number; lng: number; atRisk: boolean }[] =
      await this.source.query(
        `select h.id, h.region_id as "regionId", h.lat, h.lng,
           bool_or(s.dispatch_first or s.electric_medical_device is not null or s.dementia or s.care_categories && '{living-alone,disabled}') as "atRisk"
         from home h join senior s on s.home_id = h.id and s.status in ('active', 'suspended')
         where h.region_id = any($1) group by h.id order by h.id`,
        [regionIds],
      );
    return rows.flatMap(({ lat, lng, ...home }) => {
      const point = geoPoint(lat, lng);
      return point === null ? [] : [{ ...home, point }];
    });
  }

  /** Borders do not count (SR-06): a helper of the next county may be the nearest. */
  async helpers(now: Instant): Promise<readonly HelperToCount[]> {
    const rows: HelperRow[] = await this.source.query(
      `select h.id, h.name, h.kind, h.region_id as "regionId", h.birth_date::text as "birthDate", h.night_calls as "nightCalls", h.transport,
         h.turnout_day_s as "turnoutDayS", h.turnout_night_s as "turnoutNightS", h.lat as "baseLat", h.lng as "baseLng",
         spot.lat, spot.lng, spot.accuracy_m as "accuracyM", ms_of(spot.at)::double precision as "takenAt",
         coalesce(duty.on_duty, false) as "onDuty", ms_of(duty.since)::double precision as since,
         exists (select from assignment a join incident i on i.id = a.incident_id
           where a.helper_id = h.id and a.live and i.family <> 'drill') as busy
       from helper h left join helper_duty duty on duty.helper_id = h.id
         left join helper_position spot on spot.helper_id = h.id and duty.on_duty
       where h.suspended_at is null order by h.id`,
    );
    return rows.flatMap(({ baseLat, baseLng, lat, lng, accuracyM, takenAt, birthDate, since, ...row }) => {
      const base = geoPoint(baseLat, baseLng);
      if (base === null) return [];
      const spot = lat === null || lng === null ? null : geoPoint(lat, lng);
      return [
        {
          ...{ ...row, helperId: as<HelperId>(row.id), base, suspended: false, ageYears: ageYears(birthDate, now) },
          fix: spot === null || takenAt === null ? null : { point: spot, takenAt: instant(takenAt), accuracyM },
          since: since === null ? null : instant(since),
        },
      ];
    });
  }
}
