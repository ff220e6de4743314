import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { after, seconds, type Clock, type Instant } from '@silverbell/kernel';
import type { ImmediateDelivery, ClaimedRow, OutboxRow, OutboxStore, Sender } from '@silverbell/usecases';

/** A process that dies between commit and receipt: the relay of another one, or its own next life, says it after this. */
const LEASE = seconds(5);
const MARK_EVERY_MS = 250;
const RETRY_AFTER = seconds(1);

interface ReceiptDeps {
  readonly devices: Pick<Sender, 'send'>;
  readonly outbox: Pick<OutboxStore, 'mark' | 'putBack'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The engine that commits an alert sends the receipt `received` itself, right after the commit; the outbox rows are marked as sent in batches a moment later. */
export class ImmediateReceiptSender implements ImmediateDelivery {
  private sent: string[] = [];
  private readonly sending = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly deps: ReceiptDeps) {
    this.timer = setInterval(() => void this.flush(), MARK_EVERY_MS);
    this.timer.unref();
  }

  leaseFor({ channel, body }: OutboxRow, now: Instant): Instant | null {
    return channel === 'device' && body.kind === 'receipt' && body.stage === 'received' ? after(now, LEASE) : null;
  }

  deliver(rows: readonly ClaimedRow[]): void {
    for (const row of rows) {
      const sending = this.send(row).finally(() => this.sending.delete(sending));
      this.sending.add(sending);
    }
  }

  /** Writes down what left until now. What cannot be written is said once more when its lease ends. */
  async flush(): Promise<void> {
    await Promise.all(this.sending);
    const ids = this.sent.splice(0);
    if (ids.length === 0) return;
    await this.deps.outbox
      .mark(
        ids.map((id) => ({ id, state: 'sent' })),
        this.deps.clock.now(),
      )
      .catch((error: unknown) => this.deps.log.warn('receipts-not-marked', { rows: ids.length, ...errorFacts(error) }));
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async send(row: ClaimedRow): Promise<void> {
    try {
      const result = await this.deps.devices.send(row);
      if (result.result === 'sent' || result.result === 'delivered') this.sent.push(row.id);
      else await this.deps.outbox.putBack(row.id, after(this.deps.clock.now(), RETRY_AFTER), result.error);
    } catch (error) {
      this.deps.log.warn('receipt-not-sent', { incident: row.incidentId, ...errorFacts(error) });
    }
  }
}
