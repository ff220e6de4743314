import type { Clock, Instant } from '@silverbell/kernel';
import type { ClaimedRow, Sender, SendResult } from '@silverbell/usecases';
import { compose, type Composing, type OutgoingMessage } from './message.js';

export interface RecordedMessage extends OutgoingMessage {
  readonly at: Instant;
}

const KEPT = 500;

/** The demo's telephone: keeps the latest messages in memory, rings nobody, and reports that everything was delivered. */
export class RecordingSender implements Sender {
  readonly #recorded: RecordedMessage[] = [];

  constructor(
    readonly channel: 'sms' | 'voice',
    private readonly composing: Composing,
    private readonly clock: Clock,
    private readonly kept = KEPT,
  ) {}

  async send(row: ClaimedRow): Promise<SendResult> {
    const message = await compose(row, this.composing);
    if ('result' in message) return message;
    this.#recorded.push({ ...message, at: this.clock.now() });
    if (this.#recorded.length > this.kept) this.#recorded.shift();
    return { result: 'delivered' };
  }

  /** Latest last. */
  get recorded(): readonly RecordedMessage[] {
    return [...this.#recorded];
  }
}
