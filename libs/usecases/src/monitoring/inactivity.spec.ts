import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  after,
  as,
  duration,
  hours,
  isRefusal,
  type AccountId,
  type DeviceId,
  type HomeId,
  type Refusal,
} from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import {
  FakeIncidentStore,
  FakeHubNetworkStore,
  FakeOutbox,
  FakeCareRecords,
  FakeHelperDirectory,
  FakeInactivityStore,
  FakeChangeNotifier,
} from '../fakes/index.js';
import {
  attend,
  changeRules,
  comeBack,
  goAway,
  inactivityDoubts,
  ActivityTracker,
  superviseHubNetworks,
  type InactivityFile,
} from './index.js';

const asked = { by: as<AccountId>('li'), reason: 'agreed-with-her', note: null };
const fileOf = (answer: InactivityFile | Refusal): InactivityFile => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
};
const slugOf = (answer: InactivityFile | Refusal): string | null => (isRefusal(answer) ? answer.refused : null);

let clock: FixedClock;
let book: FakeInactivityStore;
let deps: Parameters<typeof changeRules>[0];
beforeEach(() => {
  clock = new FixedClock();
  book = new FakeInactivityStore();
  deps = { silence: book, clock, newId: countedIds() };
});

describe('the rules about the silence of a person', () => {
  it('are changed by somebody, at a time, for a reason', async () => {
    const chen = book.person('chen');
    const answer = fileOf(await changeRules(deps, chen, [{ rule: 'no-sign', within: hours(8) }], asked));
    expect(answer.rules).toEqual([{ rule: 'no-sign', within: hours(8), since: clock.now() }]);
    expect(book.changes).toEqual([{ ...asked, id: expect.any(String), at: clock.now(), what: 'rules' }]);
  });

  it('keep their beginning when only the hours change: a silence that lasts is not forgiven', async () => {
    const chen = book.person('chen');
    const begun = clock.now();
    await changeRules(deps, chen, [{ rule: 'no-sign', within: hours(12) }], asked);
    clock.advance('5 h');
    const answer = fileOf(await changeRules(deps, chen, [{ rule: 'no-sign', within: hours(6) }], asked));
    expect(answer.rules).toMatchObject([{ within: hours(6), since: begun }]);
  });

  it('beyond their limits are refused, and nothing is changed', async () => {
    const chen = book.person('chen');
    expect(slugOf(await changeRules(deps, chen, [{ rule: 'no-sign', within: hours(1) }], asked))).toBe('no-sign-hours');
    expect(slugOf(await changeRules(deps, as('nobody'), [], asked))).toBe('not-found');
    expect(book.changes).toEqual([]);
  });

  it('of the region are taken over when they are wanted', async () => {
    const rules = [{ rule: 'water', belowL: 20, aboveL: 500 } as const];
    const chen = book.person('chen', { defaults: { rules, validFrom: null, source: 'county' } });
    expect(fileOf(await changeRules(deps, chen, 'defaults', asked)).rules).toEqual(rules);
  });

  it('say what they cannot see', () => {
    const sensors = { shared: true, count: 2, absent: 2, meter: false };
    const file = { sensors, rules: [{ rule: 'water', belowL: 10, aboveL: 1_000 }] } as unknown as InactivityFile;
    expect(inactivityDoubts(file)).toEqual(['sensors-silent', 'shared-home', 'no-meter']);
  });
});

describe('an absence', () => {
  const until = (long: number) => ({
    from: null,
    until: after(clock.now(), duration(long)),
    where: null,
    reason: 'travel' as const,
  });

  it('begins now and ends', async () => {
    const chen = book.person('chen');
    expect(fileOf(await goAway(deps, chen, until(hours(48)), asked)).away).toMatchObject({ from: clock.now() });
    clock.advance('3 h');
    expect(fileOf(await comeBack(deps, chen, asked)).away?.until).toBe(clock.now());
    await comeBack(deps, chen, asked);
    expect(book.changes.map(({ what }) => what)).toEqual(['away', 'back']);
  });

  it('for ever is refused', async () => {
    expect(slugOf(await goAway(deps, book.person('chen'), until(hours(24 * 32)), asked))).toBe('away-too-long');
  });
});

