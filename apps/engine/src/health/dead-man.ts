import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { Loop } from '../loops/loop.js';
import type { EngineMetrics } from './metrics.js';

/** The monitor must never hold up anything: it is told within this time or not at all. */
const TIMEOUT_MS = 5_000;
/** A monitor that is away, or a round that was not good, is looked at again soon. */
const AGAIN_MS = 10_000;

export interface DeadManOptions {
  readonly url: string;
  readonly intervalS: number;
  /** What keeps us from saying that all is well; `null`: ticker, relays and database were all seen well just now. */
  readonly whyNotWell: () => Promise<string | null>;
  readonly metrics: Pick<EngineMetrics, 'deadMan'>;
  readonly log: Log;
}

/**
 * Tells an outside monitor, again and again, that all is well. Whatever goes wrong here ends in silence, and silence is what the
 * monitor notices: nothing in this house can report that this house is dead.
 */
export class DeadMan {
  readonly loop: Loop;
  readonly intervalS: number;
  private sentAt: number | null = null;
  private withheld: string | null = null;

  constructor(private readonly options: DeadManOptions) {
    const { intervalS, log } = options;
    this.intervalS = intervalS;
    this.loop = new Loop({
      pauseMs: intervalS * 1_000,
      onError: (error) => log.warn('dead-man-failed', errorFacts(error)),
      work: async () => ((await this.round()) ? null : Math.min(AGAIN_MS, intervalS * 1_000)),
    });
  }

  sinceSentS(): number | null {
    return this.sentAt === null ? null : (performance.now() - this.sentAt) / 1_000;
  }

  private async round(): Promise<boolean> {
    const { metrics, log } = this.options;
    const why = await this.options.whyNotWell();
    if (why !== null) {
      metrics.deadMan.inc({ result: 'withheld' });
      // Once per reason: a log that fills up is a fault of its own.
      if (why !== this.withheld) log.warn('dead-man-withheld', { why });
      this.withheld = why;
      return false;
    }
    this.withheld = null;
    const told = await this.tell();
    metrics.deadMan.inc({ result: told ? 'sent' : 'failed' });
    if (told) this.sentAt = performance.now();
    return told;
  }

  /** The address is a secret of the monitor's: it is in no log line. */
  private async tell(): Promise<boolean> {
    try {
      const response = await fetch(this.options.url, {
        method: 'POST',
        body: '',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}
