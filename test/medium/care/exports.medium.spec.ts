// Real: PostgreSQL with every migration, the api over HTTP, the worker with its queue, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AnswerOf } from '@silverbell/wire';
import { CareStage } from './care-stage.js';
import { exportedFrom, textOf } from './exported-file.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call, refusal } = stage;

const exported = (as: string, body: object) => exportedFrom(stage, as, body);
const text = textOf;

beforeAll(async () => {
  await stage.opens();
  await stage.movesClockTo('2026-10-14T08:00:00+08:00');
}, 180_000);
afterAll(() => stage.closes());

describe('CR-78: orders as a file', () => {
  const filter = { from: '2026-10-12', to: '2026-10-15', q: '李福全' };

  it('are those of the days asked for, in their order, with local times and minutes', async () => {
    const file = await exported('township-1', { list: 'service-orders', purpose: 'service', filter });
    expect(file.name).toMatch(/_上门服务单_2026-10-12至2026-10-15_\d{4}\.xlsx/);
    expect(file.rows[1]?.[0]).toMatch(/期间：2026-10-12至2026-10-15/);
    const orders = file.rows.slice(3, -1).map((cells) => [1, 2, 3, 4, 10, 9].map((n) => cells[n]));
    expect(orders).toEqual([
      ['2026-10-12', '09:00', '11:00', '李福全', '120', '已确认'],
      ['2026-10-13', '09:00', '11:00', '李福全', '120', '已确认'],
      ['2026-10-14', '09:00', '11:00', '李福全', '0', '待派单'],
      ['2026-10-15', '09:00', '11:00', '李福全', '0', '待派单'],
    ]);
  });

  it('are masked for those who only read them, and closed to the family', async () => {
    const file = await exported('supervisor', { list: 'service-orders', purpose: 'audit', filter });
    expect(file.inFull).toBe(false);
    expect(text(file)).toContain('李*全');
    expect(text(file)).not.toContain('李福全');
    expect(await refusal('care-family-1', 'POST', '/exports', { list: 'service-orders', purpose: 'service' })).toEqual([
      403,
      'not-allowed',
    ]);
  });

  it('of a provider are its own, and the other lists are closed to it', async () => {
    await stage.sql(
      `insert into provider (id, region_id, credit_code, name, kind, service_region_ids, standing, auto_assign, active, version)
       select 'care-provider-2', region_id, '91110000000000000B', '另一家服务组织', kind, service_region_ids, standing, auto_assign, active, version
       from provider where id = 'care-provider-1'`,
    );
    await stage.sql(
      `update service_order set provider_id = 'care-provider-2' where senior_id = 'care-b' and day = '2026-10-12'`,
    );
    const file = await exported('provider-1', { list: 'service-orders', purpose: 'service', filter });
    expect(file.inFull).toBe(true);
    expect(file.rows.slice(3, -1).map((cells) => [cells[1], cells[4]])).toEqual([
      ['2026-10-13', '李福全'],
      ['2026-10-14', '李福全'],
      ['2026-10-15', '李福全'],
    ]);
    const masked = await exported('provider-1', { list: 'service-orders', filter });
    expect(text(masked)).not.toContain('李福全');
    for (const list of ['complaints', 'welfare-visits', 'seniors'])
      expect(await refusal('provider-1', 'POST', '/exports', { list, purpose: 'service' })).toEqual([
        403,
        'not-allowed',
      ]);
  });

  it('of a provider in two townships are on its page and in its file alike', async () => {
    await stage.sql(
      `update service_order set region_id = 'demo-town-2' where senior_id = 'care-b' and day in ('2026-10-13', '2026-10-14')`,
    );
    const page = async (region: string) =>
      (
        await call<AnswerOf<'serviceOrders'>>(
          ...(['provider-1', 'GET', `/service-orders?seniorId=care-b&from=2026-10-12&to=2026-10-15${region}`] as const),
        )
      ).body.items.map(({ day }) => day);
    const file = async (regionId?: string) => {
      const asked = { list: 'service-orders', purpose: 'service', filter: { ...filter, regionId } };
      return (await exported('provider-1', asked)).rows.slice(3, -1).map((cells) => cells[1]);
    };
    expect(await page('')).toEqual(['2026-10-13', '2026-10-14', '2026-10-15']);
    expect(await file()).toEqual(['2026-10-13', '2026-10-14', '2026-10-15']);
    const { name, rows } = await exported('provider-1', { list: 'service-orders', purpose: 'service', filter });
    const [provider] = await stage.sql<{ name: string }>(`select name from provider where id = 'care-provider-1'`);
    expect([name, rows[0]?.[0]]).toEqual([
      expect.stringContaining(`${provider?.name ?? ''}_上门服务单_`),
      `${provider?.name ?? ''}上门服务单名册`,
    ]);
    expect(rows[1]?.[0]).toContain('区划：服务组织全部区划');
    // Within a region that is asked for, both hold what lies there.
    expect(await page('&regionId=demo-town-1')).toEqual(['2026-10-15']);
    expect(await file('demo-town-1')).toEqual(['2026-10-15']);
    await stage.sql(`update service_order set region_id = 'demo-village-1-1' where region_id = 'demo-town-2'`);
  });

  it('are all there, each once, over more pages than one', async () => {
    await stage.sql(
      `insert into service_order (id, version, state, senior_id, region_id, day, planned_start, planned_end, counts, agreed_extra, fold)
       select 'many-' || n, 1, 'cancelled', senior_id, region_id, day, planned_start, planned_end, true, 0,
         jsonb_build_object('items', '[]'::jsonb, 'marks', '[]'::jsonb)
       from service_order, generate_series(1, 1500) n where senior_id = 'care-c' and day = '2026-09-01'`,
    );
    const days = { from: '2026-08-31', to: '2026-09-02' };
    const file = await exported('township-1', { list: 'service-orders', purpose: 'audit', filter: days });
    const ids = file.rows.slice(3, -1).map((cells) => cells.at(-1));
    expect(ids).toHaveLength(1_500 + 6);
    expect(new Set(ids).size).toBe(1_506);
  });
});

