import { expect, it } from '@jest/globals';
import { after, hours, instant, minutes } from '@silverbell/kernel';
import type { RetentionRun, RetentionStore } from './port.js';

const NOON = instant(Date.UTC(2026, 10, 28, 4));

/** What a store of retention runs promises, held by the fake and by PostgreSQL. `fresh`: one without runs. */
export function promisesOfARetentionStore(fresh: () => Promise<RetentionStore>): void {
  const run: RetentionRun = {
    ...{ id: 'suite-run', what: 'helper-position', begunAt: NOON, begunBy: 'engine-a', position: null, removed: 0 },
    cutOffs: { otherwise: after(NOON, hours(-30 * 24)), own: [] },
  };
  const note = { runId: run.id, engineId: 'engine-a', at: after(NOON, minutes(1)) };

  it('goes on with a run where it stood, until nothing is left', async () => {
    const store = await fresh();
    expect(await store.turn((turn) => turn.unfinished())).toBeNull();
    await store.turn((turn) => turn.begin(run));
    await store.turn((turn) => turn.note({ ...note, removed: 5, next: ['after-this'] }));
    expect(await store.turn((turn) => turn.unfinished())).toMatchObject({
      ...{ id: run.id, what: run.what, cutOffs: run.cutOffs, begunAt: NOON, begunBy: 'engine-a' },
      ...{ position: ['after-this'], removed: 5 },
    });
    await store.turn((turn) => turn.note({ ...note, engineId: 'engine-b', removed: 2, next: null }));
    expect(await store.turn((turn) => turn.unfinished())).toBeNull();
    expect(await store.turn((turn) => turn.lastBegun())).toEqual(new Map([[run.what, NOON]]));
  });

  it('gives one engine its turn at a time', async () => {
    const store = await fresh();
    expect(await store.turn(() => store.turn(() => Promise.resolve('also')))).toBeNull();
    expect(await store.turn(() => Promise.resolve('next'))).toBe('next');
  });

  it('keeps nothing of a turn that fails', async () => {
    const store = await fresh();
    const failing = store.turn(async (turn) => {
      await turn.begin(run);
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    expect(await store.turn((turn) => turn.unfinished())).toBeNull();
  });
}
