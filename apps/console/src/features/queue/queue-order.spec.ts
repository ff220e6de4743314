import { describe, expect, it } from '@jest/globals';
import { inOrder, keepingPlaces, nextToAttend, type Placed } from './queue-order.js';

const row = (id: string, severity: 1 | 2 | 3, minute: number, state = 'waiting'): Placed => ({
  id,
  severity,
  raisedAt: `2026-01-05T01:${String(minute).padStart(2, '0')}:00Z`,
  attention: { state },
  unregistered: null,
  shelf: null,
});
const ids = (rows: readonly Placed[]): string => rows.map((one) => one.id).join(' ');
const byId = (rows: Placed[]): Map<string, Placed> => new Map(rows.map((one) => [one.id, one]));

describe('the queue', () => {
  it('shows the most urgent first, then who has waited longest', () => {
    expect(ids(inOrder([row('late', 1, 9), row('work', 3, 1), row('early', 1, 2)]))).toBe('early late work');
  });

  it('shows a registered home before numbers that anybody can invent, however long they wait', () => {
    const invented = { ...row('invented', 1, 1), unregistered: {} };
    expect(ids(inOrder([invented, row('work', 3, 0), row('home', 1, 9)]))).toBe('home invented work');
    expect(nextToAttend([invented, row('home', 1, 9)])?.id).toBe('home');
  });

  it('leaves a row where it is when somebody attends it', () => {
    expect(ids(inOrder([row('a', 1, 1, 'attended'), row('b', 1, 2)]))).toBe('a b');
  });

  it('moves no row while somebody points at the list, and says how many are new', () => {
    const kept = keepingPlaces(['b', 'c'], byId([row('a', 1, 9), row('b', 2, 1), row('c', 3, 1)]));
    expect(ids(kept.rows)).toBe('b c a');
    expect(ids(kept.added)).toBe('a');
  });

  it('lets closed rows go without moving the order of the rest', () => {
    expect(ids(keepingPlaces(['a', 'b', 'c'], byId([row('c', 1, 1), row('a', 3, 1)])).rows)).toBe('a c');
  });

  it('hands out the most urgent case nobody attends', () => {
    expect(nextToAttend([row('a', 1, 1, 'attended'), row('b', 2, 2), row('c', 1, 3)])?.id).toBe('c');
    expect(nextToAttend([row('a', 1, 1, 'attended')])).toBeUndefined();
  });
});
