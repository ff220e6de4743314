import type { Basemap } from '@silverbell/web-map';
import { routeKey } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../app-client.js';

/** The base map, read once for every map on the page. */
export const useBasemap = () =>
  useQuery({
    queryKey: routeKey('basemap', {}),
    // The contract leaves the features open: GeoJSON.
    queryFn: async () => (await api.call('basemap', {})) as Basemap,
    refetchInterval: (query) => (query.state.status === 'error' ? 30_000 : false),
  });
