// Real: PostgreSQL, the api over HTTP, a worker with its queue. Not real: the engine, the clock.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { checkCharacterOf } from '@silverbell/usecases';
import { Office } from './office.js';

jest.setTimeout(180_000);

const office = new Office();
beforeAll(() => office.opens());
afterAll(() => office.closes());

const count = async (of: string, parameters: readonly unknown[] = []): Promise<number> =>
  (await office.sql<{ n: number }>(`select count(*)::int as n from ${of}`, parameters))[0]?.n ?? 0;
const codes = async (id: string, state?: string) =>
  (await office.rows(id, state)).map(({ row, code }) => `${String(row)} ${code}`);

describe('regions of a file (SR-01, SR-07, SR-77)', () => {
  it('are written, parents first, and a second time nothing is written', async () => {
    const text =
      '区划名称,上级区划,级别,经度,纬度\n双柳村,新桥镇,村,119.2,30.3\n新桥镇,,镇,119.2,30.3\n甲村,乙村,村,,\n乙村,甲村,村,,\n';
    const id = await office.csv('regions', text);
    await office.until(id, 'checked');
    expect(await codes(id)).toEqual(['4 region-cycle', '5 region-cycle']);
    expect(await office.commits(id)).toMatchObject({ rows: 4, accepted: 2, rejected: 2 });
    expect(
      await office.sql(
        `select v.name, t.name as town from region v join region t on t.id = v.parent_id where v.name = '双柳村' and t.level_no < v.level_no`,
      ),
    ).toEqual([{ name: '双柳村', town: '新桥镇' }]);
    const again = await office.csv('regions', text);
    await office.commits(again);
    expect(await count(`region where name in ('双柳村', '新桥镇')`)).toBe(2);
    expect(await count(`import_row where import_id = $1 and state = 'unchanged'`, [again])).toBe(2);
  });
});

