import { useSession } from '@silverbell/web-live';
import { routeKey } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api, session } from './app-client.js';
import { UNITS } from './map-units.js';

/** Roles that may read files of people; to all others the map shows no homes. */
const READS_HOMES = ['operator', 'lead', 'supervisor', 'admin'];
const EVERY_MS = 10 * 60_000;

/** Where the homes of the own regions are, in degrees; `undefined`: not read, or not hers to read. */
export function useHomes(): readonly (readonly [lat: number, lng: number])[] | undefined {
  const role = useSession(session).user?.role ?? '';
  return useQuery({
    queryKey: routeKey('homesOnMap', {}),
    queryFn: async () =>
      (await api.call('homesOnMap', {})).points.map(([lat, lng]) => [lat / UNITS, lng / UNITS] as const),
    enabled: READS_HOMES.includes(role),
    refetchInterval: EVERY_MS,
  }).data;
}
