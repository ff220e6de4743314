import { beforeEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_DISPATCH_POLICY, type Fix, type Transport } from '@silverbell/dispatch';
import { defaultPolicy, isSearching, type Actor } from '@silverbell/incidents';
import {
  as,
  geoPoint,
  instant,
  minutes,
  type DeviceId,
  type GeoPoint,
  type HelperId,
  type HomeId,
  type SeniorId,
} from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import {
  FakeIncidentStore,
  FakeOutbox,
  FakeCareRecords,
  FakeHelperDirectory,
  FakeChangeNotifier,
} from '../fakes/index.js';
import { executeCommand, moveArrivals, receiveSignal, type Deps } from '../index.js';

const home = geoPoint(29.5, 103.6) as GeoPoint;
const north = (kilometres: number): GeoPoint => geoPoint(29.5 + kilometres / 111.195, 103.6) as GeoPoint;
const pendant = as<DeviceId>('pendant');
const wang = as<HelperId>('wang');
/** 10:00 and 23:00 in Shanghai. */
const MORNING = instant(Date.UTC(2026, 2, 3, 2));
const NIGHT = instant(Date.UTC(2026, 2, 3, 15));

let clock: FixedClock;
let cases: FakeIncidentStore;
let helperDirectory: FakeHelperDirectory;
let deps: Deps;

beforeEach(() => begins(MORNING));

function begins(at: typeof MORNING): void {
  clock = new FixedClock(at);
  const registry = new FakeCareRecords();
  cases = new FakeIncidentStore(new FakeOutbox(), registry);
  helperDirectory = new FakeHelperDirectory(cases);
  deps = {
    ...{ incidents: cases, registry, helperDirectory, clock, notifier: new FakeChangeNotifier() },
    ...{ newId: countedIds(), timeZone: 'Asia/Shanghai' },
  };
  const facts = { homeId: as<HomeId>('home'), seniorIds: [as<SeniorId>('chen')], dispatchFirst: true };
  registry.device(pendant, {
    ...{ homeId: as<HomeId>('home'), homePoint: home },
    facts: { ...facts, dementia: false, testWindow: false },
  });
}

const only = () => cases.open()[0] ?? Promise.reject(new Error('no case is open'));
const mine = async () => {
  const incident = await only();
  const assignment = incident.assignments[0];
  if (assignment === undefined) throw new Error('nobody goes');
  return { incident, assignment };
};

/** Wang, 1.2 km away, is asked, accepts and sets out. */
async function underway(transport: Transport, kilometres = 1.2): Promise<void> {
  helperDirectory.helper('wang', { base: north(kilometres), transport });
  helperDirectory.helper('zhao', { base: north(kilometres * 1.2), transport: 'car' });
  await receiveSignal(deps, {
    ...{ deviceId: pendant, child: null, alertId: 'a1', kind: 'sos', phase: 'raise', certainty: 'observed' },
    ...{ test: false, doubts: [], deviceTime: null, batteryPct: null, position: null, raw: new Uint8Array() },
    ...{ topic: 't', payloadHash: 'h', engineId: 'e1', receivedAt: clock.now() },
  });
  const by: Actor = { kind: 'helper', id: wang };
  const offer = (await only()).offers.find((one) => one.helperId === wang);
  await executeCommand(deps, {
    ref: { by: 'incident', id: (await only()).id },
    by,
    intent: { type: 'accept', offerId: offer!.id },
  });
  const { assignment } = await mine();
  await executeCommand(deps, {
    ref: { by: 'assignment', id: assignment.id },
    by,
    intent: { type: 'depart', assignmentId: assignment.id },
  });
}

const isAt = async (kilometres: number, more: Partial<Fix> = {}): Promise<number> => {
  const fix = { point: north(kilometres), takenAt: clock.now(), accuracyM: 10, ...more };
  await moveArrivals(deps, { helperId: wang, fix, tasks: [await mine()] });
  return Math.round(((await mine()).assignment.etaAt - clock.now()) / 60_000);
};

describe('where a helper on her way is', () => {
  it('a helper on foot 1.2 km away stays expected in 21 min, and the search goes on', async () => {
    await underway('walk');
    expect(isSearching(await only())).toBe(true);
    expect(await isAt(1.2)).toBe(22);
    expect(isSearching(await only())).toBe(true);
  });

  it.each([
    ['walk', MORNING, 22],
    ['walk', NIGHT, 27],
    ['bicycle', MORNING, 8],
    ['car', NIGHT, 5],
  ] as const)('she is expected as she travels: by %s, at %i in %i min', async (transport, at, inMinutes) => {
    begins(at);
    await underway(transport, 6);
    expect(await isAt(1.2)).toBe(inMinutes);
  });

  it('counts with the numbers of the region of the case', async () => {
    await underway('walk', 3);
    helperDirectory.policy = {
      ...DEFAULT_DISPATCH_POLICY,
      speedDay: { ...DEFAULT_DISPATCH_POLICY.speedDay, walk: 0.9 },
    };
    expect(await isAt(1.2)).toBe(30);
  });

  it.each([
    ['of ten minutes ago', { takenAt: instant(MORNING - minutes(10)) }],
    ['of 12 km', { accuracyM: 12_000 }],
    ['that does not say how precise it is', { accuracyM: null }],
  ])('a fix %s moves nothing', async (_, vague) => {
    await underway('walk', 3);
    const before = (await mine()).assignment.etaAt;
    await isAt(0.1, vague);
    expect((await mine()).assignment.etaAt).toBe(before);
  });

  it('who turns out to be far after all has somebody nearer asked', async () => {
    await underway('e-bike');
    expect(isSearching(await only())).toBe(false);
    clock.advance('2 min');
    expect(await isAt(4)).toBeGreaterThan(defaultPolicy.limits.farArrival / 60_000);
    const incident = await only();
    expect(isSearching(incident)).toBe(true);
    expect(incident.offers.filter((one) => one.state === 'open').map((one) => one.helperId)).toEqual(['zhao']);
  });

  it('says nothing of a minute more or less, and nothing before she set out', async () => {
    await underway('walk');
    const { incident } = await mine();
    await isAt(1.2);
    const version = (await only()).version;
    await isAt(1.17);
    expect((await only()).version).toBe(version);
    const tasks = incident.assignments.map((assignment) => ({
      incident,
      assignment: { ...assignment, state: 'accepted' as const },
    }));
    await moveArrivals(deps, { helperId: wang, fix: { point: home, takenAt: clock.now(), accuracyM: 5 }, tasks });
    expect((await only()).version).toBe(version);
  });
});
