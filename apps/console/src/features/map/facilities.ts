import { routeKey } from '@silverbell/web-api-client';
import type { MapSides } from '@silverbell/web-map';
import type { FacilitiesOnMap } from '@silverbell/wire';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../shared/app-client.js';

const STEP = 0.1;
const down = (degrees: number, least: number): number => Math.max(least, Math.floor(degrees / STEP) * STEP);
const up = (degrees: number, most: number): number => Math.min(most, Math.ceil(degrees / STEP) * STEP);

/** Widened to whole steps, so that a small move of the map asks for nothing new. */
export const widened = ({ south, west, north, east }: MapSides): MapSides => ({
  ...{ south: down(south, -90), west: down(west, -180), north: up(north, 90), east: up(east, 180) },
});

const HOUR_MS = 3_600_000;

/** Facilities in the part of the map that is in view; those of the last view stay until the new ones are there. */
export function useFacilities(view: MapSides | null): FacilitiesOnMap['items'] {
  const query = view === null ? {} : widened(view);
  const { data } = useQuery({
    queryKey: routeKey('facilitiesOnMap', { query }),
    queryFn: () => api.call('facilitiesOnMap', { query }),
    enabled: view !== null,
    staleTime: HOUR_MS,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return data?.items ?? NONE;
}

const NONE: FacilitiesOnMap['items'] = [];
