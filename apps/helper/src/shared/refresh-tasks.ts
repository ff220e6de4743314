import { routeKey } from '@silverbell/web-api-client';
import type { QueryClient } from '@tanstack/react-query';

export const refreshOf = (queries: QueryClient) => (): Promise<unknown> =>
  Promise.all([
    queries.invalidateQueries({ queryKey: routeKey('myOffers') }),
    queries.invalidateQueries({ queryKey: routeKey('myAssignments') }),
    queries.invalidateQueries({ queryKey: routeKey('myOrders') }),
  ]);
