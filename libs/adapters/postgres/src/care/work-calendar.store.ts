import { workCalendar, type CalendarDay, type WorkCalendar } from '@silverbell/care';
import { as, instant, type AccountId } from '@silverbell/kernel';
import type { WorkCalendarTransaction, CalendarYear, RegistryStore } from '@silverbell/usecases';
import type { DataSource, EntityManager } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { registryWriter } from '../connection/registry-write.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

/** The published working-day calendar, as rules count with it. */
export async function readWorkCalendar(db: Queryable): Promise<WorkCalendar> {
  const [row] = await db.query<{ days: CalendarDay[] | null; years: number[] | null }[]>(
    `select (select jsonb_agg(jsonb_build_object('date', date, 'kind', kind, 'name', name)) from calendar_day) as days,
       (select array_agg(distinct extract(year from date)::int) from calendar_day) as years`,
  );
  return workCalendar(row?.days ?? [], row?.years ?? []);
}

/** Working-day calendars over PostgreSQL. */
export class PostgresWorkCalendarStore implements RegistryStore<WorkCalendarTransaction> {
  readonly write: RegistryStore<WorkCalendarTransaction>['write'];
  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
  ) {
    this.write = registryWriter(source, audit, (manager) => new PostgresWorkCalendarTransaction(manager));
  }

  calendar(): Promise<WorkCalendar> {
    return readWorkCalendar(this.source);
  }

  year(year: number): Promise<CalendarYear | null> {
    return yearOf(this.source, year, '');
  }
}

class PostgresWorkCalendarTransaction implements WorkCalendarTransaction {
  constructor(private readonly manager: EntityManager) {}

  async year(year: number): Promise<CalendarYear | null> {
    // Two first proposals for one year follow each other.
    await this.manager.query(`select pg_advisory_xact_lock(hashtext('silverbell.calendar'), $1)`, [year]);
    return yearOf(this.manager, year, 'for update');
  }

  async keep(one: CalendarYear): Promise<void> {
    await this.manager.query(
      `insert into calendar_year (year, days, source, state, proposed_by, proposed_at, confirmed_by, confirmed_at, version)
       values ($1, $2::jsonb, $3, $4, $5, instant_of($6), $7, instant_of($8), $9)
       on conflict (year) do update set days = excluded.days, source = excluded.source, state = excluded.state,
         proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at, confirmed_by = excluded.confirmed_by,
         confirmed_at = excluded.confirmed_at, version = excluded.version`,
      [
        ...[one.year, JSON.stringify(one.days), one.source, one.state, one.proposedBy, one.proposedAt],
        ...[one.confirmedBy, one.confirmedAt, one.version],
      ],
    );
  }

  async publish({ year, days, source }: CalendarYear): Promise<void> {
    await this.manager.query('delete from calendar_day where extract(year from date) = $1', [year]);
    await this.manager.query(
      `insert into calendar_day (date, kind, name, source)
       select one.date, one.kind, one.name, $2 from jsonb_to_recordset($1::jsonb) as one (date date, kind text, name text)`,
      [JSON.stringify(days), source],
    );
  }
}

type YearRow = Omit<CalendarYear, 'proposedBy' | 'proposedAt' | 'confirmedBy' | 'confirmedAt'> & {
  readonly proposedBy: string | null;
  readonly proposedAt: number;
  readonly confirmedBy: string | null;
  readonly confirmedAt: number | null;
};

async function yearOf(db: Queryable, year: number, lock: '' | 'for update'): Promise<CalendarYear | null> {
  const [row] = await db.query<YearRow[]>(
    `select year, days, source, state, version, proposed_by as "proposedBy", ms_of(proposed_at)::double precision as "proposedAt",
       confirmed_by as "confirmedBy", ms_of(confirmed_at)::double precision as "confirmedAt"
     from calendar_year where year = $1 ${lock}`,
    [year],
  );
  if (row === undefined) return null;
  return {
    ...row,
    proposedBy: row.proposedBy === null ? null : as<AccountId>(row.proposedBy),
    proposedAt: instant(row.proposedAt),
    confirmedBy: row.confirmedBy === null ? null : as<AccountId>(row.confirmedBy),
    confirmedAt: row.confirmedAt === null ? null : instant(row.confirmedAt),
  };
}
