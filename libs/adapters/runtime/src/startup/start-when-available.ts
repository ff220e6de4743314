import { setTimeout as pause } from 'node:timers/promises';
import { HoldingServer, type HoldingAddress } from './holding-server.js';

/** Pauses between two attempts: short at first, because a database is often back within a second. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

export interface StartOptions<T> {
  /** Leaves nothing behind when it fails. */
  readonly start: () => Promise<T>;
  /** Something that will come back is away; every other failure is final and is thrown. */
  readonly isTemporary: (error: unknown) => boolean;
  /** Where the health pages say meanwhile that the process lives and is not ready; `null`: no health port. */
  readonly address: HoldingAddress | null;
  readonly onWait: (error: unknown, attempt: number) => void;
}

/**
 * Starts a process whose database or broker may be away: it waits and says so instead of ending. A service manager that starts an
 * ended process again and again pays the whole start each time, and a person sees an address that refuses.
 */
export async function startWhenAvailable<T>({ start, isTemporary, address, onWait }: StartOptions<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (!isTemporary(error)) throw error;
      onWait(error, attempt);
    }
    // The start needs the port for itself, so the holding pages are only there between two attempts.
    const holding = address === null ? null : await HoldingServer.listen(address).catch(() => null);
    await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
    await holding?.close();
  }
}
