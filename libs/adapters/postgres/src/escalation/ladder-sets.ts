import type { Ladders } from '@silverbell/incidents';
import { DEFAULT_LADDERS, type Settings } from '@silverbell/usecases';
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';

/** Equal keys, equal contents (the key is made of them), so that what was read once never goes stale. */
const known = new LRUCache<string, Ladders>({ max: 1_000 });

/** The ladders a region's settings name; `null` where none was edited. One more statement on the first sight of a key only. */
export async function laddersOf(source: Pick<DataSource, 'query'>, settings: Settings): Promise<Ladders | null> {
  const key = settings['ladders'];
  if (typeof key !== 'string' || key === DEFAULT_LADDERS) return null;
  const read = known.get(key);
  if (read !== undefined) return read;
  const rows: { body: Ladders }[] = await source.query('select body from ladder_set where key = $1', [key]);
  const body = rows[0]?.body;
  if (body === undefined) return null;
  known.set(key, body);
  return body;
}
