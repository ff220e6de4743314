// Real: PostgreSQL, the api over HTTP, the worker as a process of its own that is killed. Not real: the engine.
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../e2e/support/eventually.js';
import { Office } from './office.js';

jest.setTimeout(300_000);

const WORKER = fileURLToPath(new URL('../../../apps/worker/dist/main.js', import.meta.url));
const PEOPLE = 2_500;
const office = new Office();
let worker: ChildProcess | null = null;

beforeAll(() => office.starts());
afterEach(() => kill());
afterAll(() => office.stops());

function start(): void {
  const { databaseUrl, settings } = office.request;
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, SILVERBELL_SECRET: settings.secret };
  worker = spawn(process.execPath, [WORKER], { env: { ...env, SILVERBELL_MODE: 'demo' }, stdio: 'ignore' });
}
/** SIGKILL; resolves when it is gone. */
async function kill(): Promise<void> {
  if (worker === null || worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await gone;
}
const count = async (of: string): Promise<number> =>
  (await office.sql<{ n: number }>(`select count(*)::int as n from ${of}`))[0]?.n ?? 0;

it('an import whose worker is killed thrice ends with exactly the rows of its file, each once', async () => {
  const [village] = await office.sql<{ name: string }>(
    `select name from region where id not in (select parent_id from region where parent_id is not null) order by id limit 1`,
  );
  // Two people to a home; each with a contact.
  const line = (n: number): string =>
    `杀而复生${String(n)},19400101,${village?.name ?? ''},续传路${String(Math.floor(n / 2))}号,续传友${String(n)},儿子,0001${String(n).padStart(7, '0')}\n`;
  const lines = Array.from({ length: PEOPLE }, (_, n) => line(n)).join('');
  const before = { homes: await count('home'), seniors: await count('senior'), contacts: await count('contact') };
  const id = await office.csv('people', `姓名,出生日期,村,家庭住址,联系人,关系,联系人电话\n${lines}`);
  const position = async (): Promise<number> =>
    (await office.sql<{ at: number }>('select position as at from import_job where id = $1', [id]))[0]?.at ?? 0;
  const killedBehind = async (row: number): Promise<void> => {
    start();
    await eventually(`the work is past row ${String(row)}`, async () => (await position()) > row, { withinMs: 60_000 });
    await kill();
  };

  await killedBehind(0);
  start();
  await office.until(id, 'checked', 120_000);
  await kill();
  await office.ask('POST', `/api/v1/imports/${id}/commit`, { as: 'admin', body: {} });
  await killedBehind(0);
  await killedBehind(await position());
  expect(await office.state(id)).toMatchObject({ state: 'committing' });

  start();
  expect(await office.until(id, 'committed', 120_000)).toMatchObject({ rows: PEOPLE, accepted: PEOPLE, rejected: 0 });
  expect(await count(`import_row where import_id = '${id}' and state = 'written'`)).toBe(PEOPLE);
  expect({
    homes: (await count('home')) - before.homes,
    seniors: (await count('senior')) - before.seniors,
    contacts: (await count('contact')) - before.contacts,
  }).toEqual({ homes: PEOPLE / 2, seniors: PEOPLE, contacts: PEOPLE });
  expect(
    await count(`(select name from senior where name like '杀而复生%' group by name having count(*) > 1) twice`),
  ).toBe(0);
  expect(
    await count(
      `audit_entry where action = 'senior-created' and subject_id in (select id from senior where name like '杀而复生%')`,
    ),
  ).toBe(PEOPLE);
});
