// Real: PostgreSQL, the api over HTTP, a worker with its queue. Not real: the engine, the clock.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { readSheets } from '@silverbell/adapter-spreadsheet';
import { checkCharacterOf } from '@silverbell/usecases';
import type { ImportOnWire } from '@silverbell/wire';
import { eventually } from '../../e2e/support/eventually.js';
import { Office } from './office.js';

jest.setTimeout(120_000);

const office = new Office();
beforeAll(() => office.opens());
afterAll(() => office.closes());

const slug = (body: unknown): string => (body as { type?: string }).type?.split('/').at(-1) ?? '';

describe('a file of people', () => {
  it('is read, and each fault is told at its cell in the language of the caller', async () => {
    const id = await office.csv(
      'people',
      '花名册,,,\n姓名,身份证号,村,地址\n张三,341126195003150021,没有的村,1号\n李四、王五,,,2号\n',
    );
    expect(await office.until(id, 'checked')).toMatchObject({ rows: 2, accepted: 0, rejected: 2, progress: 1 });
    const rows = await office.rows(id);
    expect(rows).toContainEqual({
      ...{ row: 3, sheet: '', column: '身份证号', cell: 'B3', code: 'id-number-check' },
      sentence: '身份证号校验位不对，请核对',
    });
    expect(rows).toContainEqual(expect.objectContaining({ row: 4, cell: 'A4', code: 'two-people' }));
    expect(await office.rows(id, 'rejected', 'en')).toContainEqual(
      expect.objectContaining({ code: 'region-missing', sentence: 'No region is given' }),
    );
  });

  it('with one person and two birthdays refuses both rows, and the second of two equal ones', async () => {
    const village = await anyVillage();
    const line = (name: string, birth: string) => `${name},${birth},${village},清水路1号\n`;
    const id = await office.csv(
      'people',
      `姓名,出生日期,区划,地址\n${line('赵一', '1940-01-01')}${line('赵一', '1941-01-01')}${line('钱二', '1940-01-01')}${line('钱二', '1940-01-01')}`,
    );
    await office.until(id, 'checked');
    expect((await office.rows(id)).map(({ row, code }) => `${String(row)} ${code}`)).toEqual([
      '2 two-birthdays',
      '3 two-birthdays',
      '5 twice-in-file',
    ]);
  });

  it('lies in the database under seal', async () => {
    const id = await office.csv('people', '姓名,地址\n孙不二,秘密街1号\n');
    await office.until(id, 'checked');
    for (const table of ['import_job', 'import_file', 'import_row']) {
      const rows = await office.sql<{ text: string }>(`select t::text as text from ${table} t`);
      const text = rows
        .map((row) => row.text + Buffer.from(row.text.replace(/\W/g, ''), 'hex').toString('utf8'))
        .join();
      expect(text).not.toMatch(/孙不二|秘密街/);
    }
  });
});

describe('a file that is too large', () => {
  const CHUNK = Buffer.alloc(1024 * 1024, 'x');
  const FORM = { type: 'multipart/form-data; boundary=parts', end: '\r\n--parts--\r\n' };
  const HEAD = '--parts\r\ncontent-disposition: form-data; name="file"; filename="people.csv"\r\n\r\n';
  function* sent(mebibytes: number): Generator<Uint8Array> {
    yield Buffer.from(HEAD);
    for (let n = 0; n < mebibytes; n += 1) yield CHUNK;
    yield Buffer.from(FORM.end);
  }

  it.each([
    ['says its length', true],
    ['comes in pieces without one', false],
  ])('and %s is refused with a sentence, and the connection is not reset', async (_, saysLength) => {
    const mebibytes = 101;
    const length = Buffer.byteLength(HEAD) + mebibytes * CHUNK.length + Buffer.byteLength(FORM.end);
    const token = await office.tokenOf('admin');
    const answer = await new Promise<{ status: number; body: { title: string; type: string } }>((resolve, reject) => {
      const request = httpRequest(
        `${office.origin}/api/v1/imports`,
        {
          method: 'POST',
          headers: {
            ...{ authorization: `Bearer ${token}`, 'content-type': FORM.type, 'accept-language': 'en' },
            ...(saysLength ? { 'content-length': String(length) } : { 'transfer-encoding': 'chunked' }),
          },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as never }));
          response.on('error', reject);
        },
      );
      request.on('error', reject);
      Readable.from(sent(mebibytes)).pipe(request);
    });
    expect(answer).toMatchObject({ status: 413, body: { title: expect.stringContaining('100') as unknown } });
    expect(slug(answer.body)).toBe('file-too-large');
    expect(
      await office.sql(`select count(*)::int as n from import_file f
      where not exists (select 1 from import_job j where j.id = f.import_id)`),
    ).toEqual([{ n: 0 }]);
  });
});

