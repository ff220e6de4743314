// Real: PostgreSQL with its own files, every migration, the engine and the api over it, a backup that an earlier version made. Not real: the telephone.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  load,
  migrate,
  migrateTo,
  openDatabase,
  PersonKeys,
  seedDemo,
  DirectoryQueries,
  type Hashing,
} from '@silverbell/adapter-postgres';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@silverbell/adapter-postgres/embedded';
import { DeviceSecretHashing } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET, hashPassword } from '@silverbell/adapter-runtime';
import { DEMO_SEED, demoTown, type DemoTown } from '@silverbell/demo';
import { as, instant, type HomeId } from '@silverbell/kernel';
import { runFolder, testDatabase } from '@silverbell/testing-world';
import { BEGIN, inWorld, World } from '@silverbell/testing-world/scenario';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { eventually } from '../../e2e/support/eventually.js';
import { recordedPast, recordedVersions } from '../../migrations/recorded-past.js';
import { found } from './found-in-files.js';

let folder: string;
let postgres: EmbeddedPostgres | null;

beforeEach(() => {
  folder = mkdtempSync(join(runFolder(), 'stolen-'));
  chmodSync(folder, 0o755);
  postgres = null;
});
afterEach(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function server(): Promise<string> {
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined });
  return postgres.url;
}

/** What a thief finds who pulls the plug after a checkpoint: files of dropped tables are gone by then, so is the log before it. */
async function stolen(url: string): Promise<void> {
  await ask(url, 'checkpoint');
  await postgres?.stop();
  postgres = null;
}