describe('attendance', () => {
  it('of somebody else is kept and does not count; one in the future is of now', async () => {
    const chen = book.person('chen');
    await attend(deps, chen, { inPerson: false, at: null });
    await attend(deps, chen, { inPerson: true, at: after(clock.now(), hours(5)) });
    expect(book.signs.map(({ at, inPerson }) => [at, inPerson])).toEqual([
      [clock.now(), false],
      [clock.now(), true],
    ]);
  });
});

describe('what devices said', () => {
  it('is a sign of whom they watch; a device nobody registered is a sign of nobody', async () => {
    const chen = book.person('chen');
    const watched = { role: 'door', homeId: as<HomeId>('home-chen'), wearerId: null, seniorIds: [chen], shared: false };
    book.owners.set(as<DeviceId>('door'), { deviceId: 'door', ...watched });
    book.owners.set(as<DeviceId>('button'), { deviceId: 'button', ...watched, role: 'sos-button' });
    const signs = new ActivityTracker(book);
    const turned = (value: number) => [{ kind: 'contact-open', value, unit: null }];
    const heard = (
      deviceId: string,
      readings: readonly { kind: string; value: number; unit: null }[],
      pressed = false,
    ) => ({ deviceId: as<DeviceId>(deviceId), at: clock.now(), readings, pressed }) as const;
    await signs.record([heard('door', turned(0)), heard('stranger', turned(1))]);
    expect(book.signs).toEqual([]);
    await signs.record([heard('door', turned(1)), heard('button', [], true), heard('door', [], true)]);
    expect(book.signs.map(({ sign }) => sign)).toEqual(['door', 'press']);
  });
});

describe('a hub on another line', () => {
  const hub = as<DeviceId>('hub');
  let hubNetworks: FakeHubNetworkStore;
  let cases: FakeIncidentStore;
  const looks = async () => {
    const engine = {
      ...{
        incidents: cases,
        registry,
        helperDirectory: new FakeHelperDirectory(cases),
        clock,
        newId: deps.newId,
        notifier: new FakeChangeNotifier(),
      },
      timeZone: 'Asia/Shanghai',
      hubNetworks,
    };
    return superviseHubNetworks(engine, { engineId: 'one' });
  };
  let registry: FakeCareRecords;
  beforeEach(() => {
    hubNetworks = new FakeHubNetworkStore();
    registry = new FakeCareRecords();
    cases = new FakeIncidentStore(new FakeOutbox(), registry);
    registry.device(hub, { role: 'hub', fixed: true });
  });

  it('is doubted at once, is work after a minute, and is told once', async () => {
    hubNetworks.now.set(hub, { network: 'chen', gateway: 'aa' });
    await looks();
    expect(hubNetworks.known.get(hub)).toMatchObject({ gateway: 'aa', suspectedSince: null });
    hubNetworks.now.set(hub, { network: 'chen', gateway: 'bb' });
    await looks();
    expect(hubNetworks.known.get(hub)).toMatchObject({ gateway: 'aa', suspectedSince: clock.now(), reported: false });
    expect(cases.open()).toEqual([]);
    for (let look = 0; look < 60; look += 1) {
      clock.advance('5 s');
      await looks();
    }
    expect(cases.open()).toHaveLength(1);
    expect(cases.open()[0]).toMatchObject({ class: 'W', kinds: ['fault'], doubts: ['hub-moved'], signalCount: 1 });
  });

  it('for half a minute moved nothing', async () => {
    hubNetworks.now.set(hub, { network: 'chen', gateway: 'aa' });
    await looks();
    hubNetworks.now.set(hub, { network: 'chen', gateway: 'bb' });
    await looks();
    clock.advance('30 s');
    hubNetworks.now.set(hub, { network: 'chen', gateway: 'aa' });
    await looks();
    clock.advance('5 min');
    await looks();
    expect(cases.open()).toEqual([]);
    expect(hubNetworks.known.get(hub)).toMatchObject({ suspectedSince: null });
  });

  it('that says more of the same line is known by both from then on', async () => {
    hubNetworks.now.set(hub, { network: 'chen', gateway: null });
    await looks();
    hubNetworks.now.set(hub, { network: 'chen', gateway: 'aa' });
    await looks();
    expect(hubNetworks.known.get(hub)).toMatchObject({ network: 'chen', gateway: 'aa', suspectedSince: null });
  });

  it('without a name is known by nothing', async () => {
    hubNetworks.now.set(hub, { network: '4G', gateway: null });
    await looks();
    expect(hubNetworks.known.has(hub)).toBe(false);
  });
});
