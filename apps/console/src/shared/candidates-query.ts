import type { Incident } from '@silverbell/wire';
import { routeKey } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from './app-client.js';

/** The incident's version is part of the key: every answer of a helper changes the list. */
export const candidatesKey = (incident: Incident | undefined): readonly unknown[] => [
  ...routeKey('candidates', { params: { id: incident?.id ?? '' } }),
  incident?.version ?? 0,
];

/** Who could be sent to the selected incident, in order; read once for the list and for the map. */
export function useCandidates(incident: Incident | undefined) {
  const id = incident?.id ?? '';
  return useQuery({
    queryKey: candidatesKey(incident),
    queryFn: () => api.call('candidates', { params: { id } }),
    enabled: incident !== undefined && incident.closedAt === null && incident.allowedActions.length > 0,
    placeholderData: (before) => before,
    refetchInterval: 30_000,
    gcTime: 60_000,
  });
}
