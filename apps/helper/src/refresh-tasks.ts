import { routeKey } from '@silverbell/web-api-client';
import { queries } from './app-client.js';

/** Reads offers and assignments again: after a push, after a command of our own, after a reconnect. */
export const refreshTasks = (): Promise<unknown> =>
  Promise.all([
    queries.invalidateQueries({ queryKey: routeKey('myOffers') }),
    queries.invalidateQueries({ queryKey: routeKey('myAssignments') }),
  ]);
