import type { SessionUser } from '@silverbell/web-live';
import { hasOneOf } from '../../shared/page-props.js';
import { useRegions } from '../../shared/regions/use-regions.js';
import { FACILITY_EDITORS } from '../../shared/roles.js';

/** A provider's own people keep its workers. */
export const WORKER_EDITORS = [...FACILITY_EDITORS, 'provider-manager'];

/** Whether she changes what is kept in a region: a provider that only works in hers is read. */
export function useMayKeep(user: SessionUser): (regionId: string) => boolean {
  const regions = useRegions().data?.items ?? [];
  const may = hasOneOf(user, FACILITY_EDITORS);
  return (regionId) => may && regions.some(({ id }) => id === regionId);
}
