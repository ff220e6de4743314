// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AnswerOf, EntitlementOnWire, ServiceOrderOnWire, WelfareVisitOnWire } from '@silverbell/wire';
import { slugOf } from '../api/api-stage.js';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call, refusal } = stage;
const NEAR = 'demo-village-1-2';
const FAR = 'demo-village-2-1';

const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};
const ordersAs = async (as: string, from: string, to: string): Promise<readonly ServiceOrderOnWire[]> =>
  (
    await call<{ items: ServiceOrderOnWire[] }>(
      ...([as, 'GET', `/service-orders?seniorId=care-b&limit=200&from=${from}&to=${to}`] as const),
    )
  ).body.items;
const stands = ({ day, state, regionId, providerId, workerId }: ServiceOrderOnWire): string =>
  [day, state, regionId, providerId ?? '—', workerId ?? '—'].join(' ');
const moves = async (regionId: string): Promise<void> => {
  const [home] = await stage.sql<{ id: string }>('select id from home where region_id = $1 order by id limit 1', [
    regionId,
  ]);
  const done = await call('county-1', 'PATCH', '/seniors/care-b', { regionId, homeId: home?.id });
  if (done.status !== 200) throw new Error(JSON.stringify(done.body));
};
const workOf = async (as: string, kind: string) =>
  (await call<AnswerOf<'work'>>(as, 'GET', '/work?limit=500')).body.items.filter((item) => item.kind === kind);
const note = (as: string, id: string, notice: string) =>
  call<EntitlementOnWire>(as, 'POST', `/entitlements/${id}/acknowledge`, { notice });
const refusedNote = (as: string, id: string, notice: string) =>
  refusal(as, 'POST', `/entitlements/${id}/acknowledge`, { notice });

beforeAll(async () => {
  await stage.opens();
  await now('2026-10-14T08:00');
  // of the second township, to which she moves
  await stage.sql(
    `insert into account_role (account_id, role, region_id, position) values ('account-county-2', 'township-officer', 'demo-town-2', 1),
       ('account-community-2', 'township-officer', 'demo-town-2', 1)`,
  );
}, 180_000);
afterAll(() => stage.closes());

describe('CR-22: a person who moves within her township', () => {
  it('takes her orders to come along, with their worker; those that took place stay', async () => {
    const [first] = await ordersAs('provider-1', '2026-10-15', '2026-10-15');
    const assigned = await call('provider-1', 'POST', `/service-orders/${first?.id ?? ''}/assign`, {
      workerId: 'worker-3',
    });
    expect(assigned.status).toBe(200);
    await moves(NEAR);
    expect((await ordersAs('provider-1', '2026-10-13', '2026-10-16')).map(stands)).toEqual([
      '2026-10-13 confirmed demo-village-1-1 care-provider-1 worker-3',
      `2026-10-14 planned ${NEAR} care-provider-1 —`,
      `2026-10-15 assigned ${NEAR} care-provider-1 worker-3`,
      `2026-10-16 planned ${NEAR} care-provider-1 —`,
    ]);
    const trail = await call<AnswerOf<'serviceOrder'>>('provider-1', 'GET', `/service-orders/${first?.id ?? ''}`);
    expect(trail.body.trail.map(({ type }) => type)).toEqual(['planned', 'assigned', 'moved']);
    const plans = await call<AnswerOf<'servicePlans'>>('provider-1', 'GET', '/service-plans?seniorId=care-b');
    expect(plans.body.items).toMatchObject([{ regionId: NEAR, providerId: 'care-provider-1' }]);
  });

  it('is owed her visits by the office of her new village, one of them within 24 h', async () => {
    const { body } = await call<{ items: WelfareVisitOnWire[] }>(
      'township-1',
      'GET',
      '/welfare-visits?seniorId=care-b',
    );
    const open = body.items.filter(({ state }) => state === 'planned');
    expect(open.length).toBeGreaterThan(1);
    expect(new Set(open.map(({ regionId }) => regionId))).toEqual(new Set([NEAR]));
    expect(open.filter(({ cause }) => cause === 'moved')).toMatchObject([
      { level: 'community', frequency: 'once', from: '2026-10-14', to: '2026-10-15' },
    ]);
    const [home] = await stage.sql<{ id: string }>(`select home_id as id from senior where id = 'care-b'`);
    const doors = new Set(open.filter(({ level }) => level !== 'county').map((one) => one.home?.id));
    expect(doors).toEqual(new Set([home?.id]));
    expect(await workOf('township-1', 'service-moved')).toEqual([]);
  });
});

