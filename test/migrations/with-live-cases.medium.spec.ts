// Real: every migration, PostgreSQL, the demo town, cases by the real use cases. Not real: senders, the clock (ours).
import { afterEach, describe, expect, it } from '@jest/globals';
import { assertMigrated, foldMismatches, migrate, migrateTo, openDatabase } from '@silverbell/adapter-postgres';
import { as, type IncidentId } from '@silverbell/kernel';
import { emptyDatabase, testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { tick } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { filledHouse, type FilledHouse } from '../medium/keeping/filled-house.js';

/** The oldest schema that ever ran in a house. */
const THEN = ['PeopleAndPlaces1763700000001', 'Cases1763700000002', 'Presence1763700000003'];

const nobody = as<IncidentId>('nobody');
const databases: TestDatabase[] = [];
const houses: FilledHouse[] = [];

const made = async (making: Promise<TestDatabase>): Promise<string> => {
  const database = await making;
  databases.push(database);
  return database.url;
};

afterEach(async () => {
  for (const { source } of houses.splice(0)) await source.destroy();
  for (const database of databases.splice(0)) await database.drop();
}, 60_000);

/** The columns of then that are still there, in the order in which rows may be written. */
const SHARED = [
  'region',
  'region_setting',
  'facility',
  'home',
  'senior',
  'occupant',
  'contact',
  'consent',
  'device',
  'helper',
  'account',
]
  .concat([
    'helper_certificate',
    'helper_conflict',
    'helper_pair',
    'helper_duty',
    'key_holding',
    'family_link',
    'duty_seat',
    'emergency_number',
  ])
  .concat([
    'person_key',
    'secret_text',
    'subject',
    'policy',
    'incident',
    'incident_event',
    'offer',
    'assignment',
    'outbox',
    'device_alert',
    'inbox',
  ]);

const columnsOf = async (source: DataSource, table: string): Promise<string[]> =>
  (
    (await source.query(
      `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
      [table],
    )) as { name: string }[]
  ).map(({ name }) => name);

/** A database as version 0003 left it, with a town and cases in the middle of their lives. */
async function houseOfThen(now: FilledHouse): Promise<string> {
  const url = await made(emptyDatabase());
  await migrateTo(url, THEN);
  const then = await openDatabase(url, { poolSize: 2 });
  try {
    for (const table of SHARED) {
      const known = await columnsOf(then, table);
      const columns = (await columnsOf(now.source, table))
        .filter((name) => known.includes(name))
        .map((name) => `"${name}"`);
      const rows: { row: string }[] = await now.source.query(`select to_jsonb(t)::text as row from "${table}" t`);
      await then.query(
        `insert into "${table}" (${columns.join(', ')}) select ${columns.join(', ')} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
        [`[${rows.map(({ row }) => row).join(',')}]`],
      );
    }
    const handed: unknown[] = await now.source.query(
      'select engine_id, device_id, dedupe_key as alert_id, kind, payload_hash, handed from inbox_handed',
    );
    await then.query(`insert into inbox_handed select * from jsonb_populate_recordset(null::inbox_handed, $1::jsonb)`, [
      JSON.stringify(handed),
    ]);
    await then.query(`select setval('incident_number', (select max(number) from incident))`);
    // nothing was ever a drill or a test then
    await then.query(`update incident set state = state - 'practice'`);
  } finally {
    await then.destroy();
  }
  return url;
}

describe('an upgrade from the first schema, with live cases', () => {
  it('keeps every case the fold of its events, and the cases go on', async () => {
    const now = await filledHouse(await made(testDatabase()));
    houses.push(now);
    const pendants = now.town.devices.filter((device) => device.role === 'pendant' && device.seniorId !== null);
    const cases: IncidentId[] = [];
    for (const { id } of pendants.slice(0, 5)) cases.push(await now.press(id));
    await now.note(cases[0] ?? nobody, 'before the upgrade');
    now.clock.advance('3 min');
    await tick(now.rooms, { limit: 100 });

    const url = await houseOfThen(now);
    expect((await migrate(url)).length).toBeGreaterThan(3);

    const upgraded = await filledHouse(url, now);
    houses.push(upgraded);
    await assertMigrated(upgraded.source);
    expect(await foldMismatches(upgraded.source, upgraded.queries)).toEqual([]);
    const open = (await upgraded.queries.listOpen({ regionIds: null, cursor: null, limit: 50 })).items;
    expect(open.map(({ incident }) => incident.id).sort()).toEqual(
      (await now.queries.listOpen({ regionIds: null, cursor: null, limit: 50 })).items
        .map(({ incident }) => incident.id)
        .sort(),
    );
    expect([...((await upgraded.queries.byId(cases[0] ?? nobody))?.texts.values() ?? [])]).toEqual([
      'before the upgrade',
    ]);

    // the same press heard by another engine is a copy, another press joins, time goes on
    const before = (await upgraded.queries.byId(cases[1] ?? nobody))?.incident.version;
    expect(await upgraded.press(pendants[1]?.id ?? '', { engineId: 'another' })).toBe(cases[1]);
    expect((await upgraded.queries.byId(cases[1] ?? nobody))?.incident.version).toBe(before);
    expect(await upgraded.press(pendants[1]?.id ?? '', { alertId: 'later', payloadHash: 'later' })).toBe(cases[1]);
    upgraded.clock.advance('10 min');
    await tick(upgraded.rooms, { limit: 100 });
    const after = (await upgraded.queries.byId(cases[2] ?? nobody))?.incident;
    expect(after?.version).toBeGreaterThan(
      open.find(({ incident }) => incident.id === cases[2])?.incident.version ?? 0,
    );
    expect(await foldMismatches(upgraded.source, upgraded.queries)).toEqual([]);
  }, 120_000);
});