describe('people of a file', () => {
  it('with one name in one home are two, when their birthdays differ', async () => {
    const line = (birth: string) => `司马同名,${birth},双柳村,同名路1号\n`;
    const id = await office.csv('people', `姓名,出生日期,村,家庭住址\n${line('1935-02-03')}`);
    await office.commits(id);
    await office.commits(await office.csv('people', `姓名,出生日期,村,家庭住址\n${line('1960-07-08')}`));
    expect(await count(`senior where name = '司马同名'`)).toBe(2);
    expect(await count(`home where address_words = '同名路1号'`)).toBe(1);
  });

  const HEAD = '姓名,身份证号,出生日期,村,家庭住址,电话,经度,纬度,联系人,关系,联系人电话\n';
  const FILE = `${HEAD}欧阳兰,,1940-05-06,双柳村,柳荫路1号,00012345678,119.21,30.31,欧阳强,儿子,00098765432\n欧阳福,,1938-01-02,双柳村,柳荫路 1 号,,,,,,\n欧阳无村,,1941-01-01,没有村,柳荫路2号,,,,,,\n欧阳远,,1939-03-03,双柳村,柳荫路9号,,,,,,\n`;
  let first = '';

  it('are written with their homes and contacts; what was refused is not', async () => {
    first = await office.csv('people', FILE);
    expect(await office.commits(first)).toMatchObject({ rows: 4, accepted: 3, rejected: 1 });
    expect(await count(`senior where name like '欧阳%'`)).toBe(3);
    expect(await count(`home where address_words like '柳荫路%'`)).toBe(2);
    expect(await count(`contact where name = '欧阳强'`)).toBe(1);
  });

  it('are named by a press at an imported home', async () => {
    const [senior] = await office.sql<{ id: string; home: string }>(
      `select id, home_id as home from senior where name = '欧阳兰'`,
    );
    await office.sql(
      `insert into device select (jsonb_populate_record(one, jsonb_build_object('id', 'imported-pendant', 'home_id', $1::text, 'senior_id', $2::text))).*
       from device one where id = 'demo-pendant-1'`,
      [senior?.home, senior?.id],
    );
    const incident = await office.press('imported-pendant');
    const { body } = await office.ask<{ seniors: { name: string }[] }>('GET', `/api/v1/incidents/${incident}`, {
      as: 'operator',
    });
    expect(body.seniors.map(({ name }) => name)).toContain('欧阳兰');
  });

  it('imported twice are there once', async () => {
    const again = await office.csv('people', FILE);
    await office.commits(again);
    expect(await count(`senior where name like '欧阳%'`)).toBe(3);
    expect(await count(`home where address_words like '柳荫路%'`)).toBe(2);
  });

  it('of an undone import go, but not who has an incident by now, which is told', async () => {
    expect(await office.undoes(first)).toMatchObject({ state: 'undone', kept: 2 });
    expect(await codes(first, 'kept')).toEqual(['2 has-incidents', '3 has-incidents']);
    expect(await count(`senior where name = '欧阳远'`)).toBe(0);
    expect(await count(`senior where name in ('欧阳兰', '欧阳福')`)).toBe(2);
    expect(await count(`home where address_words like '柳荫路%'`)).toBe(1);
    const twice = await office.ask('POST', `/api/v1/imports/${first}/undo`, { as: 'admin', body: {} });
    expect([twice.status, (twice.body as { state?: string }).state]).toEqual([200, 'undone']);
  });

  it('in three sheets find each other', async () => {
    const id = await office.xlsx(
      'people',
      {
        name: '住所',
        columns: ['住所编号', '村', '详细地址'].map((title) => ({ title })),
        rows: [['H-1', '双柳村', '三表路1号']],
      },
      {
        name: '老人',
        columns: ['姓名', '出生日期', '住所编号', '编号'].map((title) => ({ title })),
        rows: [['三表人', '1940-01-01', 'H-1', 'S-1']],
      },
      {
        name: '联系人',
        columns: ['老人编号', '联系人姓名', '关系', '联系人电话'].map((title) => ({ title })),
        rows: [['S-1', '三表女', '女儿', '00011112222']],
      },
    );
    expect(await office.commits(id)).toMatchObject({ rows: 3, rejected: 0 });
    expect(
      await count(
        `contact c join senior s on s.id = c.senior_id where s.id = 'S-1' and s.home_id = 'H-1' and c.name = '三表女'`,
      ),
    ).toBe(1);
  });
});