describe('CR-78: complaints and visits as files', () => {
  it('hold who said what for those who answer, and not for those who read', async () => {
    const said = { id: 'c-1', workerId: 'worker-1', by: '王大姐', kind: 'late', text: '=1+1', seniorId: 'care-b' };
    expect((await call('operator', 'POST', '/complaints', said)).status).toBe(201);
    const full = await exported('township-1', { list: 'complaints', purpose: 'complaint' });
    expect(full.rows[3]?.slice(1, 10)).toEqual([
      ...['2026-10-14', '迟到', '电话', '王大姐', '李福全', expect.any(String), expect.any(String)],
      ...[expect.any(String), "'=1+1"],
    ]);
    const masked = await exported('community-1', { list: 'complaints', purpose: 'complaint' });
    expect(text(masked)).toContain('李*全');
    expect(text(masked)).not.toMatch(/王大姐|1\+1|李福全/);
  });

  it('hold who has to be asked whether the answer to a complaint was right (CR-53)', async () => {
    const answer = await call('township-1', 'POST', '/complaints/c-1/answer', { text: '已核实', upheld: true });
    expect(answer.status).toBe(200);
    const full = await exported('township-1', { list: 'care-follow-ups', purpose: 'service', filter: { q: '李福全' } });
    const [head = [], row = []] = full.rows.slice(2);
    const cell = (name: string) => row[head.indexOf(name)];
    expect(['方式', '老年人', '事由', '服务单或投诉编号'].map(cell)).toEqual(['电话', '李福全', '投诉答复', 'c-1']);
    const masked = await exported('supervisor', { list: 'care-follow-ups', purpose: 'service' });
    expect(text(masked)).toContain('李*全');
    expect(text(masked)).not.toContain('李福全');
  });

  it('54: formula text arrives as text, and without a purpose names are masked', async () => {
    await stage.sql(`update senior set name = '=1+1' where id = 'care-a'`);
    const full = await exported('township-2', { list: 'seniors', purpose: 'service', filter: { q: '=1+1' } });
    expect([full.inFull, full.rows[3]?.[1]]).toEqual([true, "'=1+1"]);
    const masked = await exported('township-2', { list: 'seniors', filter: { q: '李福全' } });
    expect(masked.inFull).toBe(false);
    expect(text(masked)).toContain('李*全');
    expect(text(masked)).not.toContain('李福全');
    expect(text(masked)).not.toContain('用途');
  });

  it('name the walk of a period, with where each visit stands', async () => {
    const filter = { from: '2026-10-18', to: '2026-10-18', regionId: 'demo-village-1-1' };
    const file = await exported('community-1', { list: 'welfare-visits', purpose: 'service', filter });
    const weekly = file.rows.slice(3, -1);
    expect(weekly.length).toBeGreaterThan(2);
    expect(new Set(weekly.map((cells) => cells[2]))).toEqual(new Set(['2026-10-18']));
    expect(text(file)).toContain('李福全');
  });
});

