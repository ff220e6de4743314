import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../shared/app-client.js';
import { closedIncidentsKey } from '../../shared/closed-incidents.js';

/** The closed incidents, latest closed first, a page at a time. */
export const useClosedIncidents = () =>
  useInfiniteQuery({
    queryKey: closedIncidentsKey,
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.call('incidents', { query: { state: 'closed', ...(pageParam === '' ? {} : { cursor: pageParam }) } }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: 30_000,
    staleTime: 0,
  });
