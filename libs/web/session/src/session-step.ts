/** Lengths of time of a session on the screen, in milliseconds; of a short one they shrink with it. */
export const sessionTimes = {
  /** She is warned so long before the end. */
  warnMs: 10 * 60_000,
  /** A user who pressed a key or a button this recently is working. */
  workingMs: 10 * 60_000,
  /** A renewal that did not get through is tried again after this. */
  retryMs: 30_000,
} as const;

export interface SessionLife {
  /** By the server's clock, as everything here. */
  readonly now: number;
  readonly expiresAt: number;
  /** How long it had to go when it began or was last renewed. */
  readonly lifetimeMs: number;
  readonly lastActiveAt: number;
  /** The last renewal brought no later end: two shifts are over, and only a new login goes on. */
  readonly atLimit: boolean;
}

/** `rest`: nothing to do · `renew`: she works, so it goes on · `warn`: it ends soon · `over`. */
export type SessionStep = 'rest' | 'renew' | 'warn' | 'over';

/** What happens to the session now. Renewed from the middle of its life, so that an answer that gets lost costs nothing. */
export function sessionStep({ now, expiresAt, lifetimeMs, lastActiveAt, atLimit }: SessionLife): SessionStep {
  const left = expiresAt - now;
  if (left <= 0) return 'over';
  const working = now - lastActiveAt <= Math.min(sessionTimes.workingMs, lifetimeMs / 4);
  if (working && !atLimit && left <= lifetimeMs / 2) return 'renew';
  return left <= warnedFrom(lifetimeMs) ? 'warn' : 'rest';
}

/** So much of its life is left when she is warned. */
export const warnedFrom = (lifetimeMs: number): number => Math.min(sessionTimes.warnMs, lifetimeMs / 4);
