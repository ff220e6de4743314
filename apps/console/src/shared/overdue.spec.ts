import { describe, expect, it } from '@jest/globals';
import { overdueAt, overdueMs } from './overdue.js';

const NOW = Date.parse('2026-12-01T08:00:00.000Z');
const due = (msAgo: number | null, shelf: object | null = null) => ({
  escalation: { nextDueAt: msAgo === null ? null : new Date(NOW - msAgo).toISOString() },
  shelf,
});

describe('a step that is overdue', () => {
  it.each([null, -60_000, 0, 4_999, 5_000, 5_001, 86_400_000])(
    'due %p ms ago is judged alike among many and alone',
    (msAgo) => {
      for (const one of [due(msAgo), due(msAgo, {})]) expect(overdueAt(NOW)(one)).toBe(overdueMs(one, NOW) !== null);
    },
  );

  it('has its five seconds, and none while it is set aside', () => {
    expect([4_999, 5_000].map((ms) => overdueAt(NOW)(due(ms)))).toEqual([false, true]);
    expect(overdueAt(NOW)(due(60_000, {}))).toBe(false);
  });
});
