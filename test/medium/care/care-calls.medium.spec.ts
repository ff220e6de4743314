// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fromIso } from '@silverbell/kernel';
import type { AnswerOf, CareCallOnWire, Incident, ServicePlanOnWire } from '@silverbell/wire';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call, refusal } = stage;

const page = async (as: string, query = ''): Promise<readonly CareCallOnWire[]> =>
  (await call<AnswerOf<'careCalls'>>(as, 'GET', `/care-calls?limit=200${query}`)).body.items;
const one = async (as: string, id: string) => (await call<AnswerOf<'careCall'>>(as, 'GET', `/care-calls/${id}`)).body;
const does = (as: string, id: string, verb: string, body: object = {}, headers = {}) =>
  call<CareCallOnWire>(as, 'POST', `/care-calls/${id}/${verb}`, body, headers);
const no = (as: string, id: string, verb: string, body: object = {}) =>
  refusal(as, 'POST', `/care-calls/${id}/${verb}`, body);
const tries = async (as: string, id: string): Promise<CareCallOnWire> => {
  await does(as, id, 'record', { result: 'unanswered' });
  return (await does(as, id, 'record', { result: 'not-recognised', note: '像是邻居接的' })).body;
};
const planBody = (seniorId: string, more: object = {}) => ({
  ...{ seniorId, items: ['care-call'], weekdays: [1, 2, 3, 4, 5, 6, 7], startTime: '09:00', endTime: '10:00' },
  ...{ from: '2026-10-14', ...more },
});
const plans = (as: string, seniorId: string, more: object = {}) =>
  call<ServicePlanOnWire>(as, 'POST', '/service-plans', planBody(seniorId, more));
const callOf = async (seniorId: string, on: string): Promise<CareCallOnWire> => {
  const [found] = await page('community-1', `&seniorId=${seniorId}&on=${on}`);
  if (found === undefined) throw new Error(`no call to ${seniorId} on ${on}`);
  return found;
};
const workOf = async (as: string, id: string) =>
  (await call<AnswerOf<'work'>>(as, 'GET', '/work?limit=500')).body.items
    .filter((item) => item.id === id)
    .map(({ kind, group, dueOn }) => [kind, group, dueOn]);
const signsOf = (seniorId: string) =>
  stage.sql<{ sign: string }>(
    `select sign from sign_of_life where senior_id = '${seniorId}' and sign in ('spoken', 'seen')`,
  );
const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};

beforeAll(async () => {
  await stage.opens({ demoCareClock: fromIso('2026-10-14T08:00:00+08:00') });
  await now('2026-10-14T08:00');
}, 180_000);
afterAll(() => stage.closes());

describe('CR-29: a plan of calls', () => {
  it('fills the queue of the day at once, and sends no worker', async () => {
    for (const seniorId of ['care-a', 'care-b', 'care-e', 'care-f']) {
      const made = await plans('community-1', seniorId);
      expect([made.status, made.body.providerId]).toEqual([201, null]);
    }
    const queue = (await page('community-1')).map(({ seniorId, state, on }) => `${seniorId} ${state} ${on}`);
    expect(queue.sort()).toEqual([...['care-a', 'care-b', 'care-e', 'care-f'].map((id) => `${id} to-call 2026-10-14`)]);
    const orders = await call<AnswerOf<'serviceOrders'>>('community-1', 'GET', '/service-orders?seniorId=care-e');
    expect(orders.body.items).toEqual([]);
    const work = (await call<AnswerOf<'work'>>('township-1', 'GET', '/work?limit=500')).body.items;
    expect(work.filter(({ kind, seniorId }) => kind === 'plan-without-provider' && seniorId === 'care-e')).toEqual([]);
  });

  it('is of calls alone, and has neither provider nor worker', async () => {
    const refused = (body: object) => refusal('township-1', 'POST', '/service-plans', body);
    const mixed = planBody('care-g', { items: ['care-call', 'cleaning'] });
    expect(await refused(mixed)).toEqual([422, 'plan-of-calls']);
    expect(await refused(planBody('care-g', { providerId: 'care-provider-1' }))).toEqual([422, 'plan-of-calls']);
    const { planId } = await callOf('care-f', '2026-10-14');
    const body = { providerId: 'care-provider-1', from: '2026-10-20', reason: '换机构' };
    expect(await refusal('township-1', 'POST', `/service-plans/${planId}/change-provider`, body)).toEqual([
      ...[422, 'plan-of-calls'],
    ]);
  });
});

