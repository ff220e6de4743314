import type { ImportFault } from '@silverbell/vocabulary';
import { cleanText } from './cells.js';
import type { RegionDraft } from './drafts.js';
import type { IndexedRegion, RegionIndex } from './region-index.js';

export interface PlannedRegion {
  readonly no: number;
  readonly draft: RegionDraft;
  /** A region on file, or the row that writes it. */
  readonly parent: { readonly region: IndexedRegion } | { readonly no: number };
  readonly levelNo: number;
  /** On file already under this parent. */
  readonly existing: IndexedRegion | null;
}
export interface RegionPlan {
  /** Parents before what stands below them, however the file has them. */
  readonly order: readonly PlannedRegion[];
  readonly faults: readonly { readonly no: number; readonly code: ImportFault }[];
}

interface Row {
  readonly no: number;
  readonly draft: RegionDraft;
}

const bare = (text: string): string => cleanText(text).replace(/\s/g, '');

/** The county itself, as the first row of its own list. */
const isRoot = ({ parent, name }: RegionDraft, root: IndexedRegion): boolean =>
  parent === null && bare(name) === bare(root.name);

/** The region that one row is about, judged without the other rows of its file; `null`: it is not on file, or below one that is not. */
export function regionOnFile(draft: RegionDraft, index: RegionIndex, root: IndexedRegion): IndexedRegion | null {
  if (isRoot(draft, root)) return root;
  const above = draft.parent === null ? root : index.find([draft.parent]);
  return typeof above === 'string' ? null : (index.childOf(above.id, draft.name) ?? null);
}

/** Puts the regions of one file in order. `root`: above those that name none. */
export function planRegions(rows: readonly Row[], index: RegionIndex, root: IndexedRegion): RegionPlan {
  const byName = new Map<string, Row[]>();
  for (const row of rows)
    for (const name of new Set([bare(row.draft.name), ...(row.draft.id === undefined ? [] : [row.draft.id])]))
      byName.set(name, [...(byName.get(name) ?? []), row]);
  const planned = new Map<number, PlannedRegion | ImportFault>();
  const underway = new Set<number>();
  const order: PlannedRegion[] = [];

  const plan = (row: Row): PlannedRegion | ImportFault => {
    const known = planned.get(row.no);
    if (known !== undefined) return known;
    if (underway.has(row.no)) return 'region-cycle';
    underway.add(row.no);
    const result = place(row);
    underway.delete(row.no);
    planned.set(row.no, result);
    if (typeof result !== 'string') order.push(result);
    return result;
  };

  const place = (row: Row): PlannedRegion | ImportFault => {
    const { draft } = row;
    if (isRoot(draft, root))
      return { no: row.no, draft, parent: { region: root }, levelNo: root.levelNo, existing: root };
    const parent = parentOf(draft);
    if (typeof parent === 'string') return parent;
    if ('no' in parent) {
      const above = plan(parent);
      if (typeof above === 'string') return above === 'region-cycle' ? above : 'parent-unknown';
      const levelNo = draft.levelNo ?? above.levelNo + 1;
      if (levelNo <= above.levelNo) return 'region-level';
      if (above.existing === null) return { no: row.no, draft, parent: { no: above.no }, levelNo, existing: null };
      return below(row, above.existing, levelNo);
    }
    return below(row, parent.region, draft.levelNo ?? parent.region.levelNo + 1);
  };

  const below = (row: Row, region: IndexedRegion, levelNo: number): PlannedRegion | ImportFault => {
    if (levelNo <= region.levelNo) return 'region-level';
    const existing = index.childOf(region.id, row.draft.name) ?? null;
    return { no: row.no, draft: row.draft, parent: { region }, levelNo, existing };
  };

  const parentOf = ({ parent }: RegionDraft): Row | { readonly region: IndexedRegion } | ImportFault => {
    if (parent === null) return { region: root };
    const inFile = byName.get(bare(parent)) ?? [];
    const onFile = index.find([parent]);
    if (inFile.length > 1) return 'region-ambiguous';
    if (inFile[0]) return inFile[0];
    return typeof onFile === 'string' ? onFile : { region: onFile };
  };

  const faults = rows.flatMap((row) => {
    const result = plan(row);
    return typeof result === 'string' ? [{ no: row.no, code: result }] : [];
  });
  return { order, faults };
}
