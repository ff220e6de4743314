import { fold, lastingState } from '@silverbell/incidents';
import type { IncidentId } from '@silverbell/kernel';
import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import type { IncidentQueries } from './incident.queries.js';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Incidents whose row is something else than the fold of their events; there should be none. */
export async function foldMismatches(source: DataSource, queries: IncidentQueries): Promise<readonly IncidentId[]> {
  const rows: { id: IncidentId }[] = await source.query('select id from incident order by number');
  const wrong: IncidentId[] = [];
  for (const { id } of rows) {
    const file = await queries.byId(id);
    const row = file && plain(lastingState(file.incident));
    if (!file || file.events.length === 0 || !isDeepStrictEqual(row, plain(lastingState(fold(file.events)))))
      wrong.push(id);
  }
  return wrong;
}
