import { describe, expect, it } from '@jest/globals';
import type { Entry } from '../../shared/outbox/entry.js';
import { visitOf } from '../../shared/testing/wire.js';
import { asSheKnows, isAtDoor, timeOnDay, walkingOrder } from './visits.js';

const at = (id: string, plannedStart: string, lat: number) =>
  visitOf({ id, plannedStart, home: { ...visitOf().home, position: { lat, lng: 119.0311 } } });

describe('the walking order of a day', () => {
  it('follows the agreed times, and of equal times takes the nearest to the one before', () => {
    const [nine, tenFar, tenNear] = [
      at('c', '2026-10-14T01:00:00.000Z', 30.25),
      at('a', '2026-10-14T02:00:00.000Z', 30.29),
      at('b', '2026-10-14T02:00:00.000Z', 30.26),
    ];
    expect(walkingOrder([tenFar, tenNear, nine]).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  it('loses no home that has no coordinates', () => {
    const nowhere = visitOf({ id: 'x', home: { ...visitOf().home, position: null } });
    expect(walkingOrder([nowhere, visitOf({ id: 'y' })]).map(({ id }) => id)).toEqual(['x', 'y']);
  });
});

describe('a position at the door', () => {
  const fix = (lat: number, accuracyM: number) => ({ lat, lng: 119.0311, accuracyM, at: '2026-10-14T01:00:00.000Z' });
  it.each([
    ['90 m away, exact', fix(30.25731, 0), true],
    ['150 m away, exact', fix(30.25785, 0), false],
    ['150 m away, known to 80 m', fix(30.25785, 80), true],
    ['300 m away, known to 5 km', fix(30.2592, 5_000), false],
    ['unknown', null, false],
  ] as const)('%s: %s', (_, where, there) => {
    expect(isAtDoor(where, visitOf())).toBe(there);
  });
});

describe('a time that she typed', () => {
  it.each([
    ['09:05', '2026-10-14T01:05:00.000Z'],
    ['9：05', '2026-10-14T01:05:00.000Z'],
    ['0905', '2026-10-14T01:05:00.000Z'],
    ['25:00', null],
    ['nine', null],
  ])('%s is %s', (typed, instant) => {
    expect(timeOnDay(typed, '2026-10-14', 'Asia/Shanghai')).toBe(instant);
  });
});

describe('a visit as she knows it', () => {
  it('goes on behind a check-in that waits, and not behind one that was refused', () => {
    const entry: Entry = {
      ...{ id: 'k', owner: 'sun', route: 'startOrder', subjectId: 'order-1', body: {}, madeAt: 0 },
      ...{ state: 'waiting', tries: 1, refusal: null },
    };
    expect(asSheKnows(visitOf(), [entry]).state).toBe('started');
    expect(asSheKnows(visitOf(), [{ ...entry, state: 'refused' }]).state).toBe('assigned');
  });
});
