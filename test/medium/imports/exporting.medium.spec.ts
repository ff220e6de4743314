// Real: PostgreSQL, the api over HTTP, a worker with its queue. Not real: the engine, the clock.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readSheets } from '@silverbell/adapter-spreadsheet';
import { maskedPhone } from '@silverbell/usecases';
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

it.each(['regions', 'facilities', 'homes', 'helpers', 'devices', 'duty-seats', 'device-work', 'follow-ups'])(
  'an export of %s has a row per record',
  async (list) => {
    const made = await office.exports({ list, format: 'csv' });
    const rows = await rowsOf((await office.fetches(made.href)).bytes, 'a.csv');
    expect(rows.length - 1).toBe(made.rows);
  },
);

describe('an export of what offices keep beside people (CR-78)', () => {
  const wear = (username: string, role: string): Promise<unknown> =>
    office.sql(
      `insert into account_role (account_id, role, region_id, position)
       select a.id, $2, r.id, 8 from account a, region r where a.username = $1 and r.parent_id is null on conflict do nothing`,
      [username, role],
    );
  const tableOf = async (body: Readonly<Record<string, unknown>>, as: string) => {
    const made = await office.exports({ format: 'csv', ...body }, as);
    const [head = [], ...rows] = await rowsOf((await office.fetches(made.href, as)).bytes, 'a.csv');
    const cell = (row: readonly string[], name: string): string => row[head.indexOf(name)] ?? '';
    return { ...made, rows: rows.map((row) => (name: string) => cell(row, name)) };
  };
  const refused = async (list: string, as: string): Promise<unknown> => {
    const { status, body } = await office.ask('POST', '/api/v1/exports', { as, body: { list, purpose: 'audit' } });
    return [status, slug(body)];
  };

  it('has the numbers of duty seats in full for who keeps them, else masked', async () => {
    const kept = await tableOf({ list: 'duty-seats' }, 'admin');
    const read = await tableOf({ list: 'duty-seats' }, 'supervisor');
    expect(kept.rows.length).toBeGreaterThan(0);
    const numbers = kept.rows.map((cell) => cell('语音号码')).filter((number) => number !== '');
    expect(numbers.every((number) => !number.includes('*'))).toBe(true);
    expect(read.rows.map((cell) => cell('语音号码')).filter((number) => number !== '')).toEqual(
      numbers.map((number) => maskedPhone(number)),
    );
  });

  it('has accounts with their roles for who keeps accounts, and for nobody else', async () => {
    await wear('supervisor', 'security-admin');
    office.forgetSessions();
    const { rows } = await tableOf({ list: 'accounts', filter: { q: 'supervisor' } }, 'supervisor');
    expect(rows.map((cell) => [cell('用户名'), cell('角色')])).toEqual([
      ['supervisor', expect.stringMatching(/.+、.+/)],
    ]);
    expect(await refused('accounts', 'operator')).toEqual([403, 'not-allowed']);
  });

  it('has the audit log of her regions for an auditor, and for nobody else', async () => {
    await wear('operator', 'auditor');
    office.forgetSessions();
    const mine = await office.exports({ list: 'regions' });
    const { rows } = await tableOf({ list: 'audit', filter: { subjectId: mine.id } }, 'operator');
    expect(rows.map((cell) => [cell('操作'), cell('对象编号')])).toEqual([['export-begun', mine.id]]);
    await office.sql(
      `insert into audit_entry (actor, action, subject_kind, subject_id, region_id, at, details)
       select 'account-admin', 'long-ago', 'export', 'e-' || n, r.id, '2020-01-01Z', '{}' from region r, generate_series(1, 1100) n where r.parent_id is null`,
    );
    const all = await tableOf({ list: 'audit' }, 'operator');
    const [counted] = await office.sql<{ n: number }>('select count(*)::int as n from audit_entry');
    // Its own beginning is the last entry in it; fetching it comes behind.
    expect(all.rows.length).toBeGreaterThan(1_000);
    expect((counted?.n ?? 0) - all.rows.length).toBeLessThanOrEqual(2);
    const regions = new Set(all.rows.map((cell) => cell('区划')));
    expect(regions.size).toBeGreaterThan(1);
    // Who audits one village reads that village, and nothing of the platform as a whole.
    await office.sql(
      `update account_role set region_id = (select id from region where name = $1) where role = 'auditor' and account_id in (select id from account where username = 'operator')`,
      [VILLAGE],
    );
    office.forgetSessions();
    const village = await tableOf({ list: 'audit' }, 'operator');
    expect(new Set(village.rows.map((cell) => cell('区划')))).toEqual(new Set([VILLAGE]));
    const none = await tableOf({ list: 'audit', filter: { to: '2001-01-01' } }, 'operator');
    expect(none.rows).toEqual([]);
    expect(await refused('audit', 'admin')).toEqual([403, 'not-allowed']);
  });

  it('has the work on devices as its list tells it, of one kind, and of nobody', async () => {
    const device = 'demo-pendant-1';
    const watched = (state: string): Promise<unknown> =>
      office.sql(
        `update device_watch set state = $2, since = to_timestamp($3::float8 / 1000) where device_id = $1 returning device_id`,
        [device, state, office.clock.at - 86_400_000],
      );
    await office.sql(`update device set sim_until = (to_timestamp($2::float8 / 1000))::date where id = $1`, [
      device,
      office.clock.at,
    ]);
    await watched('absent');
    const listed = await office.ask<{ items: { deviceId: string; kind: string }[] }>(
      'GET',
      '/api/v1/devices/work?limit=200',
      { as: 'admin' },
    );
    const all = await tableOf({ list: 'device-work' }, 'admin');
    expect(all.rows.slice(0, 200).map((cell) => cell('设备编号'))).toEqual(
      listed.body.items.map(({ deviceId }) => deviceId),
    );
    const sims = await tableOf({ list: 'device-work', filter: { kind: 'sim-expiring', owner: 'none' } }, 'admin');
    expect(sims.rows.map((cell) => cell('设备编号'))).toContain(device);
    const mine = await tableOf({ list: 'device-work', filter: { owner: 'me' } }, 'admin');
    expect(mine.rows).toEqual([]);
  });

  it('has follow-ups that are due for who calls, and those of services for the township', async () => {
    const incident = await office.press('demo-pendant-1');
    const closure = { at: office.clock.at - 60_000, by: 'account-operator', outcome: 'reassured', proofs: [] };
    await office.sql(
      `update incident set open = false, closed_at = to_timestamp($3::float8 / 1000), next_due_at = null, lease_until = null,
         state = state || jsonb_build_object('phase', 'closed', 'closure', $2::jsonb, 'followUpDueAt', $3::bigint) where id = $1`,
      [incident, JSON.stringify(closure), office.clock.at - 60_000],
    );
    const due = await tableOf({ list: 'follow-ups', filter: { state: 'due' } }, 'operator');
    expect(due.rows.map((cell) => [cell('方式'), cell('结果'), cell('老年人')])).toEqual([
      ['电话', expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/\p{Script=Han}/u)],
    ]);
    const later = await tableOf({ list: 'follow-ups', filter: { state: 'waiting' } }, 'operator');
    const every = await tableOf({ list: 'follow-ups' }, 'operator');
    expect(every.rows.length).toBe(due.rows.length + later.rows.length);
    const listed = await office.ask<{ items: { about: string }[] }>('GET', '/api/v1/follow-ups?state=due&limit=200', {
      as: 'operator',
    });
    expect(due.rows.length).toBe(listed.body.items.filter(({ about }) => about === 'incident').length);
    expect(await refused('care-follow-ups', 'admin')).toEqual([403, 'not-allowed']);
    const ofCare = await tableOf({ list: 'care-follow-ups' }, 'operator');
    expect(ofCare.inFull).toBe(true);
  });
});

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
