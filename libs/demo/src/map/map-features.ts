import { pointAt, type Spot } from '../geography.js';
import type { LineString, Polygon, Position } from '../geojson.js';

/** A feature of a vector tile; kinds are those of the Protomaps basemap. */
export interface MapFeature {
  readonly type: 'Feature';
  readonly properties: Readonly<Record<string, string | number>>;
  readonly geometry: Polygon | LineString | { readonly type: 'Point'; readonly coordinates: Position };
}

const position = (spot: Spot): Position => {
  const { lat, lng } = pointAt(spot);
  return [lng, lat];
};

export const lineAt = (spots: readonly Spot[]): LineString => ({
  type: 'LineString',
  coordinates: spots.map(position),
});

/** `spots` go once around; the ring is closed here. */
export function polygonAt(spots: readonly Spot[]): Polygon {
  const ring = spots.map(position);
  return { type: 'Polygon', coordinates: [[...ring, ring[0] as Position]] };
}

/** A rectangle of `along` × `across` metres around its middle, turned so that its long side looks along `angle` (radians from east). */
export function rectangle(middle: Spot, angle: number, along: number, across: number): Spot[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return (
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const
  ).map(([a, b]) => ({
    x: middle.x + (a * along * cos) / 2 - (b * across * sin) / 2,
    y: middle.y + (a * along * sin) / 2 + (b * across * cos) / 2,
  }));
}

/** A rounded patch of land, no two alike. */
export function patch(next: () => number, middle: Spot, radiusM: number, corners = 18): Spot[] {
  return Array.from({ length: corners }, (_, i) => {
    const turn = (i / corners) * 2 * Math.PI;
    const radius = radiusM * (0.8 + next() * 0.4);
    return { x: middle.x + Math.cos(turn) * radius, y: middle.y + Math.sin(turn) * radius };
  });
}
