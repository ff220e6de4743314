import {
  as,
  geoPoint,
  type AccountId,
  type HelperId,
  type Instant,
  type Refusal,
  type RegionId,
} from '@silverbell/kernel';
import {
  ageYears,
  type CalendarException,
  type CalendarTransaction,
  type DutyCalendar,
  type PlanningHelper,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
  type UsualPlace,
  type WeeklyDuty,
} from '@silverbell/usecases';
import type { HelperCertificate } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { registryWrite } from '../connection/registry-write.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

interface CalendarRow {
  readonly places: readonly UsualPlace[];
  readonly weekly: readonly WeeklyDuty[];
  readonly exceptions: readonly CalendarException[];
  readonly version: number;
  readonly changed_by: string | null;
}

export interface CertificateOnFile {
  readonly helperId: HelperId;
  readonly name: string;
  readonly regionId: RegionId;
  readonly kind: HelperCertificate;
  readonly validUntil: Instant;
}

/** Duty calendars of helpers over PostgreSQL. */
export class PostgresCalendarStore implements RegistryStore<CalendarTransaction> {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  write(
    command: RegistryCommand,
    work: (tx: CalendarTransaction) => Promise<RegistryWritten | Refusal>,
  ): RegistryResult {
    return registryWrite(this.source, this.audit, command, (manager) =>
      work({
        regionOf: async (id) => {
          const rows: { regionId: RegionId }[] = await manager.query(
            'select region_id as "regionId" from helper where id = $1 for update',
            [id],
          );
          return rows[0]?.regionId ?? null;
        },
        calendar: (id) => calendarOf(manager, id),
        save: async ({ helperId, places, weekly, exceptions, version, changedBy }) => {
          await manager.query(
            `insert into helper_calendar (helper_id, places, weekly, exceptions, version, changed_by) values ($1, $2, $3, $4, $5, $6)
             on conflict (helper_id) do update set places = excluded.places, weekly = excluded.weekly, exceptions = excluded.exceptions,
               version = excluded.version, changed_by = excluded.changed_by`,
            [
              ...[helperId, JSON.stringify(places), JSON.stringify(weekly), JSON.stringify(exceptions)],
              version,
              changedBy,
            ],
          );
        },
      }),
    );
  }

  of(id: HelperId): Promise<DutyCalendar> {
    return calendarOf(this.source, id);
  }

  /** Everybody with a calendar who may be sent at all, wherever she lives: borders do not count (SR-06). */
  async planning(now: Instant): Promise<readonly PlanningHelper[]> {
    const rows: (CalendarRow & HelperColumns)[] = await this.source.query(
      `select h.id, h.lat, h.lng, h.birth_date::text as birth_date, h.night_calls, h.transport, h.turnout_day_s, h.turnout_night_s, c.*
       from helper_calendar c join helper h on h.id = c.helper_id where h.suspended_at is null order by h.id`,
    );
    return rows.flatMap((row) => {
      const base = geoPoint(row.lat, row.lng);
      if (base === null) return [];
      return [
        {
          ...{ base, ageYears: ageYears(row.birth_date, now), nightCalls: row.night_calls, suspended: false },
          ...{ transport: row.transport, turnoutDayS: row.turnout_day_s, turnoutNightS: row.turnout_night_s },
          calendar: fileOf(as<HelperId>(row.id), row),
        },
      ];
    });
  }

  /** Certificates that end before `until`, the earliest first; of suspended helpers too, who need a valid one to come back. */
  certificates(regionIds: readonly string[], until: Instant): Promise<readonly CertificateOnFile[]> {
    return this.source.query(
      `select h.id as "helperId", h.name, h.region_id as "regionId", c.kind, ms_of(c.valid_until)::double precision as "validUntil"
       from helper_certificate c join helper h on h.id = c.helper_id
       where h.region_id = any ($1) and c.valid_until <= instant_of($2) order by c.valid_until, h.id, c.kind`,
      [regionIds, until],
    );
  }
}

interface HelperColumns {
  readonly id: string;
  readonly lat: number;
  readonly lng: number;
  readonly birth_date: string;
  readonly night_calls: boolean;
  readonly transport: PlanningHelper['transport'];
  readonly turnout_day_s: number;
  readonly turnout_night_s: number;
}

async function calendarOf(db: Queryable, id: HelperId): Promise<DutyCalendar> {
  const rows = await db.query<CalendarRow[]>('select * from helper_calendar where helper_id = $1', [id]);
  return fileOf(id, rows[0] ?? { places: [], weekly: [], exceptions: [], version: 0, changed_by: null });
}

const fileOf = (helperId: HelperId, row: CalendarRow): DutyCalendar => ({
  ...{ helperId, places: row.places, weekly: row.weekly, exceptions: row.exceptions, version: row.version },
  changedBy: row.changed_by === null ? null : as<AccountId>(row.changed_by),
});
