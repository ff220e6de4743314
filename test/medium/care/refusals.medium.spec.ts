// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine, the phones of those who go.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ServiceOrderOnWire, WelfareVisitOnWire } from '@silverbell/wire';
import type { Answer } from '../api/api-stage.js';
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
  const path = `/service-orders?seniorId=${seniorId}&from=${day}&to=${day}`;
  const [order] = (await call<{ items: Order[] }>('provider-1', 'GET', path)).body.items;
  if (order === undefined) throw new Error(`${seniorId} has no order on ${day}`);
  return order;
};
const does = (as: string, id: string, verb: string, body: object = {}): Promise<Answer<Order>> =>
  call<Order>(as, 'POST', `/service-orders/${id}/${verb}`, body);
const no = (as: string, id: string, verb: string, body: object = {}) =>
  refusal(as, 'POST', `/service-orders/${id}/${verb}`, body);
const assigned = async (seniorId: string, day: string): Promise<string> => {
  const { id } = await orderOf(seniorId, day);
  expect((await does('provider-1', id, 'assign', { workerId: 'worker-1' })).status).toBe(200);
  return id;
};
const at = (time: string, more: object = { doorTag: 'tag-care-b' }) => ({ at: `${time}:00+08:00`, ...more });
const REPORT = { items: ['cleaning'], seen: true, condition: 'fine', flags: [] };

beforeAll(async () => {
  await stage.opens();
  await now('2026-10-14T08:00');
}, 180_000);
afterAll(() => stage.closes());

describe('CR-31: an assignment is refused', () => {
  it('to a worker in conflict with her, as long as the conflict is on file', async () => {
    const { id } = await orderOf('care-b', '2026-10-15');
    const conflict = `'conflict-in-care-1', 'worker-1', home_id, now() from senior where id = 'care-b'`;
    await stage.sql(`insert into helper_conflict (id, helper_id, home_id, noted_at) select ${conflict}`);
    expect(await no('provider-1', id, 'assign', { workerId: 'worker-1' })).toEqual([409, 'worker-conflict']);
    await stage.sql(`delete from helper_conflict where id = 'conflict-in-care-1'`);
    expect((await does('provider-1', id, 'assign', { workerId: 'worker-1' })).status).toBe(200);
  });

  it('without the certificate that the item needs beside her own', async () => {
    const injection = {
      ...{ regionId: 'demo-town-1', code: 'injection', validFrom: '2026-10-14', source: '会议纪要', priceFen: 2_000 },
      ...{ standard: '按医嘱', own: { name: '注射', aid: 'medical', content: '按医嘱注射', unit: 'time' } },
    };
    const own = { ...injection.own, subsidised: true, twoPeople: false, certificate: 'physician' };
    expect((await call('township-1', 'PUT', '/catalogue', { ...injection, own })).status).toBe(200);
    const wanted = { id: 'needs-physician', seniorId: 'care-b', items: ['injection'], day: '2026-10-17' };
    const times = { startTime: '15:00', endTime: '16:00' };
    expect((await call('township-1', 'POST', '/service-orders', { ...wanted, ...times })).status).toBe(201);
    expect(await no('provider-1', 'needs-physician', 'assign', { workerId: 'worker-1' })).toEqual([
      409,
      'item-certificate',
    ]);
  });
});