describe('a hostile cell', () => {
  const NUMBER = `34990119500315002${checkCharacterOf('34990119500315002')}`;
  const PEOPLE = '姓名,身份证号,出生日期,村,家庭住址,电话,经度,纬度\n';
  const HELPERS = '姓名,人员类别,联系电话,出生日期,村\n';
  const REGIONS = '区划名称,上级区划,级别\n';
  it.each([
    ['of 32,767 characters', 'people', `${PEOPLE}${'长'.repeat(32_767)},,,VILLAGE,1号,,,\n`, 'A2', 'cell-too-long'],
    ['of 2,001 characters', 'people', `${PEOPLE}甲,,,VILLAGE,${'路'.repeat(2_001)},,,\n`, 'E2', 'cell-too-long'],
    ['with a date in 1900', 'people', `${PEOPLE}甲,,1900-01-01,VILLAGE,1号,,,\n`, 'C2', 'date-impossible'],
    ['with a date in the future', 'people', `${PEOPLE}甲,,2090-01-01,VILLAGE,1号,,,\n`, 'C2', 'date-impossible'],
    [
      'with an identity number of 15',
      'people',
      `${PEOPLE}甲,341126500315002,,VILLAGE,1号,,,\n`,
      'B2',
      'id-number-fifteen',
    ],
    [
      'with a birthday that its number denies',
      'people',
      `${PEOPLE}甲,${NUMBER},1951-01-01,VILLAGE,1号,,,\n`,
      'C2',
      'birth-date-differs',
    ],
    ['at 0/0', 'people', `${PEOPLE}甲,,1940-01-01,VILLAGE,1号,,0,0\n`, 'G2', 'place-nowhere'],
    ['with two people', 'people', `${PEOPLE}甲一、乙二,,1940-01-01,VILLAGE,1号,,,\n`, 'A2', 'two-people'],
    ['with a phone of letters', 'people', `${PEOPLE}甲,,1940-01-01,VILLAGE,1号,没有,,\n`, 'F2', 'phone-form'],
    ['of a helper who is 17', 'helpers', `${HELPERS}甲,志愿者,00011112222,2009-01-01,VILLAGE\n`, 'D2', 'too-young'],
    ['of a region above itself', 'regions', `${REGIONS}甲圈村,乙圈村,村\n乙圈村,甲圈村,村\n`, null, 'region-cycle'],
    ['of a region above its parent', 'regions', `${REGIONS}甲级县,VILLAGE,县\n`, null, 'region-level'],
  ])('%s (%s) is refused with a Chinese sentence where it stands', async (_, kind, text, cell, code) => {
    const id = await office.csv(kind, text.replaceAll('VILLAGE', await anyVillage()));
    await office.until(id, 'checked');
    expect(await office.rows(id)).toContainEqual(
      expect.objectContaining({ cell, code, sentence: expect.stringMatching(/\p{Script=Han}/u) }),
    );
  });

  it.each([
    ['of a phone of 20 digits', `${PEOPLE}甲,,1940-01-01,VILLAGE,1号,00012345678901234567,,\n`, 'F2', 'phone-odd'],
    ['of a home in the sea', `${PEOPLE}甲,,1940-01-01,VILLAGE,1号,,135.5,30.1\n`, 'G2', 'far-from-centre'],
  ])('%s is accepted with a warning', async (_, text, cell, code) => {
    const id = await office.csv('people', text.replaceAll('VILLAGE', await anyVillage()));
    expect(await office.until(id, 'checked')).toMatchObject({ accepted: 1, warnings: 1 });
    expect(await office.rows(id, 'warned')).toContainEqual(
      expect.objectContaining({ cell, code, sentence: expect.stringMatching(/\p{Script=Han}/u) }),
    );
  });

  it('with two birthdays of one identity number refuses both rows', async () => {
    const line = (birth: string): string => `甲,${NUMBER},${birth},${village},1号,,,\n`;
    const village = await anyVillage();
    const id = await office.csv('people', `${PEOPLE}${line('1950-03-15')}${line('1951-03-15')}`);
    expect(await office.until(id, 'checked')).toMatchObject({ accepted: 0, rejected: 2 });
    expect((await office.rows(id)).map(({ row, code }) => `${String(row)} ${code}`)).toEqual(
      expect.arrayContaining(['2 two-birthdays', '3 two-birthdays']),
    );
  });

  it('names a parent that comes later in the file: the region is accepted', async () => {
    const id = await office.csv('regions', `${REGIONS}后来村,后来镇,村\n后来镇,,镇\n`);
    expect(await office.until(id, 'checked')).toMatchObject({ accepted: 2, rejected: 0 });
  });
});

