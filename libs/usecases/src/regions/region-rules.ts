import { refuse, type Refusal, type RegionId } from '@silverbell/kernel';
import type { RegionFile, RegionUse } from './port.js';

type Level = Pick<RegionFile, 'levelNo'>;

/** A level may be left out, so that a village can stand below a county; it is never above or beside its parent. */
export function mayStandBelow(parent: Level & Pick<RegionFile, 'deactivated'>, { levelNo }: Level): Refusal | null {
  if (parent.deactivated !== null) return refuse('region-inactive');
  return levelNo > parent.levelNo ? null : refuse('region-level', { above: parent.levelNo, levelNo });
}

/** `aboveNew`: the region it would be moved below, and everything above that one. */
export function mayMove(region: RegionFile, aboveNew: readonly RegionId[]): Refusal | null {
  if (region.parentId === null) return refuse('region-is-root');
  return aboveNew.includes(region.id) ? refuse('region-cycle') : null;
}

export const mayHaveBelow = ({ levelNo }: Level, levelBelow: number | null): Refusal | null =>
  levelBelow === null || levelBelow > levelNo ? null : refuse('region-level', { above: levelNo, levelNo: levelBelow });

/** Nothing is ever deleted: what happened there stays on record under its name. */
export function mayBeDeactivated(region: RegionFile, use: RegionUse): Refusal | null {
  if (region.parentId === null) return refuse('region-is-root');
  if (region.deactivated !== null) return refuse('region-inactive');
  return use.homes > 0 || use.regions > 0 ? refuse('region-in-use', { homes: use.homes, regions: use.regions }) : null;
}
