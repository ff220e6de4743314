import type { Geography, Spot, Village } from '../geography.js';
import type { Dice } from '../prng.js';
import { patch, polygonAt, rectangle, type MapFeature } from './map-features.js';

const land = (kind: string, spots: readonly Spot[], more: Readonly<Record<string, number>> = {}): MapFeature => ({
  ...{ type: 'Feature', properties: { kind, ...more }, geometry: polygonAt(spots) },
});

/** Built ground around the streets of each village. */
export const settlementsOf = (d: Dice, { villages }: Geography): MapFeature[] =>
  villages.map((village) => land('residential', around(d, village)));

/** The streets of a village with 60 m of yards around them. */
function around(d: Dice, { centre, streets }: Village): Spot[] {
  const corners = 28;
  return Array.from({ length: corners }, (_, i) => {
    const turn = (i / corners) * 2 * Math.PI;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const farthest = Math.max(
      ...streets.flatMap(({ line }) =>
        line.map(({ x, y }) => {
          const [dx, dy] = [x - centre.x, y - centre.y];
          const ahead = dx * cos + dy * sin;
          const aside = Math.abs(-dx * sin + dy * cos);
          return ahead - aside * 1.5;
        }),
      ),
      90,
    );
    const radius = farthest + 60 + d.int(0, 20);
    return { x: centre.x + cos * radius, y: centre.y + sin * radius };
  });
}

/** Strips of fields round every village; `shade`: 1 to 3, so that neighbours differ. */
export const fieldsOf = (d: Dice, { villages }: Geography): MapFeature[] =>
  villages.flatMap(({ centre }) => {
    const angle = d.next() * Math.PI;
    return Array.from({ length: 90 }, (_, n) => {
      const [column, row] = [(n % 10) - 4.5, Math.floor(n / 10) - 4];
      const [along, across] = [column * 260 + d.int(-20, 20), row * 210 + d.int(-20, 20)];
      const middle = {
        x: centre.x + along * Math.cos(angle) - across * Math.sin(angle),
        y: centre.y + along * Math.sin(angle) + across * Math.cos(angle),
      };
      return land('farmland', rectangle(middle, angle, d.int(170, 245), d.int(120, 195)), { shade: d.int(1, 3) });
    });
  });

/** Woods between the villages. */
export const woodsOf = (d: Dice, geo: Geography): MapFeature[] =>
  scattered(d, geo, 60, 900).map((middle) =>
    land(
      'wood',
      patch(() => d.next(), middle, d.int(140, 520)),
    ),
  );

/** Hills as patches on patches, higher towards their middle; `height`: 1 to 3. */
export const hillsOf = (d: Dice, geo: Geography): MapFeature[] =>
  scattered(d, geo, 26, 1_500).flatMap((middle) => {
    const radius = d.int(700, 1_500);
    return [1, 2, 3].map((height) =>
      land(
        'hill',
        patch(() => d.next(), middle, radius * (1.15 - height * 0.28), 26),
        { height },
      ),
    );
  });

/** Places within the county, none nearer to a village than `metres`. */
function scattered(d: Dice, { villages, county }: Geography, wanted: number, metres: number): Spot[] {
  const [xs, ys] = [county.boundary.map(({ x }) => x), county.boundary.map(({ y }) => y)];
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const found: Spot[] = [];
  for (let tries = 0; found.length < wanted && tries < wanted * 40; tries += 1) {
    const spot = { x: west + d.next() * (east - west), y: south + d.next() * (north - south) };
    if (villages.every(({ centre }) => Math.hypot(centre.x - spot.x, centre.y - spot.y) >= metres)) found.push(spot);
  }
  return found;
}
