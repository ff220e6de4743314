import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/app-client.js';
import { treeOf, useRegions, type Region } from '../../shared/regions/use-regions.js';

/** The topmost region that is seen: what a page shows until another one is chosen. */
export const topOf = (regions: readonly Region[]): string => treeOf(regions)[0]?.region.id ?? '';

/** The civil day of care, which in the demo is not the day of the clock. A catalogue says which day it is of. */
export function useCareDay(): string | undefined {
  const regionId = topOf(useRegions().data?.items ?? []);
  return useQuery({ ...routeQuery(api, 'catalogue', { query: { regionId } }), enabled: regionId !== '' }).data?.on;
}
