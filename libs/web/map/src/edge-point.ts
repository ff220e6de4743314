/** Room for the pointer itself at the edge of the map, in px. */
const MARGIN_PX = 14;
export const HEIGHT_PX = 30;

export interface EdgePoint {
  readonly x: number;
  readonly y: number;
  /** Direction to what lies outside, in degrees clockwise from east. */
  readonly angle: number;
}

/** Where the straight line from the middle of the view to a place outside meets the edge; `null`: the place is in view. */
export function edgePoint(
  place: { readonly x: number; readonly y: number },
  size: { readonly x: number; readonly y: number },
): EdgePoint | null {
  if (place.x >= 0 && place.y >= 0 && place.x <= size.x && place.y <= size.y) return null;
  const [dx, dy] = [place.x - size.x / 2, place.y - size.y / 2];
  const [roomX, roomY] = [size.x / 2 - MARGIN_PX, size.y / 2 - MARGIN_PX - HEIGHT_PX / 2];
  if (roomX <= 0 || roomY <= 0) return null;
  const scale = Math.min(roomX / Math.max(Math.abs(dx), 1e-9), roomY / Math.max(Math.abs(dy), 1e-9));
  return {
    x: size.x / 2 + dx * scale,
    y: size.y / 2 + dy * scale,
    angle: Math.round((Math.atan2(dy, dx) * 180) / Math.PI),
  };
}

export interface Outside {
  readonly id: string;
  readonly severity: number;
  /** Its pointer has the keyboard: it keeps its place, whatever else comes. */
  readonly focused?: boolean;
  readonly at: EdgePoint;
}

export interface PlacedPointers {
  readonly placed: readonly (Outside & { readonly right: boolean })[];
  /** By side: how many found no room, and where their number stands. */
  readonly rest: readonly { readonly right: boolean; readonly count: number; readonly y: number }[];
}

/**
 * Pointers stand below one another on their side of the map, the gravest first. On each side the lowest place is kept for the number of those
 * that find no room: a flood hides none, and covers nothing with names that lie on top of each other.
 */
export function placePointers(
  outside: readonly Outside[],
  size: { readonly x: number; readonly y: number },
): PlacedPointers {
  const placed: (Outside & { right: boolean })[] = [];
  const rest: { right: boolean; count: number; y: number }[] = [];
  const lowest = size.y - HEIGHT_PX * 1.5;
  for (const right of [false, true]) {
    const side = outside
      .filter(({ at }) => at.x > size.x / 2 === right)
      .sort(
        (a, b) => Number(b.focused ?? false) - Number(a.focused ?? false) || a.severity - b.severity || a.at.y - b.at.y,
      );
    const rows: number[] = [];
    let left = 0;
    const isFree = (y: number): boolean => rows.every((taken) => Math.abs(taken - y) >= HEIGHT_PX);
    for (const one of side) {
      // Once a side is full, those that follow are only counted: a flood has thousands of them, at every step of the map.
      const y = left > 0 ? null : freeRow(Math.min(one.at.y, lowest - HEIGHT_PX), lowest - HEIGHT_PX, isFree);
      if (y === null) left += 1;
      else {
        rows.push(y);
        // One that has to give way stands in the column at its side, and never in the middle of the map.
        const x = y === one.at.y ? one.at.x : right ? size.x : 0;
        placed.push({ ...one, at: { ...one.at, x, y }, right });
      }
    }
    if (left > 0) rest.push({ right, count: left, y: lowest });
  }
  return { placed, rest };
}

/** The nearest free row from here downwards, else upwards; `null`: none. */
function freeRow(from: number, lowest: number, isFree: (y: number) => boolean): number | null {
  for (let y = from; y <= lowest; y += HEIGHT_PX) if (isFree(y)) return y;
  for (let y = from - HEIGHT_PX; y >= HEIGHT_PX; y -= HEIGHT_PX) if (isFree(y)) return y;
  return null;
}
