// Real: PostgreSQL, the demo town, the backup and the restore as processes of their own, SIGKILL. Not real: senders, the clock (ours).
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueryRunner } from 'typeorm';
import { eventually } from '../../e2e/support/eventually.js';
import { startStationCommand, type StationCommand } from '../../rig/index.js';
import { filledPlatform, SECRET, type FilledPlatform } from '../privacy/filled-platform.js';

// Limits are for what never comes; a slow machine must not decide.
jest.setTimeout(240_000);

let folder: string;
let station: string;
let database: TestDatabase;
let house: FilledPlatform;
let holder: QueryRunner;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'silverbell-backup-'));
  database = await testDatabase();
  house = await filledPlatform(database.url);
  await house.press(house.town.devices.find(({ role }) => role === 'pendant')?.id ?? '');
  station = join(folder, 'station');
  mkdirSync(station);
  writeFileSync(join(station, 'station.json'), JSON.stringify({ mode: 'live', settled: true }));
  writeFileSync(join(station, 'secret'), `${SECRET}\n`);
  holder = house.source.createQueryRunner();
});

afterEach(async () => {
  await holder.release();
  await house.source.destroy();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => join(folder, 'of-tonight');
const backup = (): StationCommand =>
  startStationCommand('backup', ['--to', file()], { SILVERBELL_DATA_DIR: station, DATABASE_URL: database.url });
const restore = (from: string): StationCommand =>
  startStationCommand('restore', ['--from', from, '--into', join(folder, 'new')], { SILVERBELL_SECRET: SECRET });

/** A backup reads table after table: it waits at the last one until `letGo`. */
async function heldInTheMiddle(): Promise<{ readonly it: StationCommand; readonly backend: number; letGo(): Promise<void> }> {
  const tables: { name: string }[] = await holder.query(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1 desc limit 1`,
  );
  await holder.query('begin');
  await holder.query(`lock table "${tables[0]?.name ?? ''}" in access exclusive mode`);
  const it = backup();
  const backend = await eventually(
    'the backup waits in the middle',
    async () => {
      const waiting: { pid: number }[] = await house.source.query(
        `select pid from pg_stat_activity where application_name = 'silverbell-backup' and wait_event_type = 'Lock' and datname = current_database()`,
      );
      return waiting[0]?.pid;
    },
    { withinMs: 90_000 },
  );
  return { it, backend, letGo: () => holder.query('rollback').then(() => undefined) };
}

describe('a backup whose making ends in the middle', () => {
  it('is no backup when its program is killed: what it left is refused with a sentence, the station goes on, and the next one is whole', async () => {
    const { it: making, letGo } = await heldInTheMiddle();
    await making.kill();
    await letGo();
    expect(existsSync(file())).toBe(false);
    expect(statSync(`${file()}.new`).size).toBeGreaterThan(0);

    const refused = await restore(`${file()}.new`).ended;
    expect(refused.how).toBe(1);
    expect(refused.said.trim()).toMatch(/of-tonight\.new .*not whole/);
    expect(refused.said.trim().split('\n')).toHaveLength(1);
    expect(existsSync(join(folder, 'new')) || existsSync(join(folder, 'new.unfinished'))).toBe(false);

    await house.press(house.town.devices.filter(({ role }) => role === 'pendant')[1]?.id ?? '');
    const next = await backup().ended;
    expect(next).toEqual({ how: 0, said: expect.stringMatching(/Backed up \d+ rows/) as unknown });
    expect(existsSync(`${file()}.new`)).toBe(false);
    const back = await restore(file()).ended;
    expect(back).toEqual({ how: 0, said: expect.stringMatching(/Restored \d+ rows/) as unknown });
  });

  it('is said in one sentence when the database dies under it, and leaves nothing that looks like one', async () => {
    const { it: making, backend, letGo } = await heldInTheMiddle();
    await house.source.query('select pg_terminate_backend($1)', [backend]);
    const { how, said } = await making.ended;
    await letGo();
    expect(how).toBe(1);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toMatch(/database.*no backup was made/i);
    expect(existsSync(file()) || existsSync(`${file()}.new`)).toBe(false);
    expect((await backup().ended).how).toBe(0);
  });
});

describe('a backup of rows that are not what their events say', () => {
  it('comes back with a warning that names the case, and a status that is not success', async () => {
    await house.source.query(`update incident set severity = 3, state = jsonb_set(state, '{severity}', '3')`);
    const [row]: { number: string }[] = await house.source.query('select number from incident');
    expect((await backup().ended).how).toBe(0);
    const { how, said } = await restore(file()).ended;
    expect(how).toBe(1);
    expect(said).toContain('differ, look at them');
    expect(said).toContain(String(row?.number));
  });
});
