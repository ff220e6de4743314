/** One side of a tile of the map, in px. */
export const TILE_PX = 256;
/** Points lie in buckets of the tiles of this zoom: a county of 50,000 homes has some dozens of them. */
const BUCKET_ZOOM = 12;
/** The Mercator projection of the web ends here. */
const MAX_LATITUDE = 85.0511287798;

/** A place on the square of the whole world, both from 0 to 1; y grows to the south. */
export interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

/** Web Mercator of a place in degrees. */
export function worldPoint(lat: number, lng: number): WorldPoint {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return { x: lng / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/** Where a place in degrees lies on the square of the whole world, in the projection that the map is drawn in. */
export type Projector = (lat: number, lng: number) => WorldPoint;

export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Many points that do not change, found again by the tile of the map in which they lie. */
export class PointBuckets {
  readonly #buckets = new Map<string, WorldPoint[]>();
  readonly size: number;

  /** `points`: latitude and longitude in degrees. */
  constructor(points: Iterable<readonly [lat: number, lng: number]>, project: Projector = worldPoint) {
    let size = 0;
    for (const [lat, lng] of points) {
      const at = project(lat, lng);
      const key = keyOf(Math.floor(at.x * 2 ** BUCKET_ZOOM), Math.floor(at.y * 2 ** BUCKET_ZOOM));
      const bucket = this.#buckets.get(key);
      if (bucket === undefined) this.#buckets.set(key, [at]);
      else bucket.push(at);
      size += 1;
    }
    this.size = size;
  }

  /** Points of a tile in px from its corner, those within `marginPx` around it too, so that a dot on the edge is whole. */
  inTile({ x, y, z }: Tile, marginPx = 0): { readonly x: number; readonly y: number }[] {
    const scale = TILE_PX * 2 ** z;
    const [left, top] = [x * TILE_PX - marginPx, y * TILE_PX - marginPx];
    const [right, bottom] = [(x + 1) * TILE_PX + marginPx, (y + 1) * TILE_PX + marginPx];
    const found: { x: number; y: number }[] = [];
    const bucketAt = (px: number): number => Math.floor((px / scale) * 2 ** BUCKET_ZOOM);
    for (let column = bucketAt(left); column <= bucketAt(right); column += 1)
      for (let row = bucketAt(top); row <= bucketAt(bottom); row += 1)
        for (const point of this.#buckets.get(keyOf(column, row)) ?? []) {
          const [px, py] = [point.x * scale, point.y * scale];
          if (px >= left && px < right && py >= top && py < bottom)
            found.push({ x: px - x * TILE_PX, y: py - y * TILE_PX });
        }
    return found;
  }
}

const keyOf = (column: number, row: number): string => `${column} ${row}`;
