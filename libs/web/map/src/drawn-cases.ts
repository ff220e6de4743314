import type { MapMarker } from './markers.js';

/** Elements of the page; two thousand of them would be 18 frames a second. */
export const MOST_CASES = 300;

/**
 * Which incidents get an element: all, and in a flood those in view, the selected and the gravest first, then in their order. The others are
 * counted, so that the map says that it does not show everything.
 */
export function drawnCases(
  cases: readonly MapMarker[],
  isInView: (one: MapMarker) => boolean,
  selectedId: string | null,
): { readonly drawn: readonly MapMarker[]; readonly left: number } {
  if (cases.length <= MOST_CASES) return { drawn: cases, left: 0 };
  const rank = ({ id, severity = 3 }: MapMarker): number => (id === selectedId ? 0 : severity);
  const inView = cases.filter(isInView);
  const drawn =
    inView.length <= MOST_CASES ? inView : [...inView].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_CASES);
  return { drawn, left: inView.length - drawn.length };
}
