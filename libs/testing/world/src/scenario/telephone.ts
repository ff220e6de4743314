import type { Clock, Instant } from '@silverbell/kernel';
import type { ClaimedRow, Sender, SendResult } from '@silverbell/usecases';

export interface Told {
  readonly channel: 'sms' | 'voice';
  /** `helper:<id>` `seat:<id>` `contact:<id>`. */
  readonly recipient: string;
  /** What it was about, in one word: `offer`, `role-call:lead-overflow`, `contact-message:at-risk` … */
  readonly what: string;
  readonly body: ClaimedRow['body'];
  readonly at: Instant;
}

/** The telephone network of a scenario: rings nobody, remembers everybody, and can be dead. */
export class Telephone {
  readonly told: Told[] = [];
  /** Recipients whose phone is off, out of reach, or filters us. */
  readonly unreachable = new Set<string>();

  constructor(private readonly clock: Clock) {}

  sender(channel: 'sms' | 'voice'): Sender {
    return { channel, send: (row) => Promise.resolve(this.take(channel, row)) };
  }

  private take(channel: 'sms' | 'voice', row: ClaimedRow): SendResult {
    // An empty seat has no number: the real senders refuse it as well.
    if (row.recipient.startsWith('role:')) return { result: 'permanent', error: 'no-number' };
    this.told.push({ channel, recipient: row.recipient, what: whatOf(row.body), body: row.body, at: this.clock.now() });
    return this.unreachable.has(row.recipient) ? { result: 'permanent', error: 'unreachable' } : { result: 'delivered' };
  }
}

export const whatOf = (body: ClaimedRow['body']): string => {
  switch (body.kind) {
    case 'receipt':
      return `receipt:${body.stage}`;
    case 'offer':
      return 'offer';
    case 'offer-over':
      return `offer-over:${body.reason}`;
    case 'assignment-changed':
    case 'role-call':
    case 'contact-message':
      return `${body.kind}:${body.what}`;
  }
};
