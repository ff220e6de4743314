import { distanceM, type GeoPoint } from '@silverbell/kernel';
import type { CheckInProof } from '@silverbell/vocabulary';

/** What a phone shows at the door. */
export interface Shown {
  readonly position: { readonly point: GeoPoint; readonly accuracyM: number | null } | null;
  readonly doorTag: string | null;
}

/** Where she is expected. */
export interface Door {
  readonly point: GeoPoint | null;
  readonly doorTag: string | null;
}

/** CR-32: a position counts within 100 m plus what its own fix may be wrong by, of which at most 100 m. */
export const CHECK_IN_RADIUS_M = 100;
export const ACCURACY_AT_MOST_M = 100;

/** What a check-in proves. A tag of another door, and a position too far away, prove nothing. */
export function checkInProof({ position, doorTag }: Shown, door: Door): CheckInProof {
  const tag = doorTag !== null && door.doorTag !== null && doorTag.trim() === door.doorTag;
  const near =
    position !== null &&
    door.point !== null &&
    distanceM(position.point, door.point) <=
      CHECK_IN_RADIUS_M + Math.min(ACCURACY_AT_MOST_M, Math.max(0, position.accuracyM ?? 0));
  if (tag) return near ? 'tag+position' : 'tag';
  return near ? 'position' : 'none';
}
