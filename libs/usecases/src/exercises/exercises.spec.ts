import { beforeEach, describe, expect, it } from '@jest/globals';
import { defaultPolicy, phaseOf, practiceOf, type Actor, type Incident } from '@silverbell/incidents';
import {
  as,
  geoPoint,
  hours,
  instant,
  minutes,
  type AccountId,
  type DeviceId,
  type GeoPoint,
  type HelperId,
  type HomeId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import {
  FakeIncidentStore,
  FakeOutbox,
  FakeExerciseStore,
  FakeCareRecords,
  FakeHelperDirectory,
  FakeChangeNotifier,
} from '../fakes/index.js';
import {
  endDrill,
  endTestWindow,
  keepDrills,
  openByPhone,
  openDrill,
  openTestWindow,
  pressInDrill,
  receiveSignal,
  remindTests,
  fireDueDeadlines,
  type DeviceFacts,
  type InboundSignal,
  type OpenDrill,
  type ExerciseDeps,
} from '../index.js';

const here = geoPoint(29.5, 103.6) as GeoPoint;
const pendant = as<DeviceId>('pendant');
const smoke = as<DeviceId>('smoke');
const home = as<HomeId>('home');
const village = as<RegionId>('village');
const li = as<AccountId>('li');
const lead: Actor = { kind: 'lead', id: 'wu' };
/** 10:00 in Shanghai. */
const MORNING = instant(Date.UTC(2026, 2, 3, 2));

let clock: FixedClock;
let cases: FakeIncidentStore;
let registry: FakeCareRecords;
let book: FakeExerciseStore;
let helperDirectory: FakeHelperDirectory;
let deps: ExerciseDeps;

/** The registry sees a window only while it is open, and only for its own device. */
class Windowed extends FakeCareRecords {
  override async deviceFacts(device: { readonly id: DeviceId; readonly child: string | null }): Promise<DeviceFacts> {
    const facts = await super.deviceFacts(device);
    return { ...facts, facts: { ...facts.facts, testWindow: book.isWindowOpen(device.id, clock.now()) } };
  }
}

beforeEach(() => {
  clock = new FixedClock(MORNING);
  registry = new Windowed();
  cases = new FakeIncidentStore(new FakeOutbox(), registry);
  book = new FakeExerciseStore(cases);
  helperDirectory = new FakeHelperDirectory(cases);
  deps = {
    ...{ incidents: cases, registry, helperDirectory, clock, exercises: book, notifier: new FakeChangeNotifier() },
    ...{ newId: countedIds(), timeZone: 'Asia/Shanghai' },
  };
  const facts = { homeId: home, seniorIds: [as<SeniorId>('chen')], dispatchFirst: false, dementia: false };
  for (const id of [pendant, smoke])
    registry.device(id, { homeId: home, homePoint: here, regionId: village, facts: { ...facts, testWindow: false } });
  registry.home(home, { homePoint: here, regionId: village, facts: { ...facts, testWindow: false } });
  registry.seat('lead', 'wu');
  registry.seat('overflow', 'yi');
  for (const name of ['wang', 'zhao', 'qian']) helperDirectory.helper(name, { base: here });
});

let presses = 0;
const press = (more: Partial<InboundSignal> = {}): Promise<{ incidentId: string | null; how: string }> => {
  presses += 1;
  return receiveSignal(deps, {
    ...{ deviceId: pendant, child: null, alertId: `a${String(presses)}`, kind: 'sos', phase: 'raise' },
    ...{ certainty: 'observed', test: false, doubts: [], deviceTime: null, batteryPct: null, position: null },
    ...{ raw: new Uint8Array(), topic: 't', payloadHash: String(presses), engineId: 'e1', receivedAt: clock.now() },
    ...more,
  });
};

const only = (found: readonly Incident[]): Incident => {
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${String(found.length)} cases`);
  return found[0];
};
const ofCategory = (category: Incident['family']): readonly Incident[] =>
  cases.open().filter((one) => one.family === category);

const opened = async (): Promise<void> => {
  expect(await openTestWindow(deps, { deviceId: pendant, by: li, reason: 'installation' })).toMatchObject({
    ok: true,
  });
};
const later = async (by: number): Promise<void> => {
  clock.advanceTo(instant(clock.now() + by));
  await fireDueDeadlines(deps, { limit: 50 });
};

describe('a test window', () => {
  it('is open for as long as its region says', async () => {
    const answer = await openTestWindow(deps, { deviceId: pendant, by: li, reason: 'monthly-test' });
    expect(answer).toMatchObject({
      window: { openedBy: 'li', reason: 'monthly-test', opensAt: MORNING, closesAt: MORNING + minutes(15) },
    });
    registry.device(smoke, {
      policy: { ...defaultPolicy, limits: { ...defaultPolicy.limits, testWindowLasts: minutes(5) } },
    });
    const shorter = await openTestWindow(deps, { deviceId: smoke, by: li, reason: 'monthly-test' });
    expect(shorter).toMatchObject({ window: { closesAt: MORNING + minutes(5) } });
  });

  it('is not opened for a device nobody registered, nor twice, and may be ended once', async () => {
    const nobodys = await openTestWindow(deps, { deviceId: as<DeviceId>('?'), by: li, reason: 'monthly-test' });
    expect(nobodys).toMatchObject({ refusal: { refused: 'not-found' } });
    await opened();
    const twice = await openTestWindow(deps, { deviceId: pendant, by: li, reason: 'monthly-test' });
    expect(twice).toMatchObject({ refusal: { refused: 'window-open' } });
    expect(await endTestWindow(deps, { deviceId: pendant, by: li })).toMatchObject({ ok: true });
    expect(await endTestWindow(deps, { deviceId: pendant, by: li })).toMatchObject({
      refusal: { refused: 'no-window' },
    });
    await opened();
  });

  it('is not opened over and over: an hour a day and device, counted as it was used', async () => {
    const opens = (deviceId = pendant) => openTestWindow(deps, { deviceId, by: li, reason: 'monthly-test' });
    for (let n = 0; n < 4; n += 1) {
      expect(await opens()).toMatchObject({ ok: true });
      await later(minutes(15));
    }
    expect(await opens()).toMatchObject({ refusal: { refused: 'test-time-used' } });
    await press();
    expect(only(cases.open()).family).toBe('emergency');
    expect(await opens(smoke)).toMatchObject({ ok: true });
    await later(hours(23));
    expect(await opens()).toMatchObject({ refusal: { refused: 'test-time-used' } });
    await later(minutes(15));
    expect(await opens()).toMatchObject({ ok: true });
  });

  it('that was ended early counts for as long as it was open', async () => {
    for (let n = 0; n < 12; n += 1) {
      expect(await openTestWindow(deps, { deviceId: pendant, by: li, reason: 'after-repair' })).toMatchObject({
        ok: true,
      });
      await later(minutes(3));
      await endTestWindow(deps, { deviceId: pendant, by: li });
    }
  });

  it('lets no offer leave, however often the device is pressed', async () => {
    await opened();
    for (let n = 0; n < 4; n += 1) await press();
    await later(minutes(10));
    const test = only(cases.open());
    expect([test.family, practiceOf(test), test.class]).toEqual(['test', 'test', 'W']);
    const told = cases.outbox.rows.map(({ body }) => body.kind);
    expect(new Set(told)).toEqual(new Set(['receipt']));
  });

  it.each(['sos', 'fall', 'test'] as const)('a %s after it is no test any more', async (kind) => {
    await opened();
    await later(minutes(15));
    await press({ kind, test: true });
    const one = only(cases.open());
    expect(one.family).toBe(kind === 'test' ? 'work' : 'emergency');
    expect(practiceOf(one)).toBeNull();
  });

  it('a press from the moment it was ended is a press', async () => {
    await opened();
    await endTestWindow(deps, { deviceId: pendant, by: li });
    await press();
    expect(only(ofCategory('emergency')).class).toBe('A');
  });

  it('does not touch another device of that home', async () => {
    await opened();
    await press();
    await press({ deviceId: smoke, kind: 'smoke' });
    expect(only(ofCategory('emergency')).class).toBe('C');
    expect(only(ofCategory('test')).class).toBe('W');
  });

  it('never lowers the alarm of a case that is open there: a press in it joins and counts', async () => {
    await press({ deviceId: smoke, kind: 'smoke' });
    await opened();
    const joined = await press({ kind: 'sos' });
    const one = only(cases.open());
    expect(joined).toMatchObject({ incidentId: one.id, how: 'joined' });
    expect([one.class, one.kinds]).toEqual(['B', ['smoke', 'sos']]);
  });

  it('is no window for what the platform notices', async () => {
    await opened();
    await press({ kind: 'offline', raisedByPlatform: { homeId: null } });
    expect(only(cases.open()).family).toBe('work');
  });

  it('a press inside it and a case of work of that home do not wake each other', async () => {
    await press({ kind: 'battery-low' });
    await opened();
    await press();
    expect(only(ofCategory('work')).class).toBe('W');
    expect(only(ofCategory('test')).class).toBe('W');
  });
});

describe('a drill', () => {
  const wanted = (more: Partial<OpenDrill> = {}): OpenDrill => ({
    ...{ regionId: village, purpose: 'regular', homeIds: [], deviceIds: [], helperIds: [], by: li },
    until: instant(clock.now() + hours(1)),
    ...more,
  });
  const drill = async (more: Partial<OpenDrill> = {}): Promise<string> => {
    const answer = await openDrill(deps, wanted(more));
    if (!answer.ok) throw new Error(answer.refusal.refused);
    return answer.drill.id;
  };
  const pressed = (drillId: string, more: Partial<Parameters<typeof pressInDrill>[1]> = {}) =>
    pressInDrill(deps, {
      ...{ drillId, by: lead, homeId: home, deviceId: null, kind: 'sos', certainty: 'observed' },
      ...more,
    });
  const refusedAs = async (answer: Promise<{ ok: boolean }>): Promise<unknown> => {
    const given = await answer;
    return 'refusal' in given ? (given.refusal as { refused: string }).refused : 'done';
  };

  it('has an end, not in the past, and not later than the region allows', async () => {
    expect(await refusedAs(openDrill(deps, wanted({ until: clock.now() })))).toBe('drill-end-past');
    const long = instant(clock.now() + defaultPolicy.limits.drillLastsAtMost + 1);
    expect(await refusedAs(openDrill(deps, wanted({ until: long })))).toBe('drill-too-long');
  });

  it('does not overlap another, nor reach into another region', async () => {
    book.elsewhere.add('other-home');
    expect(await refusedAs(openDrill(deps, wanted({ homeIds: [as<HomeId>('other-home')] })))).toBe(
      'drill-outside-region',
    );
    await drill();
    expect(await refusedAs(openDrill(deps, wanted()))).toBe('drill-overlaps');
  });

  it('marks every message of every channel', async () => {
    await pressed(await drill(), { deviceId: pendant });
    await later(minutes(3));
    const rows = cases.outbox.rows;
    expect(new Set(rows.map(({ channel }) => channel))).toEqual(new Set(['device', 'socket', 'sms', 'voice']));
    expect(rows.filter(({ body }) => body.drill !== true)).toEqual([]);
  });

  it('asks only those who take part', async () => {
    await pressed(await drill({ helperIds: [as<HelperId>('qian')] }));
    await later(minutes(3));
    const one = only(cases.open());
    expect(new Set(one.offers.map(({ helperId }) => helperId))).toEqual(new Set(['qian']));
  });

  it('is pressed only where it is, and while it is', async () => {
    const id = await drill({ homeIds: [as<HomeId>('another')] });
    expect(await refusedAs(pressed(id))).toBe('not-in-drill');
    expect(await refusedAs(pressed('?'))).toBe('not-found');
    expect(await refusedAs(pressed(id, { homeId: as<HomeId>('nowhere') }))).toBe('home-unknown');
    await later(hours(1));
    expect(await refusedAs(pressed(id))).toBe('drill-over');
  });

  it('joins the case of the drill that is open there', async () => {
    const id = await drill();
    await pressed(id);
    expect(await pressed(id, { kind: 'smoke' })).toMatchObject({ ok: true });
    expect(only(ofCategory('drill')).kinds).toEqual(['sos', 'smoke']);
  });

  it('a real press in it is a case of its own, and ends it', async () => {
    await pressed(await drill());
    await press();
    const real = only(ofCategory('emergency'));
    expect([practiceOf(real), real.class, real.linkedTo]).toEqual([null, 'A', null]);
    const rows = cases.outbox.rows.filter(({ incidentId }) => incidentId === real.id);
    expect(rows.filter(({ body }) => body.drill === true)).toEqual([]);

    expect(await keepDrills(deps)).toBe(1);
    expect(only(cases.open()).id).toBe(real.id);
    expect(await keepDrills(deps)).toBe(0);
  });

  it('a call by telephone from a home in a drill is real, and ends it too', async () => {
    await pressed(await drill());
    const call = await openByPhone(deps, { by: lead, homeId: home, regionId: village, kind: 'sos' });
    expect(call).toMatchObject({ ok: true, incident: { family: 'emergency', practice: null } });
    expect(await keepDrills(deps)).toBe(1);
  });

  it('opens nothing where a real case is open', async () => {
    const id = await drill();
    await press();
    expect(await refusedAs(pressed(id))).toBe('real-case-open');
    expect(ofCategory('drill')).toEqual([]);
  });

  it('ended by a person its cases are over; ended twice it stays as it was ended first', async () => {
    const id = await drill();
    await pressed(id);
    const ended = await endDrill(deps, id, li);
    expect(cases.open()).toEqual([]);
    expect(cases.all().map((one) => [phaseOf(one), one.closure?.outcome])).toEqual([['closed', 'drill']]);
    await later(minutes(1));
    expect(await endDrill(deps, id, as<AccountId>('other'))).toEqual(ended);
    expect(await refusedAs(endDrill(deps, '?', li))).toBe('not-found');
  });

  it('nobody ends it: it ends with its time', async () => {
    await pressed(await drill());
    await later(hours(1));
    expect(cases.open()).toEqual([]);
  });

  it('what was left when somebody ended it and died is put away', async () => {
    const id = await drill();
    await pressed(id);
    await book.endDrill(id, li, clock.now());
    expect(await keepDrills(deps)).toBe(1);
    expect(cases.open()).toEqual([]);
  });
});

describe('devices that were not tried out for long', () => {
  const due = [{ regionId: village, devices: 3 }];

  it('are one piece of work of the township a day, put away when nothing is due', async () => {
    book.overdue = due;
    expect(await remindTests(deps)).toEqual({ raised: 1, done: 0 });
    expect(await remindTests(deps)).toEqual({ raised: 0, done: 0 });
    const one = only(cases.open());
    expect([one.class, one.family, one.subject]).toEqual(['W', 'work', { type: 'region', id: 'village' }]);
    await later(minutes(10)); // nobody is called back about it
    expect(cases.eventsOf(one.id).map(({ type }) => type)).not.toContain('owner-reminded');

    book.overdue = [];
    expect(await remindTests(deps)).toEqual({ raised: 0, done: 1 });
    book.overdue = due;
    expect(await remindTests(deps)).toEqual({ raised: 0, done: 0 });
    clock.advanceTo((MORNING + hours(24)) as Instant);
    expect(await remindTests(deps)).toEqual({ raised: 1, done: 0 });
  });

  it('C1: devices never heard are on the same list, by themselves or beside the others', async () => {
    book.unheard = due;
    expect(await remindTests(deps)).toEqual({ raised: 1, done: 0 });
    const one = only(cases.open());
    expect([one.class, one.family, one.kinds, one.severity]).toEqual(['W', 'work', ['offline'], 3]);
    book.overdue = due;
    expect(await remindTests(deps)).toEqual({ raised: 0, done: 0 });
    expect(only(cases.open()).kinds).toEqual(['offline', 'test']);
    expect(await remindTests(deps)).toEqual({ raised: 0, done: 0 });
    expect(only(cases.open()).signalCount).toBe(2);
    book.unheard = [];
    expect(await remindTests(deps)).toEqual({ raised: 0, done: 0 });
    book.overdue = [];
    expect(await remindTests(deps)).toEqual({ raised: 0, done: 1 });
  });

  it('wait for the morning', async () => {
    book.overdue = due;
    clock.advanceTo((MORNING + hours(12)) as Instant);
    expect(await remindTests(deps)).toEqual({ raised: 0, done: 0 });
  });
});