describe('an upload', () => {
  it('with the same key is taken once, and another file under that key is refused', async () => {
    const headers = { 'idempotency-key': 'import-once' };
    const file = { name: 'a.csv', bytes: '姓名,地址\n' };
    const first = await office.sends('people', file, { headers });
    const again = await office.sends('people', file, { headers });
    expect([first.status, again.body.id]).toEqual([201, first.body.id]);
    const other = await office.sends('people', { name: 'a.csv', bytes: '姓名,地址,村\n' }, { headers });
    expect([other.status, slug(other.body)]).toEqual([422, 'idempotency-key-reused']);
  });

  it.each([
    ['no file', { kind: 'people' }, 400, 'file-missing'],
    ['a kind that is none', { kind: 'cats', file: true }, 400, 'invalid-request'],
    ['a mapping that is no JSON', { kind: 'people', mapping: '{', file: true }, 400, 'invalid-request'],
    ['a field nobody knows', { kind: 'people', more: '1', file: true }, 400, 'invalid-request'],
  ])('with %s is refused', async (_, { file, ...fields }: Record<string, string | boolean>, status, expected) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
    if (file === true) form.set('file', new Blob(['姓名,地址\n']), 'a.csv');
    const response = await fetch(`${office.origin}/api/v1/imports`, {
      ...{ method: 'POST', headers: { authorization: `Bearer ${await office.tokenOf('admin')}` }, body: form },
    });
    expect([response.status, slug(await response.json())]).toEqual([status, expected]);
  });

  it.each([
    ['a workbook that is a picture', 'a.xlsx', '\x89PNG....', 'not-a-spreadsheet'],
    ['a table of one column without a heading', 'a.csv', '没有表头\n', 'no-headings'],
    ['a table without any row', 'a.csv', '\n\n', 'no-rows'],
    ['headings and nothing else', 'a.csv', '姓名,地址\n', 'no-rows'],
    ['2,000 columns', 'a.csv', `姓名,地址${',x'.repeat(2_000)}\n`, 'too-many-columns'],
    ['a workbook that says it is a table', 'a.csv', 'PK\x03\x04', 'not-what-its-name-says'],
    ['201 columns', 'a.csv', `姓名,地址${',x'.repeat(200)}\n`, 'too-many-columns'],
  ])('of %s fails with a sentence', async (_, name, text, code) => {
    const { body } = await office.sends('people', {
      name,
      bytes: Buffer.from(text, code === 'not-a-spreadsheet' ? 'latin1' : 'utf8') as BlobPart,
    });
    await eventually('the file was read', async () => (await office.state(body.id)).state !== 'reading');
    expect(await office.state(body.id)).toMatchObject({
      state: 'failed',
      rows: 0,
      failure: { code, sentence: expect.stringMatching(/\p{Script=Han}/u) },
    });
  });

  it('remembers what its columns were said to mean for the next file of the account', async () => {
    const village = await anyVillage();
    const text = `某某,在哪,区划\n周七,七号,${village}\n`;
    const said = { mapping: JSON.stringify({ 某某: 'name', 在哪: 'address' }) };
    const first = await office.until(await office.csv('people', text, said), 'checked');
    expect([first.accepted, first.sheets[0]?.columns[0]]).toEqual([1, { heading: '某某', field: 'name' }]);
    expect((await office.until(await office.csv('people', text), 'checked')).accepted).toBe(1);
  });
});

