// Real: PostgreSQL with its own files, the api over HTTP, a worker with its queue, files of an office. Not real: the engine, the clock.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { migrate } from '@silverbell/adapter-postgres';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@silverbell/adapter-postgres/embedded';
import { DEMO_SECRET } from '@silverbell/adapter-runtime';
import { runFolder } from '@silverbell/testing-world';
import { checkCharacterOf } from '@silverbell/usecases';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Office } from '../imports/office.js';
import { found } from './found-in-files.js';

jest.setTimeout(180_000);

const PEOPLE = 60;
const office = new Office();
let folder: string;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  folder = mkdtempSync(join(runFolder(), 'stolen-town-'));
  chmodSync(folder, 0o755);
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined });
  const { url } = postgres;
  await migrate(url, { secret: DEMO_SECRET });
  await office.opens(Promise.resolve({ url, drop: () => Promise.resolve() }));
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const secrets: string[] = [];
const secret = (text: string): string => {
  secrets.push(text);
  return text;
};
/** Of a woman born in 1941; no county has this area code. */
function idNumber(n: number): string {
  const first = `34990119410506${String(n * 10 + 2).padStart(3, '0')}`;
  const whole = first + checkCharacterOf(first);
  // a final X is not looked for in a run of digits
  return whole.endsWith('X') ? whole : secret(whole);
}

it('the stolen folder of an imported town shows no identity number, no phone and no entry code', async () => {
  const [village] = await office.sql<{ name: string }>(
    `select name from region where id not in (select parent_id from region where parent_id is not null) order by id limit 1`,
  );
  const where = village?.name ?? '';
  const person = (n: number): string =>
    [
      ...[`窃案人${String(n)}`, idNumber(n), where, `失窃路${String(n)}号`, secret(`#${String(90_517_000 + n)}*`)],
      ...[secret(String(13_912_350_000 + n)), `窃案友${String(n)}`, '儿子', secret(String(13_912_360_000 + n))],
    ].join();
  const sends = (from: number): Promise<string> =>
    office.csv(
      'people',
      `姓名,身份证号,村,家庭住址,门锁密码,联系电话,联系人,与老人关系,联系人电话\n${Array.from({ length: PEOPLE }, (_, n) => person(from + n)).join('\n')}\n`,
    );
  expect(await office.commits(await sends(0))).toMatchObject({ rows: PEOPLE, accepted: PEOPLE });
  const helpers = `姓名,人员类别,联系电话,出生日期,村,夜间可出动\n窃案帮,助老员,${secret('13912370001')},1980-01-01,${where},是\n`;
  expect(await office.commits(await office.csv('helpers', helpers))).toMatchObject({ accepted: 1 });
  // one list waits for a person, one was undone, and one was fetched with its numbers
  await office.until(await sends(PEOPLE), 'checked');
  const taken = await sends(PEOPLE * 2);
  await office.commits(taken);
  await office.undoes(taken);
  const made = await office.exports({ list: 'seniors', filter: { q: '窃案人' }, format: 'csv' });
  expect((await office.fetches(made.href)).bytes.toString('utf8')).toContain(secrets.find((one) => one.length === 18));
  await office.sql('analyze');
  await office.closes();

  // An orderly end writes a checkpoint; what a restart does with the files is part of what is looked at.
  await postgres.stop();
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined });
  await postgres.stop();
  expect(secrets.length).toBeGreaterThan(PEOPLE * 9);
  expect(found(folder, secrets)).toEqual([]);
});
