import type { Drill } from '@silverbell/wire';
import { useQuery } from '@tanstack/react-query';
import { api } from '../house.js';

export const drillsKey = ['drills'];

export const useDrills = () =>
  useQuery({
    queryKey: drillsKey,
    queryFn: () => api.get<{ items: Drill[] }>('/drills'),
    staleTime: 0,
    refetchInterval: 30_000,
    retry: false,
  });