describe('CR-22: a person who moves to where her provider has no contract', () => {
  it('has her orders to come without provider, worker and price, and they go on there', async () => {
    await moves(FAR);
    expect(await ordersAs('provider-1', '2026-10-14', '2026-10-31')).toEqual([]);
    expect((await ordersAs('county-2', '2026-10-13', '2026-10-15')).map(stands)).toEqual([
      '2026-10-13 confirmed demo-village-1-1 care-provider-1 worker-3',
      `2026-10-14 planned ${FAR} — —`,
      `2026-10-15 planned ${FAR} — —`,
    ]);
    await now('2026-10-15T08:00');
    expect((await ordersAs('county-2', '2026-10-28', '2026-10-28')).map(stands)).toEqual([
      `2026-10-28 planned ${FAR} — —`,
    ]);
  });

  it('is shown to the township there: its plan without provider, and that she came', async () => {
    expect(await workOf('county-2', 'plan-without-provider')).toMatchObject([
      { senior: { id: 'care-b' }, ownerRole: 'township-officer', regionId: FAR, group: 'today' },
    ]);
    expect(await workOf('township-1', 'plan-without-provider')).toEqual([]);
    const [item] = await workOf('county-2', 'service-moved');
    expect(item).toMatchObject({ senior: { id: 'care-b' }, dueOn: '2026-10-19', group: 'ahead' });
    const noted = await note('county-2', item?.id ?? '', 'moved');
    expect(noted.body.trail.map(({ type, reason }) => `${type} ${String(reason)}`)).toEqual([
      'moved null',
      'acknowledged moved',
    ]);
    expect(await workOf('county-2', 'service-moved')).toEqual([]);
  });

  it('has her order without a plan on the list of the township there', async () => {
    const planned = (plan: string) =>
      stage.sql(`update service_order set plan_id = ${plan} where senior_id = 'care-b' and day = '2026-10-16'`);
    await planned('null');
    const open = (await workOf('county-2', 'order-to-assign')).filter(({ dueOn }) => dueOn === '2026-10-16');
    expect(open).toMatchObject([{ senior: { id: 'care-b' }, ownerRole: 'township-officer', provider: null }]);
    expect(await workOf('township-1', 'order-to-assign')).toEqual([]);
    await planned(`(select id from service_plan where senior_id = 'care-b')`);
  });

  it('comes back by a way that told nobody, and the next day finds her with her provider', async () => {
    await stage.sql(`update senior set region_id = 'demo-village-1-1', home_id = 'home-care-b' where id = 'care-b'`);
    await now('2026-10-16T08:00');
    expect((await ordersAs('provider-1', '2026-10-16', '2026-10-17')).map(stands)).toEqual([
      '2026-10-16 planned demo-village-1-1 care-provider-1 —',
      '2026-10-17 planned demo-village-1-1 care-provider-1 —',
    ]);
    expect(await workOf('county-2', 'plan-without-provider')).toEqual([]);
    const { body } = await call<{ items: WelfareVisitOnWire[] }>(
      'township-1',
      'GET',
      '/welfare-visits?seniorId=care-b',
    );
    const open = body.items.filter(({ state }) => state === 'planned');
    expect(new Set(open.map(({ regionId }) => regionId))).toEqual(new Set(['demo-village-1-1']));
    const came = await stage.sql<{ from: string; to: string }>(
      `select details ->> 'from' as "from", details ->> 'to' as "to" from entitlement_step
       where type = 'moved' and entitlement_id = 'care-b-entitlement' order by seq`,
    );
    expect(came).toEqual([
      { from: NEAR, to: FAR },
      { from: FAR, to: 'demo-village-1-1' },
    ]);
  });

  it('moves on within her township by a way that told nobody, which is news to no township', async () => {
    const told = () => workOf('township-1', 'service-moved').then(({ length }) => length);
    const [before] = [await told()];
    await stage.sql(`update senior set region_id = '${NEAR}' where id = 'care-b'`);
    await now('2026-10-16T09:00');
    await now('2026-10-17T08:00');
    expect((await ordersAs('provider-1', '2026-10-18', '2026-10-18')).map(stands)).toEqual([
      `2026-10-18 planned ${NEAR} care-provider-1 —`,
    ]);
    const moves = await stage.sql(`select from entitlement_step where type = 'moved'`);
    expect([await told(), moves.length]).toEqual([before, 2]);
    await stage.sql(`update senior set region_id = 'demo-village-1-1' where id = 'care-b'`);
    await now('2026-10-18T08:00');
  });
});

