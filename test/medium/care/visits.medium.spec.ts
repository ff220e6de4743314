// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine, the phones of those who walk.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fromIso } from '@silverbell/kernel';
import type { Incident, MealBookingOnWire, WelfareVisitOnWire } from '@silverbell/wire';
import { eventually } from '../../e2e/support/eventually.js';
import { slugOf, type Answer } from '../api/api-stage.js';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call, refusal } = stage;
type Visit = WelfareVisitOnWire;
interface Page {
  items: Visit[];
  counts: { owed: number; done: number; excused: number; missed: number; rate: number | null };
}

const page = async (query: string, as = 'community-1'): Promise<Page> =>
  (await call<Page>(as, 'GET', `/welfare-visits?${query}`)).body;
/** The visit of that level whose period holds the day. */
const visitOf = async (seniorId: string, level: string, day: string, as = 'community-1'): Promise<Visit> => {
  const { items } = await page(`seniorId=${seniorId}&level=${level}&from=${day}&to=${day}`, as);
  const [visit] = items.filter(({ cause }) => cause !== 'discharge');
  if (visit === undefined) throw new Error(`${seniorId} is owed no visit of the ${level} on ${day}`);
  return visit;
};
const does = (as: string, id: string, verb: string, body: object = {}, headers = {}): Promise<Answer<Visit>> =>
  call<Visit>(as, 'POST', `/welfare-visits/${id}/${verb}`, body, headers);
const no = (as: string, id: string, verb: string, body: object = {}) =>
  refusal(as, 'POST', `/welfare-visits/${id}/${verb}`, body);
const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};
const away = (seniorId: string, from: string, until: string, reason = 'hospital') =>
  stage.sql(
    `update senior set away_from = '${from}T08:00+08', away_until = '${until}T20:00+08', away_reason = '${reason}' where id = '${seniorId}'`,
  );
const openOf = async (homeId: string): Promise<readonly Incident[]> => {
  const { body } = await call<{ items: Incident[] }>('operator', 'GET', '/incidents?state=open');
  return body.items.filter(({ home }) => home?.id === homeId);
};
const tag = (seniorId: string) => ({ doorTag: `tag-${seniorId}` });

beforeAll(() => stage.opens({ demoCareClock: fromIso('2026-09-28T08:00:00+08:00') }), 180_000);
afterAll(() => stage.closes());

describe('CR-55: welfare visits', () => {
  it('are owed weekly by the community and monthly by the township to those in service', async () => {
    await now('2026-09-28T08:00');
    expect(await visitOf('care-c', 'community', '2026-09-28')).toMatchObject({
      ...{ state: 'planned', frequency: 'weekly', from: '2026-09-28', to: '2026-10-04', dueOn: '2026-10-04' },
      ...{ risk: 'high', allowedActions: ['done', 'excuse', 'miss'] },
    });
    expect(await visitOf('care-c', 'township', '2026-09-28')).toMatchObject({
      ...{ from: '2026-09-01', to: '2026-09-30', allowedActions: [] },
    });
    expect(await visitOf('care-e', 'community', '2026-09-28')).toMatchObject({
      frequency: 'quarterly',
      risk: 'general',
    });
  });

  it('of the county are drawn among those in service, with the seed published inside (CR-58)', async () => {
    const { items } = await page('level=county', 'county-1');
    expect(items.map(({ seniorId }) => seniorId).sort()).toEqual(['care-b', 'care-c', 'care-d']);
    expect(items[0]?.sample).toMatchObject({ served: 3, size: 3 });
    expect(items[0]?.sample?.seed).toMatch(/\S{8}/);
  });

  it('come in walking order; names and doors are masked for those who only read (CR-07)', async () => {
    const { items } = await page('level=community&from=2026-09-28&to=2026-09-28&regionId=demo-village-1-1');
    const week = items.filter(({ to }) => to === '2026-10-04').map(({ walkingOrder }) => walkingOrder);
    expect(week).toEqual(week.map((_, n) => n + 1));
    const [read] = (await page('seniorId=care-c&level=community', 'supervisor')).items;
    expect([read?.senior.name, read?.home, read?.allowedActions]).toEqual(['王*兰', null, []]);
    const [walks] = (await page('seniorId=care-c&level=community')).items;
    expect([walks?.senior.name, walks?.home?.hasDoorTag]).toEqual(['王秀兰', true]);
  });

  it('are not taken from the office of another level, and elsewhere do not exist', async () => {
    const { id } = await visitOf('care-c', 'community', '2026-09-28');
    expect(await no('township-1', id, 'done', tag('care-c'))).toEqual([403, 'visit-of-another']);
    expect(await no('county-1', id, 'done', tag('care-c'))).toEqual([403, 'visit-of-another']);
    expect(await no('provider-1', id, 'done', tag('care-c'))).toEqual([403, 'not-allowed']);
    expect(await no('community-1', 'nothing', 'done', tag('care-c'))).toEqual([404, 'not-found']);
    const other = await visitOf('care-c', 'township', '2026-09-28');
    expect(await no('community-1', other.id, 'done', tag('care-c'))).toEqual([403, 'visit-of-another']);
  });
});

