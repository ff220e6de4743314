import { describe, expect, it } from '@jest/globals';
import type { HelperCalendarOnWire } from '@silverbell/wire';
import {
  timeTyped,
  withException,
  without,
  withoutPlace,
  withWeekly,
  type Exception,
  type Weekly,
} from './calendar.js';

const line = (weekday: number, from: string, placeId: string | null = null): Weekly => ({
  ...{ weekday, from, to: '17:00', placeId },
});
const away: Exception = { from: '2026-12-01', to: '2026-12-03', onDuty: false, placeId: null };
const calendar: HelperCalendarOnWire = {
  ...{ helperId: 'wang', version: 3, exceptions: [away] },
  places: [{ id: 'clinic', label: '卫生站', position: { lat: 30, lng: 119, datum: 'wgs84' } }],
  weekly: [line(1, '08:00'), line(3, '08:00', 'clinic')],
};

describe('the calendar of a helper as it is written back', () => {
  it('keeps every other line, and its lines in the order of the week', () => {
    const after = withWeekly(calendar, [line(2, '13:00'), line(2, '08:00')]);
    expect(after.weekly.map(({ weekday, from }) => `${String(weekday)} ${from}`)).toEqual([
      ...['1 08:00', '2 08:00', '2 13:00', '3 08:00'],
    ]);
    expect(after.exceptions).toEqual([away]);
    expect(after.places).toEqual(calendar.places);
  });

  it('has exceptions by their first day, and loses one line at a time', () => {
    const earlier = { ...away, from: '2026-11-30' };
    expect(withException(calendar, earlier).exceptions).toEqual([earlier, away]);
    expect(without(calendar, 'exceptions', away).exceptions).toEqual([]);
    expect(without(calendar, 'weekly', calendar.weekly[0] as Weekly).weekly).toEqual([line(3, '08:00', 'clinic')]);
  });

  it('has a line without its place, once the place is gone', () => {
    expect(withoutPlace(calendar, 'clinic')).toMatchObject({
      places: [],
      weekly: [line(1, '08:00'), line(3, '08:00')],
    });
  });

  it('takes a time as people type it, and leaves what is none', () => {
    expect(['8:00', '０８：３０', '2400', 'noon'].map(timeTyped)).toEqual(['08:00', '08:30', '24:00', 'noon']);
  });
});
