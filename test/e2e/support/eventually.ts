import { setTimeout as pause } from 'node:timers/promises';

const WITHIN_MS = 45_000;
const EVERY_MS = 50;

/** Waits for a named fact and gives it back; a fact that does not come fails with its name and what was seen instead. */
export async function eventually<T>(
  fact: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  {
    withinMs = WITHIN_MS,
    everyMs = EVERY_MS,
    seen,
  }: { readonly withinMs?: number; readonly everyMs?: number; readonly seen?: () => unknown } = {},
): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > until) {
      const instead = await seen?.();
      throw new Error(
        `waited in vain: ${fact}${instead === undefined ? '' : `\nseen instead: ${JSON.stringify(instead)}`}`,
      );
    }
    await pause(everyMs);
  }
}