describe('CR-56: a visit', () => {
  it('needs proof or a reason at the door, and cannot be by telephone at high risk', async () => {
    await now('2026-10-02T10:00');
    const { id } = await visitOf('care-c', 'community', '2026-10-02');
    expect(await no('community-1', id, 'done', {})).toEqual([422, 'reason-missing']);
    expect(await no('community-1', id, 'done', { way: 'call' })).toEqual([422, 'recognition-missing']);
    expect(await no('community-1', id, 'done', { way: 'call', recognisedBy: 'voice' })).toEqual([
      409,
      'visit-in-person',
    ]);
    const ahead = { at: '2026-10-02T10:06:00+08:00', ...tag('care-c') };
    expect(await no('community-1', id, 'done', ahead)).toEqual([422, 'clock-skewed']);
    expect(await no('community-1', id, 'done', { ...tag('care-c'), mood: 'gloomy' })).toEqual([400, 'invalid-request']);
  });

  it('41: done on a day of the week is the community’s for the week, and a sign of life', async () => {
    const { id, version } = await visitOf('care-c', 'community', '2026-10-02');
    const report = { health: 'fine', mood: 'good', food: 'enough', safety: 'safe', deviceTest: 'worked' };
    const headers = { 'if-match': `"${String(version)}"` };
    const done = await does('cadre-1', id, 'done', { ...tag('care-c'), ...report, note: '精神好' }, headers);
    expect(done.body).toMatchObject({ state: 'done', proof: 'tag', marks: [], report: { mood: 'good', warmth: null } });
    expect((await does('community-1', id, 'done', tag('care-c'), headers)).status).toBe(412);
    expect(await no('community-1', id, 'done', tag('care-c'))).toEqual([409, 'visit-state']);
    const [sign] = await stage.sql(`select sign from sign_of_life where senior_id = 'care-c' and sign = 'seen'`);
    expect(sign).toBeDefined();
    const one = await call<{ trail: { note: string | null }[] }>('community-1', 'GET', `/welfare-visits/${id}`);
    expect(one.body.trail.at(-1)?.note).toBe('精神好');
    const [row] = await stage.sql<{ fold: string }>(`select fold::text as fold from welfare_visit where id = '${id}'`);
    expect(row?.fold).not.toContain('mood');
  });

  it('41: service orders alone leave the week missed at its end; hospital all week excuses it', async () => {
    await away('care-d', '2026-09-28', '2026-10-04');
    await now('2026-10-04T23:59');
    expect(await visitOf('care-b', 'community', '2026-10-02')).toMatchObject({ state: 'planned' });
    await now('2026-10-05T00:00');
    expect(await visitOf('care-b', 'community', '2026-10-02')).toMatchObject({
      ...{ state: 'missed', missedReason: 'period-over', missedAt: '2026-10-04T16:00:00.000Z' },
    });
    expect(await visitOf('care-c', 'community', '2026-10-02')).toMatchObject({ state: 'done' });
    expect(await visitOf('care-d', 'community', '2026-10-02')).toMatchObject({
      ...{ state: 'excused', excuse: { reason: 'hospital' } },
    });
    expect(await visitOf('care-b', 'community', '2026-10-05')).toMatchObject({ state: 'planned', to: '2026-10-11' });
    const week = await page(
      'level=community&to=2026-10-04&from=2026-10-04&regionId=demo-village-1-1&dueBefore=2026-10-05',
    );
    const { owed, done, excused, rate } = week.counts;
    expect([done, excused, rate]).toEqual([1, 1, 1 / (owed - 1)]);
  });

  it('of a missed week is explained once, and is uploaded within a day', async () => {
    const { id } = await visitOf('care-b', 'community', '2026-10-02');
    const explained = await does('community-1', id, 'miss', { reason: '道路封闭' });
    expect(explained.body).toMatchObject({ state: 'missed', missedReason: 'explained' });
    expect(await no('community-1', id, 'miss', { reason: '再说一次' })).toEqual([409, 'visit-state']);
    const late = await does('community-1', id, 'done', { at: '2026-10-04T16:00:00+08:00', ...tag('care-b') });
    expect(late.body).toMatchObject({ state: 'done', marks: ['late-upload'], missedAt: '2026-10-04T16:00:00.000Z' });
  });

  it('is excused two weeks running; then a call is owed', async () => {
    await away('care-d', '2026-09-28', '2026-10-25');
    const second = await visitOf('care-d', 'community', '2026-10-06');
    expect((await does('township-1', second.id, 'excuse', { reason: 'hospital' })).body.state).toBe('excused');
    await now('2026-10-12T08:00');
    const third = await visitOf('care-d', 'community', '2026-10-12');
    expect(await no('community-1', third.id, 'excuse', { reason: 'hospital' })).toEqual([409, 'excused-twice-running']);
    const outside = { reason: 'away', from: '2026-10-20', to: '2026-10-21' };
    expect(await no('community-1', third.id, 'excuse', outside)).toEqual([422, 'excuse-days']);
    const called = await does('community-1', third.id, 'done', { way: 'call', recognisedBy: 'voice' });
    expect(called.body).toMatchObject({ state: 'done', way: 'call' });
    const [sign] = await stage.sql(`select sign from sign_of_life where senior_id = 'care-d' and sign = 'spoken'`);
    expect(sign).toBeDefined();
  });

  it('that finds nobody is tried again; without news for 24 h a class F incident opens', async () => {
    const { id } = await visitOf('care-b', 'community', '2026-10-12');
    const empty = await does('community-1', id, 'done', { seen: false, ...tag('care-b') });
    expect(empty.body).toMatchObject({ state: 'empty', retryBy: '2026-10-13T00:00:00.000Z' });
    expect(await openOf('home-care-b')).toEqual([]);
    const toAsk = async () => {
      const { body } = await call<{ items: { kind: string; id: string; dueOn: string }[] }>('cadre-1', 'GET', '/work');
      return body.items.flatMap((one) => (one.kind === 'visit-contact' ? [`${one.id} ${one.dueOn}`] : []));
    };
    expect(await toAsk()).toEqual([`${id} 2026-10-12`]);
    expect(await no('township-1', id, 'ask-contact', { answer: 'no-news' })).toEqual([403, 'visit-of-another']);
    const asked = await does('community-1', id, 'ask-contact', { answer: 'not-reached', note: '无人接听' });
    expect(asked.body).toMatchObject({ state: 'empty', contact: { answer: 'not-reached' } });
    expect(await toAsk()).toEqual([]);
    await now('2026-10-13T08:00');
    const opened = await eventually('an incident at her home', async () => (await openOf('home-care-b'))[0] ?? null);
    expect(opened).toMatchObject({ class: 'F', knockFirst: true, kinds: ['inactivity'] });
    const done = await does('community-1', id, 'done', tag('care-b'));
    expect(done.body).toMatchObject({ state: 'done', incidentId: opened.id });
  });

  it('with a serious finding opens class B at once', async () => {
    const { id } = await visitOf('care-c', 'community', '2026-10-13');
    expect((await does('community-1', id, 'done', { ...tag('care-c'), health: 'serious' })).status).toBe(200);
    expect(await openOf('home-care-c')).toMatchObject([{ class: 'B' }]);
  });
});

