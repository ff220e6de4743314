import { as, refuse, type AccountId, type Datum, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
import type { Hazard, PositionSource } from '@silverbell/vocabulary';
import { placeOnFile, type WrittenPlace } from '../../regions/index.js';
import type { HomeFile } from './port.js';

export type WrittenPosition = WrittenPlace & { readonly source?: PositionSource | undefined };

/** What a caller writes of a home; what is absent stays as it is, or is unknown. */
export interface HomeChange {
  readonly regionId?: string | undefined;
  readonly label?: string | undefined;
  readonly addressWords?: string | undefined;
  readonly position?: WrittenPosition | undefined;
  readonly floorNo?: number | null | undefined;
  readonly hasLift?: boolean | undefined;
  readonly hazards?: readonly Hazard[] | undefined;
  readonly doorTag?: string | null | undefined;
  readonly entryCode?: string | null | undefined;
  readonly entryNote?: string | null | undefined;
  readonly roadPoint?: { readonly lat: number; readonly lng: number; readonly datum: Datum } | null | undefined;
}
export type WantedHome = HomeChange & {
  readonly [K in 'regionId' | 'label' | 'addressWords' | 'position']: NonNullable<HomeChange[K]>;
};

/** A position that a person measured or pointed at counts as looked at by her. */
const LOOKED_AT: readonly PositionSource[] = ['surveyed', 'map-click'];

interface Hand {
  readonly by: AccountId;
  readonly at: Instant;
}

/** `before` is `null`: the home is new. */
export function homeAfter(
  before: HomeFile | null,
  id: HomeFile['id'],
  change: HomeChange,
  { by, at }: Hand,
): HomeFile | Refusal {
  const place = change.position === undefined ? before : positionOf(change.position, { by, at });
  if (place === null) return refuse('place-nowhere');
  if ('refused' in place) return place;
  const roadPoint = change.roadPoint === undefined ? (before?.roadPoint ?? null) : roadPointOf(change.roadPoint);
  if (roadPoint !== null && 'refused' in roadPoint) return roadPoint;
  const { point, datum, positionSource, verified } = place;
  return {
    id,
    regionId: as<RegionId>(change.regionId ?? before?.regionId ?? ''),
    label: change.label ?? before?.label ?? '',
    addressWords: change.addressWords === undefined ? (before?.addressWords ?? '') : doorPlate(change.addressWords),
    ...{ point, datum, positionSource, verified, roadPoint },
    hazards: change.hazards === undefined ? (before?.hazards ?? []) : [...new Set(change.hazards)],
    floorNo: change.floorNo === undefined ? (before?.floorNo ?? null) : change.floorNo,
    hasLift: change.hasLift ?? before?.hasLift ?? false,
    entryNote: change.entryNote === undefined ? (before?.entryNote ?? null) : change.entryNote,
    doorTag: change.doorTag === undefined ? (before?.doorTag ?? null) : change.doorTag,
    entryCode: change.entryCode === undefined ? (before?.entryCode ?? null) : change.entryCode,
    version: (before?.version ?? 0) + 1,
    changedBy: by,
  };
}

/** One way to write one door plate, so that two homes at it are found (SR-77): 12－3號 is 12-3号. */
export const doorPlate = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(/號/g, '号')
    .replace(/(?<=[\p{Script=Han}\d])\s+(?=[\p{Script=Han}\d])/gu, '')
    .trim();

function positionOf(
  { source = 'unknown', ...written }: WrittenPosition,
  hand: Hand,
): Pick<HomeFile, 'point' | 'datum' | 'positionSource' | 'verified'> | Refusal {
  const point = placeOnFile(written);
  if ('refused' in point) return point;
  return { point, datum: written.datum, positionSource: source, verified: LOOKED_AT.includes(source) ? hand : null };
}

const roadPointOf = (written: HomeChange['roadPoint']): HomeFile['roadPoint'] | Refusal =>
  written == null ? null : placeOnFile(written);
