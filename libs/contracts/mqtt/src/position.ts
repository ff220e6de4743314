import { geoPoint, type Datum } from '@silverbell/kernel';
import { isFields, isFiniteNumber, isPlainText } from './bytes.js';
import type { MessageDoubt } from './doubts.js';

export const DATUMS = ['wgs84', 'gcj02', 'bd09', 'unknown'] as const satisfies readonly Datum[];
export const POSITION_SOURCES = ['gnss', 'cell', 'wifi', 'beacon', 'manual'] as const;
export type PositionSource = (typeof POSITION_SOURCES)[number];

/** As the device gave it: in its own datum, with its own clock. */
export interface RawPosition {
  readonly lat: number;
  readonly lng: number;
  readonly accuracyM: number | null;
  readonly datum: Datum;
  readonly fixAt: string | null;
  readonly source: PositionSource | null;
}

const oneOf = <T extends string>(words: readonly T[], value: unknown): T | null =>
  words.find((word) => word === value) ?? null;

/** An alarm never depends on a position: what is no place becomes `null` with its doubt. */
export function readPosition(value: unknown): { position: RawPosition | null; doubts: MessageDoubt[] } {
  if (value === undefined || value === null) return { position: null, doubts: ['no-position'] };
  if (!isFields(value) || !isFiniteNumber(value['lat']) || !isFiniteNumber(value['lng'])) {
    return { position: null, doubts: ['no-position', 'field-dropped'] };
  }
  const point = geoPoint(value['lat'], value['lng']);
  if (!point) return { position: null, doubts: ['position-implausible'] };
  const accuracy = value['accuracyM'];
  const accuracyFits = isFiniteNumber(accuracy) && accuracy >= 0 && accuracy <= 1_000_000;
  const fixAt = value['fixAt'];
  const fixAtFits = isPlainText(fixAt, 40);
  const dropped =
    (accuracy !== undefined && accuracy !== null && !accuracyFits) ||
    (fixAt !== undefined && fixAt !== null && !fixAtFits);
  return {
    position: {
      lat: point.lat,
      lng: point.lng,
      accuracyM: accuracyFits ? accuracy : null,
      datum: oneOf(DATUMS, value['datum']) ?? 'unknown',
      fixAt: fixAtFits ? fixAt : null,
      source: oneOf(POSITION_SOURCES, value['source']),
    },
    doubts: dropped ? ['field-dropped'] : [],
  };
}
