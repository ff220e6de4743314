import type { Basemap } from '@silverbell/web-map';
import { routeKey } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../app-client.js';

export interface Station {
  readonly id: string;
  readonly name: string;
  readonly lat: number;
  readonly lng: number;
}

/** The base map, read once for every map on the page. */
export const useBasemap = () =>
  useQuery({
    queryKey: routeKey('basemap', {}),
    // The contract leaves the features open: GeoJSON, and in the demo the stations beside them.
    queryFn: async () => (await api.call('basemap', {})) as Basemap & { stations?: Station[] },
    refetchInterval: (query) => (query.state.status === 'error' ? 30_000 : false),
  });
