import { routeQuery } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../shared/app-client.js';
import type { Desk } from './alarm.js';
import { needsRegions, secondTo } from './who-answers-first.js';

/** A seat that was left is known here within this time; until then its P1 is heard here 15 s late, and is called by voice meanwhile. */
const SEATS_EVERY_MS = 15_000;
/** The tree of regions changes with the administration. */
const REGIONS_EVERY_MS = 60 * 60_000;

/** What the alarm has to know of this desk. `asks`: it is on duty, so who else is there matters. */
export function useDesk({ id, role, regionId }: SessionUser, asks: boolean): Desk {
  const seats = useQuery({
    ...routeQuery(api, 'seatsOnDuty', {}),
    ...{ enabled: asks, staleTime: 0, refetchInterval: SEATS_EVERY_MS },
  });
  // A list that can no longer be read says nothing of who is there now.
  const there = seats.isError ? undefined : seats.data?.items;
  const regions = useQuery({
    ...routeQuery(api, 'regions', {}),
    ...{ enabled: asks && there !== undefined && needsRegions(there, regionId), staleTime: REGIONS_EVERY_MS },
  }).data?.items;
  return useMemo(() => {
    const second = secondTo({ me: id, role, regionId }, there ?? [], regions ?? []);
    return { me: id, isSecond: second };
  }, [id, role, regionId, there, regions]);
}
