import type { ClaimedRow, Sender, SendResult } from '@silverbell/usecases';

/** Stands in until the notify adapter is there. */
export class RecordingSender implements Sender {
  constructor(readonly channel: 'sms' | 'voice') {}
  send(_row: ClaimedRow): Promise<SendResult> {
    return Promise.resolve({ result: 'delivered' });
  }
}
