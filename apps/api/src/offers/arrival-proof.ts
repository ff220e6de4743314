import { distanceM, geoPoint, type GeoPoint } from '@silverbell/kernel';
import type { ArriveRequest } from '@silverbell/wire';

/** A phone between houses is off by tens of metres; a village home is registered at its lane. */
const AT_THE_DOOR_M = 150;
/** A position vaguer than this proves nothing. */
const MOST_VAGUE_M = 200;

export interface ArrivalProof {
  readonly proof: 'position' | 'door-tag' | 'unproven';
  /** `null`: no tag was read, or the home has none on file. */
  readonly doorTagMatches: boolean | null;
}

/** What shows that she is at the right door: the tag on its frame, else a position near it, else her word alone. */
export function arrivalProofOf(
  { position, doorTag }: ArriveRequest,
  destination: GeoPoint | null,
  tagOnFile: string | null,
): ArrivalProof {
  const doorTagMatches = !doorTag || tagOnFile === null ? null : doorTag === tagOnFile;
  if (doorTagMatches === true) return { proof: 'door-tag', doorTagMatches };
  const here = position ? geoPoint(position.lat, position.lng) : null;
  const accuracy = position?.accuracyM ?? 0;
  const near =
    here !== null &&
    destination !== null &&
    accuracy <= MOST_VAGUE_M &&
    distanceM(here, destination) <= AT_THE_DOOR_M + accuracy;
  return { proof: near ? 'position' : 'unproven', doorTagMatches };
}
