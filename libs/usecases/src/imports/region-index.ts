import type { RegionId } from '@silverbell/kernel';
import type { ImportFault } from '@silverbell/vocabulary';
import type { RegionPlace } from '../regions/index.js';
import { cleanText } from './cells.js';

export interface IndexedRegion extends RegionPlace {
  readonly id: RegionId;
  readonly parentId: RegionId | null;
  readonly name: string;
  readonly levelNo: number;
}

const bare = (name: string): string => cleanText(name).replace(/\s/g, '');
/** What offices leave out at the end of a name: 清水 for 清水村, 东山 for 东山街道. */
const SUFFIX = /(?:村民委员会|居民委员会|村委会|居委会|社区|街道|自治县|村|镇|乡|县|区|市|旗|省|盟)$/;
const stem = (name: string): string => {
  const cut = name.replace(SUFFIX, '');
  return cut.length >= 2 ? cut : name;
};

/** The regions an import may write to, found by the words that a spreadsheet has for them. */
export class RegionIndex {
  readonly #byId: ReadonlyMap<string, IndexedRegion>;
  readonly #byName = new Map<string, IndexedRegion[]>();

  constructor(regions: readonly IndexedRegion[]) {
    this.#byId = new Map(regions.map((one) => [one.id, one]));
    for (const region of regions)
      for (const name of new Set([bare(region.name), stem(bare(region.name))])) {
        const named = this.#byName.get(name);
        if (named) named.push(region);
        else this.#byName.set(name, [region]);
      }
  }

  byId(id: string): IndexedRegion | undefined {
    return this.#byId.get(id);
  }

  /** The region of this name directly below another. */
  childOf(parentId: RegionId, name: string): IndexedRegion | undefined {
    return this.#byName.get(bare(name))?.find((one) => one.parentId === parentId && bare(one.name) === bare(name));
  }

  /** From the widest to the narrowest, as columns have them; each may be an id, a name, or a path (县/镇/村). */
  find(words: readonly string[]): IndexedRegion | ImportFault {
    const path = words
      .flatMap((one) => cleanText(one).split(/[/>\\]|\s-\s/))
      .map(bare)
      .filter((one) => one !== '');
    const last = path.at(-1);
    if (last === undefined) return 'region-missing';
    const known = this.#byId.get(words.at(-1)?.trim() ?? '') ?? this.#byId.get(last);
    if (known) return known;
    const named = this.#named(last);
    const fitting = named.filter((one) => this.#isBelow(one, path.slice(0, -1)));
    if (fitting.length === 1 && fitting[0]) return fitting[0];
    if (fitting.length > 1) return 'region-ambiguous';
    return this.#atTheEnd(last) ?? 'region-unknown';
  }

  #named(name: string): readonly IndexedRegion[] {
    const whole = (this.#byName.get(name) ?? []).filter((one) => bare(one.name) === name);
    return whole.length > 0 ? whole : (this.#byName.get(name) ?? this.#byName.get(stem(name)) ?? []);
  }

  /** 某县某镇清水村 in one cell: the longest name it ends with, when only one region has it. */
  #atTheEnd(text: string): IndexedRegion | null {
    for (let at = 1; at < text.length - 1; at += 1) {
      const named = (this.#byName.get(text.slice(at)) ?? []).filter((one) => bare(one.name) === text.slice(at));
      const [first] = named;
      if (first && named.length === 1) return first;
    }
    return null;
  }

  #isBelow(region: IndexedRegion, above: readonly string[]): boolean {
    const names: string[] = [];
    for (let one = this.#parentOf(region); one; one = this.#parentOf(one)) names.push(bare(one.name));
    return above.every(
      (word) =>
        bare(region.name) === word ||
        names.some((name) => name === word || stem(name) === stem(word)) ||
        // a level above what this account sees
        !this.#byName.has(word),
    );
  }

  #parentOf({ parentId }: IndexedRegion): IndexedRegion | undefined {
    return parentId === null ? undefined : this.#byId.get(parentId);
  }
}
