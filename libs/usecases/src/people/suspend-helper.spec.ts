import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Incident } from '@silverbell/incidents';
import {
  as,
  geoPoint,
  type AccountId,
  type DeviceId,
  type GeoPoint,
  type HelperId,
  type HomeId,
  type IncidentId,
  type SeniorId,
} from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import {
  FakeIncidentStore,
  FakeOutbox,
  FakeCareRecords,
  FakeHelperDirectory,
  FakeHelperStatusStore,
  FakeChangeNotifier,
} from '../fakes/index.js';
import { executeCommand, receiveSignal } from '../index.js';
import { reinstateHelper, settleSuspensions, suspendHelper, type HelperStatusDeps } from './index.js';

const here = geoPoint(29.5, 103.6) as GeoPoint;
const wang = as<HelperId>('wang');
const lead = as<AccountId>('lead');
const admin = as<AccountId>('admin');

let cases: FakeIncidentStore;
let helperDirectory: FakeHelperDirectory;
let standing: FakeHelperStatusStore;
let deps: HelperStatusDeps;

beforeEach(() => {
  const outbox = new FakeOutbox();
  const registry = new FakeCareRecords();
  cases = new FakeIncidentStore(outbox, registry);
  helperDirectory = new FakeHelperDirectory(cases);
  standing = new FakeHelperStatusStore(cases, helperDirectory);
  deps = {
    ...{ incidents: cases, helperDirectory, standing, registry, clock: new FixedClock(), newId: countedIds() },
    ...{ notifier: new FakeChangeNotifier(), timeZone: 'Asia/Shanghai' },
  };
  for (const name of ['wang', 'zhao', 'qian']) {
    helperDirectory.helper(name, { base: here });
    standing.knows(name);
  }
});

/** Somebody at risk in this home; everybody is asked. */
async function asked(home: string): Promise<Incident> {
  const deviceId = as<DeviceId>(`pendant-${home}`);
  (deps.registry as FakeCareRecords).device(deviceId, {
    homeId: as<HomeId>(home),
    homePoint: here,
    facts: {
      homeId: as<HomeId>(home),
      seniorIds: [as<SeniorId>(home)],
      ...{ dispatchFirst: true, dementia: false, testWindow: false },
    },
  });
  const incident = await receiveSignal(deps, {
    ...{ deviceId, child: null, alertId: `alert-${home}`, kind: 'sos', phase: 'raise', certainty: 'observed' },
    ...{ test: false, doubts: [], deviceTime: null, batteryPct: 80, position: null },
    ...{ engineId: 'engine', topic: 'care/v1/x/alert', payloadHash: home, raw: new Uint8Array() },
  } as never).then(() => cases.open().find((one) => one.facts.homeId === home));
  if (incident === undefined) throw new Error('no case');
  return incident;
}
const now = (id: IncidentId): Incident => cases.open().find((one) => one.id === id) as Incident;
const offerOf = (incident: Incident, helperId = wang) => incident.offers.findLast((one) => one.helperId === helperId);
const accept = (incident: Incident, name = 'wang') =>
  executeCommand(deps, {
    ref: { by: 'incident', id: incident.id },
    by: { kind: 'helper', id: name },
    intent: { type: 'accept', offerId: offerOf(incident, as<HelperId>(name))?.id ?? as('none') },
  });
const command = (by: AccountId, more: object = {}) => ({ helperId: wang, by, note: null, key: null, ...more });

