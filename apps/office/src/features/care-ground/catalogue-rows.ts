import type { LocalClass } from '@silverbell/vocabulary';
import type { AnswerOf } from '@silverbell/wire';
import type { Region } from '../../shared/regions/use-regions.js';

type Catalogue = Pick<AnswerOf<'catalogue'>, 'regionId' | 'items'>;
export type CatalogueItem = AnswerOf<'catalogue'>['items'][number];

export interface CatalogueRow {
  /** Of one that is hidden, as the region above offers it. */
  readonly item: CatalogueItem;
  /** The same item in the nearest region above that offers it; `null`: there is none among those that are seen. */
  readonly above: CatalogueItem | null;
  /** `null`: it is offered. */
  readonly hiddenBy: string | null;
}

/** The region itself and those above it that are seen, nearest first. */
export function chainOf(regions: readonly Region[], id: string): readonly string[] {
  const chain = [id];
  for (let at = regions.find((one) => one.id === id); at !== undefined && chain.length < 12;) {
    const { parentId } = at;
    at = regions.find((one) => one.id === parentId);
    if (at !== undefined) chain.push(at.id);
  }
  return chain;
}

/**
 * What a region offers, and behind it what only regions above offer: a catalogue leaves out what is hidden (CR-16).
 * @param chain the catalogue of the region itself first, that of the topmost last
 */
export function rowsOf(chain: readonly Catalogue[]): readonly CatalogueRow[] {
  const [here, ...above] = chain;
  if (here === undefined) return [];
  const offers = ({ items }: Catalogue, code: string) => items.find((one) => one.code === code);
  const hidden = above.flatMap(({ items }, n) =>
    items
      .filter(({ code }) => !chain.slice(0, n + 1).some((nearer) => offers(nearer, code) !== undefined))
      .map((item) => ({ item, above: item, hiddenBy: chain[n]?.regionId ?? here.regionId })),
  );
  return [
    ...here.items.map((item) => ({
      item,
      above: above.map((one) => offers(one, item.code)).find((one) => one !== undefined) ?? null,
      hiddenBy: null,
    })),
    ...hidden,
  ];
}

export interface WantedChange {
  readonly priceFen: number;
  readonly standard: string;
  readonly classes: readonly LocalClass[];
  readonly hidden: boolean;
}

/** Of a form what differs from the row; all the rest goes on following the region above. */
export function changesOf({ item, hiddenBy }: CatalogueRow, wanted: WantedChange) {
  const sameClasses = [...wanted.classes].sort().join() === [...item.classes].sort().join();
  return {
    ...(wanted.priceFen === item.priceFen ? {} : { priceFen: wanted.priceFen }),
    ...(wanted.standard === item.standard ? {} : { standard: wanted.standard }),
    ...(sameClasses ? {} : { classes: [...wanted.classes] }),
    ...(wanted.hidden === (hiddenBy !== null) ? {} : { hidden: wanted.hidden }),
  };
}
