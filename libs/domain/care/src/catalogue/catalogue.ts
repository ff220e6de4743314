import type { Aid, CatalogueUnit, HelperCertificate, LocalClass } from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/index.js';

/** One service that a region offers (CR-15). */
export interface CatalogueItem {
  readonly code: string;
  readonly name: string;
  readonly aid: Aid;
  /** What is done. */
  readonly content: string;
  /** Who may have it; empty: everybody. */
  readonly classes: readonly LocalClass[];
  /** How well it is done. */
  readonly standard: string;
  readonly unit: CatalogueUnit;
  readonly priceFen: number;
  readonly subsidised: boolean;
  readonly twoPeople: boolean;
  /** Needed beside those that every worker has; `null`: none. */
  readonly certificate: HelperCertificate | null;
}

/** An item as it is on file: of the platform's template, or of a region and everything below it. */
export interface ItemOnFile extends CatalogueItem {
  /** `null`: of the template, for every region. */
  readonly regionId: string | null;
  readonly from: CivilDay;
}

/** What a region says otherwise from a day on (CR-16); what it leaves `null` stays as it is. */
export interface ItemOverride {
  readonly code: string;
  readonly regionId: string;
  readonly validFrom: CivilDay;
  readonly priceFen: number | null;
  readonly standard: string | null;
  readonly classes: readonly LocalClass[] | null;
  readonly hidden: boolean | null;
}

export interface EffectiveItem extends CatalogueItem {
  /** The region that says so last; `null`: as in the template. */
  readonly from: string | null;
  /** Not offered there; what was planned before goes on. */
  readonly hidden: boolean;
}

/**
 * The list of a region on a day: for each field the nearest region that says something wins, with its latest word (CR-16).
 * @param chain the region itself first, the root last
 */
export function catalogueOn(
  chain: readonly string[],
  items: readonly ItemOnFile[],
  overrides: readonly ItemOverride[],
  on: CivilDay,
): readonly EffectiveItem[] {
  return items
    .filter(({ regionId, from }) => from <= on && (regionId === null || chain.includes(regionId)))
    .map(({ regionId, from: _, ...item }) => {
      const applying = overrides
        .filter(({ code, validFrom, regionId: at }) => code === item.code && validFrom <= on && chain.includes(at))
        .sort((a, b) => chain.indexOf(a.regionId) - chain.indexOf(b.regionId) || (a.validFrom < b.validFrom ? 1 : -1));
      const first = <K extends 'priceFen' | 'standard' | 'classes' | 'hidden'>(field: K) =>
        applying.map((one) => one[field]).find((value) => value !== null);
      return {
        ...item,
        priceFen: first('priceFen') ?? item.priceFen,
        standard: first('standard') ?? item.standard,
        classes: first('classes') ?? item.classes,
        hidden: first('hidden') ?? false,
        from: applying[0]?.regionId ?? regionId,
      };
    });
}