describe('CR-54, CR-78: scores of villages as a file', () => {
  it('hold target, done and points of each village that has a target', async () => {
    const wanted = { year: 2026, measure: 'seniors-served', target: 3 };
    expect((await call('township-1', 'PUT', '/village-scores/demo-village-1-1', wanted)).status).toBe(200);
    const file = await exported('township-1', { list: 'village-scores', purpose: 'audit' });
    expect(file.name).toMatch(/_村级考核得分_/);
    expect(file.rows.slice(3, -1).map((cells) => cells.slice(1))).toEqual([
      ['2026-12-15', expect.any(String), '接受上门服务的老人', '3', '2', '2', '1.33'],
    ]);
    expect(await refusal('operator', 'POST', '/exports', { list: 'village-scores', purpose: 'audit' })).toEqual([
      403,
      'not-allowed',
    ]);
  });
});

describe('CR-78: plans and verifications as files', () => {
  const filter = { q: '李福全' };

  it('hold who is visited on which weekdays, of a provider only its own', async () => {
    const file = await exported('township-1', { list: 'service-plans', purpose: 'service', filter });
    expect(file.name).toMatch(/_服务计划_/);
    expect(file.rows.slice(3, -1).map((cells) => [1, 5, 6, 7].map((n) => cells[n]))).toContainEqual([
      '李福全',
      '一、二、三、四、五、六、日',
      '09:00',
      '11:00',
    ]);
    const masked = text(await exported('supervisor', { list: 'service-plans', purpose: 'audit', filter }));
    expect(masked).toContain('李*全');
    expect(masked).not.toContain('李福全');
    const ofProvider = { list: 'service-plans', purpose: 'service', filter };
    expect(text(await exported('provider-1', ofProvider))).toContain('李福全');
    await stage.sql(`update service_plan set provider_id = 'other-provider' where senior_id = 'care-b'`);
    expect(text(await exported('provider-1', ofProvider))).not.toContain('李福全');
  });

  it('hold what a verification of a worker rests on and by when it is due, for those who read it', async () => {
    await stage.sql(
      `insert into care_verification (id, version, state, worker_id, provider_id, region_id, opened_on, due_on, fold)
       values ('v-1', 1, 'open', 'worker-1', 'care-provider-1', 'demo-town-1', '2026-10-14', '2026-10-19',
         '{"trigger": "ratings", "dueOn": "2026-10-19", "result": null, "replacedFor": null, "replaceDue": null}')`,
    );
    const [worker] = await stage.sql<{ name: string }>(`select name from helper where id = 'worker-1'`);
    const ask = { list: 'verifications', purpose: 'complaint' };
    const [row] = (await exported('township-1', ask)).rows.slice(3, -1);
    expect([1, 2, 5, 6, 7, 8, 11].map((n) => row?.[n])).toEqual([
      ...['2026-10-14', worker?.name, '一周内连续两次不满意', '待核实', '2026-10-19', '', 'v-1'],
    ]);
    expect(text(await exported('provider-1', ask))).toContain('v-1');
    expect(await refusal('community-1', 'POST', '/exports', ask)).toEqual([403, 'not-allowed']);
  });
});