describe('suspending a helper', () => {
  it('ends her open offers in every case, with the same instant', async () => {
    const both = [await asked('home-1'), await asked('home-2')];
    expect(await suspendHelper(deps, { ...command(lead), reason: 'abuse' })).toEqual({ ok: true });
    for (const { id } of both) expect(offerOf(now(id))).toMatchObject({ state: 'over', overReason: 'suspended' });
    expect(standing.book).toMatchObject([{ reason: 'abuse', by: lead, at: deps.clock.now(), lifted: null }]);
  });

  it('takes her from what she is doing, and asks somebody else at once', async () => {
    const one = await asked('home-1');
    await accept(one);
    await suspendHelper(deps, { ...command(lead), reason: 'allegation' });
    const after = now(one.id);
    expect(after.assignments).toMatchObject([{ helperId: wang, state: 'withdrawn', withdrawReason: 'suspended' }]);
    expect(after.search.mode).toBe('waves');
    expect(after.offers.filter((offer) => offer.state === 'open').map((offer) => offer.helperId)).not.toContain(wang);
  });

  it('an acceptance just after the suspension loses, also before the end of the offer is written', async () => {
    const one = await asked('home-1');
    helperDirectory.setSuspended(wang, true);
    expect(await accept(one)).toMatchObject({
      ok: false,
      refusal: { refused: 'offer-over', facts: { reason: 'suspended' } },
    });
    expect(now(one.id).assignments).toEqual([]);
  });

  it('what a crash, or a wave that was being decided, left open is ended by the next round, once', async () => {
    const one = await asked('home-1');
    await standing.transaction((tx) =>
      tx.suspend(
        wang,
        { id: 's', reason: 'money', note: null, by: lead, at: deps.clock.now(), key: null, lifted: null },
        null,
      ),
    );
    expect(offerOf(now(one.id))?.state).toBe('open');
    expect(await settleSuspensions(deps)).toEqual({ stopped: 1, failed: [] });
    expect(offerOf(now(one.id))?.overReason).toBe('suspended');
    expect(await settleSuspensions(deps)).toEqual({ stopped: 0, failed: [] });
  });

  it('she is no candidate until she is reinstated', async () => {
    await suspendHelper(deps, { ...command(lead), reason: 'unfit' });
    expect(offerOf(await asked('home-1'))).toBeUndefined();
    await reinstateHelper(deps, { ...command(lead), reason: 'fit-again' });
    expect(offerOf(await asked('home-2'))).toMatchObject({ state: 'open' });
  });

  it('is refused for nobody, for oneself, and twice; a retry of the same command gets its answer', async () => {
    standing.knows('wang', 'account-wang');
    const suspend = (by: AccountId, more: object = {}) =>
      suspendHelper(deps, { ...command(by, more), reason: 'privacy' } as never);
    expect(await suspend(lead, { helperId: as('nobody') })).toMatchObject({ refusal: { refused: 'not-found' } });
    expect(await suspend(as('account-wang'))).toMatchObject({ refusal: { refused: 'own-account' } });
    expect(await suspend(lead, { key: 'k1' })).toEqual({ ok: true });
    expect(await suspend(lead, { key: 'k1' })).toEqual({ ok: true });
    expect(await suspend(lead, { key: 'k2' })).toMatchObject({ refusal: { refused: 'already-suspended' } });
    expect(standing.book).toHaveLength(1);
  });
});

describe('reinstating a helper', () => {
  it.each(['allegation', 'abuse', 'money', 'privacy'] as const)(
    'after %s is for somebody else than who suspended her',
    async (reason) => {
      await suspendHelper(deps, { ...command(lead), reason });
      expect(await reinstateHelper(deps, { ...command(lead), reason: 'by-mistake' })).toMatchObject({
        refusal: { refused: 'party-to-this' },
      });
      expect(await reinstateHelper(deps, { ...command(admin), reason: 'unfounded' })).toEqual({ ok: true });
      expect(standing.book.at(-1)).toMatchObject({ reason, by: lead, lifted: { by: admin, reason: 'unfounded' } });
    },
  );

  it('is never done by herself, nor of somebody who is not suspended; a retry gets its answer', async () => {
    standing.knows('wang', 'account-wang');
    const reinstate = (by: AccountId, key: string | null = null) =>
      reinstateHelper(deps, { ...command(by, { key }), reason: 'settled' });
    expect(await reinstate(admin)).toMatchObject({ refusal: { refused: 'not-suspended' } });
    await suspendHelper(deps, { ...command(lead), reason: 'unreliable' });
    expect(await reinstate(as('account-wang'))).toMatchObject({ refusal: { refused: 'own-account' } });
    expect(await reinstate(admin, 'k')).toEqual({ ok: true });
    expect(await reinstate(admin, 'k')).toEqual({ ok: true });
    expect(await reinstate(admin, 'other')).toMatchObject({ refusal: { refused: 'not-suspended' } });
  });
});

describe('the contacts of a case', () => {
  it('never hold a person who is flagged for anybody in the home, whatever group is told', async () => {
    const registry = deps.registry as FakeCareRecords;
    const [mother, father] = [as<SeniorId>('mother'), as<SeniorId>('father')];
    registry.contact(as('son-of-mother'), mother, { phone: '138', inConflict: true });
    registry.contact(as('son-of-father'), father, { phone: '138', everyPress: true });
    registry.contact(as('daughter'), father, { phone: '139', everyPress: true });
    for (const group of ['every-press', 'at-risk', 'ending-only'] as const) {
      const told = await registry.contactsFor([mother, father], group);
      expect(told.map(({ contactId }) => contactId)).toEqual(group === 'ending-only' ? [] : ['daughter']);
    }
  });
});
