import { instant, refuse, type Instant, type Refusal } from '@silverbell/kernel';
import type { CareClock } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../connection/in-transaction.js';
import { beginDay, MOST_ATTEMPTS } from './care-due.store.js';

/** The clock of care in demo mode (CR-01): it stands still, is moved on by hand, and passes every due job on its way. */
export class PostgresDemoCareClock implements CareClock {
  constructor(
    private readonly source: DataSource,
    private readonly start: Instant,
    private readonly timeZone: string,
  ) {}

  /** The later of the setting and what is kept counts; the jobs of the civil date it begins with are due. */
  async begin(): Promise<void> {
    await inTransaction(this.source, async (runner) => {
      const made = (await runner.query(
        `insert into care_clock (now, wanted) values (instant_of($1), instant_of($1)) on conflict do nothing returning now`,
        [this.start],
      )) as unknown[];
      if (made.length > 0) await beginDay(runner, this.start, this.timeZone);
      else await runner.query('update care_clock set wanted = greatest(wanted, instant_of($1))', [this.start]);
    });
  }

  async now(): Promise<Instant> {
    const [row] = await this.source.query<{ now: number }[]>(
      'select ms_of(now)::double precision as now from care_clock',
    );
    if (row !== undefined) return instant(row.now);
    await this.begin();
    return this.now();
  }

  /** The worker takes it there, job by job; `settled` tells when it has arrived. */
  async moveOn(to: Instant): Promise<Refusal | null> {
    await this.now();
    const moved = (await this.source.query(
      `with moved as (update care_clock set wanted = instant_of($1) where wanted <= instant_of($1) returning 1) select 1 from moved`,
      [to],
    )) as unknown[];
    return moved.length > 0 ? null : refuse('clock-backwards');
  }

  /** Every job due by then has run. One that failed again and again is left behind, and its failure is logged. */
  async settled(to: Instant): Promise<boolean> {
    const [row] = await this.source.query<{ settled: boolean }[]>(
      `select now >= instant_of($1) and not exists (select from care_due where due_at <= instant_of($1) and attempts < $2) as settled
       from care_clock`,
      [to, MOST_ATTEMPTS],
    );
    return row?.settled === true;
  }
}
