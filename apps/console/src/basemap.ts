import type { Basemap } from '@silverbell/web-map';
import { useQuery } from '@tanstack/react-query';
import { api } from './house.js';

export interface Station {
  readonly id: string;
  readonly name: string;
  readonly lat: number;
  readonly lng: number;
}

/** The base map, read once for every map on the page. */
export const useBasemap = () =>
  useQuery({
    queryKey: ['basemap'],
    queryFn: () => api.get<Basemap & { stations?: Station[] }>('/basemap'),
    refetchInterval: (query) => (query.state.status === 'error' ? 30_000 : false),
  });