describe('CR-31: a person who moves to where one other provider has a contract', () => {
  it('is served by that one, and by none where there are two', async () => {
    const provider = (id: string, code: string) =>
      stage.sql(
        `insert into provider (id, region_id, credit_code, name, kind, service_region_ids, standing, auto_assign, active, version)
         select '${id}', region_id, '${code}', '${id}', kind, service_region_ids, standing, false, active, 1 from provider where id = 'care-provider-1'`,
      );
    const contract = (id: string, of: string) =>
      stage.sql(
        `insert into service_contract select (jsonb_populate_record(c, jsonb_build_object('id', '${id}', 'provider_id', '${of}',
           'region_id', 'demo-town-2', 'region_ids', array['demo-town-2']))).* from service_contract c where c.id = 'care-contract-1'`,
      );
    await provider('far-provider-1', '91110000000000001F');
    await provider('far-provider-2', '91110000000000002F');
    await contract('far-contract-1', 'far-provider-1');
    const there = async () =>
      (await ordersAs('county-2', '2026-10-19', '2026-10-20')).map(({ regionId, providerId }) => [
        regionId,
        providerId,
      ]);
    await moves(FAR);
    expect(await there()).toEqual([
      [FAR, 'far-provider-1'],
      [FAR, 'far-provider-1'],
    ]);
    expect(await workOf('county-2', 'plan-without-provider')).toEqual([]);
    await moves('demo-village-1-1');
    await contract('far-contract-2', 'far-provider-2');
    await moves(FAR);
    expect(await there()).toEqual([
      [FAR, null],
      [FAR, null],
    ]);
    await moves('demo-village-1-1');
  });
});

