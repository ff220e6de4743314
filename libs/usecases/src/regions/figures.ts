import type { RegionId } from '@silverbell/kernel';
import type { RegionCounts } from './readiness.js';

const NAMES = ['homes', 'seniors', 'helpers', 'devices', 'facilities', 'seats'] as const;
export type Figures = Readonly<Record<(typeof NAMES)[number], number>>;
export type FiguresOfRegion = Pick<RegionCounts, 'id' | 'parentId'> & Figures;

/** Of each region its own figures, and those with everything below it that is in the list. */
export function figuresOf(
  regions: readonly FiguresOfRegion[],
): readonly { readonly id: RegionId; readonly own: Figures; readonly total: Figures }[] {
  const children = new Map<RegionId, FiguresOfRegion[]>();
  for (const region of regions)
    if (region.parentId !== null) children.set(region.parentId, [...(children.get(region.parentId) ?? []), region]);
  const totals = new Map<RegionId, Figures>();
  const total = (region: FiguresOfRegion): Figures => {
    const known = totals.get(region.id);
    if (known !== undefined) return known;
    const sum = (children.get(region.id) ?? []).map(total).reduce(added, only(region));
    totals.set(region.id, sum);
    return sum;
  };
  return regions.map((region) => ({ id: region.id, own: only(region), total: total(region) }));
}

const each = (of: (name: (typeof NAMES)[number]) => number): Figures =>
  Object.fromEntries(NAMES.map((name) => [name, of(name)])) as Figures;
const only = (region: FiguresOfRegion): Figures => each((name) => region[name]);
const added = (a: Figures, b: Figures): Figures => each((name) => a[name] + b[name]);
