import type { JsonRoute, RouteName } from '@silverbell/wire';
import { queryOptions } from '@tanstack/react-query';
import type { ApiClient, CallInput } from './api-client.js';

/** The cache key of a route, and with `input` of one of its answers; the first alone names them all, for invalidation. */
export const routeKey = <N extends RouteName>(name: N, input?: CallInput<N>): readonly unknown[] =>
  input === undefined ? [name] : [name, input];

/** Query options of a route that is read: `useQuery({ ...routeQuery(api, 'device', { params: { id } }), refetchInterval: 10_000 })`. */
export const routeQuery = <N extends JsonRoute>(api: ApiClient, name: N, input: CallInput<N>) =>
  queryOptions({ queryKey: routeKey(name, input), queryFn: () => api.call(name, input) });
