import type { MapLabel } from '@silverbell/web-map';
import type { CoverageNow, HelperCoverage } from '@silverbell/wire';
import type { TFunction } from 'i18next';
import { UNITS } from '../../shared/map-units.js';

/** Where help is thin: black squares, and the words beside some of them. */
export interface DrawnGaps {
  readonly gaps: readonly (readonly [lat: number, lng: number])[];
  readonly words: readonly MapLabel[];
}

/** More labels with figures would cover the squares. */
const LABELS_NOW = 3;
/** Names alone are shorter; the panel has all of them. */
const LABELS_TONIGHT = 12;

/** Homes that no helper on duty reaches in time; the three villages where it matters most carry their figures. */
export const gapsNow = ({ villages }: CoverageNow, t: TFunction<'console'>): DrawnGaps => ({
  gaps: villages.flatMap(({ points }) => points.map(([lat, lng]) => [lat / UNITS, lng / UNITS] as const)),
  words: villages.slice(0, LABELS_NOW).map(({ name, unreached, soonest, points }) => ({
    ...middleOf(points),
    words: `${t('coverage.label', { name, n: unreached })}\n${soonest === null ? t('coverage.nobody') : t('coverage.soonestIn', { n: Math.ceil(soonest.arrivalS / 60) })}`,
  })),
});

/** Villages that the duty calendar leaves alone for an hour of tonight, where their centres are: from there the way is reckoned. */
export function gapsTonight({ villages, tonight: { uncovered } }: HelperCoverage): DrawnGaps {
  const alone = villages.filter(({ regionId }) => uncovered.includes(regionId));
  return {
    gaps: alone.map(({ centre: { lat, lng } }) => [lat, lng] as const),
    words: alone.slice(0, LABELS_TONIGHT).map(({ name, centre }) => ({ ...centre, words: name })),
  };
}

/** The middle of some homes. */
function middleOf(points: CoverageNow['villages'][number]['points']): { readonly lat: number; readonly lng: number } {
  const sum = points.reduce(([a, b], [lat, lng]) => [a + lat, b + lng] as const, [0, 0] as readonly [number, number]);
  return { lat: sum[0] / points.length / UNITS, lng: sum[1] / points.length / UNITS };
}
