import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor, Incident } from '@silverbell/incidents';
import {
  as,
  geoPoint,
  hours,
  type DeviceId,
  type GeoPoint,
  type HomeId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { PersonAtRisk } from '@silverbell/monitoring';
import { countedIds, FixedClock, type SpanText } from '@silverbell/testing-kit';
import {
  FakeIncidentStore,
  FakeOutbox,
  FakePresenceStore,
  FakeCareRecords,
  FakeHelperDirectory,
  FakeChangeNotifier,
} from '../fakes/index.js';
import { executeCommand, receiveSignal } from '../index.js';
import { superviseDevices, supervisePeople, type PresenceDeps } from './index.js';

const here = geoPoint(29.5, 103.6) as GeoPoint;
const operator: Actor = { kind: 'operator', id: 'li' };

let clock: FixedClock;
let cases: FakeIncidentStore;
let registry: FakeCareRecords;
let book: FakePresenceStore;
let outbox: FakeOutbox;
let deps: PresenceDeps;
let began: Instant;

beforeEach(() => {
  clock = new FixedClock();
  began = clock.now();
  outbox = new FakeOutbox();
  registry = new FakeCareRecords();
  cases = new FakeIncidentStore(outbox, registry);
  book = new FakePresenceStore(cases);
  deps = {
    incidents: cases,
    registry,
    presence: book,
    helperDirectory: new FakeHelperDirectory(cases),
    clock,
    newId: countedIds(),
    notifier: new FakeChangeNotifier(),
    timeZone: 'Asia/Shanghai',
  };
});

/** A home with a hub on the mains and a button that speaks through it; or with a pendant alone. */
function home(name: string, village: string, person: Partial<PersonAtRisk> = {}, pendant = false): void {
  const homeId = as<HomeId>(name);
  const seniorId = as<SeniorId>(`senior-${name}`);
  const facts = { homeId, seniorIds: [seniorId], dispatchFirst: false, dementia: false, testWindow: false };
  const regionId = as<RegionId>(village);
  registry.home(homeId, { homePoint: here, regionId, facts });
  book.homes.set(homeId, {
    regions: [village, 'township'].map(as<RegionId>),
    carrier: null,
    people: [
      {
        seniorId,
        homeId,
        electricDevice: false,
        livingAlone: false,
        dementia: false,
        disabled: false,
        cannotSpeak: false,
        ageYears: 75,
        lastContactAt: null,
        ...person,
      },
    ],
  });
  const put = (id: string, role: string, hubId: string | null): void => {
    const deviceId = as<DeviceId>(id);
    registry.device(deviceId, { homeId, homePoint: here, regionId, facts, fixed: true, role });
    book.heard({
      ...{ deviceId, role, homeId, seenAt: clock.now(), online: true, batteryPct: 90, sendsHeartbeats: role === 'hub' },
      hasUnverifiedMessages: false,
      hubId: hubId === null ? null : as<DeviceId>(hubId),
    });
  };
  if (pendant) return put(`pendant-${name}`, 'pendant', null);
  put(`hub-${name}`, 'hub', null);
  put(`button-${name}`, 'sos-button', `hub-${name}`);
}

const beat = (...names: readonly string[]): void => {
  for (const name of names) {
    const device = book.devices.get(as<DeviceId>(name));
    if (device) book.heard({ ...device, seenAt: clock.now(), online: true });
  }
};

/** Time passes, and somebody looks every 5 s. `talking`: hubs that go on sending heartbeats. */
async function passes(long: SpanText, talking: readonly string[] = []): Promise<void> {
  const until = new FixedClock(clock.now()).advance(long);
  while (clock.now() < until) {
    clock.advance('5 s');
    beat(...talking);
    await superviseDevices(deps, { engineId: 'one', listeningSince: began });
  }
}

const open = (klass: string): readonly Incident[] => cases.open().filter((one) => one.class === klass);
const hubs = (...names: readonly string[]): readonly string[] => names.map((name) => `hub-${name}`);
const press = (deviceId: string) =>
  receiveSignal(deps, {
    deviceId: as<DeviceId>(deviceId),
    child: null,
    alertId: 'press',
    kind: 'sos',
    phase: 'raise',
    certainty: 'observed',
    test: false,
    doubts: [],
    deviceTime: null,
    batteryPct: null,
    position: null,
    raw: new Uint8Array([1]),
    topic: 'care/v1/x/alert',
    payloadHash: 'hash',
    engineId: 'one',
    receivedAt: clock.now(),
  });

describe('a device that is silent', () => {
  it('with another way to call at home, is work for the shift, once', async () => {
    home('chen', 'shan');
    home('chen', 'shan', {}, true);
    await passes('30 min');
    expect(open('W')).toHaveLength(1);
    expect(open('W')[0]).toMatchObject({ kinds: ['offline'], signalCount: 1, raisedBy: { id: 'presence' } });
    expect(open('G')).toHaveLength(0);
  });

  it('gets no receipt for what it never said', async () => {
    home('chen', 'shan');
    home('chen', 'shan', {}, true);
    await passes('5 min');
    expect(outbox.rows.filter((row) => row.channel === 'device')).toEqual([]);
  });

  it('that comes back is noted on its work, which a person ends', async () => {
    home('chen', 'shan');
    home('chen', 'shan', {}, true);
    await passes('5 min');
    await passes('3 min', hubs('chen'));
    expect(open('W')[0]).toMatchObject({ signalCount: 2, closure: null });
  });

  it('when it was the last way to call, is an outage of that home within 3 min', async () => {
    home('chen', 'shan');
    await passes('3 min');
    expect(open('G')).toHaveLength(1);
    expect(open('G')[0]).toMatchObject({ subject: { type: 'home', id: 'chen' }, family: 'outage' });
    expect(open('G')[0]?.rollCall).toHaveLength(1);
    expect(open('W')).toHaveLength(0);
  });

  it('told by two engines is one case', async () => {
    home('chen', 'shan');
    home('chen', 'shan', {}, true);
    await passes('2 min');
    const forgot = new Map(book.watches);
    await passes('1 min');
    forgot.forEach((watch, id) => book.watches.set(id, watch));
    await superviseDevices(deps, { engineId: 'two', listeningSince: began });
    expect(open('W')).toHaveLength(1);
    expect(open('W')[0]?.signalCount).toBe(1);
  });

  it('keeps its work open on unverified messages, and is told of the first verified one', async () => {
    home('chen', 'shan');
    home('chen', 'shan', {}, true);
    await passes('5 min');
    const unverified = (is: boolean): void => {
      const hub = book.devices.get(as<DeviceId>('hub-chen'));
      if (hub) book.heard({ ...hub, hasUnverifiedMessages: is });
    };
    unverified(true);
    await passes('3 min', hubs('chen'));
    expect(open('W')[0]).toMatchObject({ signalCount: 1 });
    unverified(false);
    await passes('1 min', hubs('chen'));
    expect(open('W')[0]).toMatchObject({ signalCount: 2, closure: null });
  });

  it('behind a hub that was away and came back, is work once it had its own time to speak', async () => {
    home('chen', 'shan');
    home('chen', 'shan', {}, true);
    const rounds = async (count: number, every: SpanText, talking: readonly string[]): Promise<void> => {
      for (let round = 0; round < count; round += 1) {
        clock.advance(every);
        beat('pendant-chen', ...talking);
        await superviseDevices(deps, { engineId: 'one', listeningSince: began });
      }
    };
    // The hub is silent for longer than a button may be: both are absent, and the hub alone is work.
    await rounds(30, '1 h', []);
    expect(open('W')).toHaveLength(1);
    await rounds(24, '1 h', hubs('chen'));
    expect(open('W')[0]).toMatchObject({ signalCount: 2 }); // the hub is gone, and is back
    await rounds(3, '1 h', hubs('chen'));
    expect(open('W')[0]).toMatchObject({ signalCount: 3 });
    await rounds(3, '1 h', hubs('chen'));
    expect(open('W')[0]).toMatchObject({ signalCount: 3 });
  });

  it('with a battery that was low twice tells its work each time that it is fine', async () => {
    home('chen', 'shan', {}, true);
    const charged = async (batteryPct: number, hasUnverifiedMessages = false): Promise<void> => {
      const pendant = book.devices.get(as<DeviceId>('pendant-chen'));
      if (pendant) book.heard({ ...pendant, batteryPct, hasUnverifiedMessages });
      await passes('15 min');
    };
    const told = (): number | undefined => open('W')[0]?.signalCount;
    await charged(8);
    await charged(80, true);
    expect(told()).toBe(1); // nothing verifies it
    await charged(80);
    expect(told()).toBe(2);
    await charged(8);
    expect(told()).toBe(3);
    await charged(80);
    expect(told()).toBe(4);
  });

  it('that returns after its hub reaches, on the roll-call, the person who calls with it', async () => {
    home('chen', 'shan');
    const rounds = async (count: number, ...talking: readonly string[]): Promise<void> => {
      for (let round = 0; round < count; round += 1) {
        clock.advance('1 h');
        beat(...talking);
        await superviseDevices(deps, { engineId: 'one', listeningSince: began });
      }
    };
    const states = () => cases.all()[0]?.rollCall.map(({ state }) => state);
    await rounds(30);
    await rounds(2, 'hub-chen');
    expect(states()).toEqual(['waiting']); // her button is silent still
    await rounds(2, 'hub-chen', 'button-chen');
    expect(states()).toEqual(['heard']);
  });

  it('behind a hub that is gone for good, is work', async () => {
    home('chen', 'shan');
    home('chen', 'shan', {}, true);
    for (let round = 0; round < 30; round += 1) {
      clock.advance('1 h');
      beat('pendant-chen');
      await superviseDevices(deps, { engineId: 'one', listeningSince: began });
    }
    expect(open('W')[0]).toMatchObject({ signalCount: 1 });
    book.devices.delete(as<DeviceId>('hub-chen'));
    await passes('1 min', ['pendant-chen']);
    expect(open('W')[0]).toMatchObject({ signalCount: 2 });
  });

  it('with an empty battery is work', async () => {
    home('chen', 'shan', {}, true);
    const pendant = book.devices.get(as<DeviceId>('pendant-chen'));
    if (pendant) book.heard({ ...pendant, batteryPct: 8 });
    await passes('15 min');
    expect(open('W')[0]).toMatchObject({ kinds: ['battery-low'], signalCount: 1 });
  });
});

describe('a dead village', () => {
  const village = ['a', 'b', 'c', 'd', 'oxygen', 'alone'];
  beforeEach(() => {
    for (const name of village)
      home(name, 'shan', { electricDevice: name === 'oxygen', livingAlone: name === 'alone' });
    home('far', 'other');
  });

  it('is one case with every name, gravest first, and nobody gets a case of his own', async () => {
    await passes('3 min', hubs('far'));
    expect(cases.open()).toHaveLength(1);
    const [outage] = open('G');
    expect(outage?.subject).toEqual({ type: 'region', id: 'shan' });
    expect(outage?.rollCall.map(({ seniorId }) => seniorId)).toEqual([
      'senior-oxygen',
      'senior-alone',
      'senior-a',
      'senior-b',
      'senior-c',
      'senior-d',
    ]);
  });

  it('an SOS from it is a case of its own, on top', async () => {
    await passes('3 min', hubs('far'));
    const received = await press('button-a');
    expect(received.how).toBe('raised');
    expect(cases.open().map((one) => [one.class, one.severity])).toEqual([
      ['G', 2],
      ['A', 1],
    ]);
  });

  it('clears itself name by name, and is over with the last', async () => {
    await passes('3 min', hubs('far'));
    await passes('2 min', hubs('far', 'a', 'b', 'c'));
    const states = () => cases.all()[0]?.rollCall.map(({ state }) => state);
    expect(states()).toEqual(['waiting', 'waiting', 'heard', 'heard', 'heard', 'waiting']);
    await passes('2 min', hubs('far', ...village));
    expect(states()).toEqual(Array(6).fill('heard'));
    expect(cases.all()[0]?.closure?.outcome).toBe('restored');
    expect(cases.open()).toEqual([]);
  });

  it('what nothing proves ticks no name: somebody calls her all the same', async () => {
    await passes('3 min', hubs('far'));
    for (const device of book.devices.values()) book.heard({ ...device, hasUnverifiedMessages: true });
    await passes('5 min', hubs('far', ...village));
    expect(cases.open()).toHaveLength(1);
    expect(open('G')[0]?.rollCall.every(({ state }) => state === 'waiting')).toBe(true);
  });

  it('homes that fall silent later stand in the same case', async () => {
    await passes('3 min', hubs('far', 'c', 'd'));
    await passes('20 min', hubs('far', 'd'));
    expect(open('G')).toHaveLength(1);
    expect(open('G')[0]?.rollCall).toHaveLength(5);
  });

  it('a home that was lost alone a moment before is taken into it', async () => {
    await passes('3 min', hubs('far', 'b', 'c', 'd', 'oxygen', 'alone'));
    expect(open('G').map((one) => one.subject.type)).toEqual(['home']);
    await passes('4 min', hubs('far'));
    expect(open('G').map((one) => one.subject.type)).toEqual(['region']);
    expect(open('G')[0]?.rollCall).toHaveLength(6);
    expect(cases.all().filter((one) => one.closure?.outcome === 'merged')).toHaveLength(1);
  });

  it('who was reached by telephone is ticked, and her device is still mended afterwards', async () => {
    await passes('3 min', hubs('far'));
    const id = open('G')[0]?.id;
    if (id === undefined) throw new Error('no outage');
    const ref = { by: 'incident', id } as const;
    await executeCommand(deps, {
      ref,
      by: operator,
      intent: { type: 'roll-call', seniorId: as<SeniorId>('senior-a'), how: 'spoken' },
    });
    await passes('3 min', hubs('far', 'b', 'c', 'd', 'oxygen', 'alone'));
    const close = { type: 'close', outcome: 'restored', note: null, proof: {}, proofText: null } as const;
    expect((await executeCommand(deps, { ref, by: operator, intent: close })).ok).toBe(true);
    await passes('1 min', hubs('far', 'b', 'c', 'd', 'oxygen', 'alone'));
    expect(cases.open().map((one) => [one.class, one.subject.id, one.kinds])).toEqual([['W', 'a', ['offline']]]);
  });
});

describe('a person who is silent', () => {
  const rule = { rule: 'no-sign', within: hours(12), since: 0 as Instant } as const;

  it('becomes a soft sign of her home once, whatever her devices say', async () => {
    home('chen', 'shan', {}, true);
    book.people.push({
      seniorId: as<SeniorId>('senior-chen'),
      homeId: as<HomeId>('chen'),
      rules: [rule],
      signs: [{ sign: 'motion', at: clock.now(), inPerson: true }],
      waterL: null,
      away: null,
      timeZone: 'Asia/Shanghai',
      reported: [],
    });
    for (let hour = 0; hour < 20; hour += 1) {
      clock.advance('1 h');
      beat('pendant-chen');
      await supervisePeople(deps, { engineId: 'one' });
    }
    expect(cases.open()).toHaveLength(1);
    expect(open('F')[0]).toMatchObject({
      kinds: ['inactivity'],
      subject: { type: 'home', id: 'chen' },
      signalCount: 1,
    });
  });
});