describe('facilities, helpers and devices of a file', () => {
  it('facilities are written once, spoke below hub, and go with an undo (SR-03)', async () => {
    const text =
      '设施名称,设施类型,村,上级设施,床位数,坐标\n双柳中心,照料中心,双柳村,,40,"119.2,30.3"\n双柳点,服务点,双柳村,双柳中心,,\n空中点,服务点,双柳村,没有中心,,\n';
    const id = await office.csv('facilities', text);
    expect(await office.commits(id)).toMatchObject({ rows: 3, rejected: 1 });
    expect(await codes(id)).toEqual(['4 parent-unknown']);
    await office.commits(await office.csv('facilities', text));
    expect(
      await office.sql(
        `select f.name, h.name as hub from facility f left join facility h on h.id = f.parent_id where f.name like '双柳%' order by f.name`,
      ),
    ).toEqual([
      { name: '双柳中心', hub: null },
      { name: '双柳点', hub: '双柳中心' },
    ]);
    expect(await office.undoes(id)).toMatchObject({ state: 'undone', kept: 0 });
    expect(await count(`facility where name like '双柳%'`)).toBe(0);
  });

  it('helpers are written once, and one of 17 is refused at the birthday', async () => {
    const text =
      '姓名,人员类别,联系电话,出生日期,村,夜间可出动,健康证有效期\n帮一人,助老员,00055550001,1980-01-01,双柳村,是,2030-01-01\n帮二人,志愿者,00055550002,2010-01-01,双柳村,否,\n';
    const id = await office.csv('helpers', text);
    expect(await office.commits(id)).toMatchObject({ rows: 2, accepted: 1, rejected: 1 });
    expect(await codes(id)).toEqual(['3 too-young']);
    await office.commits(await office.csv('helpers', text));
    expect(await count(`helper where name like '帮_人' and night_calls`)).toBe(1);
    expect(await count(`helper_certificate c join helper h on h.id = c.helper_id where h.name = '帮一人'`)).toBe(1);
    expect(await office.undoes(id)).toMatchObject({ kept: 0 });
    expect(await count(`helper where name like '帮_人'`)).toBe(0);
  });

  it('devices find their home by senior or address; the file may come again after an undo', async () => {
    const text =
      '设备编号,设备类型,老人姓名,村,地址,所属网关,网关内名称\nIMP-1,呼叫器,三表人,,,,\nIMP-2,网关,,双柳村,三表路 1号,,\nIMP-3,烟感,,双柳村,三表路1号,IMP-2,厨房\nIMP-4,呼叫器,,,,,\nIMP-5,呼叫器,查无此人,,,,\nIMP-6,烟感,,双柳村,三表路1号,IMP-9,客厅\n';
    const id = await office.csv('devices', text);
    await office.commits(id);
    expect(await codes(id)).toEqual(['6 senior-unknown', '7 hub-unknown']);
    const devices = () =>
      office.sql(
        `select id, home_id as home, senior_id as senior, hub_id as hub, stage from device where id like 'IMP-%' order by id`,
      );
    const there = [
      { id: 'IMP-1', home: 'H-1', senior: 'S-1', hub: null, stage: 'installed' },
      { id: 'IMP-2', home: 'H-1', senior: null, hub: null, stage: 'installed' },
      { id: 'IMP-3', home: 'H-1', senior: null, hub: 'IMP-2', stage: 'installed' },
      { id: 'IMP-4', home: null, senior: null, hub: null, stage: 'in-stock' },
    ];
    expect(await devices()).toEqual(there);
    expect(await office.undoes(id)).toMatchObject({ kept: 0 });
    expect(await devices()).toEqual([]);
    await office.commits(await office.csv('devices', text));
    expect(await devices()).toEqual(there);
  });
});

