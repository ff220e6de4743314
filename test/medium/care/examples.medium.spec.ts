// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine, the phones of the workers.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fromIso } from '@silverbell/kernel';
import type { AnswerOf, EntitlementOnWire, ServiceOrderOnWire } from '@silverbell/wire';
import { slugOf } from '../api/api-stage.js';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call } = stage;

const orders = async (query: string): Promise<readonly ServiceOrderOnWire[]> =>
  (await call<{ items: ServiceOrderOnWire[] }>('provider-1', 'GET', `/service-orders?limit=200&${query}`)).body.items;
const orderOf = async (seniorId: string, day: string): Promise<ServiceOrderOnWire> => {
  const [order] = await orders(`seniorId=${seniorId}&from=${day}&to=${day}`);
  if (order === undefined) throw new Error(`${seniorId} has no order on ${day}`);
  return order;
};
const assign = async (seniorId: string, day: string, workerId: string) => {
  const answer = await call('provider-1', 'POST', `/service-orders/${(await orderOf(seniorId, day)).id}/assign`, {
    workerId,
  });
  return answer.status === 200 ? [200] : [answer.status, slugOf(answer)];
};
const workOf = async (as: string, kind: string, id: string) =>
  (await call<AnswerOf<'work'>>(as, 'GET', '/work?limit=500')).body.items.filter(
    (item) => item.kind === kind && item.id === id,
  );
const now = async (time: string): Promise<void> => {
  const moved = await stage.movesClockTo(`${time}:00+08:00`);
  if (moved.status !== 200) throw new Error(JSON.stringify([moved.body, stage.workerLog.slice(-3)]));
};

beforeAll(async () => {
  await stage.opens();
  // answers when the orders of the coming days are there
  await now('2026-10-14T08:00');
}, 180_000);
afterAll(() => stage.closes());

describe('26: certificates', () => {
  it('26: corrected to end on 10-20, they return what worker-1 has from 10-21 on at once', async () => {
    expect(await assign('care-b', '2026-10-15', 'worker-2')).toEqual([409, 'certificate-expired']);
    expect(await assign('care-b', '2026-10-14', 'worker-2')).toEqual([200]);
    for (const day of ['2026-10-20', '2026-10-21', '2026-10-22'])
      expect(await assign('care-b', day, 'worker-1')).toEqual([200]);
    const certificates = [
      { kind: 'health', until: '2026-10-20' },
      { kind: 'carer', until: '2027-06-30' },
    ];
    expect((await call('provider-1', 'PATCH', '/workers/worker-1', { certificates })).status).toBe(200);
    const after = await orders('seniorId=care-b&from=2026-10-20&to=2026-10-22');
    expect(after.map(({ day, state, workerId }) => `${day} ${state} ${String(workerId)}`)).toEqual([
      '2026-10-20 assigned worker-1',
      '2026-10-21 planned null',
      '2026-10-22 planned null',
    ]);
  });
});

