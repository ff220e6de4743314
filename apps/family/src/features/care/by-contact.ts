import { routeKey } from '@silverbell/web-api-client';
import { queries } from '../../shared/app-client.js';

export const refreshVisits = (): Promise<void> => queries.invalidateQueries({ queryKey: routeKey('serviceOrders') });

/** What a contact says on this page. */
export const BY_CONTACT = { by: 'contact', channel: 'page' } as const;
