import { describe, expect, it } from '@jest/globals';
import { DEFAULT_DISPATCH_POLICY } from '@silverbell/dispatch';
import { as, geoPoint, type GeoPoint, type HelperId, type RegionId } from '@silverbell/kernel';
import {
  coverageOf,
  dutyAt,
  hoursOfTonight,
  hoursOnDuty,
  weekdayOf,
  type CalendarException,
  type DutyCalendar,
  type PlanningHelper,
  type WeeklyDuty,
} from './index.js';

/** A Monday. */
const MONDAY = '2026-03-02';
const TUESDAY = '2026-03-03';
const weekly = (weekday: number, from: string, to: string, placeId: string | null = null): WeeklyDuty => ({
  ...{ weekday, from, to, placeId },
});
const calendar = (more: Partial<DutyCalendar> = {}): DutyCalendar => ({
  ...{ helperId: as<HelperId>('li'), places: [], weekly: [], exceptions: [], version: 1, changedBy: null },
  ...more,
});
const isOn = (planned: DutyCalendar, day: string, hour: number): boolean => dutyAt(planned, day, hour * 60) !== null;

describe('a day of the calendar', () => {
  it('knows its weekday, from 1 Monday to 7 Sunday', () => {
    expect([weekdayOf(MONDAY), weekdayOf('2026-03-01')]).toEqual([1, 7]);
  });
});

describe('the duty of a helper', () => {
  it('follows her week, and ends at the minute that is written', () => {
    const planned = calendar({ weekly: [weekly(1, '08:00', '12:00', 'stall')] });
    expect(dutyAt(planned, MONDAY, 8 * 60)).toEqual({ placeId: 'stall' });
    expect([isOn(planned, MONDAY, 12), isOn(planned, TUESDAY, 8)]).toEqual([false, false]);
  });

  it('lasts over midnight into the next day, also from Sunday to Monday', () => {
    const planned = calendar({ weekly: [weekly(7, '22:00', '06:00')] });
    expect([isOn(planned, '2026-03-01', 23), isOn(planned, MONDAY, 5), isOn(planned, MONDAY, 6)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isOn(planned, '2026-03-01', 5)).toBe(false);
  });

  it('is none on days she is away, whatever the week or an added day says', () => {
    const away: CalendarException = { from: MONDAY, to: MONDAY, onDuty: false, placeId: null };
    const added: CalendarException = { from: MONDAY, to: TUESDAY, onDuty: true, placeId: null };
    const planned = calendar({ weekly: [weekly(1, '08:00', '12:00')], exceptions: [away, added] });
    expect([isOn(planned, MONDAY, 9), isOn(planned, TUESDAY, 9)]).toEqual([false, true]);
  });

  it('is away for the hours that are written, and no longer', () => {
    const away: CalendarException = {
      ...{ from: MONDAY, to: MONDAY, onDuty: false, placeId: null, hours: { from: '09:00', to: '10:00' } },
    };
    const planned = calendar({ weekly: [weekly(1, '08:00', '12:00')], exceptions: [away] });
    expect(hoursOnDuty(planned, MONDAY).flatMap((place, hour) => (place === undefined ? [] : [hour]))).toEqual([
      8, 10, 11,
    ]);
  });
});

describe('coverage by hour and village', () => {
  const point = (lat: number, lng: number): GeoPoint => geoPoint(lat, lng) as GeoPoint;
  const here = point(30, 118);
  const village = { regionId: as<RegionId>('v'), name: '村', centre: here };
  const helper = (more: Partial<PlanningHelper> = {}): PlanningHelper => ({
    ...{ base: here, ageYears: 40, nightCalls: true, suspended: false, transport: 'walk' },
    ...{ turnoutDayS: 100, turnoutNightS: 140 },
    calendar: calendar({ weekly: [weekly(1, '00:00', '24:00')] }),
    ...more,
  });
  const covered = (...helpers: PlanningHelper[]): readonly number[] =>
    (
      coverageOf([village], helpers, { from: MONDAY, withinS: 900, policy: DEFAULT_DISPATCH_POLICY })[0]?.hours ?? []
    ).slice(0, 24);
  const count = (hours: readonly number[]): number => hours.filter((n) => n > 0).length;

  it('counts every helper who would be there in time', () => {
    expect(covered(helper(), helper())).toEqual(Array(24).fill(2));
    expect(count(covered(helper({ base: point(30.1, 118) })))).toBe(0);
  });

  it('counts from the usual place of the hour, and not from her home', () => {
    const far = { base: point(30.1, 118) };
    const places = [{ id: 'stall', label: '集市', point: here }];
    const planned = calendar({ places, weekly: [weekly(1, '08:00', '12:00', 'stall'), weekly(1, '12:00', '24:00')] });
    expect(count(covered(helper({ ...far, calendar: planned })))).toBe(4);
  });

  it('counts by night nobody who is 70 or older, and nobody who takes no night calls', () => {
    expect([count(covered(helper({ ageYears: 70 }))), count(covered(helper({ nightCalls: false })))]).toEqual([16, 16]);
  });

  it('looks at what is left of the night when it is night, else at the coming one', () => {
    expect([hoursOfTonight(3), hoursOfTonight(12), hoursOfTonight(23)]).toEqual([
      { first: 3, last: 5 },
      { first: 22, last: 29 },
      { first: 23, last: 29 },
    ]);
  });
});
