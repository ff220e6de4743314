import { beforeEach, describe, expect, it } from '@jest/globals';
import { defaultPolicy, type Actor, type Incident } from '@silverbell/incidents';
import { as, type DeviceId, type HomeId, type IncidentId } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import fc from 'fast-check';
import {
  FakeIncidentStore,
  FakeOutbox,
  FakeCareRecords,
  FakeHelperDirectory,
  FakeChangeNotifier,
} from '../fakes/index.js';
import {
  executeCommand,
  claimBound,
  claimRegistered,
  receiveSignal,
  fireDueDeadlines,
  type InboundSignal,
  type RelayDeps,
} from '../index.js';

const operator: Actor = { kind: 'operator', id: 'li' };
const watch = (n: number): DeviceId => as<DeviceId>(`watch:${String(9_000_000_000 + n)}`);

let clock: FixedClock;
let outbox: FakeOutbox;
let cases: FakeIncidentStore;
let registry: FakeCareRecords;
let deps: RelayDeps;
let registered: Map<DeviceId, DeviceId>;

beforeEach(() => {
  clock = new FixedClock();
  outbox = new FakeOutbox();
  registry = new FakeCareRecords();
  registry.seat('lead', 'lead-seat');
  registry.seat('overflow', 'overflow-seat');
  cases = new FakeIncidentStore(outbox, registry);
  deps = {
    ...{ incidents: cases, registry, helperDirectory: new FakeHelperDirectory(cases), clock, outbox },
    ...{ newId: countedIds(), notifier: new FakeChangeNotifier(), timeZone: 'Asia/Shanghai' },
  };
  registered = new Map();
});

let nth = 0;
const press = (deviceId: DeviceId, more: Partial<InboundSignal> = {}): InboundSignal => ({
  ...{
    deviceId,
    child: null,
    alertId: `press-${String((nth += 1))}`,
    kind: 'sos',
    phase: 'raise',
    certainty: 'observed',
  },
  ...{ test: false, doubts: [], deviceTime: null, batteryPct: null, position: null, unproven: true },
  ...{ raw: new Uint8Array([1]), topic: 'raw/watch/c', payloadHash: String(nth), engineId: 'one' },
  receivedAt: clock.now(),
  ...more,
});
const heard = (deviceId: DeviceId, more: Partial<InboundSignal> = {}) => receiveSignal(deps, press(deviceId, more));
const shared = (): Incident => {
  const [one, ...others] = cases.open().filter(({ subject }) => subject.type === 'unregistered');
  if (one === undefined || others.length > 0) throw new Error(`${String(others.length + 1)} shared incidents`);
  return one;
};
const register = (deviceId: DeviceId, homeId = 'chen', said = deviceId): void => {
  registry.device(deviceId, {
    homeId: as<HomeId>(homeId),
    facts: { homeId: as<HomeId>(homeId), seniorIds: [], dispatchFirst: false, dementia: false, testWindow: false },
  });
  registered.set(said, deviceId);
};
const claim = (): Promise<number> =>
  claimRegistered(
    deps,
    {
      openUnregistered: () => Promise.resolve(cases.open().filter(({ subject }) => subject.type === 'unregistered')),
      registeredAs: () => Promise.resolve(registered),
      openOfBound: () => Promise.resolve([]),
    },
    'one',
  );
const bound = (): Promise<number> =>
  claimBound(
    deps,
    {
      openUnregistered: () => Promise.resolve([]),
      registeredAs: () => Promise.resolve(registered),
      openOfBound: () => Promise.resolve(cases.open().filter(({ subject }) => subject.type === 'device')),
    },
    'one',
  );