const mapped = (id: string, mapping: object) =>
  office.ask('PUT', `/api/v1/imports/${id}/mapping`, { as: 'admin', body: { mapping } });

describe('a file in which no heading is known', () => {
  it('waits, checked and without rows, until its columns are named', async () => {
    const line = (name: string): string => `${name},${village},无名路1号,00012340000\n`;
    const village = await anyVillage();
    const id = await office.csv('people', `花名册,,,\n谁呀,哪村,住哪,话机\n${line('甲一')}${line('甲二')}`);
    const found = await office.until(id, 'checked');
    expect(found).toMatchObject({
      ...{ rows: 0, accepted: 0, rejected: 0, progress: 1 },
      failure: { code: 'no-headings', sentence: expect.stringMatching(/\p{Script=Han}/u) },
      sheets: [{ row: 2, columns: ['谁呀', '哪村', '住哪', '话机'].map((heading) => ({ heading, field: null })) }],
    });
    expect(found.firstRows.map(({ row }) => row)).toEqual([1, 2, 3, 4]);
    expect(JSON.stringify(found)).not.toContain('00012340000');
    const early = await office.ask('POST', `/api/v1/imports/${id}/commit`, { as: 'admin', body: {} });
    expect([early.status, slug(early.body)]).toEqual([409, 'import-not-checked']);

    await mapped(id, { 谁呀: 'name', 哪村: 'village', 住哪: 'address', 话机: 'phone' });
    expect(await office.until(id, 'checked')).toMatchObject({
      ...{ rows: 2, accepted: 2, failure: null, firstRows: [] },
    });
    expect(await office.commits(id)).toMatchObject({ accepted: 2 });
  });

  it('shows its first rows to those who keep the list, and nothing of them to other offices', async () => {
    await office.sql(`insert into account_role (account_id, role, region_id, position)
      select a.id, 'community-officer', 'demo-county', 8 from account a where a.username = 'supervisor'`);
    const id = await office.csv('helpers', '张一山,桃源村,敬老路2号\n李二水,桃源村,敬老路3号\n');
    await office.until(id, 'checked');
    const seenBy = async (as: string) => {
      const one = await office.ask<ImportOnWire>('GET', `/api/v1/imports/${id}`, { as });
      const all = await office.ask<{ items: readonly ImportOnWire[] }>('GET', '/api/v1/imports', { as });
      const listed = all.body.items.find((item) => item.id === id);
      expect([one.status, listed?.id]).toEqual([200, id]);
      return JSON.stringify([one.body, listed]);
    };
    expect(await seenBy('admin')).toContain('李二水');
    expect(await seenBy('supervisor')).not.toMatch(/张一山|李二水|桃源村/);
    await office.sql('delete from account_role where position = 8');
  });

  it('remembers no name when a row of people is taken for its headings, however often it is read', async () => {
    const id = await office.csv('people', '王三石,柳树村,敬老路2号,1\n赵四金,柳树村,敬老路3号,2\n');
    await office.until(id, 'checked');
    await mapped(id, { 王三石: 'name', 柳树村: 'village', 敬老路2号: 'address' });
    expect(await office.until(id, 'checked')).toMatchObject({ rows: 1 });
    await mapped(id, { 王三石: 'ignored' });
    await office.until(id, 'checked');
    const kept = await office.sql<{ heading: string }>('select heading from import_mapping');
    expect(kept.filter(({ heading }) => /王三石|柳树村|敬老路/.test(heading))).toEqual([]);
  });

  it('is asked about again when what was named is not among its columns', async () => {
    const id = await office.csv('people', '子,丑,寅\n1,2,3\n');
    await office.until(id, 'checked');
    await mapped(id, { 卯: 'name', 辰: 'address' });
    expect(await office.until(id, 'checked')).toMatchObject({ rows: 0, failure: { code: 'no-headings' } });
  });
});