describe('CR-22: a plan that another provider carries out from a day on', () => {
  type Plan = AnswerOf<'changePlanProvider'>;
  const change = (as: string, id: string, body: object = {}, headers = {}) =>
    call<Plan>(as, 'POST', `/service-plans/${id}/change-provider`, { ...WANTED, ...body }, headers);
  const WANTED = { providerId: 'near-provider', from: '2026-10-20', reason: '协议到期' };
  const no = async (...asked: Parameters<typeof change>) => {
    const answer = await change(...asked);
    return [answer.status, slugOf(answer)];
  };

  it('ends the day before, and the orders behind it are those of the other provider', async () => {
    await stage.sql(
      `insert into provider select (jsonb_populate_record(p, '{"id": "near-provider", "credit_code": "91110000000000003F", "name": "近邻养老"}')).*
       from provider p where p.id = 'care-provider-1'`,
    );
    const [before] = await stage.sql<{ id: string; version: number }>(
      `select id, version from service_plan where senior_id = 'care-b' and to_day is null`,
    );
    const id = before?.id ?? '';
    expect(await no('township-1', id)).toEqual([409, 'out-of-contract']);
    await stage.sql(
      `insert into service_contract select (jsonb_populate_record(c, '{"id": "near-contract", "provider_id": "near-provider"}')).*
       from service_contract c where c.id = 'care-contract-1'`,
    );
    expect(await no('township-1', id, { from: '2026-10-17' })).toEqual([422, 'plan-days']);
    expect(await no('township-1', id, { providerId: 'care-provider-1' })).toEqual([422, 'plan-days']);
    expect(await no('provider-1', id)).toEqual([403, 'not-allowed']);
    expect(await no('county-2', id)).toEqual([404, 'not-found']);
    // an officer of the other township, and here of the community alone
    expect(await no('community-2', id)).toEqual([404, 'not-found']);
    expect(await no('township-1', id, {}, { 'if-match': '"999"' })).toEqual([412, 'stale-version']);
    // taken off by hand: no day for the next one either
    const [off] = await ordersAs('provider-1', '2026-10-22', '2026-10-22');
    const cancelled = await call('township-1', 'POST', `/service-orders/${off?.id ?? ''}/cancel`, {
      reason: '探亲',
      by: 'senior',
    });
    expect(cancelled.status).toBe(200);
    const [open] = await ordersAs('provider-1', '2026-10-21', '2026-10-21');
    const assign = `/service-orders/${open?.id ?? ''}/assign`;
    expect((await call('provider-1', 'POST', assign, { workerId: 'worker-3' })).status).toBe(200);

    const changed = await change('township-1', id, {}, { 'if-match': `"${String(before?.version)}"` });
    expect(changed.body).toMatchObject({ providerId: 'near-provider', from: '2026-10-20', to: null, version: 1 });
    const orders = (await ordersAs('county-1', '2026-10-19', '2026-10-21')).filter(
      ({ state }) => state !== 'cancelled',
    );
    expect(orders.map(stands)).toEqual([
      '2026-10-19 planned demo-village-1-1 care-provider-1 —',
      '2026-10-20 planned demo-village-1-1 near-provider —',
      '2026-10-21 planned demo-village-1-1 near-provider —',
    ]);
    expect(await ordersAs('provider-1', '2026-10-20', '2026-10-31')).toMatchObject(
      Array.from({ length: 12 }, () => ({ state: 'cancelled' })),
    );
    await now('2026-10-19T08:00');
    expect((await ordersAs('county-1', '2026-11-01', '2026-11-01')).map(stands)).toEqual([
      '2026-11-01 planned demo-village-1-1 near-provider —',
    ]);
    expect((await ordersAs('county-1', '2026-10-22', '2026-10-22')).map(stands)).toEqual([
      '2026-10-22 cancelled demo-village-1-1 care-provider-1 —',
    ]);
  });

  it('from today on brings no second visit where one was missed today, nor one called off', async () => {
    await now('2026-10-21T23:00');
    const [plan] = await stage.sql<{ id: string }>(
      `select id from service_plan where senior_id = 'care-b' and to_day is null`,
    );
    const changed = await change('township-1', plan?.id ?? '', { providerId: 'care-provider-1', from: '2026-10-21' });
    expect(changed.status).toBe(200);
    const both = async () => (await ordersAs('county-1', '2026-10-21', '2026-10-22')).map(stands).sort();
    const before = [
      '2026-10-21 cancelled demo-village-1-1 care-provider-1 worker-3',
      '2026-10-21 missed demo-village-1-1 near-provider —',
      '2026-10-22 cancelled demo-village-1-1 care-provider-1 —',
    ];
    expect(await both()).toEqual(before);
    await now('2026-10-22T08:00');
    expect(await both()).toEqual(before);
  });
});

