export interface LabelBox {
  readonly id: string;
  /** The point of the map that the label belongs to, in px. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Smaller: its label stays when two do not fit. */
  readonly rank: number;
}

const HEIGHT_PX = 24;
const PADDING_PX = 14;
const MARKER_PX = 18;

/** Han characters are square, others half as wide: near enough to tell whether two labels meet. */
export const labelWidth = (text: string, fontPx = 12): number =>
  [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e7f ? fontPx : fontPx * 0.6), PADDING_PX);

/** Labels that may stand: of two that would cover each other the one of smaller rank, else the one that was first. */
export function labelsThatFit(boxes: readonly LabelBox[]): ReadonlySet<string> {
  const standing: { left: number; right: number; top: number; bottom: number }[] = [];
  const fit = new Set<string>();
  for (const { id, x, y, text } of [...boxes].sort((a, b) => a.rank - b.rank)) {
    const half = labelWidth(text) / 2;
    const box = { left: x - half, right: x + half, top: y + MARKER_PX, bottom: y + MARKER_PX + HEIGHT_PX };
    const covered = standing.some(
      (one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom,
    );
    if (covered) continue;
    standing.push(box);
    fit.add(id);
  }
  return fit;
}

/** A rectangle of the map by its middle, in px. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From its middle to either end: where along a line words are tried. */
const ALONG = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2];

const meet = (one: Box, other: Box): boolean =>
  Math.abs(one.x - other.x) * 2 < one.width + other.width && Math.abs(one.y - other.y) * 2 < one.height + other.height;

/** Where along a line words stand clear of what stands on the map already, as near to its middle as may be; `null`: nowhere. */
export function placeAlong(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  text: string,
  taken: readonly Box[],
): Box | null {
  for (const share of ALONG) {
    const box = {
      ...{ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share },
      ...{ width: labelWidth(text), height: HEIGHT_PX },
    };
    if (!taken.some((one) => meet(one, box))) return box;
  }
  return null;
}

/** What a symbol of the map covers, and with `tag` the words below it. */
export const symbolBoxes = ({ x, y }: { readonly x: number; readonly y: number }, tag?: string): readonly Box[] => [
  { x, y, width: 2 * MARKER_PX, height: 2 * MARKER_PX },
  ...(tag === undefined ? [] : [{ x, y: y + MARKER_PX + HEIGHT_PX / 2, width: labelWidth(tag), height: HEIGHT_PX }]),
];
