import type { AnswerOf } from '@silverbell/wire';
import type { ReadinessPart } from '@silverbell/vocabulary';
import type { Region } from '../../shared/regions/use-regions.js';

export interface Step {
  readonly name: 'county' | ReadinessPart;
  readonly done: boolean;
  /** How many there are; `null`: not a matter of counting. */
  readonly count: number | null;
  /** Where it is done, below `/office`. */
  readonly at: string;
}

/** The first start puts the county in the middle of the country, and its record was not written since. */
const isNamed = ({ version, centre }: Pick<Region, 'version' | 'centre'>): boolean =>
  version > 1 || centre.lat !== 35 || centre.lng !== 105;

const AT: Readonly<Record<Exclude<ReadinessPart, 'regions' | 'emergency-numbers'>, string>> = {
  seats: '/duty-seats',
  people: '/homes',
  devices: '/devices',
  'first-press': '/devices',
};

/** What stands between an empty town and the first alert that is answered, in the order in which it is done. */
export function stepsOf(
  county: Pick<Region, 'id' | 'version' | 'centre'>,
  { parts }: Pick<AnswerOf<'regionReadiness'>, 'parts'>,
): readonly Step[] {
  const region = `/regions/${encodeURIComponent(county.id)}`;
  return [
    { name: 'county', done: isNamed(county), count: null, at: `${region}/edit` },
    ...parts.map(({ part, ready, count }) => ({
      ...{ name: part, done: ready, count },
      at: part === 'regions' || part === 'emergency-numbers' ? region : AT[part],
    })),
  ];
}
