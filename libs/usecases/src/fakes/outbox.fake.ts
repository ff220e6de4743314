import type { Instant } from '@silverbell/kernel';
import type { ClaimedRow, OutboxStore } from '../ports/outbox.js';
import type { OutboxRow } from '../ports/incident-store.js';

export type OutboxState = 'pending' | 'sending' | 'sent' | 'delivered' | 'failed' | 'skipped';

export interface FakeOutboxRow extends OutboxRow {
  readonly state: OutboxState;
  readonly attempts: number;
  /** Pending: not before this; sending: the claim's lease ends here. */
  readonly dueAt: Instant;
  readonly error: string | null;
}

type Rows = Map<string, FakeOutboxRow>;

/** What must be told, in memory. Rows come in through the transactions of the incident store. */
export class FakeOutbox implements OutboxStore {
  #rows: Rows = new Map();

  get rows(): readonly FakeOutboxRow[] {
    return [...this.#rows.values()];
  }

  /** Those that nobody has sent yet, in the order in which they were written. */
  get pending(): readonly FakeOutboxRow[] {
    return this.rows.filter((row) => row.state === 'pending');
  }

  /** The part of a transaction: rows that are there once it commits. */
  begin(): { readonly rows: Rows; add(row: OutboxRow): void } {
    const rows: Rows = new Map();
    return {
      rows,
      add: (row) => {
        if (this.#rows.has(row.id) || rows.has(row.id)) throw new Error(`outbox row ${row.id} is there already`);
        const repeated =
          row.body.kind === 'receipt' &&
          [...this.#rows.values(), ...rows.values()].some((other) => isSameReceipt(other, row));
        const body = repeated && row.body.kind === 'receipt' ? { ...row.body, again: true } : row.body;
        const ours = row.claimedUntil !== undefined;
        rows.set(row.id, {
          ...{ ...row, body, state: ours ? 'sending' : 'pending', attempts: ours ? 1 : 0, error: null },
          dueAt: row.claimedUntil ?? row.createdAt,
        });
      },
    };
  }

  commit(part: { readonly rows: Rows }): void {
    for (const [id, row] of part.rows) this.#rows.set(id, row);
  }

  claim(request: Parameters<OutboxStore['claim']>[0]): Promise<readonly ClaimedRow[]> {
    const { channels, recipients, limit, now, leaseUntil } = request;
    const due = this.rows.filter((row) => isWaiting(row) && row.dueAt <= now && channels.includes(row.channel));
    const late = due.filter((row) => row.notAfter !== null && row.notAfter < now);
    for (const row of late) this.#change(row.id, { state: 'skipped', error: 'too-late' });
    const taken = due
      .filter((row) => !late.includes(row) && (recipients === undefined || recipients.includes(row.recipient)))
      .sort((a, b) => a.urgency - b.urgency || a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .sort((a, b) => a.urgency - b.urgency || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    for (const row of taken) this.#change(row.id, { state: 'sending', attempts: row.attempts + 1, dueAt: leaseUntil });
    return Promise.resolve(
      taken.map(({ id, incidentId, channel, recipient, body, urgency, createdAt, notAfter, attempts }) => ({
        ...{ id, incidentId, channel, recipient, body, urgency, createdAt, notAfter },
        attempts: attempts + 1,
      })),
    );
  }

  mark(rows: Parameters<OutboxStore['mark']>[0]): Promise<void> {
    for (const { id, state, error } of rows) {
      const row = this.#rows.get(id);
      // Forwards only: a late report of an earlier step takes nothing back.
      if (!row || ENDED.includes(row.state)) continue;
      if (row.state === 'sent' && (state === 'sent' || state === 'skipped')) continue;
      this.#change(id, { state, error: error ?? row.error });
    }
    return Promise.resolve();
  }

  putBack(id: string, retryAt: Instant, error: string): Promise<void> {
    if (this.#rows.get(id)?.state === 'sending') this.#change(id, { state: 'pending', dueAt: retryAt, error });
    return Promise.resolve();
  }

  backlog(now: Instant): Promise<{ readonly count: number; readonly oldest: Instant | null }> {
    const due = this.rows.filter((row) => isWaiting(row) && row.dueAt <= now).map((row) => row.dueAt);
    return Promise.resolve({ count: due.length, oldest: due.length === 0 ? null : (Math.min(...due) as Instant) });
  }

  #change(id: string, change: Partial<FakeOutboxRow>): void {
    const row = this.#rows.get(id);
    if (row) this.#rows.set(id, { ...row, ...change });
  }
}

const ENDED: readonly OutboxState[] = ['delivered', 'failed', 'skipped'];
const isWaiting = (row: FakeOutboxRow): boolean => row.state === 'pending' || row.state === 'sending';

/** One receipt of `received` and of `closed` per alert and incident; a device that gives two presses one alert id is told again, and marked so. */
function isSameReceipt(a: OutboxRow, b: OutboxRow): boolean {
  if (a.body.kind !== 'receipt' || b.body.kind !== 'receipt' || a.body.again || b.body.again) return false;
  if (a.body.stage !== 'received' && a.body.stage !== 'closed') return false;
  return (
    a.incidentId === b.incidentId &&
    a.body.deviceId === b.body.deviceId &&
    a.body.alertId === b.body.alertId &&
    a.body.stage === b.body.stage
  );
}
