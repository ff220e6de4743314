import type { DataSource } from 'typeorm';
import type { TwoCounties } from '../../medium/who-may/another-county.js';
import { handoverOf } from '../../medium/who-may/asks.js';

/** Places, people, things and a case of the demo county, which nobody of the other one may see or change. */
export interface Neighbours {
  readonly ids: readonly string[];
}

/** Something goes on next door: a case that is attended, a helper who is on her way, and a handover that is open. */
export async function neighboursOf(two: TwoCounties): Promise<Neighbours> {
  const incident = await two.press('demo-pendant-1');
  const post = (who: string, path: string, body: unknown = {}) =>
    two.json<{ id: string }>(who, { method: 'POST', path: `/api/v1${path}`, body });
  await two.json('helper-elsewhere', { method: 'PUT', path: '/api/v1/me/duty', body: { onDuty: true } });
  await post('operator-elsewhere', `/incidents/${incident}/attend`);
  await post('operator-elsewhere', `/incidents/${incident}/verdict`, { verdict: 'real' });
  await two.ask('operator-elsewhere', {
    ...{ method: 'POST', path: `/api/v1/incidents/${incident}/offers` },
    body: { helperIds: ['helper-elsewhere'], reason: 'knows-senior' },
  });
  const { items } = await two.json<{ items: { id: string }[] }>('helper-elsewhere', {
    ...{ method: 'GET', path: '/api/v1/me/offers' },
  });
  const offer = items[0]?.id;
  if (offer === undefined) throw new Error('nobody was asked next door');
  const { id: assignment } = await post('helper-elsewhere', `/offers/${offer}/accept`);
  const [things] = (await two.source.query(
    `select home_id as home, senior_id as senior from device where id = 'demo-pendant-1'`,
  )) as { home: string; senior: string }[];
  if (things === undefined) throw new Error('the demo town has no first pendant');
  await handoverOf(two, 'operator-2');
  const { home, senior } = things;
  return {
    ids: [
      incident,
      offer,
      assignment,
      home,
      senior,
      'demo-pendant-1',
      'helper-1',
      'helper-elsewhere',
      'operator-elsewhere',
      'demo-county',
    ],
  };
}

/** What the platform itself goes on writing: messages on their way, and when something was last heard. */
const GOES_ON = ['outbox'];

/** Whom an auditor asked the log for stands in her own entry of it, with how little she was shown. */
const ASKED_THE_LOG = /^\(\d+,[\w-]+-(?:there|above|below),audit-read,/;

interface Read {
  readonly mark: string;
  readonly rows: readonly string[];
}
/** What was read last of a table, so that only tables that have changed are read again. */
const lastRead = new WeakMap<DataSource, Map<string, Read>>();

/** Every row that speaks of the neighbours, as it is now: the database says which tables are as they were. */
export async function rowsOf(source: DataSource, { ids }: Neighbours): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = (await source.query(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  )) as { name: string }[];
  const names = tables.map(({ name }) => name).filter((name) => !GOES_ON.includes(name));
  const ofThem = ids.map((id) => id.replace(/[^\w-]/g, '.')).join('|');
  // Whatever is written has a newer transaction, and whatever is deleted is one row less: only such a table is read again.
  const marks = (await source.query(
    names
      .map((name) => `select '${name}' as name, count(*) || ' ' || max(xmin::text::bigint) as mark from "${name}"`)
      .join(' union all '),
  )) as { name: string; mark: string | null }[];
  const known = lastRead.get(source) ?? new Map<string, Read>();
  lastRead.set(source, known);
  const rows = new Map<string, readonly string[]>();
  for (const { name, mark } of marks) {
    const same = known.get(name);
    if (mark === null) rows.set(name, []);
    else if (same?.mark === mark) rows.set(name, same.rows);
    else {
      // Each row is made a text once, and looked at once for all of the names.
      const found = (await source.query(
        `select row from (select t::text as row from "${name}" t offset 0) x where row ~ $1 order by 1`,
        [ofThem],
      )) as { row: string }[];
      const now = found.map(({ row }) => row).filter((row) => !(name === 'audit_entry' && ASKED_THE_LOG.test(row)));
      known.set(name, { mark, rows: now });
      rows.set(name, now);
    }
  }
  return rows;
}

/** What is other than it was, by table, in words. */
export function changesBetween(
  before: ReadonlyMap<string, readonly string[]>,
  now: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return [...now].flatMap(([table, rows]) => {
    const were = new Set(before.get(table));
    const are = new Set(rows);
    return [
      ...rows.filter((row) => !were.has(row)).map((row) => `${table} has ${row.slice(0, 300)}`),
      ...[...were].filter((row) => !are.has(row)).map((row) => `${table} lost ${row.slice(0, 300)}`),
    ];
  });
}
