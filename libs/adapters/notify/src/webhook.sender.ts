import type { Clock } from '@silverbell/kernel';
import type { ClaimedRow, Sender, SendResult } from '@silverbell/usecases';
import { postSigned, type WebhookTarget } from './gateway.js';
import { compose, type Composing } from './message.js';

/**
 * Hands a message to an SMS or voice gateway of the operator's choice: one signed POST with {@link OutgoingMessage} as JSON.
 * A 2xx with `{"state":"delivered"}` means that the phone has it, any other 2xx that the gateway has it. Errors are codes, never a number or an address.
 */
export class WebhookSender implements Sender {
  constructor(
    readonly channel: 'sms' | 'voice',
    private readonly composing: Composing,
    private readonly target: WebhookTarget,
    private readonly clock: Clock,
  ) {}

  async send(row: ClaimedRow): Promise<SendResult> {
    const message = await compose(row, this.composing);
    if ('result' in message) return message;
    return postSigned(message, this.target, this.clock);
  }
}