describe('columns that were taken for the wrong thing', () => {
  it('are read again by the worker, which deletes the rows of the first reading', async () => {
    const village = await anyVillage();
    const lines = Array.from(
      { length: 1_200 },
      (_, n) => `旧${String(n)},新${String(n)},${village},换列路${String(n)}号\n`,
    );
    const id = await office.csv('people', `姓名,本名,区划,地址\n${lines.join('')}`);
    await office.until(id, 'checked');
    const staged = async (): Promise<number> =>
      (await office.sql<{ n: number }>('select count(*)::int as n from import_row where import_id = $1', [id]))[0]?.n ??
      0;
    await office.stopsWorker();
    const { status } = await mapped(id, { 本名: 'name', 姓名: 'ignored' });
    // Half a million rows would keep the request, and everything behind it, waiting.
    expect([status, await staged(), (await office.rows(id, 'accepted')).length]).toEqual([200, 1_200, 0]);
    await office.startsWorker();
    expect(await office.until(id, 'checked')).toMatchObject({ rows: 1_200, accepted: 1_200, rejected: 0 });
    expect(await staged()).toBe(1_200);
  });

  it('are read again as a person says, which is remembered and on record', async () => {
    const village = await anyVillage();
    const text = `何人,姓名,住在,区划\n赵八,旧名甲,八号,${village}\n钱九,旧名乙,九号,${village}\n`;
    const id = await office.csv('people', text);
    const first = await office.until(id, 'checked');
    expect([first.accepted, first.sheets[0]?.columns[2]]).toEqual([0, { heading: '住在', field: null }]);
    expect(first.fields).toContainEqual({ name: 'address', heading: '详细地址' });
    const answer = await mapped(id, { 何人: 'name', 姓名: 'ignored', 住在: 'address', 区划: 'no-such-field' });
    expect([answer.status, answer.body]).toMatchObject([200, { state: 'reading', rows: 0 }]);
    const again = await office.until(id, 'checked');
    expect([again.rows, again.accepted]).toEqual([2, 2]);
    expect(again.sheets[0]?.columns.map(({ field }) => field)).toEqual(['name', null, 'address', 'region']);
    expect((await office.until(await office.csv('people', text), 'checked')).accepted).toBe(2);
    expect(await office.sql(`select action from audit_entry where subject_id = '${id}' order by id`)).toEqual([
      ...[{ action: 'import-begun' }, { action: 'import-mapped' }],
    ]);
    await office.commits(id);
    expect(slug((await mapped(id, { 何人: 'name' })).body)).toBe('import-not-checked');
  });
  it('are not changed by a right that reaches a part of the regions only', async () => {
    const id = await office.csv('people', `姓名,住在,区划\n孙十,十号,${await anyVillage()}\n`);
    await office.until(id, 'checked');
    await office.sql(`insert into account_role (account_id, role, region_id, position)
      select a.id, 'community-officer', (select id from region r where not exists (select from region c where c.parent_id = r.id) order by id limit 1), 9
      from account a where a.username = 'operator'`);
    const asOperator = { as: 'operator', body: { mapping: { 住在: 'address' } } };
    const answer = await office.ask('PUT', `/api/v1/imports/${id}/mapping`, asOperator);
    expect([answer.status, slug(answer.body)]).toEqual([404, 'not-found']);
  });
});

