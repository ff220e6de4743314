import { setTimeout as pause } from 'node:timers/promises';

/** Looks until it holds; `false` when that did not come within the time. */
export async function holdsWithin(ms: number, look: () => Promise<boolean> | boolean, everyMs = 50): Promise<boolean> {
  const until = performance.now() + ms;
  for (;;) {
    if (await look()) return true;
    if (performance.now() >= until) return false;
    await pause(everyMs);
  }
}

export async function answersOk(url: string, timeoutMs = 2_000): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
