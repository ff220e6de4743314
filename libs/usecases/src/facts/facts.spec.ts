import { describe, expect, it } from '@jest/globals';
import { defaultPolicy } from '@silverbell/incidents';
import {
  as,
  hours,
  instant,
  after,
  type ContactId,
  type DeviceId,
  type HomeId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import {
  atHome,
  comparedDigits,
  deviceFactsOf,
  isSamePerson,
  isOperatorOnDuty,
  seatsNear,
  settingsInForce,
  whoMayBeTold,
} from './index.js';
import type { AlertFactRows, ContactRow, SeniorRow } from './rows.js';

const now: Instant = instant(Date.UTC(2026, 0, 5, 3));
const home = as<HomeId>('home');
const [chen, li] = [as<SeniorId>('chen'), as<SeniorId>('li')];
const [village, county] = [as<RegionId>('village'), as<RegionId>('county')];

const senior = (id: SeniorId, more: Partial<SeniorRow> = {}): SeniorRow => ({
  ...{ id, homeId: home, status: 'active', dispatchFirst: false, dementia: false },
  ...{ awayLat: null, awayLng: null, awayFrom: null, awayUntil: null },
  ...more,
});
const contact = (
  id: string,
  of: SeniorId,
  position: number,
  more: { conflict?: boolean; number?: string | null } = {},
): ContactRow => {
  const { conflict = false, number = `hash-${id}` } = more;
  return [as<ContactId>(id), of, position, 'at-risk', conflict, number];
};

const rows = (more: Partial<AlertFactRows> = {}): AlertFactRows => ({
  device: {
    ...{ id: as<DeviceId>('pendant'), role: 'pendant', fixed: false, status: 'active', seniorId: chen },
    ...{ hubId: null, childName: null },
  },
  ...{ testWindows: [], suspectedSince: null, twins: [], occupants: [], livesElsewhere: [] },
  home: { id: home, regionId: village, lat: 29.5, lng: 103.6 },
  seniors: [senior(chen), senior(li)],
  ...{ contacts: [], consents: [], quietHours: [], chain: [village, county], settings: [], seats: [], operators: [] },
  ...more,
});
const pendant = { by: 'device', id: as<DeviceId>('pendant'), child: null } as const;
const factsOf = (more: Partial<AlertFactRows>, at = now) => deviceFactsOf(pendant, rows(more), defaultPolicy, at);

describe('who may be at home', () => {
  it('is nobody who died or moved away, unless the file knows nobody else', () => {
    const gone = senior(chen, { status: 'deceased' });
    expect(atHome([gone, senior(li, { status: 'suspended' })], home, chen, now).seniorIds).toEqual([li]);
    expect(atHome([gone, senior(li, { status: 'moved' })], home, chen, now).seniorIds).toEqual([chen, li]);
  });

  it('is who is registered there, in one order, and not a wearer who lives elsewhere', () => {
    const elsewhere = senior(chen, { homeId: as<HomeId>('other') });
    expect(atHome([senior(li), elsewhere], home, chen, now).seniorIds).toEqual([li]);
    expect(atHome([senior(li), senior(chen)], home, null, now).seniorIds).toEqual([chen, li]);
  });

  it('one of a couple makes the home dispatch-first; dementia counts for a known wearer', () => {
    const couple = [senior(chen), senior(li, { dispatchFirst: true, dementia: true })];
    expect(atHome(couple, home, chen, now)).toMatchObject({ dispatchFirst: true, dementia: false });
    expect(atHome(couple, home, null, now)).toMatchObject({ dispatchFirst: true, dementia: true });
  });

  it('is away from its beginning to its end: the wearer, or the only one there', () => {
    const until = after(now, hours(2));
    const away = { awayLat: 30, awayLng: 104, awayUntil: until };
    expect(atHome([senior(chen, away), senior(li)], home, chen, now)).toMatchObject({ awayUntil: until });
    expect(atHome([senior(chen, away)], home, null, now)).toMatchObject({ awayUntil: until });
    expect(atHome([senior(chen, away), senior(li)], home, null, now).awayUntil).toBeNull();
    expect(atHome([senior(chen, { ...away, awayFrom: until })], home, chen, now).awayUntil).toBeNull();
    expect(atHome([senior(chen, away)], home, chen, until).away).toBeNull();
  });
});

describe('who of the family may be told', () => {
  const told = (contacts: readonly ContactRow[], consents: AlertFactRows['consents'] = []) =>
    whoMayBeTold({ contacts, consents, quietHours: [] }, [chen, li]).map(
      ({ contactId, first }) => `${contactId}${first ? '!' : ''}`,
    );

  it('is everybody in the order of the lists, the first of each list marked', () => {
    expect(told([contact('2', chen, 2), contact('1', chen, 1), contact('3', li, 1)])).toEqual(['1!', '3!', '2']);
  });

  it('is nobody who is flagged, in whichever list of the home her number stands', () => {
    const flagged = contact('1', chen, 1, { conflict: true, number: 'one person' });
    const sameOne = contact('2', li, 1, { number: 'one person' });
    expect(told([flagged, sameOne, contact('3', li, 2)])).toEqual(['3!']);
  });

  it('takes contacts without a number for nobody but themselves', () => {
    const flagged = contact('1', chen, 1, { conflict: true, number: null });
    expect(told([flagged, contact('2', li, 1, { number: null })])).toEqual(['2!']);
    expect(isSamePerson(null, null)).toBe(false);
    expect(isSamePerson('a', 'a')).toBe(true);
  });

  it('compares the same digits of a number in whatever form', () => {
    expect(comparedDigits('+86 138-0013-8000')).toBe(comparedDigits('13800138000'));
    expect(comparedDigits('13800138001')).not.toBe(comparedDigits('13800138000'));
    expect(comparedDigits('-')).toBe('');
  });

  it('is nobody of hers after she withdrew her consent, until she gives it again', () => {
    const list = [contact('1', chen, 1), contact('2', li, 1)];
    const withdrawn = [[chen, now, after(now, hours(1))]] as const;
    expect(told(list, withdrawn)).toEqual(['2!']);
    expect(told(list, [...withdrawn, [chen, after(now, hours(1)), null]])).toEqual(['1!', '2!']);
    expect(told(list, [...withdrawn, [chen, now, null]])).toEqual(['2!']);
  });
});

describe('of a region', () => {
  it('the nearest setting in force wins, and one of tomorrow not yet', () => {
    const settings = [
      [county, 'limits.waveSize', instant(0), 3],
      [village, 'limits.waveSize', instant(0), 4],
      [village, 'limits.waveSize', instant(5), 5],
      [village, 'limits.waveSize', after(now, hours(1)), 6],
      [county, 'timeZone', instant(0), 'Asia/Shanghai'],
    ] as const;
    expect(settingsInForce({ chain: [village, county], settings }, now)).toEqual({
      ...{ 'limits.waveSize': 5, timeZone: 'Asia/Shanghai' },
    });
  });

  it('seats are those of the nearest region with a number to ring, who answered last first', () => {
    const seats = [
      [county, 'lead', 'far', true, now],
      [village, 'lead', 'mute', false, now],
      [county, 'station', 'b', true, null],
      [county, 'station', 'a', true, null],
      [county, 'station', 'z', true, now],
    ] as const;
    const near = seatsNear({ chain: [village, county], seats });
    expect(near.lead?.map(({ key }) => key)).toEqual(['seat:far']);
    expect(near.station?.map(({ key }) => key)).toEqual(['seat:z', 'seat:a', 'seat:b']);
  });

  it.each([
    ['an operator at a connected console', ['li', 'operator', false, false, true], true],
    ['a lead', ['li', 'lead', false, false, true], true],
    ['a seat without a console', ['li', 'operator', false, false, false], false],
    ['who learns', ['li', 'operator', true, false, true], false],
    ['a disabled account', ['li', 'operator', false, true, true], false],
    ['a helper', ['li', 'helper', false, false, true], false],
  ] as const)('%s: whether somebody can answer', (_, operator, answers) => {
    expect(isOperatorOnDuty({ operators: [operator] })).toBe(answers);
  });
});

describe('a device', () => {
  it('that nobody registered is unknown, of the root, and of no home', () => {
    const facts = factsOf({ device: null, home: null, seniors: [], chain: [county] });
    expect(facts).toMatchObject({ known: false, homeId: null, regionId: county, fixed: false, seniorStatus: null });
  });

  it('behind a hub that nobody registered speaks from its hub’s home, and has no wearer', () => {
    const hub = { ...rows().device, role: 'hub', seniorId: li, fixed: true } as AlertFactRows['device'];
    const source = { by: 'device', id: as<DeviceId>('pendant'), child: 'button' } as const;
    const windows = [[instant(0), after(now, hours(1)), null]] as const;
    expect(deviceFactsOf(source, rows({ device: hub, testWindows: windows }), defaultPolicy, now)).toMatchObject({
      ...{ known: false, homeId: home, role: null, fixed: true, seniorStatus: null },
      facts: { testWindow: false },
    });
  });

  it('is tried out while its window is open, by our clock', () => {
    const window = [after(now, hours(-1)), after(now, hours(1)), null] as const;
    expect(factsOf({ testWindows: [window] }).facts.testWindow).toBe(true);
    expect(factsOf({ testWindows: [[window[0], window[1], now]] }).facts.testWindow).toBe(false);
    expect(factsOf({ testWindows: [window] }, after(now, hours(1))).facts.testWindow).toBe(false);
  });

  it('says what the file leaves in doubt', () => {
    expect(factsOf({ twins: [as<HomeId>('twin')] }).doubts).toEqual(['twin-address']);
    expect(factsOf({ occupants: [[as<HomeId>('other'), chen]] }).doubts).toEqual(['two-homes']);
    expect(factsOf({ livesElsewhere: [li] }).doubts).toEqual(['two-homes']);
    expect(factsOf({}).doubts).toEqual([]);
    expect(factsOf({ suspectedSince: now }).hubMoved).toBe(true);
  });
});
