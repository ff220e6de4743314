import { geoPoint, type GeoPoint } from '@silverbell/kernel';
import type { Feature, FeatureCollection, LineString, Polygon, Position } from './geojson.js';
import { COUNTY, LANES, TOWNSHIPS } from './names.js';
import { dice, type Dice } from './prng.js';

/** Metres east and north of the county's middle; the town is drawn flat and put on the globe at the end. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Hilly country without real addresses: the county that lies here is invented. */
const MIDDLE = { lat: 30.2, lng: 119.1 };
const M_PER_LAT = 111_195;
const M_PER_LNG = M_PER_LAT * Math.cos((MIDDLE.lat * Math.PI) / 180);
const CELL = { width: 7_000, height: 6_000 };

export interface Street {
  readonly name: string;
  readonly kind: 'street' | 'lane';
  readonly line: readonly Spot[];
}

export interface Village {
  readonly id: string;
  readonly name: string;
  readonly townshipId: string;
  readonly townshipName: string;
  readonly centre: Spot;
  readonly boundary: readonly Spot[];
  readonly streets: readonly Street[];
}

export interface Township {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly centre: Spot;
  readonly boundary: readonly Spot[];
  readonly villages: readonly Village[];
}

export interface Geography {
  readonly county: {
    readonly id: string;
    readonly name: string;
    readonly centre: Spot;
    readonly boundary: readonly Spot[];
  };
  readonly townships: readonly Township[];
  readonly villages: readonly Village[];
  readonly basemap: FeatureCollection;
}

export function pointAt(spot: Spot): GeoPoint {
  const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
  const point = geoPoint(round(MIDDLE.lat + spot.y / M_PER_LAT), round(MIDDLE.lng + spot.x / M_PER_LNG));
  if (point === null) throw new Error('the demo county has left the globe');
  return point;
}

/** The way back: where a point of the county lies on the flat sheet. */
export const spotAt = ({ lat, lng }: { readonly lat: number; readonly lng: number }): Spot => ({
  ...{ x: (lng - MIDDLE.lng) * M_PER_LNG, y: (lat - MIDDLE.lat) * M_PER_LAT },
});

const position = (spot: Spot): Position => {
  const { lat, lng } = pointAt(spot);
  return [lng, lat];
};

const ringOf = (spots: readonly Spot[]): Polygon => {
  const ring = spots.map(position);
  return { type: 'Polygon', coordinates: [[...ring, ring[0] as Position]] };
};

export const boundaryOf = (area: { readonly boundary: readonly Spot[] }): Polygon => ringOf(area.boundary);

const between = (a: Spot, b: Spot, t: number): Spot => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });

/** A line with a wobble across its direction, ends kept, so that neighbours share it exactly. */
function wobbly(d: Dice, from: Spot, to: Spot, pieces: number, metres: number): Spot[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const across = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const on = between(from, to, i / pieces);
    const off = i === 0 || i === pieces ? 0 : (d.next() - 0.5) * 2 * metres;
    return { x: on.x + across.x * off, y: on.y + across.y * off };
  });
}

/** The place on a street after `metres`, and the direction across it. */
export function along(street: Street, metres: number): { readonly on: Spot; readonly across: Spot } {
  let left = metres;
  for (let i = 0; i + 1 < street.line.length; i++) {
    const a = street.line[i] as Spot;
    const b = street.line[i + 1] as Spot;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (left <= length || i + 2 === street.line.length) {
      return {
        on: between(a, b, Math.min(1, left / length)),
        across: { x: -(b.y - a.y) / length, y: (b.x - a.x) / length },
      };
    }
    left -= length;
  }
  throw new Error(`${street.name} has no length`);
}

export const lengthOf = (street: Street): number =>
  street.line.slice(1).reduce((sum, b, i) => {
    const a = street.line[i] as Spot;
    return sum + Math.hypot(b.x - a.x, b.y - a.y);
  }, 0);

/**
 * Three townships side by side, three villages in each, on a 3 × 3 sheet whose corners are pulled about. Every border is
 * drawn once and used from both sides, so that no gap or overlap can appear on the map.
 */
