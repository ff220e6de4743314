import type { DataSource } from 'typeorm';
import type { TwoCounties } from '../../medium/who-may/another-county.js';

/** Places, people, things and a case of the demo county, which nobody of the other one may see or change. */
export interface Neighbours {
  readonly ids: readonly string[];
}

/** Something goes on next door: a case that is attended, and a helper who is on her way. */
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

/** Every row that speaks of the neighbours, as it is now. */
export async function rowsOf(source: DataSource, { ids }: Neighbours): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = (await source.query(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  )) as { name: string }[];
  const rows = new Map<string, readonly string[]>();
  for (const { name } of tables.filter((one) => !GOES_ON.includes(one.name))) {
    const found = (await source.query(
      `select t::text as row from "${name}" t where exists (select from unnest($1::text[]) id where position(id in t::text) > 0) order by 1`,
      [ids],
    )) as { row: string }[];
    rows.set(
      name,
      found.map(({ row }) => row),
    );
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