describe('a preview of accepted rows', () => {
  interface Preview {
    readonly change: string;
    readonly makes: readonly string[];
    readonly differs: readonly string[];
    readonly values: readonly { readonly field: string; readonly value: string }[];
  }
  const previews = async (id: string, query = '', as = 'admin') => {
    const { body, status } = await office.ask<{
      items: { row: number; sentence: string; preview?: Preview }[];
      nextCursor: string | null;
    }>('GET', `/api/v1/imports/${id}/rows?state=accepted${query}`, { as });
    return { ...body, status };
  };
  const NUMBER = `34990119400506001${checkCharacterOf('34990119400506001')}`;
  const HEAD = '姓名,身份证号,村,家庭住址,电话,门锁密码,联系人,关系,联系人电话\n';
  const line = (name: string, number: string, address: string, phone: string, contact: string): string =>
    `${name},${number},双柳村,${address},${phone},7391#,${contact === '' ? ',,' : `${contact},儿子,00098761234`}\n`;

  it('says what each becomes, new or unchanged, and the commit does just that', async () => {
    const text = `${HEAD}${line('预一', NUMBER, '预览路1号', '00012345678', '预子')}${line('预二', '', '预览路1号', '', '')}`;
    const id = await office.csv('people', text);
    await office.until(id, 'checked');
    const { items } = await previews(id);
    expect(items.map(({ row, preview }) => [row, preview?.change, preview?.makes])).toEqual([
      [2, 'new', ['home', 'senior', 'contact']],
      [3, 'new', ['home', 'senior']],
    ]);
    expect(items[0]?.sentence).toBe('将新建：住所、老年人、联系人');
    await office.commits(id);
    expect(await count(`senior where name in ('预一', '预二')`)).toBe(2);

    const changed = await office.csv(
      'people',
      `${HEAD}${line('预一', NUMBER, '预览路2号', '00012345670', '预子')}${line('预二', '', '预览路1号', '', '')}`,
    );
    await office.until(changed, 'checked');
    const again = await previews(changed);
    expect(again.items.map(({ preview }) => [preview?.change, preview?.makes, preview?.differs])).toEqual([
      ['unchanged', [], ['phone', 'address']],
      ['unchanged', [], []],
    ]);
    expect(again.items[0]?.sentence).toMatch(/已在册，不改动；与在册不同：联系电话、详细地址/);
    await office.commits(changed);
    expect(await count(`import_row where import_id = $1 and state = 'unchanged'`, [changed])).toBe(2);
  });

  it('masks identity numbers and phones and tells no entry code (CR-07)', async () => {
    const id = await office.csv('people', `${HEAD}${line('预三', NUMBER, '预览路3号', '00012345678', '预女')}`);
    await office.until(id, 'checked');
    const { items } = await previews(id);
    const values = Object.fromEntries((items[0]?.preview?.values ?? []).map(({ field, value }) => [field, value]));
    expect(values).toMatchObject({
      ...{ name: '预三', idNumber: `349***********${NUMBER.slice(-4)}`, phone: '000****5678', entryCode: '••••' },
      ...{ region: '双柳村', address: '预览路3号', contactPhone: '000****1234' },
    });
    expect(JSON.stringify(items)).not.toMatch(new RegExp(`${NUMBER}|00012345678|00098761234|7391`));
  });

  it('of a contact is an addition to a person on file, and open where there is none', async () => {
    const sheet = '老人姓名,联系人姓名,关系,联系人电话\n预一,预孙,孙子,00098760000\n查无此人,预孙,孙子,00098760000\n';
    const id = await office.csv('people', sheet);
    await office.until(id, 'checked');
    expect((await previews(id)).items.map(({ preview }) => [preview?.change, preview?.makes])).toEqual([
      ['changed', ['contact']],
      ['open', []],
    ]);
  });

  it('of devices and regions finds what is on file, and comes page by page', async () => {
    const devices = await office.csv(
      'devices',
      '设备编号,设备类型,老人姓名\nIMP-1,呼叫器,三表人\nIMP-77,呼叫器,预一\nIMP-78,呼叫器,查无此人\n',
    );
    await office.until(devices, 'checked');
    const first = await previews(devices, '&limit=2');
    expect(first.items.map(({ preview }) => preview?.change)).toEqual(['unchanged', 'new']);
    const second = await previews(devices, `&limit=2&cursor=${first.nextCursor ?? ''}`);
    expect([second.items.map(({ preview }) => preview?.change), second.nextCursor]).toEqual([['open'], null]);
    const regions = await office.csv('regions', '区划名称,上级区划,级别\n双柳村,新桥镇,村\n三柳村,新桥镇,村\n');
    await office.until(regions, 'checked');
    expect((await previews(regions)).items.map(({ preview }) => preview?.change)).toEqual(['unchanged', 'new']);
  });

  it('of helpers is not for an account that may not keep the list of helpers', async () => {
    const id = await office.csv(
      'helpers',
      '姓名,人员类别,联系电话,出生日期,村\n帮三人,助老员,00055550009,1980-01-01,双柳村\n',
    );
    await office.until(id, 'checked');
    expect((await previews(id)).items[0]?.preview).toMatchObject({ change: 'new', makes: ['helper'] });
    await office.sql(`insert into account_role (account_id, role, region_id, position)
      select a.id, 'community-officer', r.id, 9 from account a, region r where a.username = 'operator' and r.parent_id is null`);
    office.forgetSessions();
    expect((await previews(id, '', 'operator')).status).toBe(403);
  });
});

describe('an undone import', () => {
  it('is on record for each record it took back', async () => {
    const id = await office.csv('people', '姓名,出生日期,村,家庭住址\n撤一人,1940-01-01,双柳村,撤销路1号\n');
    await office.commits(id);
    const [senior] = await office.sql<{ id: string }>(`select id from senior where name = '撤一人'`);
    await office.undoes(id);
    expect(
      await office.sql('select action, details from audit_entry where subject_id = $1 order by id', [senior?.id]),
    ).toEqual([
      expect.objectContaining({ action: 'senior-created' }),
      { action: 'senior-removed', details: { importId: id } },
    ]);
  });
});
