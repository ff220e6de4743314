import { instant, type Instant } from '@silverbell/kernel';
import type { Platform } from './platform.js';

/** What is due by now and not done, in words. `pages`: the recipients whose page is open. */
export async function waitingIn(
  platform: Platform,
  now: Instant,
  pages: readonly string[],
): Promise<readonly string[]> {
  const rows = await platform.sql<{ what: string }>(
    `select 'due in ' || id as what from incident where next_due_at <= instant_of($1) and $4
     union all select 'unsent to ' || recipient || ' by ' || channel || ': ' || body::text from outbox
     where state in ('pending', 'sending') and due_at <= instant_of($1)
       and ((channel <> 'socket' and $4) or (channel = 'socket' and $3 and recipient = any($2) and (not_after is null or not_after >= instant_of($1))))`,
    [now, pages, platform.isApiUp, platform.isEngineUp],
  );
  return rows.map(({ what }) => what);
}

/** When the next thing falls due; `null`: nothing will. */
export async function nextDueIn(platform: Platform): Promise<Instant | null> {
  const [row] = await platform.sql<{ at: number | null }>(
    `select least((select ms_of(min(next_due_at)) from incident), (select ms_of(min(due_at)) from outbox where state = 'pending' and channel <> 'socket'))::double precision as at`,
  );
  return row?.at == null ? null : instant(row.at);
}