describe('CR-27: who takes note that an entitlement ended', () => {
  const ID = 'care-c-entitlement';
  const seen = async () => ({
    provider: (await workOf('provider-1', 'service-ended')).length,
    county: (await workOf('county-1', 'service-ended')).length,
    community: (await workOf('community-1', 'family-to-tell')).length,
  });

  it('is refused while it runs, and to offices that have nothing to note', async () => {
    expect(await refusedNote('county-1', ID, 'ended')).toEqual([409, 'nothing-to-note']);
    expect(await refusedNote('community-1', ID, 'family')).toEqual([409, 'nothing-to-note']);
    expect(await refusedNote('township-1', ID, 'moved')).toEqual([409, 'nothing-to-note']);
    expect(await refusedNote('township-1', ID, 'ended')).toEqual([403, 'not-allowed']);
    expect(await refusedNote('supervisor', ID, 'ended')).toEqual([403, 'not-allowed']);
    expect(await refusedNote('county-1', 'no-such', 'ended')).toEqual([404, 'not-found']);
  });

  it('are provider, county, and for the family the community, each by itself', async () => {
    const died = { status: 'deceased', on: '2026-10-16', reason: '因病' };
    expect((await call('community-1', 'POST', '/seniors/care-c/status', died)).status).toBe(200);
    expect(await seen()).toEqual({ provider: 1, county: 1, community: 1 });
    const family = await call<AnswerOf<'mySeniors'>>('care-family-1', 'GET', '/me/seniors');
    expect(family.body.items.map(({ id, serviceEndedOn }) => `${id} ${String(serviceEndedOn)}`)).toEqual([
      'care-b null',
      'care-c 2026-10-16',
    ]);
    expect((await note('provider-1', ID, 'ended')).status).toBe(200);
    expect(await seen()).toEqual({ provider: 0, county: 1, community: 1 });
    expect((await note('community-1', ID, 'family')).status).toBe(200);
    expect((await note('county-1', ID, 'ended')).status).toBe(200);
    expect(await seen()).toEqual({ provider: 0, county: 0, community: 0 });
    // said twice, it is on record once
    const again = await note('county-1', ID, 'ended');
    expect(again.body.trail.filter(({ type }) => type === 'acknowledged')).toHaveLength(3);
  });

  it('leaves the family alone where the office decided', async () => {
    const ended = { reason: 'own-wish', on: '2026-10-16' };
    expect((await call('township-1', 'POST', '/entitlements/care-d-entitlement/end', ended)).status).toBe(200);
    expect(await workOf('community-1', 'family-to-tell')).toEqual([]);
    expect((await workOf('county-1', 'service-ended')).map(({ senior }) => senior?.id)).toEqual(['care-d']);
    await now('2026-10-22T08:00');
    expect(await workOf('county-1', 'service-ended')).toMatchObject([{ dueOn: '2026-10-21', daysOverdue: 1 }]);
  });

  it('are not asked for where an institution was paid: nothing of it is overdue above them', async () => {
    // care-d lives in an institution; the township is shown what its providers leave lying
    expect(await workOf('township-1', 'service-ended')).toEqual([]);
  });

  it('hear of a service that never began by the day of the decision, and its family of no day', async () => {
    await stage.sql(
      `update entitlement set from_day = '2026-12-01', state = 'pending' where senior_id = 'care-b' and end_reason is null`,
    );
    const ended = { reason: 'own-wish', on: '2026-10-22' };
    expect((await call('township-1', 'POST', '/entitlements/care-b-entitlement/end', ended)).status).toBe(200);
    const [due] = (await workOf('county-1', 'service-ended')).filter(({ senior }) => senior?.id === 'care-b');
    expect(due).toMatchObject({ dueOn: '2026-10-27' });
    const family = await call<AnswerOf<'mySeniors'>>('care-family-1', 'GET', '/me/seniors');
    expect(family.body.items.find(({ id }) => id === 'care-b')?.serviceEndedOn).toBeNull();
  });
});
