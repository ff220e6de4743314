/** What a pendant does, without MQTT and without a screen: press, repeat until received, fall back after 30 s. */

export interface Receipt {
  readonly alertId: string;
  readonly stage: string;
  readonly at: string | null;
  readonly etaMinutes?: number | null;
  readonly helperName?: string | null;
  readonly say?: string | null;
  readonly silent?: boolean;
}

export interface Press {
  readonly id: string;
  readonly kind: string;
  readonly pressedAtMs: number;
  readonly attempts: number;
  readonly received: boolean;
  /** 30 s without a receipt: the wearer is told to use another way; the repeats go on. */
  readonly fellBack: boolean;
  readonly receipts: readonly Receipt[];
}

export const pressTimes = { repeatMs: 5_000, fallBackMs: 30_000, slowRepeatMs: 15_000 } as const;

export type Publish = (topic: string, payload: string) => boolean;

/** One press at a time is shown; a new press is a new alert with its own id. */
export class Pendant {
  readonly #deviceId: string;
  readonly #publish: Publish;
  readonly #listeners = new Set<() => void>();
  #press: Press | null = null;
  #lastSentMs = 0;
  #batteryPct = 80;

  constructor(deviceId: string, publish: Publish) {
    this.#deviceId = deviceId;
    this.#publish = publish;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly current = (): Press | null => this.#press;

  press(id: string, kind: string, batteryPct: number, nowMs: number): void {
    this.#batteryPct = batteryPct;
    this.#press = { id, kind, pressedAtMs: nowMs, attempts: 0, received: false, fellBack: false, receipts: [] };
    this.#send(nowMs);
  }

  /** Once a second, and at once when the connection comes back. */
  tick(nowMs: number, isBack = false): void {
    const press = this.#press;
    if (press === null || press.received) return;
    const every = press.fellBack ? pressTimes.slowRepeatMs : pressTimes.repeatMs;
    if (isBack || nowMs - this.#lastSentMs >= every) this.#send(nowMs);
    if (!press.fellBack && nowMs - press.pressedAtMs >= pressTimes.fallBackMs) this.#set({ fellBack: true });
  }

  onReceipt(payload: string): void {
    const receipt = receiptFrom(payload);
    if (receipt === null || receipt.alertId !== this.#press?.id) return;
    // Any stage proves that the alert is on disk: a later one may overtake `received`.
    this.#set({ received: true, fellBack: false, receipts: [...this.#press.receipts, receipt] });
  }

  #send(nowMs: number): void {
    const press = this.#press;
    if (press === null) return;
    this.#lastSentMs = nowMs;
    const attempt = press.attempts + 1;
    const sent = this.#publish(
      `care/v1/${this.#deviceId}/alert`,
      JSON.stringify({
        id: press.id,
        kind: press.kind,
        at: new Date(press.pressedAtMs).toISOString(),
        position: null,
        batteryPct: this.#batteryPct,
        attempt,
        certainty: 'observed',
        test: false,
      }),
    );
    if (sent) this.#set({ attempts: attempt });
  }

  #set(change: Partial<Press>): void {
    if (this.#press === null) return;
    this.#press = { ...this.#press, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}

export function receiptFrom(payload: string): Receipt | null {
  try {
    const read = JSON.parse(payload) as Partial<Receipt> | null;
    if (typeof read?.alertId !== 'string' || typeof read.stage !== 'string') return null;
    return { ...read, alertId: read.alertId, stage: read.stage, at: read.at ?? null };
  } catch {
    return null;
  }
}
