import type { Instant } from '@silverbell/kernel';
import type { ClaimedRow } from './outbox.js';
import type { OutboxRow } from './incident-store.js';

/**
 * What this process says itself right after its commit instead of waiting for the relay's next look. The row is written as claimed
 * already; if the process dies before it says it, the lease runs out and a relay does.
 */
export interface ImmediateDelivery {
  /** Until when it is ours; `null`: this row is left to the relay. */
  leaseFor(row: OutboxRow, now: Instant): Instant | null;
  /** After the commit; never throws and never waits. */
  deliver(rows: readonly ClaimedRow[]): void;
}
