import type { Instant } from '@silverbell/kernel';
import type { ClaimedRow, OutboxStore } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';

/** How many rows that came too late one claim may put aside; a power cut of hours leaves many. */
const TOO_LATE_AT_ONCE = 1_000;

export class PostgresOutboxStore implements OutboxStore {
  constructor(private readonly source: Queryable) {}

  async claim(request: Parameters<OutboxStore['claim']>[0]): Promise<readonly ClaimedRow[]> {
    const { channels, recipients, limit, now, leaseUntil } = request;
    // a lease that ran out makes the row due again: the claimer died, and whether it was sent is unknown
    const rows = (await this.source.query(
      `with late as materialized (
         select id from outbox where state in ('pending', 'sending') and not_after < instant_of($4) and due_at <= instant_of($4) and channel = any($1)
         limit ${TOO_LATE_AT_ONCE} for update skip locked),
       skipped as (
         update outbox o set state = 'skipped', error = 'too-late', ended_at = instant_of($4) from late where o.id = late.id),
       free as materialized (
         select id from outbox
         where state in ('pending', 'sending') and channel = any($1) and ($2::text[] is null or recipient = any($2))
           and due_at <= instant_of($4) and (not_after is null or not_after >= instant_of($4))
         order by urgency, due_at, id limit $3 for update skip locked),
       taken as (
         update outbox o set state = 'sending', attempts = o.attempts + 1, due_at = instant_of($5) from free where o.id = free.id
         returning o.*)
       select id, incident_id as "incidentId", channel, recipient, body, urgency, attempts, ms_of(created_at)::double precision as "createdAt",
         ms_of(not_after)::double precision as "notAfter"
       from taken order by urgency, created_at, id`,
      [channels, recipients ?? null, limit, now, leaseUntil],
    )) as ClaimedRow[];
    return rows;
  }

  async mark(rows: Parameters<OutboxStore['mark']>[0], now: Instant): Promise<void> {
    if (rows.length === 0) return;
    const inOrder = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
    // Forwards only: a late report of an earlier step takes nothing back. Of arrays the planner knows how few they are: with a recordset
    // it read the whole table.
    await this.source.query(
      `update outbox o set state = m.state, error = coalesce(m.error, o.error),
         ended_at = instant_of($4)
       from unnest($1::text[], $2::text[], $3::text[]) as m (id, state, error)
       where o.id = m.id and o.state not in ('delivered', 'read', 'failed', 'skipped') and not (o.state = 'sent' and m.state in ('sent', 'skipped'))`,
      [
        inOrder.map(({ id }) => id),
        inOrder.map(({ state }) => state),
        inOrder.map(({ error }) => error?.replaceAll('\0', '\uFFFD') ?? null),
        now,
      ],
    );
  }

  async putBack(id: string, retryAt: Instant, error: string): Promise<void> {
    await this.source.query(
      `update outbox set state = 'pending', due_at = instant_of($2), error = $3 where id = $1 and state = 'sending'`,
      [id, retryAt, error.replaceAll('\0', '\uFFFD')],
    );
  }

  async backlog(now: Instant): Promise<{ readonly count: number; readonly oldest: Instant | null }> {
    const rows = (await this.source.query(
      `select count(*)::integer as count, ms_of(min(due_at))::double precision as oldest from outbox
       where state in ('pending', 'sending') and due_at <= instant_of($1)`,
      [now],
    )) as { count: number; oldest: Instant | null }[];
    return rows[0] ?? { count: 0, oldest: null };
  }
}
