import type { Clock, Instant } from '@silverbell/kernel';
import type { ClaimedRow, Sender, SendResult } from '@silverbell/usecases';

export interface Told {
  readonly channel: 'sms' | 'voice';
  /** `helper:<id>` `seat:<id>` `contact:<id>` `home:<id>` `key:<id>`. */
  readonly recipient: string;
  /** What it was about, in one word: `offer`, `role-call:lead-overflow`, `contact-message:at-risk` … */
  readonly what: string;
  readonly body: ClaimedRow['body'];
  /** Of the outbox row; the same for every attempt. */
  readonly id: string;
  readonly incidentId: string;
  readonly at: Instant;
}

/** The telephone network of a scenario: makes no real call, records every call, and can be down. */
export class Telephone {
  readonly told: Told[] = [];
  /** Recipients whose phone is off, out of reach, or filters us. */
  readonly unreachable = new Set<string>();

  /** Calls and messages that are under way at the provider for ever, until the line is freed. */
  private stuck: { readonly freed: Promise<void>; readonly free: () => void } | null = null;

  constructor(private readonly clock: Clock) {}

  /** The provider takes what it is given and does not answer. */
  hangs(): void {
    let free = (): void => undefined;
    const freed = new Promise<void>((resolve) => (free = resolve));
    this.stuck = { freed, free };
  }

  /** It answers at last; whether anybody still listens is another matter. */
  answers(): void {
    this.stuck?.free();
    this.stuck = null;
  }

  sender(channel: 'sms' | 'voice'): Sender {
    return {
      channel,
      send: async (row) => {
        const result = this.take(channel, row);
        await this.stuck?.freed;
        return result;
      },
    };
  }

  private take(channel: 'sms' | 'voice', row: ClaimedRow): SendResult {
    // An empty seat has no number: the real senders refuse it as well.
    if (row.recipient.startsWith('role:')) return { result: 'permanent', error: 'no-number' };
    this.told.push({
      channel,
      recipient: row.recipient,
      what: whatOf(row.body),
      body: row.body,
      id: row.id,
      incidentId: row.incidentId,
      at: this.clock.now(),
    });
    return this.unreachable.has(row.recipient)
      ? { result: 'permanent', error: 'unreachable' }
      : { result: 'delivered' };
  }
}

/** The kind, and which of its kind. */
export const whatOf = (body: ClaimedRow['body']): string => {
  const which = 'stage' in body ? body.stage : 'reason' in body ? body.reason : 'what' in body ? body.what : null;
  return which === null ? body.kind : `${body.kind}:${which}`;
};
