import { between, distanceM, type GeoPoint, type Instant } from '@silverbell/kernel';
import type { Fix } from './fix.js';
import type { DispatchPolicy } from './policy.js';

export interface ArrivalProof {
  readonly proof: 'position' | 'door-tag' | 'unproven';
  /** `null`: no tag was read, or the home has none on file. */
  readonly doorTagMatches: boolean | null;
}

/** What she shows on arriving. */
export interface Arriving {
  readonly fix: Fix | null;
  readonly doorTag: string | null;
}

/** What shows that she is at the right door: the tag on its frame, else a fresh position near it, else her word alone. */
export function arrivalProofOf(
  { fix, doorTag }: Arriving,
  destination: GeoPoint | null,
  tagOnFile: string | null,
  now: Instant,
  policy: DispatchPolicy,
): ArrivalProof {
  const doorTagMatches = !doorTag || tagOnFile === null ? null : doorTag === tagOnFile;
  if (doorTagMatches === true) return { proof: 'door-tag', doorTagMatches };
  const near = fix !== null && destination !== null && isAtTheDoor(fix, destination, now, policy);
  return { proof: near ? 'position' : 'unproven', doorTagMatches };
}

function isAtTheDoor(
  { point, takenAt, accuracyM }: Fix,
  door: GeoPoint,
  now: Instant,
  policy: DispatchPolicy,
): boolean {
  // A phone that does not say how precise it is gets no allowance for being imprecise.
  const allowance = accuracyM ?? 0;
  return (
    between(takenAt, now) <= policy.freshFixS * 1_000 &&
    allowance <= policy.preciseFixM &&
    distanceM(point, door) <= policy.atTheDoorM + allowance
  );
}