describe('CR-34: a price is refused', () => {
  it('when none was quoted, and from a contact who may not decide', async () => {
    const { id } = await orderOf('care-b', '2026-10-20');
    expect(await no('care-family-1', id, 'accept-quote')).toEqual([409, 'extra-not-agreed']);
    expect((await does('provider-1', id, 'quote', { extraMinutes: 30 })).status).toBe(200);
    const decides = (may: boolean) =>
      stage.sql(`update contact set may_decide = ${String(may)} where senior_id in ('care-b', 'care-c')`);
    await decides(false);
    expect(await no('care-family-1', id, 'accept-quote')).toEqual([403, 'may-not-decide']);
    await decides(true);
    expect((await does('care-family-1', id, 'accept-quote')).status).toBe(200);
  });

  it('for more time where the contract names no price for it', async () => {
    const { id } = await orderOf('care-b', '2026-10-21');
    const price = (selfPayFenPerHour: number | null) =>
      call('township-1', 'PATCH', '/contracts/care-contract-1', { selfPayFenPerHour });
    expect((await price(null)).status).toBe(200);
    expect(await no('provider-1', id, 'quote', { extraMinutes: 30 })).toEqual([409, 'no-price-agreed']);
    expect((await price(2_000)).status).toBe(200);
    expect((await does('provider-1', id, 'quote', { extraMinutes: 30 })).status).toBe(200);
  });
});

describe('CR-29, CR-32: days', () => {
  it('that are over take no new order', async () => {
    const wanted = { seniorId: 'care-b', items: ['cleaning'], startTime: '15:00', endTime: '16:00' };
    expect(await refusal('township-1', 'POST', '/service-orders', { ...wanted, day: '2026-10-13' })).toEqual([
      422,
      'order-in-past',
    ]);
  });

  it('other than that of the order take no check-in', async () => {
    const id = await assigned('care-b', '2026-10-16');
    expect(await no('worker-1', id, 'start', at('2026-10-14T08:00'))).toEqual([422, 'order-other-day']);
  });
});

describe('CR-30, CR-32: a visit that is entered afterwards', () => {
  it('ends with a reason more than 24 h later, is marked, and counts from its review on', async () => {
    const id = await assigned('care-b', '2026-10-14');
    await now('2026-10-14T09:00');
    expect((await does('worker-1', id, 'start', at('2026-10-14T09:00'))).body.marks).toEqual([]);
    await now('2026-10-15T12:00');
    const worried = { ...REPORT, flags: ['no-food', 'confused', 'abuse-suspected'] };
    const late = { ...at('2026-10-14T11:00', {}), ...worried };
    expect(await no('worker-1', id, 'finish', late)).toEqual([422, 'upload-too-late']);
    const ended = await does('worker-1', id, 'finish', { ...late, reason: 'phone-dead' });
    expect(ended.body).toMatchObject({
      ...{ state: 'finished', marks: ['back-entry', 'manual'], deliveredMinutes: 120, subsidisedMinutes: 0 },
    });
  });

  it('CR-35: hands the worries on to the early warning, and a suspicion of abuse to no one there', async () => {
    const { id } = await orderOf('care-b', '2026-10-14');
    expect(await stage.sql('select flag from worry_signal where order_id = $1 order by flag', [id])).toEqual([
      { flag: 'confused' },
      { flag: 'no-food' },
    ]);
  });

  it('CR-05: is reviewed by no relative of hers, and by no helper in conflict with her', async () => {
    const { id } = await orderOf('care-b', '2026-10-14');
    const review = { decision: 'pass' };
    await stage.sql(`insert into family_link (account_id, senior_id) values ('account-provider-1', 'care-b')`);
    expect(await no('provider-1', id, 'review', review)).toEqual([403, 'four-eyes']);
    await stage.sql(`delete from family_link where account_id = 'account-provider-1'`);
    await stage.sql(
      `update account set helper_id = (select h.id from helper h where not exists (select from account a where a.helper_id = h.id) limit 1)
       where id = 'account-provider-1'`,
    );
    await stage.sql(
      `insert into helper_conflict (id, helper_id, senior_id, noted_at)
       select 'conflict-in-care-2', helper_id, 'care-b', now() from account where id = 'account-provider-1'`,
    );
    stage.forgetSessions();
    expect(await no('provider-1', id, 'review', review)).toEqual([403, 'four-eyes']);
    await stage.sql(`delete from helper_conflict where id = 'conflict-in-care-2'`);
    const passed = await does('provider-1', id, 'review', review);
    expect(passed.body).toMatchObject({ review: 'pass', subsidisedMinutes: 120 });
    expect(await no('provider-1', id, 'review', review)).toEqual([409, 'no-review-due']);
  });

  it('CR-05: is complained about and answered for by no one of her household', async () => {
    const { id: orderId } = await orderOf('care-b', '2026-10-14');
    const wanted = { id: 'own-home', orderId, by: 'contact', kind: 'late', text: '来晚了', channel: 'phone' };
    expect((await call('operator', 'POST', '/complaints', wanted)).status).toBe(201);
    await stage.sql(`insert into family_link (account_id, senior_id) values ('account-township-1', 'care-b')`);
    const acknowledges = (as: string) => refusal(as, 'POST', '/complaints/own-home/acknowledge', {});
    expect(await acknowledges('township-1')).toEqual([403, 'four-eyes']);
    expect(await no('township-1', orderId, 'void', { reason: '重复' })).toEqual([403, 'four-eyes']);
    expect((await call('township-2', 'POST', '/complaints/own-home/acknowledge', {})).status).toBe(200);
    await stage.sql(`delete from family_link where account_id = 'account-township-1'`);
    expect((await does('township-1', orderId, 'void', { reason: '重复' })).body.state).toBe('void');
  });
});

