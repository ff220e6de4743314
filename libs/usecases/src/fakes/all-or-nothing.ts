import { isRefusal, type Refusal } from '@silverbell/kernel';
import type { RegistryResult, RegistryWritten } from '../ports/registry-write.js';

type Kept = Map<unknown, unknown> | unknown[];

/** The write of a fake: after a refusal or an error `kept` is as it was before. */
export async function allOrNothing(
  kept: readonly Kept[],
  work: () => Promise<RegistryWritten | Refusal>,
): RegistryResult {
  const undo = kept.map(remembered);
  let done: RegistryWritten | Refusal | undefined;
  try {
    done = await work();
  } finally {
    if (done === undefined || isRefusal(done)) undo.forEach((back) => back());
  }
  return isRefusal(done) ? done : { id: done.id };
}

function remembered(kept: Kept): () => void {
  if (Array.isArray(kept)) {
    const before = [...kept];
    return () => void kept.splice(0, kept.length, ...before);
  }
  const before = [...kept];
  return () => {
    kept.clear();
    for (const [key, value] of before) kept.set(key, value);
  };
}
