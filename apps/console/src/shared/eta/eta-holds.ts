import type { Assignment } from '@silverbell/wire';

/** Whether a helper comes when she was expected: by her phone, or not known because her phone is silent. That she stands still is never said. */
export type EtaHolds =
  | { readonly holds: 'on-time' }
  | { readonly holds: 'late'; readonly minutes: number }
  /** `seenMinutes`: how old her last position is; `null`: there is none. */
  | { readonly holds: 'unknown'; readonly seenMinutes: number | null };

/** A position older than this says nothing of where she is now: on the map it is hollow from here on, too. */
const POSITION_COUNTS_MS = 60_000;
const MINUTE_MS = 60_000;

/**
 * What is expected now against what was expected when she accepted. `etaAt` is the server's estimate by her last position and the speed of
 * the region's policy for her transport; she cannot come before `nowMs`. `positionAtMs`: when her phone measured where it is.
 */
export function etaHolds(
  { etaAt, promisedAt }: Pick<Assignment, 'etaAt' | 'promisedAt'>,
  positionAtMs: number | null,
  nowMs: number,
): EtaHolds {
  if (positionAtMs === null || etaAt === null) return { holds: 'unknown', seenMinutes: null };
  const ageMs = nowMs - positionAtMs;
  if (ageMs > POSITION_COUNTS_MS) return { holds: 'unknown', seenMinutes: Math.floor(ageMs / MINUTE_MS) };
  const lateMs = Math.max(Date.parse(etaAt), nowMs) - Date.parse(promisedAt ?? etaAt);
  return lateMs < MINUTE_MS ? { holds: 'on-time' } : { holds: 'late', minutes: Math.round(lateMs / MINUTE_MS) };
}