describe('CR-55, CR-58: what happens to a person', () => {
  it('who dies is owed no visit; who lived with her is visited within 24 h', async () => {
    await stage.sql(`update senior set home_id = 'home-care-d' where id = 'care-e'`);
    const body = { status: 'deceased', on: '2026-10-13', reason: '病逝' };
    expect((await call('admin', 'POST', '/seniors/care-d/status', body)).status).toBe(200);
    const { items } = await page('seniorId=care-d&from=2026-10-13', 'county-1');
    expect(new Set(items.filter(({ state }) => state !== 'done').map(({ state }) => state))).toEqual(
      new Set(['cancelled']),
    );
    const [bereaved] = (await page('seniorId=care-e')).items.filter(({ cause }) => cause === 'bereaved');
    expect(bereaved).toMatchObject({ from: '2026-10-13', to: '2026-10-14', frequency: 'once' });
  });

  it('who leaves hospital is visited within 24 h', async () => {
    await away('care-g', '2026-10-10', '2026-10-14');
    await now('2026-10-14T08:00');
    const [visit] = (await page('seniorId=care-g')).items.filter(({ cause }) => cause === 'discharge');
    expect(visit).toMatchObject({ from: '2026-10-14', to: '2026-10-15', state: 'planned' });
    // one visit serves every obligation of its level that holds the day (CR-57)
    const regular = await visitOf('care-g', 'community', '2026-10-14');
    await does('community-1', visit?.id ?? '', 'done', tag('care-g'));
    expect(await visitOf('care-g', 'community', '2026-10-14')).toMatchObject({
      ...{ id: regular.id, state: 'done', servedBy: visit?.id },
    });
  });
});