async function ask(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The demo town with numbers and codes that mean nothing else in any file. */
function unmistakable(town: DemoTown): { readonly town: DemoTown; readonly secrets: readonly string[] } {
  const secrets: string[] = [];
  const number = (): string => {
    secrets.push(String(13_912_340_000 + secrets.length));
    return secrets.at(-1) ?? '';
  };
  const code = (): string => {
    secrets.push(`#${String(90_417_000 + secrets.length)}*`);
    return secrets.at(-1) ?? '';
  };
  return {
    secrets,
    town: {
      ...town,
      homes: town.homes.map((home) => ({ ...home, entryCode: code() })),
      seniors: town.seniors.map((one) => ({ ...one, phone: number() })),
      contacts: town.contacts.map((one) => ({ ...one, phone: number() })),
      helpers: town.helpers.map((one) => ({ ...one, phone: number() })),
      dutySeats: town.dutySeats.map((one) => ({ ...one, voiceNumber: number() })),
      keyHoldings: town.keyHoldings.map((one) => ({ ...one, holderPhone: number() })),
    },
  };
}

describe('a stolen data folder', () => {
  it('of a town that lived shows no phone and no entry code, though everybody was rung', async () => {
    const { town, secrets } = unmistakable(demoTown(DEMO_SEED, BEGIN));
    const url = await server();
    const dataDir = join(folder, 'engine');
    mkdirSync(dataDir);
    await migrate(url, { secret: DEMO_SECRET });
    const source = await openDatabase(url, { poolSize: 2 });
    const devices = new DeviceSecretHashing(DEMO_SECRET);
    const hashing: Hashing = {
      password: hashPassword,
      deviceSecret: (deviceId, secret) => ({ hash: devices.hash(deviceId, secret), keyId: devices.keyId }),
    };
    await seedDemo(source, town, hashing, DEMO_SECRET);
    await source.query('analyze');
    await source.destroy();
    const database = () => Promise.resolve({ url, drop: () => Promise.resolve() });
    await inWorld(
      async (world) => {
        world.expects('role-call', 'home-call', 'offer', 'offer-over', 'assignment-changed', 'contact-message');
        const operator = world.operator();
        const one = await world.caseOf(await world.device('demo-pendant-1').presses());
        await operator.attends(one);
        const read = JSON.stringify(await operator.reads(one));
        expect(secrets.some((secret) => read.includes(secret))).toBe(true);
        await operator.calls(one, {
          party: 'senior',
          number: secrets.find((secret) => read.includes(secret)),
          result: 'no-reply',
        });
        await operator.judges(one, 'real');
        await world.advance('1 min');
        expect(found(world.dataFolder, secrets)).toEqual([]);
      },
      new World({ at: BEGIN, database, dataDir }, BEGIN),
    );
    await stolen(url);
    expect(found(folder, secrets)).toEqual([]);
  }, 300_000);

  it('of an upgraded database shows nothing of what lay there in clear, nor after a restart', async () => {
    const url = await server();
    const { secrets, senior, contact, helper, seat, holder, code } = await inClear(url, 30);
    expect(found(folder, secrets).map(({ secret }) => secret)).toEqual(expect.arrayContaining(secrets));

    await expect(migrate(url)).rejects.toThrow('SILVERBELL_SECRET');
    await migrate(url, { secret: UPGRADE_SECRET });
    const source = await openDatabase(url, { poolSize: 2 });
    const directory = new DirectoryQueries(source, new PersonKeys(source, UPGRADE_SECRET));
    expect(await directory.homeCard(as<HomeId>('h7'))).toMatchObject({
      entryCode: code,
      people: [{ phone: senior }],
      contacts: [{ phone: contact }],
      keys: [{ phone: holder }],
    });
    const reached = await directory.reach(['helper:p1', 'seat:t1', 'contact:c1', 'home:h1'], instant(0));
    expect([...reached.values()].map(({ number }) => number)).toEqual([helper, seat, contact, senior]);
    await source.destroy();
    await stolen(url);
    expect(found(folder, secrets)).toEqual([]);
    await stolen(await server());
    expect(found(folder, secrets)).toEqual([]);
  }, 300_000);

  it('of a database whose upgrade was killed twice is as before, and then shows nothing', async () => {
    const url = await server();
    const { secrets } = await inClear(url, 8_000);
    const [looking] = [new pg.Client({ connectionString: url })];
    await looking.connect();
    const sees = async (sql: string): Promise<boolean> =>
      ((await looking.query<{ yes: boolean }>(`select exists (${sql}) as yes`)).rows[0]?.yes ?? false) === true;
    const killedOnce = async (fact: string, sql: string): Promise<void> => {
      const child = upgrading(url);
      const gone = once(child, 'exit');
      // A fast machine is past such a moment in less than the usual pause.
      await eventually(fact, () => sees(sql), { withinMs: 120_000, everyMs: 2 });
      child.kill('SIGKILL');
      expect(await gone).toEqual([null, 'SIGKILL']);
      const own = `select from pg_stat_activity where application_name = 'silverbell-migrate'`;
      await eventually('its connection is gone', async () => !(await sees(own)));
    };

    await killedOnce(
      'the contacts are being sealed',
      `select from pg_stat_activity where application_name = 'silverbell-migrate' and query like '%update contact t set%'`,
    );
    expect(await sees(`select from contact where phone <> ''`)).toBe(true);
    expect(await sees(`select from pg_class where relname = 'clear_text_left'`)).toBe(false);

    await killedOnce('the upgrade is committed', `select from pg_class where relname = 'clear_text_left'`);
    expect(await sees('select from clear_text_left')).toBe(true);

    await looking.end();
    await migrate(url, { secret: UPGRADE_SECRET });
    await stolen(url);
    expect(found(folder, secrets)).toEqual([]);
  }, 300_000);

  it.each(recordedVersions())(
    'of the database that version %s left shows none of its numbers',
    async (version) => {
      const { file, expected } = recordedPast(version);
      const url = await server();
      await load(file, expected.secret, url);
      await stolen(url);
      const again = await server();
      await stolen(again);
      // fictional numbers of the demo; those of offices begin with 7 and are public
      const numbers = Array.from({ length: 9 }, (_, block) => block).flatMap((block) =>
        block === 7 ? [] : Array.from({ length: 400 }, (__, n) => `000-${String(block)}${String(n).padStart(3, '0')}`),
      );
      expect(found(folder, numbers, 'as written')).toEqual([]);
    },
    300_000,
  );
});

const UPGRADE_SECRET = 'the secret of this town';

/** The tables of before, with `n` people whose numbers and codes lie in clear. */
async function inClear(url: string, n: number) {
  const before = await migrationsBefore('SealedNumbers');
  await migrateTo(url, before);
  const secrets = [
    '13912349001',
    '13912349002',
    '13912349003',
    '13912349004',
    '13912349005',
    '#90417001*',
    '13912349006',
  ];
  const [senior, contact, helper, seat, holder, code, older] = secrets;
  await ask(
    url,
    `insert into region (id, parent_id, level_name, level_no, name, centre_lat, centre_lng) values ('county', null, '县', 1, '县', 30, 119)`,
    `insert into home (id, region_id, label, address_words, lat, lng, datum, position_source, hazards, has_lift, entry_code)
       select 'h' || n, 'county', 'x', 'x', 30, 119, 'wgs84', 'surveyed', '{}', false, '${code}' from generate_series(1, ${String(n)}) n`,
    `insert into senior (id, home_id, region_id, name, gender, status, verify_by, dispatch_first, languages, hearing, dementia, care_categories,
         economic_class, protection_flags, phone)
       select 's' || n, 'h' || n, 'county', 'x', 'unknown', 'active', 'voice', false, '{}', 'good', false, '{}', 'other', '{}', '${older}'
       from generate_series(1, ${String(n)}) n`,
    `update senior set phone = '${senior}'`,
    `insert into contact (id, senior_id, position, name, relation, phone, notice_level, may_decide, conflict)
       select 'c' || n, 's' || n, 1, 'x', 'x', '${contact}', 'at-risk', false, false from generate_series(1, ${String(n)}) n`,
    `insert into helper (id, kind, name, family_name, phone, birth_date, region_id, lat, lng, languages, night_calls, can_lift, transport,
         turnout_day_s, turnout_night_s, acceptance_chance, standing_availability)
       select 'p' || n, 'aide', 'x', 'x', '${helper}', '1980-01-01', 'county', 30, 119, '{}', true, true, 'walk', 60, 60, 0.5, false
       from generate_series(1, ${String(n)}) n`,
    `insert into duty_seat (id, region_id, role, person_name, voice_number) select 't' || n, 'county', 'lead', 'x', '${seat}' from generate_series(1, ${String(n)}) n`,
    `insert into key_holding (id, home_id, holder_kind, holder_name, holder_phone, consent_use, consent_force)
       select 'k' || n, 'h' || n, 'neighbour', 'x', '${holder}', true, true from generate_series(1, ${String(n)}) n`,
    'analyze',
    'checkpoint',
  );
  return { secrets, senior, contact, helper, seat, holder, code };
}

/** The upgrade in a process of its own, as the engine does it when it starts. */
const upgrading = (url: string): ChildProcess =>
  spawn(
    process.execPath,
    [
      ...['--input-type=module', '-e'],
      `import { migrate } from '@silverbell/adapter-postgres'; await migrate(${JSON.stringify(url)}, { secret: ${JSON.stringify(UPGRADE_SECRET)} });`,
    ],
    { cwd: join(import.meta.dirname, '../../..'), stdio: 'inherit' },
  );

/** The names of the migrations up to the one whose name begins so. */
async function migrationsBefore(name: string): Promise<readonly string[]> {
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>('select name from schema_migration order by id');
  await client.end();
  await database.drop();
  const names = rows.map((row) => row.name);
  return names.slice(
    0,
    names.findIndex((one) => one.startsWith(name)),
  );
}
