import type { Incident, IncidentPage, IncidentSummary } from '@silverbell/wire';
import { routeKey } from '@silverbell/web-api-client';
import { LiveCases, ViewerPresence } from '@silverbell/web-live';
import { createAppClient } from '@silverbell/web-session';
import { Sound } from '@silverbell/web-ui';
import { HelperPositions } from './helper-positions.js';

/** What the console has once, for all its pages: client, session, clock, incidents, sound. */
export const client = createAppClient({
  name: 'silverbell.console',
  kept: 'in-this-tab',
  namespace: '/console',
  // Versions and pushes say what is out of date; what has neither says so at its own query.
  queries: { retry: 1, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
});
export const { clock, session, api, queries, readAt, transport, drafts } = client;
export const sound = new Sound();
export const incidentKey = (id: string): readonly unknown[] => routeKey('incident', { params: { id } });

/** Newer only: a slow answer never replaces what a faster one already brought. */
export function keepIncident(one: Incident): Incident {
  const known = queries.getQueryData<Incident>(incidentKey(one.id));
  if (known !== undefined && known.version > one.version) return known;
  queries.setQueryData(incidentKey(one.id), one);
  return one;
}

export async function readIncident(id: string): Promise<Incident> {
  return keepIncident(await api.call('incident', { params: { id } }));
}

async function* readOpen(): AsyncGenerator<readonly IncidentSummary[]> {
  let cursor: string | null = null;
  // A flood has pages; the limit only stops a server that never ends.
  for (let page = 0; page < 200; page += 1) {
    const query = { state: 'open', limit: 100, ...(cursor === null ? {} : { cursor }) } as const;
    const answer: IncidentPage = await api.call('incidents', { query });
    yield answer.items;
    cursor = answer.nextCursor;
    if (cursor === null) return;
  }
}

function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}

export const viewers = new ViewerPresence({ transport, every });

/** The map and the shift at a glance look at the same ones. */
export const helperPositions = new HelperPositions(transport, () => clock.now());

export const live = new LiveCases<IncidentSummary>({
  transport,
  readOpen,
  readSome: async (ids) => (await api.call('incidents', { query: { ids: ids.join(',') } })).items,
  // Lengths of time only; `clock.at` makes the server's time of them.
  now: () => clock.elapsed(),
  every,
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  reportDefect: (sentence) => console.warn(sentence),
});

/**
 * A tab that kept its login asks for the list and opens its line while the page is still being drawn. The first page that shows incidents
 * takes the line over, and closes it when it goes.
 */
const { user: kept, unfinished } = session.state();
let early = kept !== null && unfinished.length === 0 ? live.start() : null;

/** @returns how to stop */
export function startLive(): () => void {
  const stop = early;
  early = null;
  if (stop !== null && session.state().user?.id === kept?.id) return stop;
  // Another person logged in meanwhile: what was begun is not hers.
  stop?.();
  return live.start();
}

/** Reads an incident again in its detail and in the queue: after every command on it, whether it was accepted or refused. */
export function refreshIncident(id: string): void {
  void readIncident(id).catch(() => undefined);
  void live.refresh(id);
}
