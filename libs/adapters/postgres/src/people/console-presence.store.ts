import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';

/** How long a connected console counts after it was last seen, where no region says otherwise (setting `console.graceS`). */
export const CONSOLE_GRACE_S = 30;

/** An operator on duty, and whether her console is connected. */
export interface SeatOnDuty {
  readonly id: AccountId;
  readonly name: string;
  readonly role: 'operator' | 'lead';
  readonly regionId: RegionId;
  readonly training: boolean;
  readonly since: Instant;
  readonly connected: boolean;
}

/**
 * Which accounts have a console in front of them, as the apis say it every few seconds. The times are those of the database: an api that
 * died says nothing, and its consoles count for the rest of their grace, within which they connect to another one.
 */
export class PostgresConsolePresenceStore {
  constructor(private readonly source: DataSource) {}

  /** All consoles of one api, in one statement; in one order, so that two apis never wait for each other. */
  async renew(accounts: readonly AccountId[]): Promise<void> {
    if (accounts.length === 0) return;
    await this.source.query(
      `insert into console_presence as c (account_id, until)
         select a.id, clock_timestamp() + make_interval(secs => coalesce((
           select (s.value #>> '{}')::double precision from account_role r
             cross join lateral unnest(region_chain(r.region_id)) with ordinality as up (id, depth)
             join region_setting s on s.region_id = up.id
           where r.account_id = a.id and r.position = 0 and s.key = 'console.graceS' and s.valid_from <= clock_timestamp() and jsonb_typeof(s.value) = 'number'
           order by up.depth, s.valid_from desc limit 1), $2))
         from account a where a.id = any ($1) order by a.id
       on conflict (account_id) do update set until = greatest(c.until, excluded.until)`,
      [[...new Set(accounts)], CONSOLE_GRACE_S],
    );
  }

  async isConnected(id: AccountId): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      'select 1 from console_presence where account_id = $1 and until > clock_timestamp()',
      [id],
    );
    return rows.length > 0;
  }

  /** Everybody on duty whose seat is in these regions, in the order of their names. */
  async seatsOnDuty(regionIds: readonly RegionId[]): Promise<readonly SeatOnDuty[]> {
    return this.source.query(
      `select a.id, a.display_name as name, r.role, r.region_id as "regionId", d.training, ms_of(d.since)::double precision as since,
         exists (select from console_presence c where c.account_id = a.id and c.until > clock_timestamp()) as connected
       from operator_duty d join account a on a.id = d.account_id cross join lateral (
         select one.role, one.region_id from account_role one
         where one.account_id = a.id and one.role in ('operator', 'lead') and one.region_id = any ($1) order by one.position limit 1) r
       where d.on_duty and a.disabled_at is null order by a.display_name, a.id`,
      [regionIds],
    );
  }
}