describe('CR-31: what runs out', () => {
  const contractEnds = async (day: string) => {
    await stage.sql(`update service_contract set to_day = '${day}' where provider_id = 'care-provider-1'`);
    const [contract] = await stage.sql<{ id: string; regionId: string }>(
      `select id, region_id as "regionId" from service_contract where provider_id = 'care-provider-1'`,
    );
    if (contract === undefined) throw new Error('the provider has no contract');
    return contract;
  };

  it('is told to the provider, and a contract to the township too, from 30 days before its end', async () => {
    expect(await workOf('provider-1', 'certificate-ending', 'worker-1')).toMatchObject([
      {
        ownerRole: 'provider-manager',
        worker: { id: 'worker-1' },
        state: 'health',
        dueOn: '2026-10-20',
        group: 'ahead',
      },
    ]);
    const ends = (workerId: string, at: string) =>
      stage.sql(
        `update helper_certificate set valid_until = '${at}' where helper_id = '${workerId}' and kind = 'health'`,
      );
    // 30 and 31 days after the day of care, at the end of the day in Shanghai
    await ends('worker-3', '2026-11-13T15:59:59Z');
    expect(await workOf('provider-1', 'certificate-ending', 'worker-3')).toMatchObject([{ dueOn: '2026-11-13' }]);
    await ends('worker-3', '2026-11-14T15:59:59Z');
    expect(await workOf('provider-1', 'certificate-ending', 'worker-3')).toEqual([]);
    await ends('worker-3', '2026-11-13T15:59:59Z');
    expect(await workOf('township-1', 'certificate-ending', 'worker-1')).toEqual([]);
  });

  it('is warned of by the number of the nearest region', async () => {
    const contract = await contractEnds('2026-11-20');
    expect(await workOf('township-1', 'contract-ending', contract.id)).toEqual([]);
    await stage.sql(
      `insert into care_setting (id, region_id, key, valid_from, value, source, state, proposed_by, proposed_at)
       select 'warn-40', '${contract.regionId}', 'care.certificate.warnFirstD', '2026-10-01', '40', 'test', 'in-force', id, now()
       from account limit 1`,
    );
    for (const as of ['provider-1', 'township-1'])
      expect(await workOf(as, 'contract-ending', contract.id)).toMatchObject([{ dueOn: '2026-11-20', senior: null }]);
    await stage.sql(`delete from care_setting where id = 'warn-40'`);
  });

  it('names the provider whose contract ends, and whose worker loses a certificate', async () => {
    const contract = await contractEnds('2026-10-30');
    const provider = { id: 'care-provider-1', name: expect.stringMatching(/./) };
    expect(await workOf('township-1', 'contract-ending', contract.id)).toMatchObject([{ provider }]);
    expect(await workOf('provider-1', 'certificate-ending', 'worker-1')).toMatchObject([{ provider }]);
    const { body } = await call<AnswerOf<'contracts'>>('township-1', 'GET', '/contracts?providerId=care-provider-1');
    expect(body.items.map(({ id }) => id)).toEqual([contract.id]);
    const none = await call<AnswerOf<'contracts'>>('township-1', 'GET', '/contracts?providerId=another');
    expect(none.body.items).toEqual([]);
  });

  it('of a county contract is seen by the townships that it is for, and by no other', async () => {
    const contract = await contractEnds('2026-10-30');
    const madeFor = (regionIds: string) =>
      stage.sql(`update service_contract set region_id = 'demo-county', region_ids = '${regionIds}' where id = $1`, [
        contract.id,
      ]);
    const seenBy = async (as: string) =>
      (await workOf(as, 'contract-ending', contract.id)).map(({ ownerRole, group }) => `${ownerRole} ${group}`);
    await madeFor('{demo-county}');
    expect(await seenBy('township-1')).toEqual(['township-officer ahead']);
    // and renewed where it was made
    expect(await seenBy('county-1')).toEqual(['county-officer ahead']);
    await madeFor('{demo-village-1-1}');
    expect(await seenBy('township-1')).toEqual(['township-officer ahead']);
    await madeFor('{demo-town-2}');
    expect(await seenBy('township-1')).toEqual([]);
    // a provider's own, wherever it is for
    expect(await seenBy('provider-1')).toEqual(['provider-manager ahead']);
    await stage.sql(`update service_contract set region_id = $2, region_ids = array[$2] where id = $1`, [
      ...[contract.id, contract.regionId],
    ]);
  });

  it('that is ended early is warned of by the day it ends on, until another one runs longer', async () => {
    const contract = await contractEnds('2027-06-30');
    const ends = (id: string, on: string | null) =>
      stage.sql('update service_contract set ended_on = $2 where id = $1', [id, on]);
    const listed = async () => (await workOf('township-1', 'contract-ending', contract.id)).map(({ dueOn }) => dueOn);
    expect(await listed()).toEqual([]);
    await ends(contract.id, '2026-11-20');
    expect(await listed()).toEqual([]);
    await ends(contract.id, '2026-10-30');
    expect(await listed()).toEqual(['2026-10-30']);
    await stage.sql(
      `insert into service_contract select (jsonb_populate_record(c, '{"id": "next-one", "from_day": "2026-10-31", "ended_on": null}')).*
       from service_contract c where c.id = $1`,
      [contract.id],
    );
    expect(await listed()).toEqual([]);
    // one that is over before it stands beside nothing
    await ends('next-one', '2026-10-30');
    expect(await listed()).toEqual(['2026-10-30']);
    await stage.sql(`delete from service_contract where id = 'next-one'`);
    await ends(contract.id, null);
  });

  it('is reminded of at 09:00, 30 and 7 days before its end, and not in between', async () => {
    const contract = await contractEnds('2026-10-21');
    await now('2026-10-14T09:00');
    const reminded = async (kind: string, id: string) =>
      (await workOf('provider-1', kind, id)).map(({ remindedAt }) => remindedAt);
    expect(await reminded('contract-ending', contract.id)).toEqual(['2026-10-14T01:00:00.000Z']);
    expect(await reminded('certificate-ending', 'worker-3')).toEqual(['2026-10-14T01:00:00.000Z']);
    expect(await reminded('certificate-ending', 'worker-1')).toEqual([null]);
    await contractEnds('2027-06-30');
  });
});