export function geography(seed: number): Geography {
  const d = dice(seed ^ 0x5eed);
  const corner: Spot[][] = Array.from({ length: 4 }, (_, column) =>
    Array.from({ length: 4 }, (_, row) => ({
      x: (column - 1.5) * CELL.width + (d.next() - 0.5) * 1_400,
      y: (1.5 - row) * CELL.height + (d.next() - 0.5) * 1_400,
    })),
  );
  const at = (column: number, row: number): Spot => (corner[column] as Spot[])[row] as Spot;
  const grid = <T>(columns: number, rows: number, make: (column: number, row: number) => T): T[][] =>
    Array.from({ length: columns }, (_, c) => Array.from({ length: rows }, (_, r) => make(c, r)));
  const eastward = grid(3, 4, (c, r) => wobbly(d, at(c, r), at(c + 1, r), 8, 220));
  const southward = grid(4, 3, (c, r) => wobbly(d, at(c, r), at(c, r + 1), 8, 220));
  const east = (c: number, r: number): Spot[] => (eastward[c] as Spot[][])[r] as Spot[];
  const south = (c: number, r: number): Spot[] => (southward[c] as Spot[][])[r] as Spot[];
  /** Around columns c0..c1 and rows r0..r1, clockwise from the north-west corner. */
  const around = (c0: number, c1: number, r0: number, r1: number): Spot[] => {
    const line: Spot[] = [];
    const add = (edge: readonly Spot[]): void => void line.push(...edge.slice(0, -1));
    for (let c = c0; c <= c1; c++) add(east(c, r0));
    for (let r = r0; r <= r1; r++) add(south(c1 + 1, r));
    for (let c = c1; c >= c0; c--) add([...east(c, r1 + 1)].reverse());
    for (let r = r1; r >= r0; r--) add([...south(c0, r)].reverse());
    return line;
  };

  const townships = TOWNSHIPS.map((town, column): Township => {
    const id = `demo-town-${column + 1}`;
    const villages = town.villages.map((name, row): Village => {
      const corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)];
      const centre = {
        x: corners.reduce((sum, spot) => sum + spot.x, 0) / 4 + (d.next() - 0.5) * 600,
        y: corners.reduce((sum, spot) => sum + spot.y, 0) / 4 + (d.next() - 0.5) * 600,
      };
      return {
        id: `demo-village-${column + 1}-${row + 1}`,
        name,
        townshipId: id,
        townshipName: town.name,
        centre,
        boundary: around(column, column, row, row),
        streets: streetsOf(d, name, centre),
      };
    });
    return {
      id,
      name: town.name,
      level: town.level,
      centre: villages[1]?.centre ?? { x: 0, y: 0 },
      boundary: around(column, column, 0, 2),
      villages,
    };
  });
  const villages = townships.flatMap((town) => town.villages);
  const county = { id: 'demo-county', name: COUNTY, centre: { x: 0, y: 0 }, boundary: around(0, 2, 0, 2) };
  return { county, townships, villages, basemap: basemapOf(d, county, townships) };
}

function streetsOf(d: Dice, village: string, centre: Spot): Street[] {
  const angle = (d.next() - 0.5) * 0.9;
  const ahead = { x: Math.cos(angle), y: Math.sin(angle) };
  const across = { x: -ahead.y, y: ahead.x };
  const off = (metres: number, sideways = 0): Spot => ({
    x: centre.x + ahead.x * metres + across.x * sideways,
    y: centre.y + ahead.y * metres + across.y * sideways,
  });
  const main: Street = {
    name: `${village.slice(0, -1)}路`,
    kind: 'street',
    line: wobbly(d, off(-650), off(650), 8, 25),
  };
  const lanes = d
    .shuffled(LANES)
    .slice(0, 5)
    .map((name, i): Street => {
      const metres = (i - 2) * 210 + d.int(-25, 25);
      return {
        name,
        kind: 'lane',
        line: wobbly(d, off(metres, -d.int(170, 260)), off(metres, d.int(170, 260)), 5, 12),
      };
    });
  return [main, ...lanes];
}

function basemapOf(d: Dice, county: Geography['county'], townships: readonly Township[]): FeatureCollection {
  const boundary = (
    area: { id: string; name: string; boundary: readonly Spot[] },
    level: number,
  ): Feature<Polygon> => ({
    type: 'Feature',
    properties: { kind: 'boundary', name: area.name, level, regionId: area.id },
    geometry: boundaryOf(area),
  });
  const line = (
    kind: 'road' | 'street' | 'lane' | 'river',
    name: string,
    spots: readonly Spot[],
  ): Feature<LineString> => ({
    type: 'Feature',
    properties: { kind, name },
    geometry: { type: 'LineString', coordinates: spots.map(position) },
  });
  const villages = townships.flatMap((town) => town.villages);
  const roads: Feature[] = [];
  const connect = (a: Village | undefined, b: Village | undefined, name: string): void => {
    if (a && b) roads.push(line('road', name, wobbly(d, a.centre, b.centre, 12, 260)));
  };
  townships.forEach((town, column) => {
    connect(town.villages[0], town.villages[1], `${town.name.slice(0, -1)}大道`);
    connect(town.villages[1], town.villages[2], `${town.name.slice(0, -1)}大道`);
    for (let row = 0; row < 3; row++)
      connect(town.villages[row], townships[column + 1]?.villages[row], `银铃${'北中南'[row]}线`);
  });
  const river = wobbly(d, { x: -10_300, y: 5_400 }, { x: 10_300, y: -5_600 }, 28, 420);
  const lakeAt = villages[1]?.centre ?? county.centre;
  const lake = Array.from({ length: 20 }, (_, i): Spot => {
    const turn = (i / 20) * 2 * Math.PI;
    const radius = 420 + d.int(-70, 70);
    return { x: lakeAt.x + 1_500 + Math.cos(turn) * radius * 1.4, y: lakeAt.y - 900 + Math.sin(turn) * radius };
  });
  return {
    type: 'FeatureCollection',
    attribution: '演示地图（虚构） · fictional demo map',
    features: [
      boundary(county, 1),
      ...townships.map((town) => boundary(town, 2)),
      ...villages.map((village) => boundary(village, 3)),
      { type: 'Feature', properties: { kind: 'lake', name: '菱湖' }, geometry: ringOf(lake) },
      line('river', '银铃溪', river),
      ...roads,
      ...villages.flatMap((village) => village.streets.map((street) => line(street.kind, street.name, street.line))),
    ],
  };
}
