import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/app-client.js';

export const useDrills = () =>
  useQuery({
    ...routeQuery(api, 'drills', {}),
    staleTime: 0,
    refetchInterval: 30_000,
    retry: false,
  });
