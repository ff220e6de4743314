import type { Clock, IdSource } from '@silverbell/kernel';
import type { RetainedDataKind } from '@silverbell/vocabulary';
import { cutOffsOf, nextDue } from './retention-periods.js';
import type { RetentionStore, RetentionRun, RetentionTurn } from './port.js';

export interface RetentionStep {
  readonly what: RetainedDataKind;
  readonly runId: string;
  readonly begun: boolean;
  /** By this step, and by the whole run so far. */
  readonly removed: number;
  readonly total: number;
  readonly ended: boolean;
}

/**
 * One bounded batch: of the unfinished run, whichever engine began it, or of the next one that is due. What goes and the note that it
 * went are one transaction, so an engine that dies in the middle has either done a batch and said so, or not done it.
 * `null`: nothing is due, or it is another engine's turn.
 */
export async function runRetention(
  deps: { readonly retention: RetentionStore; readonly clock: Clock; readonly newId: IdSource },
  { engineId, limit }: { readonly engineId: string; readonly limit: number },
): Promise<RetentionStep | null> {
  const now = deps.clock.now();
  return deps.retention.turn(async (turn) => {
    const left = await turn.unfinished();
    const run = left ?? (await beginNext(turn, { id: deps.newId(), begunAt: now, begunBy: engineId }));
    if (run === null) return null;
    const { removed, next } = await turn.remove(run, limit);
    await turn.note({ runId: run.id, engineId, at: now, removed, next });
    const { what, id: runId } = run;
    return { what, runId, begun: left === null, removed, total: run.removed + removed, ended: next === null };
  });
}

async function beginNext(
  turn: RetentionTurn,
  begins: Pick<RetentionRun, 'id' | 'begunAt' | 'begunBy'>,
): Promise<RetentionRun | null> {
  const what = nextDue(await turn.lastBegun(), begins.begunAt);
  if (what === null) return null;
  const periods = { regions: await turn.regions(), settings: await turn.settings() };
  const run = { ...begins, what, cutOffs: cutOffsOf(what, periods, begins.begunAt), position: null, removed: 0 };
  await turn.begin(run);
  return run;
}
