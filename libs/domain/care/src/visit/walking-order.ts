import { distanceM, type GeoPoint } from '@silverbell/kernel';

/** From the start always to the nearest one that is left (CR-57); those at one place stay in the order they came in. */
export function walkingOrder<Stop extends { readonly point: GeoPoint }>(
  stops: readonly Stop[],
  start: GeoPoint,
): readonly Stop[] {
  const left = [...stops];
  const walked: Stop[] = [];
  let at = start;
  while (left.length > 0) {
    let nearest = 0;
    let best = Infinity;
    for (const [n, { point }] of left.entries()) {
      const metres = distanceM(at, point);
      if (metres < best) [nearest, best] = [n, metres];
    }
    const [next] = left.splice(nearest, 1);
    if (next === undefined) break;
    walked.push(next);
    at = next.point;
  }
  return walked;
}
