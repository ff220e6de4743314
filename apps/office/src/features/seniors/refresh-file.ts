import { routeKey } from '@silverbell/web-api-client';
import { queries } from '../../shared/app-client.js';

/** After a write on a file: it is read again, and every list it stands in. */
export function refreshFile(): void {
  for (const route of ['senior', 'seniors', 'home', 'homes'] as const)
    void queries.invalidateQueries({ queryKey: routeKey(route) });
}

/** After a write on her care records: what was worked out of them is read again with them. */
export function refreshCareFile(): void {
  for (const route of ['careFile', 'work'] as const) void queries.invalidateQueries({ queryKey: routeKey(route) });
}
