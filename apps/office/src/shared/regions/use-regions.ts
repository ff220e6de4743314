import type { AnswerOf } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../app-client.js';

export type Region = AnswerOf<'regions'>['items'][number];

export interface RegionNode {
  readonly region: Region;
  readonly children: readonly RegionNode[];
}

/** Every region one may see, read once for all pages; parents come before children. */
export const useRegions = () => useQuery({ ...routeQuery(api, 'regions', {}), staleTime: 60_000 });

/** The tree; a region whose parent one may not see stands at the top. */
export function treeOf(regions: readonly Region[]): readonly RegionNode[] {
  const seen = new Set(regions.map(({ id }) => id));
  const below = (parentId: string | null): readonly RegionNode[] =>
    regions
      .filter((one) => (one.parentId !== null && seen.has(one.parentId) ? one.parentId : null) === parentId)
      .map((region) => ({ region, children: below(region.id) }));
  return below(null);
}

/** `银铃县 / 清溪镇 / 桃源村`, from the top one may see. */
export function pathOf(regions: readonly Region[], id: string): string {
  const names: string[] = [];
  for (let at = regions.find((one) => one.id === id); at !== undefined && names.length < 12;) {
    names.unshift(at.name);
    const { parentId } = at;
    at = regions.find((one) => one.id === parentId);
  }
  return names.length === 0 ? id : names.join(' / ');
}

/** The names of regions for cells of a table. */
export function useRegionName(): (id: string | null | undefined) => string {
  const regions = useRegions().data?.items ?? [];
  return (id) => (id === null || id === undefined ? '—' : (regions.find((one) => one.id === id)?.name ?? id));
}
