// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fromIso } from '@silverbell/kernel';
import type { AnswerOf, ComplaintOnWire, FollowUp, ServiceOrderOnWire, ServiceOrderWithTrail } from '@silverbell/wire';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call, refusal } = stage;

const listed = async (as: string, query = ''): Promise<readonly FollowUp[]> =>
  (await call<AnswerOf<'followUps'>>(as, 'GET', `/follow-ups?limit=200${query}`)).body.items;
const record = (as: string, id: string, body: object, headers = {}) =>
  call<AnswerOf<'recordFollowUp'>>(as, 'POST', `/follow-ups/${id}/record`, body, headers);
const workOf = async (as: string, id: string) =>
  (await call<AnswerOf<'work'>>(as, 'GET', '/work?limit=500')).body.items.filter((item) => item.id === id);
const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};
/** A complaint of care-b about worker-1 that the township answered. */
async function answered(id: string): Promise<FollowUp> {
  const wanted = { id, workerId: 'worker-1', by: 'contact', kind: 'late', text: '迟到', seniorId: 'care-b' };
  const made = await call<ComplaintOnWire>('operator', 'POST', '/complaints', wanted);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const answer = await call('township-1', 'POST', `/complaints/${id}/answer`, { text: '已核实', upheld: true });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const found = (await listed('township-1')).find(({ complaintId }) => complaintId === id);
  if (found === undefined) throw new Error(`the answer to ${id} is not asked about`);
  return found;
}

beforeAll(async () => {
  await stage.opens({ demoCareClock: fromIso('2026-10-31T08:00:00+08:00') });
  await now('2026-10-31T08:00');
}, 180_000);
afterAll(() => stage.closes());

describe('CR-53: the answer to a complaint', () => {
  it('is asked about at once, by the township, and stands on its work list for the next day', async () => {
    const one = await answered('c-1');
    expect(one).toMatchObject({
      ...{ about: 'complaint', kind: 'call', incidentId: null, number: null, class: null, triedOn: [] },
      ...{ seniors: [{ id: 'care-b' }], dueAt: '2026-10-31T00:00:00.000Z', closedAt: '2026-10-31T00:00:00.000Z' },
    });
    expect(await workOf('township-1', one.id)).toMatchObject([{ kind: 'follow-up-call', dueOn: '2026-11-01' }]);
    expect((await listed('operator')).map(({ id }) => id)).toContain(one.id);
    expect((await listed('township-1', '&state=waiting')).map(({ id }) => id)).not.toContain(one.id);
  });

  it('asked about, is rated by what she says, and asked about no more', async () => {
    const one = await answered('c-2');
    const done = await record('township-1', one.id, { result: 'well', satisfaction: 'satisfied', note: '满意' });
    expect(done.body).toMatchObject({ archived: true, kind: null, version: 2 });
    expect((await call<ComplaintOnWire>('township-1', 'GET', '/complaints/c-2')).body.rating).toBe('satisfied');
    expect((await listed('township-1')).map(({ id }) => id)).not.toContain(one.id);
    expect(await workOf('township-1', one.id)).toEqual([]);
    expect(await refusal('township-1', 'POST', `/follow-ups/${one.id}/record`, { result: 'well' })).toEqual([
      409,
      'no-follow-up',
    ]);
  });

  it('is not asked about by another role, another region, or with an old version', async () => {
    const one = await answered('c-3');
    const no = (as: string) => refusal(as, 'POST', `/follow-ups/${one.id}/record`, { result: 'well' });
    expect(await no('community-1')).toEqual([403, 'not-allowed']);
    expect(await no('provider-1')).toEqual([403, 'not-allowed']);
    const stale = await record('township-1', one.id, { result: 'not-reached' }, { 'if-match': '"7"' });
    expect(stale.status).toBe(412);
    await stage.sql(`update senior set region_id = 'demo-town-2' where id = 'care-b'`);
    expect(await no('township-1')).toEqual([404, 'not-found']);
    await stage.sql(`update senior set region_id = 'demo-village-1-1' where id = 'care-b'`);
  });

  it('not reached thrice on two days, becomes a visit; it is no task that comes back by itself', async () => {
    const one = await answered('c-4');
    const miss = async () => (await record('operator', one.id, { result: 'not-reached' })).body;
    expect(await miss()).toMatchObject({ archived: false, kind: 'call', triedOn: ['2026-10-31'] });
    expect(await miss()).toMatchObject({ kind: 'call', triedOn: ['2026-10-31', '2026-10-31'] });
    await now('2026-11-01T09:00');
    expect((await listed('township-1')).filter(({ id }) => id === one.id)).toHaveLength(1);
    expect(await miss()).toMatchObject({ kind: 'visit', triedOn: ['2026-10-31', '2026-10-31', '2026-11-01'] });
    expect(await workOf('township-1', one.id)).toMatchObject([{ kind: 'follow-up-visit', dueOn: '2026-11-02' }]);
    expect((await record('township-1', one.id, { result: 'well' })).body.archived).toBe(true);
  });
});

