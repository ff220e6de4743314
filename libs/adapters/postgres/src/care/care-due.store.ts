import { dateIn, dayBeginsIn, instant, type Instant } from '@silverbell/kernel';
import { DAY_BEGINS, dueAt, type CareDue } from '@silverbell/usecases';
import type { DataSource, EntityManager } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';

/** Does one job in the transaction that removes its row: what it reads and writes goes through the manager. */
export type CareJob = (manager: EntityManager, due: CareDue) => Promise<void>;

/** A job that fails as often is set aside until the worker starts again, so that those behind it are not kept. */
export const MOST_ATTEMPTS = 3;

/** Any number, as long as it is used for no other advisory lock. */
const RUN_LOCK = 7_650_081;

interface DueRow {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly dueAt: number;
  readonly dueOn: string;
}

/** Puts jobs on file; one that is there already stays as it is. */
export async function addDue(db: Queryable, due: readonly CareDue[]): Promise<void> {
  if (due.length === 0) return;
  await db.query(
    `insert into care_due (kind, subject, due_at, due_on)
     select one.kind, one.subject, instant_of(one."dueAt"), one."dueOn"
     from jsonb_to_recordset($1::jsonb) as one (kind text, subject text, "dueAt" bigint, "dueOn" date)
     on conflict do nothing`,
    [JSON.stringify(due)],
  );
}

/** What an earlier decision made due, and a later one no longer wants. */
export async function dropDue(db: Queryable, subject: string, kinds: readonly string[]): Promise<void> {
  await db.query('delete from care_due where subject = $1 and kind = any ($2)', [subject, kinds]);
}

/** The day-begins job of the civil date that holds the instant. */
export async function beginDay(db: Queryable, at: Instant, timeZone: string): Promise<void> {
  const begins = dayBeginsIn(timeZone, dateIn(timeZone, at)) ?? at;
  await addDue(db, [dueAt(DAY_BEGINS, 'all', begins, timeZone)]);
}

/** The jobs of care as the worker runs them: the oldest first, one at a time, whatever number of workers there are. */
export class PostgresCareDueStore {
  constructor(private readonly source: DataSource) {}

  /** A day is always ahead, and what was set aside is tried again: called once when a worker starts. */
  async begin(now: Instant, timeZone: string): Promise<void> {
    await this.source.query('update care_due set attempts = 0 where attempts >= $1', [MOST_ATTEMPTS]);
    const [row] = await this.source.query<{ there: boolean }[]>(
      'select exists (select from care_due where kind = $1) as there',
      [DAY_BEGINS],
    );
    if (row?.there !== true) await beginDay(this.source, now, timeZone);
  }

  /** Where the clock of care shall be taken to; `null`: there is none of its own, the real time counts. */
  async wanted(): Promise<Instant | null> {
    const [row] = await this.source.query<{ wanted: number }[]>(
      'select ms_of(wanted)::double precision as wanted from care_clock',
    );
    return row === undefined ? null : instant(row.wanted);
  }

  /**
   * Runs the oldest job due by then, and takes the clock of the demo to its instant in the same transaction.
   * @returns `none`: nothing is due; the clock of the demo stands at `until`
   */
  async runNext(until: Instant, jobs: ReadonlyMap<string, CareJob>): Promise<'ran' | 'none'> {
    let failing: DueRow | null = null;
    try {
      return await this.source.transaction(async (manager) => {
        await manager.query('select pg_advisory_xact_lock($1)', [RUN_LOCK]);
        const [row] = await manager.query<DueRow[]>(
          `select id::text, kind, subject, ms_of(due_at)::double precision as "dueAt", due_on::text as "dueOn" from care_due
           where due_at <= instant_of($1) and attempts < $2 order by due_at, id limit 1`,
          [until, MOST_ATTEMPTS],
        );
        if (row === undefined) {
          await manager.query('update care_clock set now = least(wanted, instant_of($1)) where now < least(wanted, instant_of($1))', [until]);
          return 'none';
        }
        failing = row;
        await manager.query('update care_clock set now = greatest(now, instant_of($1))', [row.dueAt]);
        const job = jobs.get(row.kind);
        if (job === undefined) throw new Error(`no job is called ${row.kind}`);
        await job(manager, { kind: row.kind, subject: row.subject, dueAt: instant(row.dueAt), dueOn: row.dueOn });
        await manager.query('delete from care_due where id = $1', [row.id]);
        return 'ran';
      });
    } catch (error) {
      const { id } = (failing as DueRow | null) ?? {};
      if (id !== undefined) await this.source.query('update care_due set attempts = attempts + 1 where id = $1', [id]);
      throw error;
    }
  }
}
