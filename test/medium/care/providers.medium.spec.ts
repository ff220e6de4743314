// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town with its care set. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { creditCheckCharacter } from '@silverbell/care';
import type { ContractOnWire, EntitlementOnWire, ProviderOnWire, WorkerOnWire } from '@silverbell/wire';
import { slugOf } from '../api/api-stage.js';
import { CareStage } from './care-stage.js';

jest.setTimeout(120_000);

const stage = new CareStage();
const { call, refusal } = stage;
beforeAll(() => stage.opens(), 120_000);
afterAll(() => stage.closes());

const codeOf = (n: number): string => {
  const first = `5299${String(n).padStart(13, '0')}`;
  return first + creditCheckCharacter(first);
};
const wanted = (n: number, more: object = {}) => ({
  ...{ regionId: 'demo-town-1', name: `服务社${String(n)}`, creditCode: codeOf(n), kind: 'ngo' },
  ...{ serviceRegionIds: ['demo-town-1'], ...more },
});

describe('the demo set of care', () => {
  it('brings a provider with a contract and three workers, and certificates as they are promised', async () => {
    const { body } = await call<{ items: WorkerOnWire[] }>('provider-1', 'GET', '/workers');
    const untils = body.items.map(({ id, certificates }) => [id, ...certificates.map(({ until }) => until)]);
    expect(untils).toEqual([
      ['worker-1', '2027-06-30', '2027-06-30'],
      ['worker-2', '2027-06-30', '2026-10-14'],
      ['worker-3', '2027-06-30', '2027-06-30'],
    ]);
    const contracts = await call<{ items: ContractOnWire[] }>('township-1', 'GET', '/contracts');
    expect(contracts.body.items).toMatchObject([
      { provider: { id: 'care-provider-1' }, from: '2026-07-01', to: '2027-06-30', payBasis: 'delivered' },
    ]);
    expect(contracts.body.items[0]?.selfPayFenPerHour).toBe(2_000);
  });

  it('brings seven seniors in homes of their own, and those who are entitled', async () => {
    const { body } = await call<{ items: EntitlementOnWire[] }>('township-1', 'GET', '/entitlements');
    expect(
      body.items.map(({ senior, state, minutesPerDay, payee }) => [senior.id, state, minutesPerDay, payee.id]),
    ).toEqual([
      ['care-b', 'active', 120, 'care-provider-1'],
      ['care-c', 'active', 90, 'care-provider-1'],
      ['care-d', 'active', 120, 'care-inst-1'],
    ]);
    const senior = await call('community-1', 'GET', '/seniors/care-a');
    expect(senior.body).toMatchObject({ birthDate: '1950-03-12', economicClass: 'subsistence' });
  });
});

describe('a provider', () => {
  it('is put on file with a right credit code, once, and its account number is masked and sealed', async () => {
    const made = await call<ProviderOnWire>(
      'township-1',
      'POST',
      '/providers',
      wanted(1, { accountNumber: '6222 0000 1234' }),
    );
    expect([made.status, made.body.accountNumber, made.body.standing]).toEqual([201, '****1234', 'good']);
    const kept = await stage.sql(
      `select 1 from provider where provider::text like '%62220000%' or provider::text like '%6222 0000%'`,
    );
    expect(kept).toEqual([]);
    expect(await refusal('township-1', 'POST', '/providers', wanted(1))).toEqual([409, 'credit-code-known']);
    expect(
      await refusal('township-1', 'POST', '/providers', wanted(2, { creditCode: `${codeOf(2).slice(0, 17)}?` })),
    ).toEqual([...[422, 'credit-code-invalid']]);
  });

  it('is changed by one officer at a time, and only where it is kept', async () => {
    const { body } = await call<ProviderOnWire>(
      'county-1',
      'POST',
      '/providers',
      wanted(3, { regionId: 'demo-county' }),
    );
    const path = `/providers/${body.id}`;
    expect(await refusal('township-1', 'PATCH', path, { autoAssign: true })).toEqual([403, 'not-allowed']);
    const changed = await call('county-1', 'PATCH', path, { autoAssign: true }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ autoAssign: true, version: 2 });
    const late = await call('county-2', 'PATCH', path, { autoAssign: false }, { 'if-match': '"1"' });
    expect([late.status, slugOf(late)]).toEqual([412, 'stale-version']);
    expect(late.body).toMatchObject({ current: { version: 2 }, changedBy: { id: 'account-county-1' } });
  });

  it("shows its managers what is its own, and another provider's manager nothing of it", async () => {
    const { body } = await call<ProviderOnWire>('township-1', 'POST', '/providers', wanted(4));
    const seen = await call<{ items: ProviderOnWire[] }>('provider-1', 'GET', '/providers');
    expect(seen.body.items.map(({ id }) => id)).toEqual(['care-provider-1']);
    expect(await refusal('provider-1', 'GET', `/providers/${body.id}`)).toEqual([404, 'not-found']);
    const path = `/providers/${body.id}/managers`;
    expect(await refusal('township-1', 'PUT', path, { accountIds: ['account-operator'] })).toEqual([
      422,
      'manager-unknown',
    ]);
    await call('township-1', 'PUT', path, { accountIds: ['account-provider-1'] });
    expect((await call<{ items: ProviderOnWire[] }>('provider-1', 'GET', '/providers')).body.items).toMatchObject([
      { id: body.id, managerIds: ['account-provider-1'] },
    ]);
    await call('township-1', 'PUT', '/providers/care-provider-1/managers', { accountIds: ['account-provider-1'] });
  });
});

