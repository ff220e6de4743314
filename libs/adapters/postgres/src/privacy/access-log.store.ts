import { instant, type AccountId, type Instant, type RegionId } from '@silverbell/kernel';
import type { AuditLog } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

/** An operator read an incident she does not attend. */
export interface Access {
  readonly accountId: AccountId;
  readonly role: string;
  readonly what: 'person-card' | 'roster' | 'raw-frame';
  /** The incident, or the region of a printed roster. */
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

/** What operators read of incidents that are not theirs: entries of the audit log, told as a line per person, incident and hour. */
export class PostgresAccessLogStore {
  constructor(
    private readonly source: DataSource,
    private readonly log: AuditLog,
  ) {}

  async keep({ accountId, role, what, about, regionId }: Access, now: Instant): Promise<void> {
    await this.log.append({
      ...{ actor: accountId, action: 'record-read', subjectKind: what === 'roster' ? 'roster' : 'incident' },
      ...{ subjectId: about, regionId, at: now, details: { what, role } },
    });
  }

  /** Whether she read it since then. */
  async isKept({ accountId, what, about }: Access, since: Instant): Promise<boolean> {
    const rows = (await this.source.query(
      `select 1 from audit_entry where action = 'record-read' and actor = $1 and details ->> 'what' = $2 and subject_id = $3
         and at >= instant_of($4) limit 1`,
      [accountId, what, about, since],
    )) as unknown[];
    return rows.length > 0;
  }

  /** Newest first. Entries of before the log was chained are lines already. */
  async of(regionIds: readonly RegionId[], limit: number): Promise<readonly AccessLogEntry[]> {
    const rows: (Omit<AccessLogEntry, 'firstAt' | 'lastAt'> & { firstAt: number; lastAt: number })[] =
      await this.source.query(
        `with line as (
           select e.actor, e.details ->> 'what' as what, e.subject_id, e.region_id, min(e.details ->> 'role') as role, min(e.at) as first_at,
             max(coalesce(instant_of((e.details ->> 'lastAt')::double precision), e.at)) as last_at,
             sum(coalesce((e.details ->> 'times')::integer, 1))::integer as times
           from audit_entry e where e.action = 'record-read' and e.region_id = any($1)
           group by e.actor, e.details ->> 'what', e.subject_id, e.region_id, date_trunc('hour', e.at, 'UTC')
           order by last_at desc, e.actor limit $2)
         select r.actor as "accountId", coalesce(a.display_name, r.actor) as "accountName", r.role, r.what, r.subject_id as about,
           r.region_id as "regionId", i.number::text as "incidentNumber", ms_of(r.first_at)::double precision as "firstAt",
           ms_of(r.last_at)::double precision as "lastAt", r.times
         from line r left join account a on a.id = r.actor left join incident i on i.id = r.subject_id and r.what <> 'roster'
         order by r.last_at desc, r.actor`,
        [regionIds, limit],
      );
    return rows.map((row) => ({ ...row, firstAt: instant(row.firstAt), lastAt: instant(row.lastAt) }));
  }
}
