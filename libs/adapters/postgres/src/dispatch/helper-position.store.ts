import {
  DEFAULT_DISPATCH_POLICY,
  dispatchPolicyOf,
  isPlace,
  readClock,
  type Fix,
  type PhoneClock,
  type TimedReport,
} from '@silverbell/dispatch';
import { duration, instant, type GeoPoint, type HelperId, type Instant, type RegionId } from '@silverbell/kernel';
import { settingsInForce } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import type { SettingRows } from '../people/region-settings.js';

/** What a phone reports; both of its times are those of the phone. */
export interface PositionReport extends TimedReport {
  readonly point: GeoPoint;
  readonly accuracyM: number | null;
}

export interface KeptPosition {
  readonly fix: Fix;
  /** `false`: a younger fix of hers is known, or this one is no place; it moves her nowhere. */
  readonly isNews: boolean;
}

export interface HelperOnMap {
  readonly id: string;
  readonly regionId: RegionId;
  readonly lat: number;
  readonly lng: number;
  /** `null`: her base. */
  readonly positionAt: Instant | null;
}

interface PhoneRow {
  readonly behindMs: number;
  readonly reportedAt: number | null;
  readonly lastReportAt: number | null;
  readonly settingRows: SettingRows;
}

/** The last place of each helper, and what her phone's clock is worth. */
export class PostgresHelperPositionStore {
  constructor(private readonly source: DataSource) {}

  /** Reports of one phone are read one after the other, whichever replica hears them: each is compared with the one before it. */
  async record(id: HelperId, { point, accuracyM, ...times }: PositionReport): Promise<KeptPosition> {
    const { receivedAt } = times;
    return this.source.transaction(async (tx) => {
      await tx.query('insert into helper_phone (helper_id) values ($1) on conflict (helper_id) do nothing', [id]);
      const [row]: PhoneRow[] = await tx.query(
        `select p.behind_ms as "behindMs", ms_of(p.said_at)::double precision as "reportedAt", ms_of(p.heard_at)::double precision as "lastReportAt",
           setting_rows(h.region_id, 'dispatch.') as "settingRows"
         from helper_phone p join helper h on h.id = p.helper_id where p.helper_id = $1 for update of p`,
        [id],
      );
      const policy = dispatchPolicyOf(row === undefined ? {} : settingsInForce(row.settingRows, receivedAt));
      const { takenAt, clock } = readClock(times, clockOf(row), policy);
      const fix = { point, takenAt, accuracyM };
      await tx.query(
        'update helper_phone set behind_ms = $2, said_at = instant_of($3), heard_at = instant_of($4) where helper_id = $1',
        [id, clock.behind, clock.reportedAt, clock.lastReportAt],
      );
      const kept: unknown[] = await tx.query(
        `insert into helper_position (helper_id, lat, lng, accuracy_m, at, received_at)
           values ($1, $2, $3, $4, instant_of($5), instant_of($6))
         on conflict (helper_id) do update set
           lat = excluded.lat, lng = excluded.lng, accuracy_m = excluded.accuracy_m, at = excluded.at, received_at = excluded.received_at
         where helper_position.at <= excluded.at and ($7 or helper_position.accuracy_m > $8)
         returning helper_id`,
        [id, point.lat, point.lng, accuracyM, takenAt, receivedAt, isPlace(fix, policy), policy.placeFixM],
      );
      const isNews = kept.length > 0 && isPlace(fix, policy);
      // her way to the incidents she accepted, for their replay
      if (isNews)
        await tx.query(
          `insert into response_track (incident_id, helper_id, at, lat, lng)
           select distinct a.incident_id, $1, instant_of($2), $3::double precision, $4::double precision
           from assignment a where a.helper_id = $1 and a.live on conflict do nothing`,
          [id, takenAt, point.lat, point.lng],
        );
      return { fix, isNews };
    });
  }

  /** The ways of helpers to an incident, by helper and time. */
  async trackOf(incidentId: string): Promise<
    readonly {
      readonly helperId: HelperId;
      readonly name: string;
      readonly at: Instant;
      readonly lat: number;
      readonly lng: number;
    }[]
  > {
    return this.source.query(
      `select t.helper_id as "helperId", h.name, ms_of(t.at)::double precision as at, t.lat, t.lng
       from response_track t join helper h on h.id = t.helper_id where t.incident_id = $1 order by t.helper_id, t.at`,
      [incidentId],
    );
  }

  /** Helpers on duty in these regions, for the console's map, with their latest position; `ids`: only of these. */
  async onMap(regionIds: readonly RegionId[], ids: readonly string[] | null): Promise<readonly HelperOnMap[]> {
    const rows: {
      readonly id: string;
      readonly regionId: RegionId;
      readonly lat: number;
      readonly lng: number;
      readonly spot: { readonly lat: number; readonly lng: number; readonly accuracyM: number | null } | null;
      readonly at: Date | null;
    }[] = await this.source.query(
      `select h.id, h.region_id as "regionId", h.lat, h.lng, p.at,
         case when p.at is not null then jsonb_build_object('lat', p.lat, 'lng', p.lng, 'accuracyM', p.accuracy_m) end as spot
       from helper h join helper_duty d on d.helper_id = h.id and d.on_duty
       left join helper_position p on p.helper_id = h.id
       where h.region_id = any($1) and h.suspended_at is null and ($2::text[] is null or h.id = any($2)) order by h.id`,
      [regionIds, ids],
    );
    return rows.map(({ id, regionId, lat, lng, spot, at }) =>
      spot === null || at === null || !isPlace(spot, DEFAULT_DISPATCH_POLICY)
        ? { id, regionId, lat, lng, positionAt: null }
        : { id, regionId, lat: spot.lat, lng: spot.lng, positionAt: instant(at.getTime()) },
    );
  }
}

const clockOf = (row: PhoneRow | undefined): PhoneClock | null =>
  row === undefined || row.lastReportAt === null
    ? null
    : {
        behind: duration(row.behindMs),
        reportedAt: row.reportedAt === null ? null : instant(row.reportedAt),
        lastReportAt: instant(row.lastReportAt),
      };
