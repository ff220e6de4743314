// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import type { ComplaintOnWire, ServiceOrderOnWire, VerificationOnWire } from '@silverbell/wire';
import { slugOf } from '../api/api-stage.js';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call, refusal } = stage;

const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};
const complain = async (as: string, body: object): Promise<ComplaintOnWire> => {
  const answer = await call<ComplaintOnWire>(as, 'POST', '/complaints', {
    ...{ workerId: 'worker-1', by: 'contact', kind: 'late', text: '来晚了四十分钟' },
    ...body,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
/** Of each step of a complaint: as whom it was done, and whether its trail names who did it. */
const sayersOf = async (as: string, id: string): Promise<readonly (readonly [string, boolean])[]> => {
  const { body } = await call<{ trail: { role: string; by: object | null }[] }>(as, 'GET', `/complaints/${id}`);
  return body.trail.map(({ role, by }) => [role, by !== null]);
};
const verifications = async (workerId: string, more = ''): Promise<readonly VerificationOnWire[]> =>
  (await call<{ items: VerificationOnWire[] }>('township-1', 'GET', `/verifications?workerId=${workerId}${more}`)).body
    .items;
const decide = (id: string, body: object, as = 'township-1') =>
  call<VerificationOnWire>(as, 'POST', `/verifications/${id}/decide`, body);
const orderOf = async (seniorId: string, day: string): Promise<ServiceOrderOnWire> => {
  const { body } = await call<{ items: ServiceOrderOnWire[] }>(
    ...(['provider-1', 'GET', `/service-orders?seniorId=${seniorId}&from=${day}&to=${day}`] as const),
  );
  const [order] = body.items;
  if (order === undefined) throw new Error(`${seniorId} has no order on ${day}`);
  return order;
};
const rate = async (seniorId: string, day: string, value: string, as = 'care-family-1'): Promise<void> => {
  const { id } = await orderOf(seniorId, day);
  const body = { value, channel: as === 'care-family-1' ? 'page' : 'phone', by: 'contact' };
  const answer = await call(as, 'POST', `/service-orders/${id}/rate`, body);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
};
const assign = async (seniorId: string, day: string, workerId: string) => {
  const { id } = await orderOf(seniorId, day);
  return call<ServiceOrderOnWire>('provider-1', 'POST', `/service-orders/${id}/assign`, { workerId });
};

beforeAll(() => stage.opens({ demoCareClock: instant(Date.parse('2026-09-30T08:00:00+08:00')) }), 180_000);
afterAll(() => stage.closes());

const first = async (workerId: string, state: string): Promise<VerificationOnWire> => {
  const [found] = await verifications(workerId, `&state=${state}`);
  if (found === undefined) throw new Error(`no verification of ${workerId} is ${state}`);
  return found;
};

describe('CR-50 (b): ratings of one worker', () => {
  it('不满意, then 满意, then 不满意 opens none', async () => {
    await now('2026-09-30T08:00');
    await rate('care-b', '2026-09-20', 'dissatisfied');
    await rate('care-b', '2026-09-21', 'satisfied');
    await rate('care-b', '2026-09-22', 'dissatisfied');
    expect(await verifications('worker-3')).toEqual([]);
  });

  it('不满意 twice in a row within a week, 未评价 passed over: verified in 3 working days', async () => {
    await rate('care-b', '2026-09-23', 'not-rated');
    await rate('care-b', '2026-09-24', 'dissatisfied', 'operator');
    const [opened, ...others] = await verifications('worker-3');
    expect(others).toEqual([]);
    expect(opened).toMatchObject({
      ...{ state: 'open', trigger: 'ratings', openedOn: '2026-09-30', dueOn: '2026-10-10', owner: 'township-officer' },
      ...{ seniors: [{ id: 'care-b' }], worker: { id: 'worker-3' }, allowedActions: ['hear', 'decide'] },
    });
    expect(opened?.orderIds).toHaveLength(2);
  });

  it('further 不满意 and complaints join it, and open no second one', async () => {
    await rate('care-b', '2026-09-25', 'dissatisfied');
    const { id } = await complain('care-family-1', { workerId: 'worker-3' });
    const open = await verifications('worker-3');
    expect(open).toMatchObject([{ complaintIds: [id], version: 3 }]);
    expect(open[0]?.orderIds).toHaveLength(3);
  });
});

describe('CR-51: a verification', () => {
  it('is heard and decided by the township alone, and once', async () => {
    const { id } = await first('worker-3', 'open');
    for (const as of ['provider-1', 'county-1', 'community-1', 'care-family-1'])
      expect([as, ...(await refusal(as, 'POST', `/verifications/${id}/decide`, { result: 'upheld' }))]).toEqual([
        ...[as, 403, 'not-allowed'],
      ]);
    expect(await refusal('township-1', 'POST', `/verifications/${id}/decide`, { result: 'dismissed' })).toEqual([
      ...[400, 'invalid-request'],
    ]);
    const heard = await call<VerificationOnWire>('township-1', 'POST', `/verifications/${id}/hear`, {
      ...{ side: 'worker', text: '她说路上堵车' },
    });
    expect(heard.body.heard).toEqual(['worker']);
    const trail = await call<{ trail: { type: string; note: string | null }[] }>(
      'township-1',
      'GET',
      `/verifications/${id}`,
    );
    expect(trail.body.trail.map(({ type }) => type)).toEqual(['opened', 'joined', 'joined', 'heard']);
    expect(trail.body.trail.at(-1)?.note).toBe('她说路上堵车');
  });

  it('upheld returns her orders with the complainants; she is not assigned to them again', async () => {
    for (const day of ['2026-10-01', '2026-10-12']) expect((await assign('care-b', day, 'worker-3')).status).toBe(200);
    expect((await assign('care-c', '2026-10-02', 'worker-3')).status).toBe(200);
    const { id } = await first('worker-3', 'open');
    const decided = await decide(id, { result: 'upheld', reason: '属实' });
    expect(decided.body).toMatchObject({
      ...{ state: 'replacing', result: 'upheld', replacedFor: 'complainants', replaceDue: '2026-10-09' },
      ...{ dueOn: '2026-10-09', owner: 'provider-manager', handedOver: false },
    });
    expect(decided.body.waiting).toHaveLength(2);
    expect(await orderOf('care-b', '2026-10-01')).toMatchObject({ state: 'planned', workerId: null });
    expect(await orderOf('care-c', '2026-10-02')).toMatchObject({ state: 'assigned', workerId: 'worker-3' });
    const again = await assign('care-b', '2026-10-01', 'worker-3');
    expect([again.status, slugOf(again)]).toEqual([409, 'worker-replaced']);
    const twice = await decide(id, { result: 'unfounded' });
    expect([twice.status, slugOf(twice)]).toEqual([409, 'verification-state']);
  });

  it('the provider replaces; past the term the township assigns, and the last order closes it', async () => {
    const { id } = await first('worker-3', 'replacing');
    expect((await assign('care-b', '2026-10-01', 'worker-1')).status).toBe(200);
    expect((await first('worker-3', 'replacing')).waiting).toHaveLength(1);
    const later = await orderOf('care-b', '2026-10-12');
    const instead = { orderId: later.id, workerId: 'worker-1' };
    expect(await refusal('township-1', 'POST', `/verifications/${id}/assign`, instead)).toEqual([
      409,
      'provider-first',
    ]);
    await now('2026-10-01T09:00');
    await complain('operator', { workerId: 'worker-1', seniorId: 'care-c' });
    await complain('operator', { workerId: 'worker-3', seniorId: 'care-b' });
    await now('2026-10-10T00:00');
    expect(await first('worker-3', 'replacing')).toMatchObject({ handedOver: true, owner: 'township-officer' });
    const done = await call<VerificationOnWire>('township-1', 'POST', `/verifications/${id}/assign`, instead);
    expect(done.body).toMatchObject({ state: 'closed', waiting: [], dueOn: null });
    expect(await orderOf('care-b', '2026-10-12')).toMatchObject({ state: 'assigned', workerId: 'worker-1' });
  });

  it('that closed restarts the count of ratings', async () => {
    await rate('care-b', '2026-09-26', 'dissatisfied');
    expect(await verifications('worker-3', '&state=open')).toEqual([]);
  });
});

describe('CR-50 (a): complaints against one worker', () => {
  it('32: on 10-01, 10-15 and 10-30 open a verification on 10-30, due 2026-11-04', async () => {
    await now('2026-10-15T09:00');
    for (const workerId of ['worker-1', 'worker-3']) await complain('operator', { workerId });
    expect(await verifications('worker-1')).toEqual([]);
    await now('2026-10-30T09:00');
    await complain('operator', {});
    expect(await verifications('worker-1')).toMatchObject([
      { state: 'open', trigger: 'complaints', openedOn: '2026-10-30', dueOn: '2026-11-04' },
    ]);
  });

  it('closed as unfounded, the count begins anew; two of one household on one visit are one', async () => {
    const { id } = await first('worker-1', 'open');
    expect((await decide(id, { result: 'unfounded', reason: '已听取双方' })).body).toMatchObject({
      ...{ state: 'closed', result: 'unfounded', replacedFor: null, waiting: [] },
    });
    const { id: orderId } = await orderOf('care-c', '2026-09-29');
    for (const kind of ['late', 'attitude']) await complain('care-family-1', { orderId, kind });
    const withdrawn = await complain('operator', {});
    await call('operator', 'POST', `/complaints/${withdrawn.id}/withdraw`, { reason: '误会' });
    await complain('operator', {});
    expect(await verifications('worker-1', '&state=open')).toEqual([]);
    await complain('township-1', {});
    const open = await first('worker-1', 'open');
    expect(open.complaintIds).toHaveLength(4);
    await decide(open.id, { result: 'partly', reason: '部分属实' });
  });

  it('32: on 10-01, 10-15 and 10-31 open none', async () => {
    await now('2026-10-31T09:00');
    await complain('operator', { workerId: 'worker-3' });
    expect(await verifications('worker-3', '&state=open')).toEqual([]);
  });
});

describe('CR-52: a complaint', () => {
  const act = (as: string, id: string, verb: string, body: object = {}) =>
    call<ComplaintOnWire>(as, 'POST', `/complaints/${id}/${verb}`, body);
  const no = (as: string, id: string, verb: string, body: object = {}) =>
    refusal(as, 'POST', `/complaints/${id}/${verb}`, body);

  it('is acknowledged in 1 and answered in 5 working days, and the family rates the answer', async () => {
    await now('2026-11-02T09:00');
    const received = await complain('care-family-1', { workerId: 'worker-1', text: '态度不好' });
    expect(received).toMatchObject({
      ...{ state: 'received', channel: 'page', seniorId: 'care-c', by: 'contact', text: '态度不好' },
      ...{ acknowledgeDue: '2026-11-03', answerDue: '2026-11-09', dueOn: '2026-11-03', owner: 'township-officer' },
      ...{ allowedActions: ['withdraw'], finding: null },
    });
    const { id } = received;
    expect((await act('township-1', id, 'acknowledge')).body).toMatchObject({
      state: 'acknowledged',
      dueOn: '2026-11-09',
    });
    const answered = await act('township-1', id, 'answer', { text: '已批评教育', upheld: true });
    expect(answered.body).toMatchObject({ state: 'answered', answer: '已批评教育', finding: 'founded', dueOn: null });
    expect((await act('care-family-1', id, 'rate', { value: 'satisfied' })).body.rating).toBe('satisfied');
    const { body } = await call<{ trail: { type: string }[] }>('township-1', 'GET', `/complaints/${id}`);
    expect(body.trail.map(({ type }) => type)).toEqual(['received', 'acknowledged', 'answered', 'rated']);
  });

  it('is refused what its table does not have, state by state and role by role', async () => {
    const { id } = await complain('care-family-1', {});
    expect(await sayersOf('township-1', id)).toEqual([['contact', true]]);
    expect(await sayersOf('provider-1', id)).toEqual([['contact', false]]);
    for (const [as, verb] of [
      ['care-family-1', 'acknowledge'],
      ['operator', 'answer'],
      ['provider-1', 'withdraw'],
    ] as const)
      expect([as, verb, ...(await no(as, id, verb, verb === 'answer' ? { text: 'x' } : {}))]).toEqual([
        ...[as, verb, 403, 'not-allowed'],
      ]);
    expect(await no('care-family-1', id, 'rate', { value: 'satisfied' })).toEqual([409, 'complaint-state']);
    expect(await no('township-1', id, 'answer', {})).toEqual([400, 'invalid-request']);
    expect(await no('township-1', id, 'answer', { text: '重复', duplicateOf: id })).toEqual([422, 'duplicate-of-what']);
    expect((await act('care-family-1', id, 'withdraw')).body.state).toBe('withdrawn');
    for (const [as, verb, body] of [
      ...([
        ['township-1', 'acknowledge', {}],
        ['township-1', 'answer', { text: 'x' }],
      ] as const),
      ...([
        ['care-family-1', 'withdraw', {}],
        ['care-family-1', 'rate', { value: 'satisfied' }],
      ] as const),
    ])
      expect([verb, ...(await no(as, id, verb, body))]).toEqual([verb, 409, 'complaint-state']);
    expect(await refusal('family-1', 'GET', `/complaints/${id}`)).toEqual([404, 'not-found']);
    expect(
      await refusal('operator', 'POST', '/complaints', { workerId: 'helper-1', by: 'x', kind: 'late', text: 'x' }),
    ).toEqual([422, 'worker-unknown']);
  });

  it('passes to the provider without the name of who said it', async () => {
    const { id } = await complain('operator', { by: '王小红', text: '没擦桌子' });
    const seen = await call<ComplaintOnWire>('provider-1', 'GET', `/complaints/${id}`);
    expect(seen.body).toMatchObject({ text: '没擦桌子', by: null, allowedActions: [] });
    const [row] = await stage.sql<{ clear: string }>(`select c::text as clear from care_complaint c where id = $1`, [
      id,
    ]);
    expect(row?.clear).not.toMatch(/王小红|没擦桌子/);
  });

  it('of abuse suspends her at once, takes her orders, and is answered outside the team', async () => {
    expect((await assign('care-c', '2026-11-03', 'worker-3')).status).toBe(200);
    const { id } = await complain('township-1', {
      workerId: 'worker-3',
      seniorId: 'care-c',
      kind: 'abuse',
      text: '推搡',
    });
    expect(await orderOf('care-c', '2026-11-03')).toMatchObject({ state: 'planned', workerId: null });
    const again = await assign('care-c', '2026-11-03', 'worker-3');
    expect([again.status, slugOf(again)]).toEqual([409, 'worker-suspended']);
    expect(await no('township-1', id, 'answer', { text: '已谈话' })).toEqual([403, 'outside-person-needed']);
    expect(await refusal('provider-1', 'GET', `/complaints/${id}`)).toEqual([404, 'not-found']);
    expect((await act('county-1', id, 'answer', { text: '已移送', upheld: true })).body.state).toBe('answered');
  });
});

describe('what was said of a visit', () => {
  it('cannot be read once the person is erased; that it was said still counts', async () => {
    const words = async () => {
      const { body } = await call<{ items: ComplaintOnWire[] }>('township-1', 'GET', '/complaints?seniorId=care-b');
      const [done] = await verifications('worker-3', '&state=closed');
      const trail = await call<{ trail: { note: string | null }[] }>(
        ...(['township-1', 'GET', `/verifications/${done?.id ?? ''}`] as const),
      );
      const said = body.items.flatMap(({ by, text }) => [by, text]);
      const notes = trail.body.trail.map(({ note }) => note);
      return { complaints: body.items.length, words: [...said, ...notes].filter((word) => word !== null) };
    };
    const before = await words();
    expect(before.words).toContain('她说路上堵车');
    expect((await call('admin', 'POST', '/seniors/care-b/erase', { reason: 'own-wish' })).status).toBe(200);
    expect(await words()).toEqual({ complaints: before.complaints, words: [] });
  });
});