describe('a template', () => {
  it.each(['regions', 'facilities', 'people', 'helpers', 'devices'])(
    'of %s has the headings that are read',
    async (kind) => {
      const response = await fetch(`${office.origin}/api/v1/imports/templates/${kind}.xlsx`, {
        headers: { authorization: `Bearer ${await office.tokenOf('admin')}` },
      });
      expect(response.headers.get('content-type')).toMatch(/spreadsheetml/);
      const bytes = Buffer.from(await response.arrayBuffer());
      const rows = [];
      const file = {
        size: bytes.length,
        read: (from: number, to: number) => Promise.resolve(bytes.subarray(from, to)),
      };
      for await (const some of readSheets(file, 'a.xlsx')) rows.push(...some);
      expect(rows[0]?.cells.length).toBeGreaterThan(5);
      const { body } = await office.sends(kind, { name: 't.xlsx', bytes });
      await eventually('the file was read', async () => (await office.state(body.id)).state !== 'reading');
      const { failure } = await office.state(body.id);
      expect(failure?.code).toBe('no-rows');
    },
  );
});

describe('what is past its time', () => {
  const count = async (from: string): Promise<number> =>
    (await office.sql<{ n: number }>(`select count(*)::int as n from ${from}`))[0]?.n ?? 0;
  const left = async (id: string): Promise<number> =>
    (await count(`import_file where import_id = '${id}'`)) + (await count(`import_row where import_id = '${id}'`));

  it('is deleted seven days after its end: files and rows, read, refused, written or undone', async () => {
    const list = (name: string): string => `姓名,村,家庭住址\n${name},${village},过期路${name}号\n`;
    const village = await anyVillage();
    const checked = await office.csv('people', list('吴八'));
    await office.until(checked, 'checked');
    const written = await office.csv('people', list('吴九'));
    await office.commits(written);
    const undone = await office.csv('people', list('吴十'));
    await office.commits(undone);
    await office.undoes(undone);
    const { body: failed } = await office.sends('people', { name: 'a.csv', bytes: '没有表头\n' });
    await eventually('the file was refused', async () => (await office.state(failed.id)).state === 'failed');
    // What was written says nothing more of the person; a file that came only in part belongs to no import.
    expect(await count(`import_row where import_id = '${written}' and sealed is not null`)).toBe(0);
    await office.sql(
      `insert into import_file (import_id, no, sealed, at) values ('half', 0, '', to_timestamp($1::float8 / 1000))`,
      [office.clock.at],
    );
    const all = [checked, written, undone, failed.id, 'half'];
    for (const id of all) expect(await left(id)).toBeGreaterThan(0);

    office.clock.at += 7 * 86_400_000 - 60_000;
    office.forgetSessions();
    const expire = async (): Promise<void> => {
      await office.sql(`select graphile_worker.add_job('expire', '{}')`);
      await eventually(
        'the task is done',
        async () => (await count(`graphile_worker.jobs where task_identifier = 'expire'`)) === 0,
      );
    };
    await expire();
    expect(await Promise.all(all.map(async (id) => (await left(id)) > 0))).toEqual([true, true, true, true, false]);
    office.clock.at += 61_000;
    await expire();
    expect(await Promise.all(all.map(left))).toEqual([0, 0, 0, 0, 0]);

    expect(await office.state(checked)).toMatchObject({ expired: true, rows: 1 });
    const late = await office.ask('POST', `/api/v1/imports/${checked}/commit`, { as: 'admin', body: {} });
    expect([late.status, slug(late.body)]).toEqual([410, 'import-over']);
  });
});

async function anyVillage(): Promise<string> {
  const [village] = await office.sql<{ name: string }>(
    `select name from region where id not in (select parent_id from region where parent_id is not null) order by id limit 1`,
  );
  return village?.name ?? '';
}
