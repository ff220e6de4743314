import type { Instant } from '@silverbell/kernel';
import type { WaitingWork } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

/** Work that is due and not done, of any process. Two small index scans: asked every second, by every api. */
export class WaitingWorkQueries {
  constructor(private readonly source: DataSource) {}

  async at(now: Instant): Promise<WaitingWork> {
    const [overdue] = (await this.source.query(
      `select count(*)::integer as count, ms_of(min(next_due_at))::double precision as oldest from incident
       where next_due_at <= instant_of($1)`,
      [now],
    )) as WaitingWork['overdue'][];
    const backlog = (await this.source.query(
      `select channel, count(*)::integer as count, ms_of(min(due_at))::double precision as oldest from outbox
       where state in ('pending', 'sending') and due_at <= instant_of($1) group by channel order by channel`,
      [now],
    )) as WaitingWork['backlog'];
    return { overdue: overdue ?? { count: 0, oldest: null }, backlog };
  }

  /** What the database's own clock says, in ms; nothing but a comparison with ours is made of it. */
  async clockMs(): Promise<number> {
    const [row] = (await this.source.query(
      'select (extract(epoch from clock_timestamp()) * 1000)::double precision as ms',
    )) as { ms: number }[];
    return row?.ms ?? Number.NaN;
  }
}
