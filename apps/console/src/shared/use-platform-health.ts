import type { HealthItemOnWire, PlatformHealthResponse } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, transport } from './app-client.js';

const EVERY_MS = 5_000;

/** Asked every few seconds, and at once when the server says that it is late or in time again: a push only says "look again". */
export function usePlatformHealth() {
  const result = useQuery({
    ...routeQuery(api, 'platformHealth', {}),
    staleTime: 0,
    refetchInterval: EVERY_MS,
    retry: false,
  });
  const rings = result.data?.rings === true;
  const { refetch } = result;
  useEffect(
    () =>
      transport.on('notice', ({ code }) => {
        if ((code === 'platform-late' && !rings) || (code === 'platform-in-time' && rings))
          // An answer takes as long as a part that hangs is waited for; begun anew at every word, it would never come.
          void refetch({ cancelRefetch: false });
      }),
    [rings, refetch],
  );
  return result;
}

/** The same beside the banner above every page, which asks: two clocks would ask twice. */
export const usePlatformHealthAsRead = () =>
  useQuery({ ...routeQuery(api, 'platformHealth', {}), staleTime: EVERY_MS, retry: false });

/** Two engines have the same loops. */
export const itemKey = ({ key, server }: Pick<HealthItemOnWire, 'key' | 'server'>): string =>
  server === null ? key : `${key}@${server.id}`;

/** What is late and critical, by key. */
export const gravelyLate = (health: PlatformHealthResponse | undefined): readonly string[] =>
  (health?.items ?? []).filter(({ verdict, critical }) => verdict === 'late' && critical).map(itemKey);