describe('SR-44: a contract', () => {
  const body = (more: object = {}) => ({
    ...{ regionId: 'demo-town-1', providerId: 'care-provider-1', regionIds: ['demo-village-1-1'] },
    ...{ from: '2026-07-01', to: '2027-06-30', rateFenPerHour: 1_500, ...more },
  });

  it('is refused with days out of order, without its provider, and to one that is barred', async () => {
    const post = (more: object) => refusal('township-1', 'POST', '/contracts', body(more));
    expect(await post({ to: '2026-06-30' })).toEqual([422, 'contract-days']);
    expect(await post({ providerId: 'nobody' })).toEqual([422, 'provider-unknown']);
    expect(await post({ regionIds: ['demo-town-2'] })).toEqual([404, 'not-found']);
    const barred = await call<ProviderOnWire>('township-1', 'POST', '/providers', wanted(5, { standing: 'barred' }));
    expect(await post({ providerId: barred.body.id })).toEqual([409, 'provider-barred']);
  });

  it('ends before its time on the day that is said', async () => {
    const made = await call<ContractOnWire>('township-1', 'POST', '/contracts', body());
    const path = `/contracts/${made.body.id}`;
    expect(await refusal('township-1', 'PATCH', path, { endedOn: '2026-06-30' })).toEqual([422, 'contract-days']);
    expect((await call('township-1', 'PATCH', path, { endedOn: '2026-10-14' })).body).toMatchObject({
      ...{ endedOn: '2026-10-14', version: 2 },
    });
  });
});

describe('a worker', () => {
  it('is a carer on file, and her certificates are those that emergencies rank her by', async () => {
    const helper = async (kind: string) =>
      (
        await call<{ id: string }>('township-1', 'POST', '/helpers', {
          ...{ kind, name: '林护理', phone: '000-6990', birthDate: '1980-01-01', regionId: 'demo-village-1-1' },
          ...{
            position: { lat: 30.2, lng: 119.1, datum: 'wgs84' },
            nightCalls: false,
            canLift: true,
            transport: 'walk',
          },
        })
      ).body.id;
    const work = { providerId: 'care-provider-1' };
    const aide = { helperId: await helper('aide'), ...work };
    expect(await refusal('provider-1', 'POST', '/workers', aide)).toEqual([422, 'worker-no-carer']);
    const certificates = [{ kind: 'health', number: 'JK-1', from: '2026-01-01', until: '2026-10-13' }];
    const id = await helper('carer');
    const made = await call<WorkerOnWire>('provider-1', 'POST', '/workers', { helperId: id, ...work, certificates });
    expect(made.body.certificates).toMatchObject([
      { kind: 'health', number: 'JK-1', until: '2026-10-13', valid: false },
    ]);
    const onFile = await call<{ certificates: unknown }>('township-1', 'GET', `/helpers/${id}`);
    expect(onFile.body.certificates).toMatchObject([{ kind: 'health', validUntil: '2026-10-13' }]);
    // The office of helpers writes the last day anew: number and first day stay.
    await call('township-1', 'PATCH', `/helpers/${id}`, {
      certificates: [{ kind: 'health', validUntil: '2027-10-13' }],
    });
    const after = await call<WorkerOnWire>('provider-1', 'GET', `/workers/${id}`);
    expect(after.body.certificates).toMatchObject([
      { number: 'JK-1', from: '2026-01-01', until: '2027-10-13', valid: true },
    ]);
  });

  it('has each certificate once, with its days in order', async () => {
    const patch = (certificates: readonly object[]) =>
      refusal('provider-1', 'PATCH', '/workers/worker-1', { certificates });
    const health = { kind: 'health', until: '2027-06-30' };
    expect(await patch([health, health])).toEqual([422, 'certificate-twice']);
    expect(await patch([{ ...health, from: '2027-07-01' }])).toEqual([422, 'certificate-days']);
  });
});

