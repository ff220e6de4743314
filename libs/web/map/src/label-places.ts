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
