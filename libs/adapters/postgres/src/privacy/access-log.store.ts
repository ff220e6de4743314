import { instant, type AccountId, type Instant, type RegionId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';

/** An operator read an incident she does not attend. */
export interface Access {
  readonly accountId: AccountId;
  readonly role: string;
  readonly what: 'person-card' | 'roster' | 'raw-frame';
  /** The case, or the region of a printed roster. */
  readonly about: string;
  readonly regionId: RegionId;
}

export interface AccessLogEntry extends Access {
  readonly accountName: string;
  readonly incidentNumber: string | null;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly times: number;
}

const HOUR_MS = 3_600_000;

/** Break-glass: allowed in need, and never unseen. A line per person, case and hour. */
export class PostgresAccessLogStore {
  constructor(private readonly source: DataSource) {}

  async keep({ accountId, role, what, about, regionId }: Access, now: Instant): Promise<void> {
    await this.source.query(
      `insert into reading (account_id, what, about, hour, role, region_id, first_at, last_at, times)
       values ($1, $2, $3, $4, $5, $6, $7, $7, 1)
       on conflict (account_id, what, about, hour) do update set last_at = excluded.last_at, times = reading.times + 1`,
      [accountId, what, about, new Date(now - (now % HOUR_MS)), role, regionId, new Date(now)],
    );
  }

  /** Newest first. */
  async of(regionIds: readonly RegionId[], limit: number): Promise<readonly AccessLogEntry[]> {
    const rows: (Omit<AccessLogEntry, 'firstAt' | 'lastAt'> & { firstAt: Date; lastAt: Date })[] =
      await this.source.query(
        `select r.account_id as "accountId", coalesce(a.display_name, r.account_id) as "accountName", r.role, r.what, r.about,
         r.region_id as "regionId", i.number::text as "incidentNumber", r.first_at as "firstAt", r.last_at as "lastAt", r.times
       from reading r left join account a on a.id = r.account_id
       left join incident i on i.id = r.about and r.what <> 'roster'
       where r.region_id = any($1) order by r.last_at desc, r.account_id limit $2`,
        [regionIds, limit],
      );
    return rows.map((row) => ({
      ...row,
      firstAt: instant(row.firstAt.getTime()),
      lastAt: instant(row.lastAt.getTime()),
    }));
  }
}
