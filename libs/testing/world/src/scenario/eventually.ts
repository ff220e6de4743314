import { setTimeout as pause } from 'node:timers/promises';

/** Only what never comes waits this long; a machine under load is slow, not wrong. */
const WITHIN_MS = 45_000;
/** Below what one account may ask of the api in a second, however quick the machine is. */
const POLL_EVERY_MS = 50;

/** Waits for a named fact and gives it back; a fact that does not come fails with its name and what was seen instead. */
export async function eventually<T>(
  fact: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  seen: () => unknown = () => undefined,
): Promise<T> {
  const until = performance.now() + WITHIN_MS;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > until) {
      const instead = await seen();
      throw new Error(
        `waited in vain: ${fact}${instead === undefined ? '' : `\nseen instead: ${JSON.stringify(instead)}`}`,
      );
    }
    await pause(POLL_EVERY_MS);
  }
}
