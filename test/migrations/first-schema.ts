import { migrateTo, partsOf } from '@silverbell/adapter-postgres';
import pg from 'pg';
import type { RecordedPast } from './recorded-past.js';

/** The oldest schema that ever ran in a house. */
const FIRST = ['PeopleAndPlaces1763700000001', 'Cases1763700000002', 'Presence1763700000003'];

/** A column of now under its name of then. */
const NAMED_THEN: Readonly<Record<string, string>> = { 'inbox_handed.dedupe_key': 'alert_id' };

/** Rows that only a later schema can hold. */
const NOT_YET = [
  { table: 'sign_of_life', column: 'sign', is: 'press' },
  { table: 'region_setting', column: 'key', is: 'ladders' },
];

interface Column {
  readonly table: string;
  readonly name: string;
}

/**
 * Fills an empty database with the first schema, and with the rows of a recorded one as far as that schema could hold them: there was neither
 * drill nor test nor a ladder of a region's own, and a press was no sign of life.
 */
export async function fillFirstSchema(url: string, { file, expected }: RecordedPast): Promise<void> {
  await migrateTo(url, FIRST);
  const exercises = new Set(expected.open.flatMap(({ id, practice }) => (practice === null ? [] : [id])));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const known = await client.query<Column>(
      `select table_name as "table", column_name as name from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER'`,
    );
    const isKnown = (table: string, name: string): boolean =>
      known.rows.some((column) => column.table === table && column.name === name);
    await client.query(`set session_replication_role = replica; set timezone = 'UTC'`);
    let table = '';
    let names: readonly string[] = [];
    for await (const part of partsOf(file, expected.secret)) {
      if (part.is === 'table') {
        ({ table } = part.head);
        names = part.head.columns.map(({ name }) => NAMED_THEN[`${table}.${name}`] ?? name);
      } else if (part.is === 'row') {
        const values = JSON.parse(part.text) as readonly (string | null)[];
        const row = new Map(names.map((name, n) => [name, values[n] ?? null]));
        const of = row.get(table === 'incident' ? 'id' : 'incident_id') ?? '';
        if (exercises.has(of) || NOT_YET.some((one) => one.table === table && row.get(one.column) === one.is)) continue;
        const kept = names.filter((name) => isKnown(table, name));
        if (kept.length === 0) continue;
        await client.query(
          `insert into "${table}" (${kept.map((name) => `"${name}"`).join(', ')}) overriding system value
           values (${kept.map((_name, n) => `$${String(n + 1)}`).join(', ')})`,
          kept.map((name) => row.get(name)),
        );
      } else if (part.is === 'ending')
        for (const { name, value, called } of part.ending.sequences)
          if (name === 'incident_number')
            await client.query('select setval($1::regclass, $2, $3)', [name, value, called]);
    }
    await client.query(`update incident set state = state - 'practice'`);
  } finally {
    await client.end();
  }
}