describe('a call', () => {
  it('that she was recognised in is a sign of life; readers see no name and act on none', async () => {
    const { id, version } = await callOf('care-a', '2026-10-14');
    expect(await workOf('community-1', id)).toEqual([['care-call', 'today', '2026-10-14']]);
    expect(await workOf('cadre-1', id)).toEqual([['care-call', 'today', '2026-10-14']]);
    expect(await no('provider-1', id, 'record', { result: 'spoken' })).toEqual([403, 'not-allowed']);
    expect(await no('community-1', 'nothing', 'record', { result: 'spoken' })).toEqual([404, 'not-found']);
    expect(await no('community-1', id, 'record', { result: 'fine' })).toEqual([400, 'invalid-request']);
    const [read] = await page('supervisor', '&seniorId=care-a');
    expect([read?.senior.name.includes('*'), read?.allowedActions]).toEqual([true, []]);
    const headers = { 'if-match': `"${String(version)}"` };
    const done = await does('operator', id, 'record', { result: 'spoken', note: '声音听得出来' }, headers);
    expect(done.body).toMatchObject({ state: 'spoken', reached: { way: 'spoken', servedBy: null } });
    expect((await does('operator', id, 'record', { result: 'spoken' }, headers)).status).toBe(412);
    expect(await no('operator', id, 'record', { result: 'spoken' })).toEqual([409, 'care-call-state']);
    expect(await signsOf('care-a')).toEqual([{ sign: 'spoken' }]);
    expect((await one('community-1', id)).trail.at(-1)).toMatchObject({ type: 'reached', note: '声音听得出来' });
    expect((await one('supervisor', id)).trail.at(-1)?.note).toBeNull();
    const audited = await stage.sql<{ action: string }>(`select action from audit_entry where subject_id = '${id}'`);
    expect(audited.map(({ action }) => action)).toContain('care-call-record');
    expect(await workOf('community-1', id)).toEqual([]);
  });

  it('unanswered twice asks the contact, whose word ends it and is no sign of life', async () => {
    const { id } = await callOf('care-e', '2026-10-14');
    expect(await no('cadre-1', id, 'ask-contact', { answer: 'no-news' })).toEqual([409, 'care-call-state']);
    expect(await tries('cadre-1', id)).toMatchObject({ state: 'to-ask', allowedActions: ['record', 'ask-contact'] });
    const asked = await does('cadre-1', id, 'ask-contact', { answer: 'knows-where', note: '去儿子家了' });
    expect(asked.body).toMatchObject({ state: 'explained', reached: null });
    expect(await signsOf('care-e')).toEqual([]);
  });

  it('without news from the contact is a warning of that day, overdue at the township', async () => {
    const { id } = await callOf('care-f', '2026-10-14');
    await tries('community-1', id);
    expect((await does('community-1', id, 'ask-contact', { answer: 'not-reached' })).body).toMatchObject({
      ...{ state: 'warning', dueOn: '2026-10-14', allowedActions: ['record', 'ask-contact', 'ask-help'] },
    });
    expect(await workOf('community-1', id)).toEqual([['care-call-warning', 'today', '2026-10-14']]);
    expect(await workOf('township-1', id)).toEqual([]);
    await now('2026-10-15T09:30');
    expect(await workOf('community-1', id)).toEqual([['care-call-warning', 'overdue', '2026-10-14']]);
    expect(await workOf('township-1', id)).toEqual([['care-call-warning', 'supervised', '2026-10-14']]);
    expect((await does('township-1', id, 'ask-help', { note: '请敲门' })).body).toMatchObject({ state: 'warning' });
    const { incidentId } = await one('community-1', id);
    const opened = await call<Incident>('operator', 'GET', `/incidents/${String(incidentId)}`);
    expect(opened.body).toMatchObject({ class: 'F', knockFirst: true });
    const met = await does('community-1', id, 'record', { result: 'seen' });
    expect(met.body).toMatchObject({ state: 'seen', reached: { way: 'seen' } });
    expect(await signsOf('care-f')).toEqual([{ sign: 'seen' }]);
    expect(await workOf('community-1', id)).toEqual([]);
  });

  it('that was not made ends with its day; the next one, and the list of a day, are there', async () => {
    expect((await callOf('care-b', '2026-10-14')).state).toBe('missed');
    const { id } = await callOf('care-b', '2026-10-15');
    expect(await workOf('community-1', id)).toEqual([['care-call', 'today', '2026-10-15']]);
    const orders = await call<AnswerOf<'serviceOrders'>>('community-1', 'GET', '/service-orders?seniorId=care-a');
    expect(orders.body.items).toEqual([]);
    const seen = (await page('community-1', '&on=2026-10-15')).map(({ seniorId }) => seniorId);
    expect(seen).toEqual(expect.arrayContaining(['care-a', 'care-b', 'care-e', 'care-f']));
    const [first] = (await call<AnswerOf<'careCalls'>>('community-1', 'GET', '/care-calls?limit=1')).body.items;
    const rest = await call<AnswerOf<'careCalls'>>('community-1', 'GET', '/care-calls?limit=1');
    const after = await page('community-1', `&cursor=${encodeURIComponent(rest.body.nextCursor ?? '')}`);
    expect(after.map((call_) => call_.id)).not.toContain(first?.id);
  });

  it('ends with its plan, and is none of a person who died', async () => {
    const { planId, id } = await callOf('care-e', '2026-10-15');
    const ended = await call('township-1', 'POST', `/service-plans/${planId}/end`, {
      on: '2026-10-14',
      reason: '不需要',
    });
    expect(ended.status).toBe(200);
    expect((await one('community-1', id)).state).toBe('cancelled');
    const status = { status: 'deceased', on: '2026-10-15', reason: '病故' };
    const { id: hers } = await callOf('care-b', '2026-10-15');
    expect((await call('admin', 'POST', '/seniors/care-b/status', status)).status).toBeLessThan(300);
    expect((await one('community-1', hers)).state).toBe('cancelled');
    await now('2026-10-16T08:00');
    expect(await page('community-1', '&seniorId=care-b&on=2026-10-16')).toEqual([]);
    expect(await page('community-1', '&seniorId=care-e&on=2026-10-16')).toEqual([]);
  });

  it('is refused where the pilot has no orders, and help is not', async () => {
    const { id } = await callOf('care-a', '2026-10-16');
    await tries('community-1', id);
    await does('community-1', id, 'ask-contact', { answer: 'no-news' });
    await stage.sql(
      `insert into region_setting (region_id, key, valid_from, value, source) values ('demo-village-1-1', 'pilot.orders', 'epoch', 'false', 't')`,
    );
    expect(await no('community-1', id, 'record', { result: 'spoken' })).toEqual([403, 'feature-off']);
    expect((await does('community-1', id, 'ask-help')).status).toBe(200);
  });
});