describe('CR-55, CR-56: a welfare visit is refused', () => {
  const visitOf = async (seniorId: string, day: string, frequency: string): Promise<WelfareVisitOnWire> => {
    const path = `/welfare-visits?seniorId=${seniorId}&level=community&from=${day}&to=${day}`;
    const { items } = (await call<{ items: WelfareVisitOnWire[] }>('community-1', 'GET', path)).body;
    const found = items.find((one) => one.frequency === frequency);
    if (found === undefined) throw new Error(`${seniorId} is owed no ${frequency} visit on ${day}`);
    return found;
  };
  const done = (id: string, body: object) => refusal('community-1', 'POST', `/welfare-visits/${id}/done`, body);

  it('outside its period', async () => {
    const { id } = await visitOf('care-b', '2026-10-15', 'weekly');
    expect(await done(id, at('2026-10-11T18:00'))).toEqual([422, 'visit-other-period']);
  });

  it('by telephone twice running', async () => {
    const weekly = { key: 'care.visits.atLeast', value: 'weekly', validFrom: '2026-10-16', source: '高温橙色预警' };
    expect((await call('county-1', 'PUT', '/regions/demo-village-1-1/care-settings', weekly)).status).toBe(200);
    await now('2026-10-16T10:00');
    const spoken = { way: 'call', recognisedBy: 'voice' };
    const first = await visitOf('care-e', '2026-10-16', 'weekly');
    expect((await call('community-1', 'POST', `/welfare-visits/${first.id}/done`, spoken)).status).toBe(200);
    await now('2026-10-19T10:00');
    const second = await visitOf('care-e', '2026-10-19', 'weekly');
    expect(await done(second.id, spoken)).toEqual([409, 'call-twice-running']);
    const seen = await call('community-1', 'POST', `/welfare-visits/${second.id}/done`, { doorTag: 'tag-care-e' });
    expect(seen.status).toBe(200);
  });
});

describe('CR-59: a meal is refused', () => {
  it('at a time when none is served', async () => {
    const wanted = { id: 'meal-1', mealPointId: 'demo-meal-1', seniorId: 'care-b', on: '2026-10-20' };
    expect((await call('community-1', 'POST', '/meal-bookings', wanted)).status).toBe(201);
    await now('2026-10-20T12:00');
    const early = { inPerson: true, at: '2026-10-20T08:00:00+08:00' };
    expect(await refusal('community-1', 'POST', '/meal-bookings/meal-1/attend', early)).toEqual([
      422,
      'meal-other-time',
    ]);
    const taken = await call('community-1', 'POST', '/meal-bookings/meal-1/attend', { inPerson: true });
    expect(taken.status).toBe(200);
  });
});