describe('CR-59, CR-78: meals as a file', () => {
  const period = { from: '2026-10-14', to: '2026-10-16' };

  it('hold who took a booked meal and what it cost, with sums, and of a cancelled one no price', async () => {
    const book = (id: string, seniorId: string) =>
      call('community-1', 'POST', '/meal-bookings', { id, seniorId, mealPointId: 'demo-meal-1', on: '2026-10-14' });
    for (const letter of ['b', 'c']) expect((await book(`meal-${letter}`, `care-${letter}`)).status).toBe(201);
    expect((await call('community-1', 'POST', '/meal-bookings/meal-c/cancel', {})).status).toBe(200);
    await stage.movesClockTo('2026-10-14T11:30:00+08:00');
    const taken = await call('community-1', 'POST', '/meal-bookings/meal-b/attend', { means: 'card', by: 'neighbour' });
    expect(taken.status).toBe(200);
    const ask = { list: 'meals', purpose: 'service', filter: period };
    const { name, rows } = await exported('township-1', ask);
    expect(name).toMatch(/_助餐_2026-10-14至2026-10-16_/);
    const of = (id: string) => rows.find((cells) => cells.at(-1) === id) ?? [];
    expect([1, 3, 5, 6, 7, 8, 9].map((n) => of('meal-b')[n])).toEqual([
      ...['2026-10-14', '李福全', '已取餐', '邻居', '刷卡', '2026-10-14 11:30', '否'],
    ]);
    expect([of('meal-b'), of('meal-c')].map((cells) => cells.slice(10, 13))).toEqual([
      ['8', '0', '8'],
      ['', '', ''],
    ]);
    const sums = rows.at(-1) ?? [];
    expect([0, 1, 10, 11, 12].map((n) => sums[n])).toEqual(['合计', '2', '8', '0', '8']);
  });

  it('are masked for those who only read them, and closed to those who do not', async () => {
    const ask = { list: 'meals', purpose: 'audit', filter: period };
    const masked = text(await exported('supervisor', ask));
    expect(masked).toContain('李*全');
    expect(masked).not.toContain('李福全');
    for (const as of ['provider-1', 'cadre-1'])
      expect(await refusal(as, 'POST', '/exports', ask)).toEqual([403, 'not-allowed']);
  });
});

describe('CR-29, CR-78: care calls as a file', () => {
  it('hold each call of a period with its tries and what came of it, masked for the county', async () => {
    const plan = {
      ...{ seniorId: 'care-f', items: ['care-call'], weekdays: [1, 2, 3, 4, 5, 6, 7], startTime: '12:00' },
      ...{ endTime: '13:00', from: '2026-10-14' },
    };
    expect((await call('community-1', 'POST', '/service-plans', plan)).status).toBe(201);
    const queue = await call<AnswerOf<'careCalls'>>('community-1', 'GET', '/care-calls?seniorId=care-f&on=2026-10-14');
    const id = queue.body.items[0]?.id ?? '';
    for (const result of ['unanswered', 'spoken'])
      expect((await call('community-1', 'POST', `/care-calls/${id}/record`, { result })).status).toBe(200);
    const [senior] = await stage.sql<{ name: string }>(`select name from senior where id = 'care-f'`);
    const filter = { from: '2026-10-14', to: '2026-10-14' };
    const full = await exported('township-1', { list: 'care-calls', purpose: 'service', filter });
    const row = full.rows.find((cells) => cells.at(-1) === id) ?? [];
    expect([1, 2, 3, 4, 6, 7, 8, 9, 10, 11].map((n) => row[n])).toEqual([
      ...['2026-10-14', '12:00', '13:00', senior?.name, '否', '已通话', '2026-10-14 11:30', '本人接听并确认'],
      ...['2026-10-14 11:30', ''],
    ]);
    const masked = await exported('county-1', { list: 'care-calls', purpose: 'audit', filter });
    expect(masked.inFull).toBe(false);
    expect(text(masked)).not.toContain(senior?.name);
    expect(await refusal('provider-1', 'POST', '/exports', { list: 'care-calls' })).toEqual([403, 'not-allowed']);
  });
});
