import { DEMO_SECRET, hashPassword, JsonLogger } from '@silverbell/adapter-runtime';
import { openDatabase, seedCare } from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoCare } from '@silverbell/demo';
import { dateIn } from '@silverbell/kernel';
import { startWorker, type RunningWorker } from '@silverbell/worker';
import { ApiStage, slugOf, type Answer } from '../api/api-stage.js';

/** An api and a worker over one database: in the demo the worker runs what is due when the clock of care is moved. */
export class CareStage extends ApiStage {
  readonly workerLog: string[] = [];
  private worker: RunningWorker | null = null;

  async opens(more: Parameters<ApiStage['starts']>[0] = {}): Promise<void> {
    await this.opensWithoutWorker(more);
    await this.startsWorker();
  }

  /** For a test that brings the worker as a process of its own. */
  async opensWithoutWorker(more: Parameters<ApiStage['starts']>[0] = {}): Promise<void> {
    await this.starts(more);
    await this.seedsCare();
  }

  /** The demo set of daytime care, as the engine brings it. */
  private async seedsCare(): Promise<void> {
    const { settings, databaseUrl } = this.request;
    const source = await openDatabase(databaseUrl, { poolSize: 1 });
    const hashing = { password: hashPassword, deviceSecret: () => ({ hash: 'x', keyId: 'k' }) };
    const today = dateIn(settings.timeZone, settings.demoCareClock ?? this.clock.now());
    await seedCare(source, demoCare(DEMO_SEED, this.clock.now()), hashing, { secret: DEMO_SECRET, today });
    await source.destroy();
  }

  async startsWorker(more: Partial<CareStage['request']['settings']> = {}): Promise<void> {
    const { settings: own, databaseUrl } = this.request;
    const settings = { ...own, ...more };
    const destination = { write: (line: string) => void this.workerLog.push(line) };
    const logger = new JsonLogger({ process: 'worker', level: 'info', destination });
    this.worker = await startWorker({ settings, databaseUrl, logger, clock: this.clock });
  }

  async stopsWorker(): Promise<void> {
    await this.worker?.stop();
    this.worker = null;
  }

  async closes(): Promise<void> {
    await this.stopsWorker();
    await this.stops();
  }

  readonly call = <T = Record<string, unknown>>(
    username: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> =>
    this.ask<T>(method, `/api/v1${path}`, { as: username, ...(body === undefined ? {} : { body }), headers });

  /** The status of a refusal and its slug. */
  readonly refusal = async (...asked: Parameters<CareStage['call']>): Promise<readonly [number, string]> => {
    const answer = await this.call(...asked);
    return [answer.status, slugOf(answer)];
  };

  readonly movesClockTo = (now: string): Promise<Answer> => this.call('admin', 'PUT', '/demo/care-clock', { now });
}
