import type { Instant } from '@silverbell/kernel';
import type { RetainedDataKind } from '@silverbell/vocabulary';
import type { PeriodSetting, RegionNode, RetentionStore, RetentionRun, RetentionTurn } from '../privacy/index.js';

/** Rows are numbers, the oldest first; what a turn did is undone when it dies. */
export class FakeRetentionStore implements RetentionStore {
  readonly rows = new Map<RetainedDataKind, Instant[]>();
  readonly regions: RegionNode[] = [];
  readonly settings: PeriodSetting[] = [];
  runs: (RetentionRun & { endedAt: Instant | null; engines: readonly string[] })[] = [];
  /** Before the note: as if the process had died there. */
  diesBeforeNoting = false;
  /** Somebody else has the lock. */
  taken = false;
  #isRunning = false;

  async turn<T>(work: (turn: RetentionTurn) => Promise<T>): Promise<T | null> {
    if (this.taken || this.#isRunning) return null;
    this.#isRunning = true;
    const before = { runs: this.runs, rows: new Map([...this.rows].map(([what, rows]) => [what, [...rows]])) };
    try {
      return await work(this.#turn());
    } catch (error) {
      this.runs = before.runs;
      for (const [what, rows] of before.rows) this.rows.set(what, rows);
      throw error;
    } finally {
      this.#isRunning = false;
    }
  }

  #turn(): RetentionTurn {
    return {
      unfinished: () => Promise.resolve(this.runs.find(({ endedAt }) => endedAt === null) ?? null),
      lastBegun: () => Promise.resolve(new Map(this.runs.map(({ what, begunAt }) => [what, begunAt]))),
      regions: () => Promise.resolve(this.regions),
      settings: () => Promise.resolve(this.settings),
      begin: (run) => {
        this.runs = [...this.runs, { ...run, endedAt: null, engines: [] }];
        return Promise.resolve();
      },
      remove: ({ what, cutOffs }, limit) => {
        const old = (this.rows.get(what) ?? []).filter((at) => at < cutOffs.otherwise).slice(0, limit);
        this.rows.set(
          what,
          (this.rows.get(what) ?? []).filter((at) => !old.includes(at)),
        );
        return Promise.resolve({ removed: old.length, next: old.length < limit ? null : [String(old.at(-1))] });
      },
      note: ({ runId, removed, next, at, engineId }) => {
        if (this.diesBeforeNoting) return Promise.reject(new Error('killed'));
        this.runs = this.runs.map((run) =>
          run.id === runId
            ? {
                ...run,
                removed: run.removed + removed,
                position: next,
                endedAt: next === null ? at : null,
                engines: [...new Set([...run.engines, engineId])],
              }
            : run,
        );
        return Promise.resolve();
      },
    };
  }
}
