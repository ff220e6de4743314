import type { Incident, IncidentPage, IncidentSummary } from '@silverbell/wire';
import { LiveCases, Onlookers } from '@silverbell/web-live';
import { openHouse } from '@silverbell/web-session';
import { Sound } from '@silverbell/web-ui';
import { hashKey, QueryClient, type QueryKey } from '@tanstack/react-query';

/** The one of everything a page has: client, session, clock, cases, sound. Made once, used by every zone. */
export const house = openHouse({ name: 'silverbell.console', kept: 'in-this-tab', namespace: '/console' });
export const { clock, session, api, transport, drafts } = house;
export const sound = new Sound();
export const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } },
});

const readTimes = new Map<string, number>();
queries.getQueryCache().subscribe((event) => {
  if (event.type === 'updated' && event.action.type === 'success')
    readTimes.set(event.query.queryHash, clock.elapsed());
  if (event.type === 'removed') readTimes.delete(event.query.queryHash);
});

/** When the answer shown under this key was read, by the server's clock; react-query itself asks the PC. */
export function readAtOf(key: QueryKey): number | null {
  const at = readTimes.get(hashKey(key));
  return at === undefined ? null : clock.at(at);
}

export const incidentKey = (id: string): readonly string[] => ['incident', id];

/** Newer only: a slow answer never replaces what a faster one already brought. */
export function keepIncident(one: Incident): Incident {
  const known = queries.getQueryData<Incident>(incidentKey(one.id));
  if (known !== undefined && known.version > one.version) return known;
  queries.setQueryData(incidentKey(one.id), one);
  return one;
}

export async function readIncident(id: string): Promise<Incident> {
  return keepIncident(await api.get<Incident>(`/incidents/${encodeURIComponent(id)}`));
}

async function* readOpen(): AsyncGenerator<readonly IncidentSummary[]> {
  let cursor: string | null = null;
  // A flood has pages; the limit only stops a server that never ends.
  for (let page = 0; page < 200; page += 1) {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer: IncidentPage = await api.get<IncidentPage>(`/incidents?state=open&limit=100${query}`);
    yield answer.items;
    cursor = answer.nextCursor;
    if (cursor === null) return;
  }
}

function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}

export const onlookers = new Onlookers({ transport, every });

export const live = new LiveCases<IncidentSummary>({
  transport,
  readOpen,
  readSome: async (ids) => (await api.get<IncidentPage>(`/incidents?ids=${ids.join(',')}`)).items,
  // Lengths of time only; `clock.at` makes the server's time of them.
  now: () => clock.elapsed(),
  every,
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  reportDefect: (sentence) => console.warn(sentence),
});
