/** As much of RFC 7946 as the map needs: [lng, lat], WGS-84. */
export type Position = [lng: number, lat: number];

export interface Polygon {
  type: 'Polygon';
  coordinates: Position[][];
}

export interface LineString {
  type: 'LineString';
  coordinates: Position[];
}

export interface Feature<G extends Polygon | LineString = Polygon | LineString> {
  type: 'Feature';
  properties: {
    /** What to draw; a `boundary` says how deep it lies in the region tree, 1 for the outermost. */
    kind: 'boundary' | 'road' | 'street' | 'lane' | 'river' | 'lake';
    name: string;
    level?: number;
    regionId?: string;
  };
  geometry: G;
}

export interface FeatureCollection {
  type: 'FeatureCollection';
  /** Shown on the map wherever this layer is drawn. */
  attribution: string;
  features: Feature[];
}
