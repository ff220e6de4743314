// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine, the phones of the worker.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AnswerOf, ServiceOrderOnWire } from '@silverbell/wire';
import { slugOf, type Answer } from '../api/api-stage.js';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call, refusal } = stage;
type Order = ServiceOrderOnWire;

const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};
const orderOf = async (seniorId: string, day: string): Promise<Order> => {
  const { body } = await call<{ items: Order[] }>(
    ...(['provider-1', 'GET', `/service-orders?seniorId=${seniorId}&from=${day}&to=${day}`] as const),
  );
  if (body.items[0] === undefined) throw new Error(`${seniorId} has no order on ${day}`);
  return body.items[0];
};
const does = (as: string, id: string, verb: string, body: object = {}, headers = {}): Promise<Answer<Order>> =>
  call<Order>(as, 'POST', `/service-orders/${id}/${verb}`, body, headers);
const assigned = async (seniorId: string, day: string): Promise<string> => {
  const { id } = await orderOf(seniorId, day);
  expect((await does('provider-1', id, 'assign', { workerId: 'worker-1' })).status).toBe(200);
  return id;
};
const statusOf = (answer: Answer<Order>) => (answer.status === 200 ? 200 : [answer.status, slugOf(answer)]);
const start = (id: string, time: string, key?: string) =>
  does(
    ...(['worker-1', id, 'start', { at: `${time}:00+08:00`, doorTag: 'tag-care-b' }] as const),
    key === undefined ? {} : { 'idempotency-key': key },
  );
const REPORT = { items: ['cleaning'], seen: true, condition: 'fine', flags: [] };

beforeAll(async () => {
  await stage.opens();
  await now('2026-10-14T08:00');
}, 180_000);
afterAll(() => stage.closes());