describe('29: nobody checks in at care-c, planned for 10:00', () => {
  it('29: tells the provider at 10:30, the township at 11:30, and leaves 90 min undelivered', async () => {
    const { id } = await orderOf('care-c', '2026-10-14');
    await now('2026-10-14T10:29');
    expect(await workOf('provider-1', 'order-late', id)).toEqual([]);
    await now('2026-10-14T10:30');
    expect(await workOf('provider-1', 'order-late', id)).toMatchObject([
      { ownerRole: 'provider-manager', senior: { id: 'care-c' }, dueOn: '2026-10-14', group: 'today' },
    ]);
    await now('2026-10-14T11:29');
    expect(await workOf('township-1', 'order-missed', id)).toEqual([]);
    await now('2026-10-14T11:30');
    expect(await orderOf('care-c', '2026-10-14')).toMatchObject({ state: 'missed', deliveredMinutes: 0 });
    expect(await workOf('provider-1', 'order-late', id)).toEqual([]);
    expect(await workOf('township-1', 'order-missed', id)).toMatchObject([
      { ownerRole: 'township-officer', state: 'missed', dueOn: '2026-10-14' },
    ]);
    const since = await orders('seniorId=care-c&from=2026-10-01&to=2026-10-14');
    const delivered = since.reduce((sum, { deliveredMinutes }) => sum + deliveredMinutes, 0);
    expect(14 * 90 - delivered).toBe(90);
  });
});

describe('CR-31: two certificates of one worker', () => {
  it('are reminded of each by itself, on one day as well', async () => {
    // 30 and 7 days behind the next day's 09:00
    await stage.sql(
      `update helper_certificate set valid_until = case kind when 'health' then '2026-11-14T15:59:59Z' else '2026-10-22T15:59:59Z' end::timestamptz
       where helper_id = 'worker-3' and kind in ('health', 'carer')`,
    );
    const reminded = async () =>
      Object.fromEntries(
        (await workOf('provider-1', 'certificate-ending', 'worker-3')).map(({ state, remindedAt }) => [
          state,
          remindedAt,
        ]),
      );
    expect(await reminded()).toEqual({ carer: null });
    await now('2026-10-15T09:00');
    const both = '2026-10-15T01:00:00.000Z';
    expect(await reminded()).toEqual({ health: both, carer: both });
    // renewed to another day: nobody was reminded of that one
    await stage.sql(
      `update helper_certificate set valid_until = '2026-11-01T15:59:59Z' where helper_id = 'worker-3' and kind = 'carer'`,
    );
    expect(await reminded()).toEqual({ health: both, carer: null });
  });
});

describe('26: certificates that are over', () => {
  it('26: do not keep worker-2 from an emergency on 10-15', async () => {
    stage.clock.at = fromIso('2026-10-15T10:00:00+08:00') ?? 0;
    stage.forgetSessions();
    expect((await call('worker-2', 'PUT', '/me/duty', { onDuty: true })).status).toBe(200);
    const incident = await stage.press('care-b-pendant');
    await call('operator', 'POST', `/incidents/${incident}/attend`, {});
    const { body } = await call<AnswerOf<'candidates'>>('operator', 'GET', `/incidents/${incident}/candidates`);
    expect(JSON.stringify(body)).toContain('worker-2');
    const asked = { helperIds: ['worker-2'], reason: 'near' };
    expect((await call('operator', 'POST', `/incidents/${incident}/offers`, asked)).status).toBe(200);
    const mine = await call<{ items: { incidentId: string; state: string }[] }>('worker-2', 'GET', '/me/offers');
    expect(mine.body.items).toContainEqual(expect.objectContaining({ incidentId: incident, state: 'open' }));
  });
});

describe('19: care-b dies on 2026-11-09', () => {
  it('19: and her orders from 11-10 on are cancelled, that of her last day is not', async () => {
    await now('2026-11-09T12:00');
    const died = { status: 'deceased', on: '2026-11-09', reason: '因病' };
    expect((await call('community-1', 'POST', '/seniors/care-b/status', died)).status).toBe(200);
    const { body } = await call<EntitlementOnWire>('township-1', 'GET', '/entitlements/care-b-entitlement');
    expect(body).toMatchObject({ state: 'ended', to: '2026-11-09', endReason: 'death' });
    expect((await orderOf('care-b', '2026-11-09')).state).toBe('missed');
    const states = (await orders('seniorId=care-b&from=2026-11-10')).map(({ state }) => state);
    expect(states.length).toBeGreaterThan(0);
    expect(new Set(states)).toEqual(new Set(['cancelled']));
    expect(await stage.press('care-b-pendant')).not.toBeNull();
  });
});
