import { after, instant, latest, seconds, type Clock, type Instant } from '@silverbell/kernel';

/** Engines on several machines do not share a clock. */
const CLOCKS_DIFFER = seconds(5);

/** Outlives the process; may be a few seconds old. */
export interface WatermarkStore {
  read(): Instant | null;
  write(receivedUpTo: Instant): void;
}

/**
 * The instant up to which this engine has received everything its queue at the broker held. It publishes a probe to itself every two
 * seconds; the probe stands in the queue behind every message that the broker accepted before it.
 */
export class IntakeWatermark {
  private watermark: Instant | null;

  constructor(
    private readonly clock: Clock,
    private readonly store: WatermarkStore,
  ) {
    this.watermark = store.read();
  }

  /** A message delivered now may have a copy that another engine took in after this instant; older copies predate our queue. */
  get copiesSince(): Instant {
    return this.watermark === null ? instant(0) : after(this.watermark, -CLOCKS_DIFFER as typeof CLOCKS_DIFFER);
  }

  /** The broker kept no session for this engine: no message published before now will be delivered. */
  reset(): void {
    this.advance(this.clock.now());
  }

  probe(): string {
    return String(this.clock.now());
  }

  /** How far behind the broker this engine is, in milliseconds; `null`: the message is no probe of ours. */
  lagMsOf(word: string): number | null {
    const sent = Number(word);
    const now = this.clock.now();
    if (!Number.isSafeInteger(sent) || sent <= 0 || sent > now + CLOCKS_DIFFER) return null;
    this.advance(latest(this.watermark ?? instant(0), instant(sent)));
    return Math.max(0, now - sent);
  }

  private advance(receivedUpTo: Instant): void {
    this.watermark = receivedUpTo;
    this.store.write(receivedUpTo);
  }
}