describe('CR-59: a meal', () => {
  type Meal = MealBookingOnWire;
  const book = (as: string, body: object) =>
    call<Meal>(as, 'POST', '/meal-bookings', { mealPointId: 'demo-meal-1', on: '2026-10-15', ...body });
  const meal = (as: string, id: string, verb: string, body: object = {}) =>
    call<Meal>(as, 'POST', `/meal-bookings/${id}/${verb}`, body);
  const bookRefused = async (as: string, body: object) => {
    const answer = await book(as, body);
    return [answer.status, slugOf(answer)];
  };
  const attendance = async (seniorId: string) =>
    (await stage.sql(`select at from sign_of_life where senior_id = '${seniorId}' and sign = 'attendance'`)).length;

  it('is booked until 09:00 of its day, once, at the price and subsidy of then', async () => {
    await now('2026-10-15T08:59');
    const subsidies = [{ economicClass: 'near-subsistence', fen: 300 }];
    expect((await call('township-1', 'PATCH', '/meal-points/demo-meal-1', { subsidies })).status).toBe(200);
    const booked = await book('care-family-1', { id: 'meal-c', seniorId: 'care-c' });
    expect(booked).toMatchObject({
      ...{ status: 201, body: { state: 'booked', priceFen: 800, subsidyFen: 300, payFen: 500 } },
    });
    expect(booked.body.allowedActions).toEqual(['cancel']);
    expect((await book('cadre-1', { id: 'meal-b', seniorId: 'care-b' })).body).toMatchObject({ payFen: 800 });
    expect((await book('operator', { id: 'meal-f', seniorId: 'care-f' })).status).toBe(201);
    expect((await book('community-1', { id: 'meal-g', seniorId: 'care-g' })).status).toBe(201);
    expect(await bookRefused('community-1', { seniorId: 'care-c' })).toEqual([409, 'meal-booked']);
    expect(await bookRefused('community-1', { seniorId: 'care-d' })).toEqual([409, 'senior-not-served']);
    expect(await bookRefused('care-family-1', { seniorId: 'care-g' })).toEqual([404, 'not-found']);
    expect(await bookRefused('community-1', { seniorId: 'care-a', mealPointId: 'x' })).toEqual([404, 'not-found']);
    await now('2026-10-15T09:01');
    expect(await bookRefused('community-1', { seniorId: 'care-a' })).toEqual([409, 'booking-closed']);
    expect(await bookRefused('community-1', { seniorId: 'care-a', on: '2026-10-14' })).toEqual([409, 'booking-closed']);
  });

  it('46: fetched by a neighbour is no sign of life; she herself is attendance now', async () => {
    await now('2026-10-15T11:30');
    const fetched = await meal('community-1', 'meal-b', 'attend', { means: 'name-list', by: 'neighbour' });
    expect(fetched.body).toMatchObject({ state: 'attended', inPerson: false, by: 'neighbour' });
    expect(await attendance('care-b')).toBe(0);
    const came = await meal('community-1', 'meal-c', 'attend', { means: 'card', inPerson: true });
    expect(came.body).toMatchObject({ state: 'attended', inPerson: true, attendedAt: '2026-10-15T03:30:00.000Z' });
    expect(await attendance('care-c')).toBe(1);
  });

  it('is refused without a word on who took it, in another state, and by another role', async () => {
    const no = (as: string, id: string, verb: string, body: object = {}) =>
      refusal(as, 'POST', `/meal-bookings/${id}/${verb}`, body);
    expect(await no('community-1', 'meal-f', 'attend')).toEqual([400, 'invalid-request']);
    expect(await no('community-1', 'meal-f', 'attend', { inPerson: true, by: 'other' })).toEqual([
      400,
      'invalid-request',
    ]);
    expect(await no('community-1', 'meal-c', 'attend', { inPerson: true })).toEqual([409, 'meal-state']);
    expect(await no('community-1', 'meal-c', 'cancel')).toEqual([409, 'meal-state']);
    expect(await no('operator', 'meal-f', 'attend', { inPerson: true })).toEqual([403, 'not-allowed']);
    expect(await no('care-family-1', 'meal-f', 'cancel')).toEqual([404, 'not-found']);
  });

  it('not fetched and not cancelled is called about by the end, and then not fetched', async () => {
    const calls = async () =>
      (await call<{ items: { kind: string; id: string }[] }>('community-1', 'GET', '/work')).body.items.flatMap(
        ({ kind, id }) => (kind === 'meal-call' ? [id] : []),
      );
    expect(await calls()).toEqual([]);
    expect((await meal('operator', 'meal-g', 'cancel')).body.state).toBe('cancelled');
    await now('2026-10-15T12:30');
    expect(await calls()).toEqual(['meal-f']);
    await now('2026-10-15T13:00');
    const list = await call<{ items: Meal[] }>('supervisor', 'GET', '/meal-bookings?seniorId=care-f');
    expect(list.body.items).toMatchObject([{ state: 'not-fetched', senior: { name: '周*珍' }, allowedActions: [] }]);
    expect((await meal('cadre-1', 'meal-f', 'refuse', { note: '没动' })).body.state).toBe('refused');
  });
});

