import type { ReceiptMessage } from '@silverbell/mqtt-contract';
import type { ReceiptStage } from '@silverbell/vocabulary';

/** One press and everything that was said about it. */
export class Press {
  readonly receipts: ReceiptMessage[] = [];
  attempts = 0;
  /** No answer within 30 s: the device dialled its own number. */
  fellBack = false;
  receivedAt: number | null = null;
  private readonly waiting = new Set<{ stage: ReceiptStage | null; tell: (receipt: ReceiptMessage) => void }>();

  constructor(
    readonly id: string,
    readonly kind: string,
    readonly pressedAt: number,
  ) {}

  /** Milliseconds to the first receipt; `null` while there is none. */
  get answeredAfterMs(): number | null {
    return this.receivedAt === null ? null : this.receivedAt - this.pressedAt;
  }

  get stages(): ReceiptStage[] {
    return this.receipts.map((receipt) => receipt.stage);
  }

  /** The receipt of that stage, or any receipt; at once when it is here already. Waits for ever: the caller sets the limit. */
  receipt(stage: ReceiptStage | null = null): Promise<ReceiptMessage> {
    const here = this.receipts.find((receipt) => stage === null || receipt.stage === stage);
    if (here) return Promise.resolve(here);
    return new Promise((tell) => this.waiting.add({ stage, tell }));
  }

  /** @internal */
  onReceipt(receipt: ReceiptMessage, now: number): void {
    this.receipts.push(receipt);
    this.receivedAt ??= now;
    for (const one of [...this.waiting]) {
      if (one.stage !== null && one.stage !== receipt.stage) continue;
      this.waiting.delete(one);
      one.tell(receipt);
    }
  }
}
