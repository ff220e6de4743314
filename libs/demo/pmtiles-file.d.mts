import type { MapFeature } from './src/index.js';

export interface MapFacts {
  readonly minZoom: number;
  readonly maxZoom: number;
  /** West, south, east, north in degrees. */
  readonly bounds: readonly [number, number, number, number];
  readonly name: string;
  readonly attribution: string;
}
/** One PMTiles file, version 3. `layers`: features by the name of their layer, WGS-84. */
export function pmtilesFileOf(layers: Readonly<Record<string, readonly MapFeature[]>>, facts: MapFacts): Buffer;
