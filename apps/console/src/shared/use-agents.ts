import type { TelephonyOnWire } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from './app-client.js';

export type AgentOnDesk = TelephonyOnWire['agents'][number];

/** For whom the desks are: a lead and a supervisor. */
const SEE_AGENTS = ['lead', 'supervisor'];
const EVERY_MS = 5_000;

/** The telephones of the desks, by account; `null`: not told to this role, no exchange, or not read yet. A role that also calls reads them with its call bar. */
export function useAgents(role: string): ReadonlyMap<string, AgentOnDesk> | null {
  const query = useQuery({
    ...routeQuery(api, 'telephony', {}),
    ...{
      enabled: SEE_AGENTS.includes(role),
      staleTime: EVERY_MS,
      refetchInterval: role === 'supervisor' ? EVERY_MS : false,
    },
    // Compared as it is: a call that goes on elsewhere renders nothing.
    select: ({ link, agents }) => (link === 'none' ? null : agents),
  });
  return query.data == null ? null : new Map(query.data.map((agent) => [agent.account.id, agent]));
}