describe('CR-08, CR-77: the work list', () => {
  interface Work {
    counts: Record<string, number>;
    items: {
      kind: string;
      id: string;
      ownerRole: string;
      group: string;
      daysOverdue: number;
      remindedAt: string | null;
    }[];
  }
  const work = async (as: string): Promise<Work> => (await call<Work>(as, 'GET', '/work?limit=500')).body;

  it('29: a missed order is on the lists of its provider and its township', async () => {
    await now('2026-10-16T09:00');
    const missed = (list: Work) => list.items.filter(({ kind }) => kind === 'order-missed').length;
    expect(missed(await work('provider-1'))).toBeGreaterThan(0);
    expect(missed(await work('township-1'))).toBeGreaterThan(0);
    expect(missed(await work('community-1'))).toBe(0);
  });

  it('reminds the owner at 09:00 of what is due today or by the next working day', async () => {
    const visits = (await work('community-1')).items.filter(({ kind }) => kind === 'visit-due');
    expect(visits.find(({ remindedAt }) => remindedAt !== null)?.remindedAt).toBe('2026-10-16T01:00:00.000Z');
    expect(visits.filter(({ group }) => group === 'ahead').some(({ remindedAt }) => remindedAt === null)).toBe(true);
  });

  it('shows what is overdue below to the superior, with its days', async () => {
    await stage.sql(`update service_order set state = 'disputed' where senior_id = 'care-c' and day = '2026-10-15'`);
    const own = (await work('township-1')).items.find(({ kind }) => kind === 'order-disputed');
    expect(own).toMatchObject({ group: 'overdue', daysOverdue: 1, ownerRole: 'township-officer' });
    const above = await work('county-1');
    expect(above.items.find(({ kind }) => kind === 'order-disputed')).toMatchObject({
      group: 'supervised',
      daysOverdue: 1,
    });
    expect(above.counts.supervised).toBeGreaterThan(0);
  });
});

