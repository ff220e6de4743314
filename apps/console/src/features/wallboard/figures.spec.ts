import { describe, expect, it } from '@jest/globals';
import { summaryOf } from '../../shared/testing/incidents.js';
import { figuresOf } from './figures.js';

const NOW = Date.parse('2026-11-28T06:10:00.000Z');
const attended = { state: 'attended', by: null, since: '2026-11-28T06:00:06.000Z' } as const;

describe('the figures of the wall', () => {
  it('count who waits by severity, and since when the first P1 does', () => {
    const { waiting, longestSince, open } = figuresOf(
      [
        summaryOf({ id: 'a', raisedAt: '2026-11-28T06:05:00.000Z' }),
        summaryOf({ id: 'b', raisedAt: '2026-11-28T06:04:00.000Z' }),
        summaryOf({ id: 'c', severity: 3, raisedAt: '2026-11-28T05:00:00.000Z' }),
        summaryOf({ id: 'd', attention: attended, phase: 'responding' }),
      ],
      NOW,
    );
    expect(waiting).toEqual({ all: 3, 1: 2, 2: 0, 3: 1 });
    expect([longestSince, open]).toEqual(['2026-11-28T06:04:00.000Z', 4]);
  });

  it('count cases by phase and steps that are overdue, and leave out drills', () => {
    const due = (nextDueAt: string) => ({ rung: null, nextStep: 'remind', nextDueAt });
    const { phases, overdue, open } = figuresOf(
      [
        summaryOf({ id: 'a', attention: attended, phase: 'responding', escalation: due('2026-11-28T06:09:00.000Z') }),
        summaryOf({ id: 'b', attention: attended, phase: 'responding', escalation: due('2026-11-28T06:09:58.000Z') }),
        summaryOf({ id: 'c', practice: 'drill' }),
      ],
      NOW,
    );
    expect(phases).toEqual([{ phase: 'responding', count: 2 }]);
    expect([overdue, open]).toEqual([1, 2]);
  });
});
