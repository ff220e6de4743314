import { describe, expect, it } from '@jest/globals';
import { as, fromIso, type HomeId, type Instant, type SeniorId } from '@silverbell/kernel';
import {
  activityIn,
  signsOf,
  type Measurement,
  type RecordedActivity,
  type LastValues,
  type DeviceOwner,
} from './signs.js';

const NOON = fromIso('2026-01-15T12:00:00+08:00') as Instant;
const [chen, wang] = [as<SeniorId>('chen'), as<SeniorId>('wang')];
const sensor = (more: Partial<DeviceOwner> = {}): DeviceOwner => ({
  deviceId: 'sensor',
  role: 'motion',
  homeId: as<HomeId>('home'),
  wearerId: null,
  seniorIds: [chen],
  shared: false,
  ...more,
});
const reading = (kind: string, value: number, unit: string | null = null): Measurement => ({ kind, value, unit });

/** One message after the other; what the last one shows of people. */
function activityAfter(whose: DeviceOwner, ...messages: readonly (readonly Measurement[])[]): RecordedActivity {
  let [activity, lastValues]: [RecordedActivity | null, LastValues] = [null, new Map()];
  for (const readings of messages) {
    activity = activityIn({ owner: whose, at: NOON, readings }, lastValues);
    lastValues = activity.lastValues;
  }
  if (activity === null) throw new Error('no message was given');
  return activity;
}
const signs = (noted: RecordedActivity): string[] =>
  noted.signs.map(({ seniorId, sign, inPerson }) => `${seniorId} ${sign} ${inPerson}`);

describe('a sign of life', () => {
  it('is motion in the home of one, and no sign when nothing moves', () => {
    expect(signs(activityAfter(sensor(), [reading('occupancy', 1)]))).toEqual(['chen motion true']);
    expect(signs(activityAfter(sensor(), [reading('occupancy', 0)]))).toEqual([]);
  });

  it('of a home of two counts for neither: it may have been the other one', () => {
    const noted = activityAfter(sensor({ seniorIds: [chen, wang], shared: true }), [reading('presence', 1)]);
    expect(signs(noted)).toEqual(['chen motion false', 'wang motion false']);
  });

  it('of a home with a lodger who is on no list of ours counts for nobody', () => {
    expect(signs(activityAfter(sensor({ shared: true }), [reading('occupancy', 1)]))).toEqual(['chen motion false']);
  });

  it('a door that changes is a sign; an open door that only reports its battery is none', () => {
    const door = sensor({ role: 'door' });
    expect(signs(activityAfter(door, [reading('contact-open', 1)]))).toEqual([]);
    expect(signs(activityAfter(door, [reading('contact-open', 1)], [reading('contact-open', 1)]))).toEqual([]);
    expect(signs(activityAfter(door, [reading('contact-open', 1)], [reading('contact-open', 0)]))).toEqual([
      'chen door true',
    ]);
  });

  it('is getting into bed or out of it, not a bed that is occupied', () => {
    const bed = sensor({ role: 'bed' });
    expect(signs(activityAfter(bed, [reading('occupancy', 1)], [reading('occupancy', 1)]))).toEqual([]);
    expect(signs(activityAfter(bed, [reading('occupancy', 1)], [reading('occupancy', 0)]))).toEqual(['chen bed true']);
  });

  it('is a pulse or new steps of the watch she wears, also in a home of two', () => {
    const watch = sensor({ role: 'watch', wearerId: wang, seniorIds: [chen, wang], shared: true });
    expect(signs(activityAfter(watch, [reading('heart-rate', 72, '/min')]))).toEqual(['wang worn true']);
    expect(signs(activityAfter(watch, [reading('heart-rate', 0)], [reading('heart-rate', 255)]))).toEqual([]);
    expect(signs(activityAfter(watch, [reading('steps', 1_200)], [reading('steps', 1_230)]))).toEqual([
      'wang worn true',
    ]);
    expect(signs(activityAfter(watch, [reading('steps', 1_200)], [reading('steps', 1_200)]))).toEqual([]);
    expect(signs(activityAfter(watch, [reading('steps', 1_200)], [reading('steps', 0)]))).toEqual([]);
  });

  it('is water that runs, not a tap that drips', () => {
    const meter = sensor({ role: 'water' });
    const dial = (m3: number) => [reading('water-meter', m3, 'm³')];
    expect(signs(activityAfter(meter, dial(12)))).toEqual([]);
    expect(signs(activityAfter(meter, dial(12), dial(12.000_5)))).toEqual([]);
    expect(signs(activityAfter(meter, dial(12), dial(12.008)))).toEqual(['chen water true']);
    expect(signs(activityAfter(meter, [reading('water-used', 8, 'L')]))).toEqual(['chen water true']);
  });

  it('is a press of her own button', () => {
    expect(signsOf(sensor({ role: 'pendant', wearerId: chen }), 'press', NOON)).toEqual([
      { seniorId: chen, sign: 'press', at: NOON, inPerson: true },
    ]);
  });

  it('is nothing else: temperature, humidity and a meter of gas say nothing of a person', () => {
    const noted = activityAfter(sensor(), [
      reading('temperature', 21),
      reading('humidity', 40),
      reading('gas-meter', 3),
    ]);
    expect(noted).toMatchObject({ signs: [], water: [] });
  });
});

describe('the water of a home', () => {
  it.each([
    ['m³', 12.5, 12_500],
    ['m3', 1, 1_000],
    ['L', 12_500, 12_500],
    ['gal', 1, 3.785_411_784],
    [null, 12.5, 12_500],
  ])('a dial in %s of %d shows %d L', (unit, value, litres) => {
    expect(activityAfter(sensor({ role: 'water' }), [reading('water-meter', value, unit)]).water).toEqual([
      { deviceId: 'sensor', homeId: 'home', at: NOON, dialL: litres, usedL: null },
    ]);
  });

  it('an amount without a unit is in litres; a unit nobody knows and a negative amount are none', () => {
    const of = (value: number, unit: string | null) =>
      activityAfter(sensor({ role: 'water' }), [reading('water-used', value, unit)]).water.map(({ usedL }) => usedL);
    expect([of(4, null), of(4, 'buckets'), of(-4, 'L')]).toEqual([[4], [], []]);
  });
});
