import { routeKey } from '@silverbell/web-api-client';

/** The cache key of the list of closed incidents. */
export const closedIncidentsKey = routeKey('incidents', { query: { state: 'closed' } });
