import type { MapMarker } from './markers.js';

/** Elements of the page; two thousand of them would be 18 frames a second. */
export const MOST_CASES = 300;
/** Higher than every severity. */
const EXERCISES_AFTER = 4;

/**
 * Which incidents get an element: all, and in a flood `kept` and those in view: first those that wait, then the gravest, then in their
 * order, exercises last. The others are counted, so that the map says that it does not show everything.
 */
export function drawnCases(
  cases: readonly MapMarker[],
  isInView: (one: MapMarker) => boolean,
  kept: ReadonlySet<string>,
): { readonly drawn: readonly MapMarker[]; readonly left: number } {
  if (cases.length <= MOST_CASES) return { drawn: cases, left: 0 };
  const rank = ({ id, severity = 3, pulse, practice }: MapMarker): number =>
    kept.has(id) ? -1 : (pulse === true ? 0 : severity) + (practice === true ? EXERCISES_AFTER : 0);
  const inView = cases.filter((one) => kept.has(one.id) || isInView(one));
  const drawn =
    inView.length <= MOST_CASES ? inView : [...inView].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_CASES);
  return { drawn, left: inView.length - drawn.length };
}
