import type { CareJob, PostgresCareDueStore } from '@silverbell/adapter-postgres';
import type { Settings } from '@silverbell/adapter-runtime';
import type { Instant } from '@silverbell/kernel';
import type { WorkerDeps } from '../worker.js';

/** In the demo a request waits for the clock of care to arrive; else a job may begin some seconds after its minute. */
const POLL_EVERY_MS = { demo: 200, live: 5_000 } as const;

/**
 * Runs what daytime care has due, beside the queue of the office: a long import must not delay the notice of a visit that was not begun.
 */
export class CareLoop {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly due: PostgresCareDueStore,
    private readonly jobs: ReadonlyMap<string, CareJob>,
    private readonly deps: Pick<WorkerDeps, 'clock' | 'timeZone' | 'logger'> & Pick<Settings, 'demoCareClock'>,
  ) {}

  async start(): Promise<void> {
    const { clock, timeZone, demoCareClock } = this.deps;
    await this.due.begin(demoCareClock ?? clock.now(), timeZone);
    this.next();
  }

  /** The job under way comes to its end; what is left goes on with the next start. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.running;
  }

  private next(): void {
    if (this.stopping) return;
    const wait = this.deps.demoCareClock === null ? POLL_EVERY_MS.live : POLL_EVERY_MS.demo;
    this.timer = setTimeout(() => {
      this.running = this.poll().finally(() => this.next());
    }, wait);
  }

  private async poll(): Promise<void> {
    try {
      const until = await this.until();
      while (!this.stopping && until !== null && (await this.runOne(until))) continue;
    } catch (error) {
      this.deps.logger.fact('warn', 'looking-for-work-failed', {}, error);
    }
  }

  /** `null`: a demo whose clock of care has not begun yet. */
  private async until(): Promise<Instant | null> {
    const { clock, demoCareClock } = this.deps;
    return demoCareClock === null ? clock.now() : this.due.wanted();
  }

  /** A job that fails is counted, and tried again at once or set aside. */
  private async runOne(until: Instant): Promise<boolean> {
    try {
      return (await this.due.runNext(until, this.jobs)) === 'ran';
    } catch (error) {
      this.deps.logger.fact('error', 'task-failed', { task: 'care' }, error);
      return !this.stopping;
    }
  }
}