describe('CR-26: a suspended entitlement', () => {
  const days = async () =>
    (
      await call<{ items: { day: string; state: string }[] }>(
        'provider-1',
        'GET',
        '/service-orders?seniorId=care-b&from=2026-10-17&to=2026-10-31&state=planned',
      )
    ).body.items.map(({ day }) => day);

  it('stops the plans on its days, not the welfare visits, and resumed they go on', async () => {
    const body = { from: '2026-10-18', to: '2026-10-31', reason: 'hospital' };
    expect((await call('township-1', 'POST', '/entitlements/care-b-entitlement/suspend', body)).status).toBe(200);
    expect(await days()).toEqual(['2026-10-17']);
    await now('2026-10-17T08:00');
    expect(await days()).toEqual(['2026-10-17']);
    await now('2026-10-19T08:00');
    expect(await visitOf('care-b', 'community', '2026-10-19')).toMatchObject({ state: 'planned', frequency: 'weekly' });
    const resumed = await call('township-1', 'POST', '/entitlements/care-b-entitlement/resume', { on: '2026-10-21' });
    expect(resumed.status).toBe(200);
    expect((await days()).slice(0, 2)).toEqual(['2026-10-21', '2026-10-22']);
  });
});

describe('CR-30: automatic assignment', () => {
  it('of a provider that wants it gives an order to the worker who was there last', async () => {
    await stage.sql(`update provider set auto_assign = true where id = 'care-provider-1'`);
    await now('2026-10-20T08:00');
    const { body } = await call<{ items: { seniorId: string; state: string; workerId: string | null }[] }>(
      ...(['provider-1', 'GET', '/service-orders?state=assigned&from=2026-10-22&to=2026-10-23'] as const),
    );
    const hers = body.items.filter(({ seniorId }) => seniorId === 'care-b');
    expect(hers.map(({ state, workerId }) => `${state} ${String(workerId)}`)).toEqual([
      'assigned worker-3',
      'assigned worker-3',
    ]);
  });
});

describe('CR-27: an entitlement that ended', () => {
  it('is told to provider and county, and her devices are to be taken back', async () => {
    const work = async (as: string) =>
      (await call<{ items: { kind: string; seniorId: string }[] }>(as, 'GET', '/work?limit=500')).body.items;
    const ended = { reason: 'own-wish', on: '2026-10-20' };
    expect((await call('township-1', 'POST', '/entitlements/care-c-entitlement/end', ended)).status).toBe(200);
    for (const as of ['provider-1', 'county-1'])
      expect(await work(as)).toContainEqual(expect.objectContaining({ kind: 'service-ended', seniorId: 'care-c' }));
    expect(await work('community-1')).toContainEqual(
      expect.objectContaining({ kind: 'device-recall', seniorId: 'care-d' }),
    );
  });
});

