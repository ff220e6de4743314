import type { Instant } from '@silverbell/kernel';
import { geography, type Spot } from '../geography.js';
import type { Position } from '../geojson.js';
import { demoTown } from '../town.js';
import { dice } from '../prng.js';
import { buildingsOf } from './buildings.js';
import { fieldsOf, hillsOf, settlementsOf, woodsOf } from './landscape.js';
import { lineAt, polygonAt, type MapFeature } from './map-features.js';

/** Layers of the demo map by the names and kinds of the Protomaps basemap, version 4 (docs.protomaps.com/basemaps/layers). */
export interface MapLayers {
  readonly earth: readonly MapFeature[];
  readonly landuse: readonly MapFeature[];
  readonly water: readonly MapFeature[];
  readonly roads: readonly MapFeature[];
  readonly buildings: readonly MapFeature[];
  readonly boundaries: readonly MapFeature[];
  readonly places: readonly MapFeature[];
}

/** Of the streets in `geography`, by what a driver may use them for. */
const ROAD_KINDS = {
  road: { kind: 'major_road', kind_detail: 'secondary' },
  street: { kind: 'minor_road', kind_detail: 'residential' },
  lane: { kind: 'minor_road', kind_detail: 'service' },
} as const;

/** People are of some day; houses stand where they stand. */
const ANY_DAY = 0 as Instant;

/**
 * The fictional county as a map of streets, houses, fields and names: the same streets and homes as `demoTown` of the same seed, so that
 * every address lies at a house on its street.
 */
export function demoMapLayers(seed: number): MapLayers {
  const geo = geography(seed);
  const town = demoTown(seed, ANY_DAY);
  // A seed of its own: another house on the map leaves the people of the town where they are.
  const d = dice(seed ^ 0x3a9);
  const drawn = geo.basemap.features;
  const of = (kind: string) => drawn.filter(({ properties }) => properties.kind === kind);
  const centre = (spot: Spot, kind: string, name: string, minZoom: number): MapFeature => ({
    ...{ type: 'Feature', properties: { kind: 'locality', kind_detail: kind, name, min_zoom: minZoom } },
    geometry: { type: 'Point', coordinates: lineAt([spot]).coordinates[0] as Position },
  });
  return {
    earth: of('boundary')
      .filter(({ properties }) => properties.level === 1)
      .map(({ geometry }) => ({ type: 'Feature', properties: { kind: 'earth' }, geometry })),
    landuse: [...hillsOf(d, geo), ...woodsOf(d, geo), ...fieldsOf(d, geo), ...settlementsOf(d, geo)],
    water: [
      ...of('lake').map(({ properties, geometry }): MapFeature => ({
        ...{ type: 'Feature', properties: { kind: 'lake', name: properties.name }, geometry },
      })),
      ...of('river').map(({ properties, geometry }): MapFeature => ({
        ...{ type: 'Feature', properties: { kind: 'river', name: properties.name }, geometry },
      })),
    ],
    roads: (['road', 'street', 'lane'] as const).flatMap((kind) =>
      of(kind).map(({ properties, geometry }): MapFeature => ({
        ...{ type: 'Feature', properties: { ...ROAD_KINDS[kind], name: properties.name }, geometry },
      })),
    ),
    buildings: buildingsOf(d, geo, town.homes).map((corners) => ({
      ...{ type: 'Feature', properties: { kind: 'building' }, geometry: polygonAt(corners) },
    })),
    boundaries: of('boundary').map(({ properties, geometry }): MapFeature => ({
      ...{
        type: 'Feature',
        properties: { kind: BOUNDARY_KINDS[properties.level ?? 1] ?? 'locality', name: properties.name },
      },
      geometry: { type: 'LineString', coordinates: geometry.coordinates[0] as Position[] },
    })),
    places: [
      ...geo.townships.map(({ centre: spot, name }) => centre(spot, 'town', name, 9)),
      ...geo.villages.map(({ centre: spot, name }) => centre(spot, 'village', name, 12)),
    ],
  };
}

const BOUNDARY_KINDS: Readonly<Record<number, string>> = { 1: 'county', 2: 'macrocounty', 3: 'locality' };