describe('CR-53: visits', () => {
  it('are asked about at least once per worker and month, and what she says is her rating', async () => {
    const mine = (await listed('township-1')).filter(({ about }) => about === 'order');
    const orderOf = async (id: string | null) =>
      (await call<ServiceOrderOnWire>('township-1', 'GET', `/service-orders/${id ?? ''}`)).body;
    const orders = await Promise.all(mine.map(({ orderId }) => orderOf(orderId)));
    const october = orders.filter(({ day }) => day.startsWith('2026-10'));
    expect(new Set(october.map(({ workerId }) => workerId))).toEqual(new Set(['worker-1', 'worker-3']));
    const [one] = mine;
    const done = await record('operator', one?.id ?? '', { result: 'well', satisfaction: 'dissatisfied' });
    expect(done.body.archived).toBe(true);
    expect((await orderOf(one?.orderId ?? null)).rating).toMatchObject({
      ...{ value: 'dissatisfied', by: 'senior', channel: 'phone' },
    });
  });

  it('CR-36: are confirmed or disputed by what she says, over a signature on the worker’s phone', async () => {
    const ofOrders = async () =>
      (await listed('township-1')).flatMap(({ id, orderId }) => (orderId === null ? [] : [{ id, orderId }]));
    const orderOf = async (id: string) =>
      (await call<ServiceOrderWithTrail>('township-1', 'GET', `/service-orders/${id}`)).body;
    const [asked] = await ofOrders();
    if (asked === undefined) throw new Error('no visit is asked about');
    expect(await orderOf(asked.orderId)).toMatchObject({ state: 'confirmed' });
    const said = { result: 'well', satisfaction: 'rather-satisfied', visit: 'dispute', note: '只来了半小时' };
    expect((await record('operator', asked.id, said)).body.archived).toBe(true);
    const order = await orderOf(asked.orderId);
    expect(order).toMatchObject({ state: 'disputed', rating: { value: 'rather-satisfied', channel: 'phone' } });
    expect(order.trail.slice(-2)).toMatchObject([
      { type: 'disputed', role: 'follow-up', note: '只来了半小时' },
      { type: 'rated', role: 'operator' },
    ]);
    const ofAnswer = await answered('c-6');
    const wrong = { result: 'well', visit: 'confirm' };
    expect(await refusal('township-1', 'POST', `/follow-ups/${ofAnswer.id}/record`, wrong)).toEqual([
      ...[400, 'invalid-request'],
    ]);
  });

  it('are drawn all where the region wants all, each once', async () => {
    const all = { key: 'care.followUp.ordersPct', value: 100, validFrom: '2026-11-01', source: '试点方案' };
    for (const as of ['county-1', 'county-2']) await call(as, 'PUT', '/regions/demo-county/care-settings', all);
    const visits = await call<{ items: ServiceOrderOnWire[] }>(
      ...(['provider-1', 'GET', '/service-orders?seniorId=care-b&from=2026-11-02&to=2026-11-02'] as const),
    );
    const id = visits.body.items[0]?.id ?? '';
    await call('provider-1', 'POST', `/service-orders/${id}/assign`, { workerId: 'worker-1' });
    await now('2026-11-02T11:00');
    const doorTag = 'tag-care-b';
    await call('worker-1', 'POST', `/service-orders/${id}/start`, { at: '2026-11-02T09:00:00+08:00', doorTag });
    const report = { items: ['cleaning'], seen: true, condition: 'fine', flags: [] };
    await call('worker-1', 'POST', `/service-orders/${id}/finish`, {
      at: '2026-11-02T11:00:00+08:00',
      doorTag,
      ...report,
    });
    await now('2026-11-03T08:00');
    const asked = async () => (await listed('township-1')).filter(({ orderId }) => orderId === id).length;
    expect(await asked()).toBe(1);
    await now('2026-11-04T08:00');
    expect(await asked()).toBe(1);
    // CR-36: of a visit that waits for an answer, the call is the answer
    const stateOf = async () =>
      (await call<ServiceOrderOnWire>('provider-1', 'GET', `/service-orders/${id}`)).body.state;
    expect(await stateOf()).toBe('finished');
    const due = (await listed('township-1')).find(({ orderId }) => orderId === id);
    await record('township-1', due?.id ?? '', { result: 'well', visit: 'confirm' });
    expect(await stateOf()).toBe('confirmed');
  });
});

describe('CR-08: complaints and verifications', () => {
  it('stand on the work list of their owner with the day they are due', async () => {
    const made = {
      id: 'c-5',
      workerId: 'worker-1',
      by: 'contact',
      kind: 'attitude',
      text: '态度差',
      seniorId: 'care-b',
    };
    await call('operator', 'POST', '/complaints', made);
    expect(await workOf('township-1', 'c-5')).toMatchObject([
      { kind: 'complaint-to-acknowledge', dueOn: '2026-11-05', senior: { id: 'care-b' } },
    ]);
    await call('township-1', 'POST', '/complaints/c-5/acknowledge', {});
    expect(await workOf('township-1', 'c-5')).toMatchObject([{ kind: 'complaint-to-answer', dueOn: '2026-11-11' }]);
    const { body } = await call<AnswerOf<'verifications'>>('township-1', 'GET', '/verifications?workerId=worker-1');
    const [verification] = body.items;
    expect(await workOf('township-1', verification?.id ?? '')).toMatchObject([
      { kind: 'verification-to-decide', ownerRole: 'township-officer', senior: null, dueOn: verification?.dueOn },
    ]);
  });
});