describe('CR-55: days of heat', () => {
  const raises = async (value: string, validFrom: string): Promise<void> => {
    const body = { key: 'care.visits.atLeast', value, validFrom, source: '高温橙色预警' };
    const set = await call('county-1', 'PUT', '/regions/demo-village-1-1/care-settings', body);
    expect(set.status).toBe(200);
  };
  const weekly = async (day: string) =>
    (await page(`seniorId=care-e&level=community&from=${day}&to=${day}`)).items.filter(
      ({ frequency }) => frequency === 'weekly',
    );

  it('raise how often everybody of a region is visited, from a day on and back again', async () => {
    await raises('weekly', '2026-10-21');
    await raises('by-risk', '2026-10-26');
    expect(await weekly('2026-10-20')).toEqual([]);
    await now('2026-10-21T08:00');
    expect(await weekly('2026-10-21')).toMatchObject([{ state: 'planned', risk: 'general', to: '2026-10-25' }]);
    await now('2026-10-26T08:00');
    expect(await weekly('2026-10-25')).toMatchObject([{ state: 'missed' }]);
    expect(await weekly('2026-10-26')).toEqual([]);
    expect(await visitOf('care-e', 'community', '2026-12-31')).toMatchObject({
      ...{ state: 'planned', frequency: 'quarterly' },
    });
  });

  it('raise those at high risk and in service from every week to every day', async () => {
    await raises('daily', '2026-10-27');
    await raises('by-risk', '2026-10-29');
    await now('2026-10-27T08:00');
    const on = async (day: string) =>
      (await page(`seniorId=care-b&level=community&from=${day}&to=${day}`)).items.map(
        ({ frequency, state }) => `${frequency} ${state}`,
      );
    expect((await on('2026-10-27')).sort()).toEqual(['daily planned', 'weekly planned']);
    const { items } = await page('seniorId=care-b&level=community&from=2026-10-27&to=2026-10-27');
    const daily = items.find(({ frequency }) => frequency === 'daily');
    expect(daily).toMatchObject({ from: '2026-10-27', to: '2026-10-27', risk: 'high' });
    expect((await does('community-1', daily?.id ?? '', 'done', tag('care-b'))).status).toBe(200);
    expect((await on('2026-10-27')).sort()).toEqual(['daily done', 'weekly done']);
    await now('2026-10-29T08:00');
    expect((await on('2026-10-28')).sort()).toEqual(['daily missed', 'weekly done']);
    expect(await on('2026-10-29')).toEqual(['weekly done']);
  });
});

describe('CR-11: a pilot feature that is off', () => {
  it('refuses its commands and keeps what is on file', async () => {
    const off = ['visits', 'meals', 'orders'];
    for (const feature of off)
      await stage.sql(
        `insert into region_setting (region_id, key, value, valid_from, source) values ('demo-village-1-1', 'pilot.${feature}', 'false', '2026-01-01', 'test')`,
      );
    const visit = await visitOf('care-b', 'community', '2026-10-26');
    expect(await no('community-1', visit.id, 'done', tag('care-b'))).toEqual([403, 'feature-off']);
    const meal = { mealPointId: 'demo-meal-1', seniorId: 'care-b', on: '2026-10-28' };
    expect(await refusal('community-1', 'POST', '/meal-bookings', meal)).toEqual([403, 'feature-off']);
    const order = { seniorId: 'care-b', items: ['cleaning'], day: '2026-10-28', startTime: '15:00', endTime: '16:00' };
    expect(await refusal('township-1', 'POST', '/service-orders', order)).toEqual([403, 'feature-off']);
    const [assigned] = (
      await call<{ items: { id: string }[] }>('provider-1', 'GET', '/service-orders?state=assigned&from=2026-10-27')
    ).body.items;
    const decline = `/service-orders/${assigned?.id ?? ''}/decline`;
    expect(await refusal('provider-1', 'POST', decline, { reason: '生病' })).toEqual([403, 'feature-off']);
    expect((await page('seniorId=care-b')).items.length).toBeGreaterThan(0);
  });
});
