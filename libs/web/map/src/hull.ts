interface Spot {
  readonly lat: number;
  readonly lng: number;
}

/** One degree of latitude. */
const DEGREE_M = 111_320;
/** Corners of the circle around a single place. */
const CORNERS = 12;

/**
 * The corners, in order, of the smallest area without a dent that holds all of these places and everything within `marginM` of them: one
 * home alone has an area, too. Flat geometry, good for an area as large as a county; none without a place.
 */
export function hullAround(spots: readonly Spot[], marginM: number): Spot[] {
  const [first] = spots;
  if (first === undefined) return [];
  const radius = marginM / Math.cos(Math.PI / CORNERS) / DEGREE_M;
  const narrowed = Math.cos((first.lat * Math.PI) / 180);
  const edge = spots.flatMap(({ lat, lng }) =>
    Array.from({ length: CORNERS }, (_, n) => {
      const turn = (n * 2 * Math.PI) / CORNERS;
      return { lat: lat + radius * Math.sin(turn), lng: lng + (radius * Math.cos(turn)) / narrowed };
    }),
  );
  const eastwards = edge.sort((a, b) => a.lng - b.lng || a.lat - b.lat);
  // Each half ends with the corner that the other one begins with.
  return [halfOf(eastwards), halfOf([...eastwards].reverse())].flatMap((half) => half.slice(0, -1));
}

/** One side of the hull, from the first point to the last: a corner where the way turns to the right is none. */
function halfOf(points: readonly Spot[]): Spot[] {
  const half: Spot[] = [];
  for (const point of points) {
    for (let [a, b] = half.slice(-2); a && b && turnsRight(a, b, point); [a, b] = half.slice(-2)) half.pop();
    half.push(point);
  }
  return half;
}

const turnsRight = (a: Spot, b: Spot, c: Spot): boolean =>
  (b.lng - a.lng) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lng - a.lng) <= 0;