describe('two phones of one worker', () => {
  it('that check in at once begin one visit, and the same upload again is one', async () => {
    const id = await assigned('care-b', '2026-10-14');
    await now('2026-10-14T09:05');
    const both = await Promise.all(['phone-1', 'phone-2'].map((key) => start(id, '2026-10-14T09:00', key)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(slugOf(both.find(({ status }) => status === 409) as Answer)).toBe('order-state');
    const first = both.findIndex(({ status }) => status === 200) === 0 ? 'phone-1' : 'phone-2';
    expect((await start(id, '2026-10-14T09:00', first)).status).toBe(200);
    const { body } = await call<AnswerOf<'serviceOrder'>>('provider-1', 'GET', `/service-orders/${id}`);
    expect(body.trail.filter(({ type }) => type === 'started')).toHaveLength(1);
  });

  it('that report other times end the visit once, by the first that arrives', async () => {
    const { id } = await orderOf('care-b', '2026-10-14');
    await now('2026-10-14T11:00');
    const ends = (time: string) =>
      does('worker-1', id, 'finish', { at: `2026-10-14T${time}:00+08:00`, doorTag: 'tag-care-b', ...REPORT });
    const both = await Promise.all([ends('10:30'), ends('10:50')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { deliveredMinutes } = await orderOf('care-b', '2026-10-14');
    expect(deliveredMinutes).toBe(both.find(({ status }) => status === 200)?.body.deliveredMinutes);
  });
});

describe('a phone a day late', () => {
  it('uploads a visit within 24 h of it, marked, and not a minute later', async () => {
    const [kept, lost] = [await assigned('care-b', '2026-10-15'), await assigned('care-b', '2026-10-16')];
    await now('2026-10-15T10:30');
    expect(await orderOf('care-b', '2026-10-15')).toMatchObject({ state: 'missed' });
    await now('2026-10-16T09:00');
    const late = await start(kept, '2026-10-15T09:00');
    expect([late.status, late.body.marks, late.body.state]).toEqual([200, ['late-upload'], 'started']);
    expect((await orderOf('care-b', '2026-10-15')).missedAt).not.toBeNull();
    await now('2026-10-17T09:01');
    expect(statusOf(await start(lost, '2026-10-16T09:00'))).toEqual([422, 'upload-too-late']);
    expect(await orderOf('care-b', '2026-10-16')).toMatchObject({ state: 'missed', deliveredMinutes: 0 });
  });
});

describe('a provider whose contract ends tonight', () => {
  it('comes today and to no order of tomorrow, until it has a contract again', async () => {
    const [today, tomorrow] = [await orderOf('care-c', '2026-10-17'), await orderOf('care-c', '2026-10-18')];
    const given = await Promise.all(
      ['2026-10-17', '2026-10-18'].map(async (day) => {
        const { id } = await orderOf('care-b', day);
        expect(statusOf(await does('provider-1', id, 'assign', { workerId: 'worker-3' }))).toBe(200);
        return id;
      }),
    );
    const ended = await call('township-1', 'PATCH', '/contracts/care-contract-1', { endedOn: '2026-10-17' });
    expect(ended.status).toBe(200);
    const trails = await Promise.all(
      given.map(
        async (id) => (await call<AnswerOf<'serviceOrder'>>('provider-1', 'GET', `/service-orders/${id}`)).body,
      ),
    );
    expect(trails.map(({ state, workerId, trail }) => [state, workerId, trail.at(-1)?.reason])).toEqual([
      ['assigned', 'worker-3', null],
      ['planned', null, 'out-of-contract'],
    ]);
    const assign = async ({ id }: Order) => statusOf(await does('provider-1', id, 'assign', { workerId: 'worker-1' }));
    expect(await assign(today)).toBe(200);
    expect(await assign(tomorrow)).toEqual([409, 'out-of-contract']);
    await now('2026-10-18T08:00');
    expect(await assign(tomorrow)).toEqual([409, 'out-of-contract']);
    expect(await orderOf('care-c', '2026-10-31')).toMatchObject({ state: 'planned', workerId: null });
    await stage.sql(`update service_contract set ended_on = null where id = 'care-contract-1'`);
    expect(await assign(tomorrow)).toBe(200);
  });
});

describe('a region that hides an item which is in use', () => {
  it('plans nothing new with it; what is planned is still done under its name', async () => {
    const hide = {
      regionId: 'demo-town-1',
      code: 'cleaning',
      hidden: true,
      validFrom: '2026-10-19',
      source: '会议纪要',
    };
    expect((await call('township-1', 'PUT', '/catalogue', hide)).status).toBe(200);
    await now('2026-10-19T08:00');
    const wanted = { seniorId: 'care-f', items: ['cleaning'], startTime: '14:00', endTime: '15:00' };
    expect(await refusal('provider-1', 'POST', '/service-plans', { ...wanted, from: '2026-10-19' })).toEqual([
      422,
      'item-unknown',
    ]);
    expect(await refusal('township-1', 'POST', '/service-orders', { ...wanted, day: '2026-10-20' })).toEqual([
      422,
      'item-unknown',
    ]);
    const id = await assigned('care-b', '2026-10-19');
    await now('2026-10-19T09:00');
    expect(statusOf(await start(id, '2026-10-19T09:00'))).toBe(200);
    await now('2026-10-19T11:00');
    const done = await does('worker-1', id, 'finish', {
      at: '2026-10-19T11:00:00+08:00',
      doorTag: 'tag-care-b',
      ...REPORT,
    });
    expect(done.body).toMatchObject({ state: 'finished', deliveredMinutes: 120, itemNames: ['居室清洁'] });
  });
});

describe('a death that is learned late', () => {
  it('27: voids every visit behind its day, confirmed by silence or disputed as well', async () => {
    const visit = async (day: string, end: 'finish' | 'interrupt'): Promise<string> => {
      const id = await assigned('care-b', day);
      await now(`${day}T09:00`);
      expect(statusOf(await start(id, `${day}T09:00`))).toBe(200);
      await now(`${day}T10:00`);
      const body = { at: `${day}T10:00:00+08:00`, doorTag: 'tag-care-b', ...REPORT };
      expect(statusOf(await does('worker-1', id, end, end === 'finish' ? body : { reason: 'refused' }))).toBe(200);
      return id;
    };
    const silent = await visit('2026-10-20', 'finish');
    const disputed = await visit('2026-10-21', 'finish');
    const interrupted = await visit('2026-10-22', 'interrupt');
    await now('2026-10-23T10:01');
    const says = { by: 'contact', channel: 'page', note: '没人来过' };
    expect((await does('care-family-1', disputed, 'dispute', says)).body.state).toBe('disputed');
    const read = async (id: string) => (await call<Order>('provider-1', 'GET', `/service-orders/${id}`)).body;
    expect(await read(silent)).toMatchObject({ state: 'confirmed-silent', subsidisedMinutes: 60 });
    expect(await read(interrupted)).toMatchObject({ state: 'interrupted', subsidisedMinutes: 60 });
    const body = { status: 'deceased', on: '2026-10-19', reason: '病逝' };
    expect((await call('admin', 'POST', '/seniors/care-b/status', body)).status).toBe(200);
    for (const id of [silent, disputed, interrupted])
      expect(await read(id)).toMatchObject({ state: 'void', subsidisedMinutes: 0, deliveredMinutes: 0 });
    expect(await orderOf('care-b', '2026-10-19')).toMatchObject({ state: 'confirmed-silent', subsidisedMinutes: 120 });
    expect(await orderOf('care-b', '2026-10-24')).toMatchObject({ state: 'cancelled' });
  });
});
