// Real: PostgreSQL, the api over HTTP, a worker with its queue. Not real: the engine, the clock.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readSheets } from '@silverbell/adapter-spreadsheet';
import { eventually } from '../../e2e/support/eventually.js';
import { Office } from './office.js';

jest.setTimeout(120_000);

const office = new Office();
const VILLAGE = '出名村';
beforeAll(async () => {
  await office.opens();
  await office.commits(await office.csv('regions', `区划名称,级别,经度,纬度\n${VILLAGE},村,119.2,30.3\n`));
  const people = `姓名,出生日期,村,家庭住址,电话\n'=HYPERLINK甲,1940-01-01,${VILLAGE},"加号路1号, 东",00011112222\n张秀芳,1941-02-02,${VILLAGE},'-2号,00011113333\n`;
  await office.commits(await office.csv('people', people));
});
afterAll(() => office.closes());

const slug = (body: unknown): string => (body as { type?: string }).type?.split('/').at(-1) ?? '';
const rowsOf = async (bytes: Buffer, name: string): Promise<string[][]> => {
  const rows: string[][] = [];
  const file = { size: bytes.length, read: (from: number, to: number) => Promise.resolve(bytes.subarray(from, to)) };
  for await (const some of readSheets(file, name))
    rows.push(...some.map(({ cells }) => Array.from(cells, (cell) => cell?.text ?? '')));
  return rows;
};
const entries = (id: string) =>
  office.sql<{ action: string; details: Record<string, unknown> }>(
    'select action, details from audit_entry where subject_id = $1 order by id',
    [id],
  );

describe('an export of seniors (CR-78)', () => {
  const filter = { q: '秀芳' };

  it('is a workbook with title, frame, numbered rows in full for those who keep the list', async () => {
    const made = await office.exports({ list: 'seniors', filter });
    expect(made).toMatchObject({ inFull: true, rows: 1 });
    const { bytes, headers } = await office.fetches(made.href);
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toMatch(
      /_老年人_截至\d{4}-\d\d-\d\d_\d{4}\.xlsx/,
    );
    const rows = await rowsOf(bytes, 'a.xlsx');
    expect(rows[0]?.[0]).toMatch(/老年人名册$/);
    expect(rows[1]?.[0]).toMatch(/单位：条.*期间：.*区划：.*制表日期：.*用途：/);
    expect(rows[2]?.slice(0, 3)).toEqual(['序号', '姓名', '身份证号']);
    expect(rows[3]).toEqual(expect.arrayContaining(['1', '张秀芳', "'-2号", '00011113333']));
    expect(rows[4]?.slice(0, 2)).toEqual(['合计', '1']);
  });

  it('is masked for those who only read the list, and says so (CR-07)', async () => {
    const made = await office.exports({ list: 'seniors', filter }, 'supervisor');
    expect(made.inFull).toBe(false);
    const text = (await rowsOf((await office.fetches(made.href, 'supervisor')).bytes, 'a.xlsx')).flat().join(' ');
    expect(text).toMatch(/已脱敏.*张\*芳.*000\*\*\*\*3333/);
    expect(text).not.toMatch(/张秀芳|00011113333|-2号/);
  });

  it('as CSV keeps a text that looks like a formula from being one', async () => {
    const made = await office.exports({ list: 'seniors', filter: { q: 'HYPERLINK' }, format: 'csv' });
    const text = (await office.fetches(made.href)).bytes.toString('utf8');
    expect(text).toMatch(/^\ufeff序号,姓名/);
    expect(text).toContain(`1,'=HYPERLINK甲,`);
    expect(text).toContain('"加号路1号, 东"');
  });

  it('is on record with its purpose when it is asked for, and each time its file is fetched', async () => {
    const made = await office.exports({ list: 'seniors', filter, purpose: 'audit' });
    await office.fetches(made.href);
    expect(await entries(made.id)).toEqual([
      { action: 'export-begun', details: { list: 'seniors', purpose: 'audit', inFull: true } },
      { action: 'export-fetched', details: { list: 'seniors', purpose: 'audit', inFull: true } },
    ]);
  });

  it('lies in the database under seal, and is deleted after seven days', async () => {
    const made = await office.exports({ list: 'seniors', filter, format: 'csv' });
    const pieces = () =>
      office.sql<{ sealed: Buffer }>('select sealed from export_file where export_id = $1', [made.id]);
    const [job] = await office.sql<{ filter: Buffer; name: Buffer }>(
      'select filter, file_name as name from export_job where id = $1',
      [made.id],
    );
    for (const bytes of [job?.filter, job?.name, (await pieces())[0]?.sealed])
      expect(bytes?.toString('utf8')).not.toMatch(/秀芳|老年人/);
    office.clock.at += 7 * 86_400_000 + 1_000;
    office.forgetSessions();
    await office.sql(`select graphile_worker.add_job('expire', '{}')`);
    await eventually('the file is deleted', async () => (await pieces()).length === 0, {
      seen: () => office.workerLog.slice(-5),
    });
    const { body } = await office.ask('GET', `/api/v1/exports/${made.id}`, { as: 'admin' });
    expect(body).toMatchObject({ state: 'expired', href: null });
    const late = await office.ask('GET', made.href, { as: 'admin' });
    expect([late.status, slug(late.body)]).toEqual([410, 'export-over']);
  });
});

it.each(['regions', 'facilities', 'homes', 'helpers', 'devices'])(
  'an export of %s has a row per record',
  async (list) => {
    const made = await office.exports({ list, format: 'csv' });
    const rows = await rowsOf((await office.fetches(made.href)).bytes, 'a.csv');
    expect(rows.length - 1).toBe(made.rows);
  },
);

it.each([
  ['of a list that is none', { list: 'cats' }, 400, 'invalid-request'],
  ['of a region that is none of hers', { list: 'seniors', filter: { regionId: 'nowhere' } }, 404, 'not-found'],
])('an export %s is refused', async (_, body, status, expected) => {
  const answer = await office.ask('POST', '/api/v1/exports', { as: 'admin', body: { purpose: 'service', ...body } });
  expect([answer.status, slug(answer.body)]).toEqual([status, expected]);
});

it('an export of another account does not exist, and one asked for twice with one key is one', async () => {
  const headers = { 'idempotency-key': 'export-once' };
  const body = { list: 'regions', purpose: 'service' };
  const ask = () => office.ask<{ id: string }>('POST', '/api/v1/exports', { as: 'admin', body, headers });
  const [first, again] = [await ask(), await ask()];
  expect(again.body.id).toBe(first.body.id);
  const other = await office.ask('GET', `/api/v1/exports/${first.body.id}`, { as: 'operator' });
  expect(other.status).toBe(404);
});
