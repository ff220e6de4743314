interface Spot {
  readonly lat: number;
  readonly lng: number;
}

/** Points kept per helper: at one message a second some eight minutes, more than enough to see where she came from. */
const MOST_POINTS = 500;

/** Adds where each helper is now to the way she came; who is no longer told of has no trail any more. */
export function extendTrails(
  before: ReadonlyMap<string, readonly Spot[]>,
  now: ReadonlyMap<string, Spot>,
): ReadonlyMap<string, readonly Spot[]> {
  const after = new Map<string, readonly Spot[]>();
  for (const [id, { lat, lng }] of now) {
    const known = before.get(id) ?? [];
    const last = known.at(-1);
    after.set(id, last?.lat === lat && last.lng === lng ? known : [...known.slice(1 - MOST_POINTS), { lat, lng }]);
  }
  return after;
}