describe('CR-24 … CR-27: an entitlement', () => {
  const PATH = '/entitlements/care-c-entitlement';
  const stateOf = async (path = PATH) => (await call<EntitlementOnWire>('township-1', 'GET', path)).body;

  it('is suspended for some days, turns with the days, and is resumed', async () => {
    const asked = { from: '2026-10-16', to: '2026-10-25', reason: 'hospital' };
    const suspended = await call<EntitlementOnWire>('township-1', 'POST', `${PATH}/suspend`, asked, {
      'if-match': '"1"',
    });
    expect(suspended.body).toMatchObject({
      state: 'active',
      suspensions: [asked],
      allowedActions: ['suspend', 'resume', 'end'],
    });
    expect(await refusal('township-1', 'POST', `${PATH}/suspend`, asked)).toEqual([409, 'entitlement-suspended']);
    await stage.movesClockTo('2026-10-16T09:00:00+08:00');
    expect((await stateOf()).state).toBe('suspended');
    expect(await refusal('township-1', 'POST', `${PATH}/resume`, { on: '2026-10-16' })).toEqual([
      409,
      'entitlement-not-suspended',
    ]);
    await call('township-1', 'POST', `${PATH}/resume`, { on: '2026-10-18' });
    await stage.movesClockTo('2026-10-18T09:00:00+08:00');
    const after = await stateOf();
    expect([after.state, after.suspensions[0]?.to]).toEqual(['active', '2026-10-17']);
    expect(after.trail.map(({ type }) => type)).toEqual(['suspended', 'suspended', 'resumed', 'resumed']);
  });

  it('example 19: ends with the day of her death, and her pendant still opens a case', async () => {
    await stage.movesClockTo('2026-11-09T09:00:00+08:00');
    const died = { status: 'deceased', on: '2026-11-09', reason: '因病' };
    expect((await call('community-1', 'POST', '/seniors/care-b/status', died)).status).toBe(200);
    const ended = await stateOf('/entitlements/care-b-entitlement');
    expect(ended).toMatchObject({ state: 'ended', to: '2026-11-09', endReason: 'death', allowedActions: [] });
    expect(
      await refusal('township-1', 'POST', '/entitlements/care-b-entitlement/suspend', {
        ...{ from: '2026-11-10', reason: 'away' },
      }),
    ).toEqual([409, 'entitlement-ended']);
    expect(await stage.press('care-b-pendant')).not.toBeNull();
  });

  it('ends on the day of the decision, and not ahead of it', async () => {
    const end = `${PATH}/end`;
    expect(await refusal('township-1', 'POST', end, { reason: 'own-wish', on: '2026-11-10' })).toEqual([
      422,
      'entitlement-days',
    ]);
    expect(await refusal('community-1', 'POST', end, { reason: 'own-wish', on: '2026-11-09' })).toEqual([
      403,
      'not-allowed',
    ]);
    const done = await call('township-1', 'POST', end, { reason: 'own-wish', on: '2026-11-09' });
    expect(done.body).toMatchObject({ state: 'ended', to: '2026-11-09' });
  });
});
