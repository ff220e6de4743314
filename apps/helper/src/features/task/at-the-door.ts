import { distanceM, geoPoint } from '@silverbell/kernel';
import type { Fix } from '../../shared/fix.js';

interface Place {
  readonly lat: number;
  readonly lng: number;
}

/** How near counts as being there, and how precise the phone must be about it. The server judges the proof by the region's own numbers. */
const NEAR_M = 40;
const PRECISE_M = 40;

/** Straight-line metres to go; `null` while either end is unknown or no place at all. */
export function metresLeft(fix: Fix | null, door: Place | null): number | null {
  const here = fix === null ? null : geoPoint(fix.lat, fix.lng);
  const there = door === null ? null : geoPoint(door.lat, door.lng);
  return here === null || there === null ? null : distanceM(here, there);
}

/** True only for a fix that is both near and precise: passing by with a coarse position reports nothing. */
export function isAtTheDoor(fix: Fix | null, door: Place | null): boolean {
  const left = metresLeft(fix, door);
  return fix !== null && left !== null && fix.accuracyM <= PRECISE_M && left <= NEAR_M;
}
