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