describe('numbers that anybody can invent', () => {
  it('are one incident of their region, which lists them', async () => {
    for (let n = 0; n < 30; n += 1) await heard(watch(n));
    expect(shared()).toMatchObject({
      severity: 1,
      class: 'A',
      signalCount: 30,
      unregistered: { heard: 30, turnedAway: null },
    });
    expect(shared().unregistered?.listed.map(({ deviceId }) => deviceId)).toEqual(
      Array.from({ length: 30 }, (_, n) => watch(n)),
    );
    expect(shared().doubts).toEqual(expect.arrayContaining(['unproven', 'unknown-device']));
  });

  it('ring each voice once for the incident, not once for each', async () => {
    for (let n = 0; n < 30; n += 1) {
      await heard(watch(n));
      clock.advance('1 s');
      await fireDueDeadlines(deps, { limit: 50 });
    }
    const calls = outbox.rows.filter(({ channel }) => channel === 'voice').map(({ recipient }) => recipient);
    expect(calls.sort()).toEqual(['seat:lead-seat', 'seat:overflow-seat']);
  });

  it('after a verdict open the question again, and ring nobody again', async () => {
    await heard(watch(1));
    clock.advance('20 s');
    await fireDueDeadlines(deps, { limit: 50 });
    const ref = { by: 'incident', id: shared().id } as const;
    const voices = () => outbox.rows.filter(({ channel }) => channel === 'voice').length;
    await executeCommand(deps, { ref, by: operator, intent: { type: 'attend' } });
    const before = voices();
    const spoken = { party: 'senior', result: 'senior-recognised', recognisedBy: 'voice' } as const;
    await executeCommand(deps, { ref, by: operator, intent: { type: 'record-call', callId: null, ...spoken } });
    await executeCommand(deps, {
      ref,
      by: operator,
      intent: { type: 'give-verdict', verdict: 'non-urgent', cause: null },
    });
    expect(shared().verdict.code).toBe('non-urgent');
    for (let n = 2; n < 20; n += 1) await heard(watch(n));
    expect(shared().verdict.code).toBe('unknown');
    // Nobody attends it any more: the steps that rang before the verdict do not begin anew.
    await executeCommand(deps, { ref, by: operator, intent: { type: 'release', reason: 'handover' } });
    clock.advance('30 s');
    await fireDueDeadlines(deps, { limit: 50 });
    expect(voices()).toBe(before);
  });

  it('have nothing in common: three of them are no third press, two kinds no second kind', async () => {
    await heard(watch(1));
    await heard(watch(2));
    await heard(watch(3));
    await heard(watch(4), { kind: 'fall', certainty: 'likely' });
    expect(shared().class).toBe('A');
  });

  it('each still speaks for itself: its own third press, its own second kind', async () => {
    await heard(watch(1));
    await heard(watch(2));
    await heard(watch(2));
    expect(shared().class).toBe('A');
    await heard(watch(2));
    expect(shared().class).toBe('B');
  });

  it('a second kind of the same one means danger', async () => {
    await heard(watch(1));
    await heard(watch(2), { kind: 'fall', certainty: 'likely' });
    expect(shared().class).toBe('A');
    await heard(watch(1), { kind: 'fall', certainty: 'likely' });
    expect(shared().class).toBe('B');
  });

  it('those that were turned away are counted where the others are listed, with the last', async () => {
    await heard(watch(1), { turnedAway: { count: 7, lastDeviceId: watch(99) } });
    await heard(watch(2), { turnedAway: { count: 5, lastDeviceId: watch(98) } });
    expect(shared().unregistered?.turnedAway).toEqual({ count: 12, lastDeviceId: watch(98) });
  });

  it('what an authenticated device says, or a registered one, stays an incident of its own', async () => {
    await heard(as<DeviceId>('stranger'), { unproven: false });
    register(watch(5));
    await heard(watch(5));
    await heard(as<DeviceId>('watch:3248906551'), { doubts: ['ambiguous-device'] });
    expect(cases.open().map(({ subject }) => [subject.type, subject.id])).toEqual([
      ['device', 'stranger'],
      ['home', 'chen'],
      ['device', 'watch:3248906551'],
    ]);
  });

  it('the list keeps the newest and the count of all, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 40 }), async (numbers) => {
        cases = new FakeIncidentStore(new FakeOutbox(), registry);
        deps = { ...deps, incidents: cases };
        for (const n of numbers) await heard(watch(n));
        const { unregistered, signalCount } = shared();
        expect(unregistered?.heard).toBe(new Set(numbers).size);
        expect(unregistered?.listed.reduce((sum, { signals }) => sum + signals, 0)).toBe(signalCount);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a number that somebody registers', () => {
  it('takes what it said to the incident of its home, and the shared one says so', async () => {
    await heard(watch(1));
    await heard(watch(2));
    clock.advance('5 min');
    register(as<DeviceId>('watch:860332489065512'), 'chen', watch(1));
    expect(await claim()).toBe(1);
    const home = cases.open().find(({ subject }) => subject.type === 'home');
    expect(home).toMatchObject({ subject: { id: 'chen' }, kinds: ['sos'], severity: 1 });
    expect(home?.doubts).toEqual(expect.arrayContaining(['unproven', 'late-report']));
    expect(shared().unregistered?.listed[0]?.claimed).toMatchObject({
      registeredAs: 'watch:860332489065512',
      homeId: 'chen',
      takenTo: home?.id,
    });
    expect(cases.eventsOf(shared().id).map(({ type }) => type)).toContain('device-claimed');
  });

  it('joins what is open at home already, and told twice is told once', async () => {
    register(as<DeviceId>('pendant'));
    await heard(as<DeviceId>('pendant'), { unproven: false });
    await heard(watch(1));
    await heard(watch(2));
    register(watch(1));
    await claim();
    await claim();
    const home = cases.open().filter(({ subject }) => subject.type === 'home');
    expect(home.map(({ signalCount }) => signalCount)).toEqual([2]);
  });

  it('a likely fall stays a likely one', async () => {
    await heard(watch(1), { kind: 'fall', certainty: 'likely' });
    await heard(watch(2));
    register(watch(1));
    await claim();
    expect(cases.open().find(({ subject }) => subject.type === 'home')?.class).toBe('A');
  });

  it('the last claim ends the shared incident unless it is attended or some were turned away', async () => {
    await heard(watch(1));
    const { id } = shared();
    register(watch(1));
    await claim();
    expect(cases.case(id).closure?.outcome).toBe('device-claimed');

    await heard(watch(2), { turnedAway: { count: 1, lastDeviceId: watch(9) } });
    register(watch(2), 'zhou');
    await claim();
    expect(shared().closure).toBeNull();
  });

  it('lets whoever attends it close it by that, without a word of hers', async () => {
    await heard(watch(1));
    const ref = { by: 'incident', id: shared().id as IncidentId } as const;
    await executeCommand(deps, { ref, by: operator, intent: { type: 'attend' } });
    const close = { type: 'close', outcome: 'device-claimed', note: null, proof: {}, proofText: null } as const;
    expect((await executeCommand(deps, { ref, by: operator, intent: close })).ok).toBe(false);
    register(watch(1));
    await claim();
    expect((await executeCommand(deps, { ref, by: operator, intent: close })).ok).toBe(true);
  });
});

describe('a device that called before it had a home', () => {
  const stock = as<DeviceId>('stock-pendant');
  const strangers = (): readonly Incident[] => cases.open().filter(({ subject }) => subject.type === 'device');
  const homes = (): readonly Incident[] => cases.open().filter(({ subject }) => subject.type === 'home');

  it('keeps its incident as it is until it is bound', async () => {
    await heard(stock, { unproven: false });
    expect(await bound()).toBe(0);
    expect(strangers()).toHaveLength(1);
  });

  it('takes what it called to the incident of its home, and its own ends by a recorded fact', async () => {
    await heard(stock, { unproven: false });
    const { id } = strangers()[0] as Incident;
    register(stock);
    expect(await bound()).toBe(1);
    expect(homes()).toMatchObject([{ subject: { id: 'chen' }, kinds: ['sos'], severity: 1 }]);
    expect(cases.eventsOf(id)).toContainEqual(
      expect.objectContaining({ type: 'device-claimed', homeId: 'chen', takenTo: homes()[0]?.id }),
    );
    expect(cases.case(id).closure?.outcome).toBe('device-claimed');
    expect(await bound()).toBe(0);
  });

  it('attended by an operator stays open to her, and is taken along once', async () => {
    await heard(stock, { unproven: false });
    const ref = { by: 'incident', id: (strangers()[0] as Incident).id } as const;
    await executeCommand(deps, { ref, by: operator, intent: { type: 'attend' } });
    register(stock);
    await bound();
    expect(await bound()).toBe(0);
    expect(strangers()).toMatchObject([{ boundTo: { homeId: 'chen' } }]);
    expect(homes()).toMatchObject([{ signalCount: 1 }]);
  });
});

it('the limits are data with a default', () => {
  expect(defaultPolicy.limits).toMatchObject({ unregisteredSoundEvery: 10_000, newNumbersPerMinute: 60 });
});
