import type { Instant } from '@silverbell/kernel';
import type { OutboxRow } from './incident-store.js';

export interface ClaimedRow extends OutboxRow {
  readonly attempts: number;
}

export interface OutboxStore {
  /** Most urgent first, under a lease, SKIP LOCKED. `recipients`: only rows of these (the sockets connected here). */
  claim(request: {
    readonly channels: readonly OutboxRow['channel'][];
    readonly recipients?: readonly string[];
    readonly limit: number;
    readonly now: Instant;
    readonly leaseUntil: Instant;
  }): Promise<readonly ClaimedRow[]>;
  /** `sent`: the channel took it; `delivered`: the other side has it. */
  mark(
    rows: readonly {
      readonly id: string;
      readonly state: 'sent' | 'delivered' | 'failed' | 'skipped';
      readonly error?: string;
    }[],
    now: Instant,
  ): Promise<void>;
  /** A temporary failure: due again at `retryAt`. */
  putBack(id: string, retryAt: Instant, error: string): Promise<void>;
  /** Rows that are due and unclaimed: how many, and since when. */
  backlog(now: Instant): Promise<{ readonly count: number; readonly oldest: Instant | null }>;
}

export type SendResult =
  | { readonly result: 'sent' }
  | { readonly result: 'delivered' }
  /** It must not be said any more; that is no failure. */
  | { readonly result: 'skipped'; readonly error: string }
  | { readonly result: 'temporary'; readonly error: string }
  | { readonly result: 'permanent'; readonly error: string };

/** One channel to people or devices; takes codes and makes the words. */
export interface Sender {
  readonly channel: OutboxRow['channel'];
  send(row: ClaimedRow): Promise<SendResult>;
}
