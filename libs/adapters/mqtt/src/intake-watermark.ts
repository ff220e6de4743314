import { after, instant, latest, seconds, type Clock, type Instant } from '@silverbell/kernel';

/** Engines on several machines do not share a clock. */
const CLOCKS_DIFFER = seconds(5);

/** Outlives the process; may be a few seconds old. */
export interface WatermarkStore {
  read(): Instant | null;
  write(heard: Instant): void;
}

/**
 * Up to when this engine has heard everything its queue at the broker held. It sends itself a word now and then; the word stands in the
 * queue behind every message that the broker took before it.
 */
export class IntakeWatermark {
  private watermark: Instant | null;

  constructor(
    private readonly clock: Clock,
    private readonly store: WatermarkStore,
  ) {
    this.watermark = store.read();
  }

  /** Other engines may have taken in a copy of what is handed over now since then; what is older came while nothing was queued for us. */
  get copiesSince(): Instant {
    return this.watermark === null ? instant(0) : after(this.watermark, -CLOCKS_DIFFER as typeof CLOCKS_DIFFER);
  }

  /** The broker had kept nothing for us: whatever was said until now is not coming any more. */
  reset(): void {
    this.advance(this.clock.now());
  }

  probe(): string {
    return String(this.clock.now());
  }

  /** How far behind the broker this engine is, in milliseconds; `null`: that was no word of ours. */
  lagMsOf(word: string): number | null {
    const sent = Number(word);
    const now = this.clock.now();
    if (!Number.isSafeInteger(sent) || sent <= 0 || sent > now + CLOCKS_DIFFER) return null;
    this.advance(latest(this.watermark ?? instant(0), instant(sent)));
    return Math.max(0, now - sent);
  }

  private advance(heard: Instant): void {
    this.watermark = heard;
    this.store.write(heard);
  }
}
