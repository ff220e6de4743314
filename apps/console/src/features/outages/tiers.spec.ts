import { describe, expect, it } from '@jest/globals';
import type { Incident, IncidentSummary } from '@silverbell/wire';
import { insideOf, tiersOf } from './tiers.js';

const name = (tier: 1 | 2 | 3, state: 'waiting' | 'heard' | 'ticked', homeId: string) => ({
  tier,
  state,
  home: { id: homeId, label: homeId },
});

describe('an outage on the screen', () => {
  it('counts a couple as one home and two names, and keeps heard apart from reached', () => {
    const counted = tiersOf([name(1, 'waiting', 'h1'), name(3, 'ticked', 'h2'), name(3, 'heard', 'h2')]);
    expect(counted).toMatchObject({ listed: 3, reached: 1, heard: 1 });
    expect(counted.tiers).toEqual([
      { tier: 1, homes: 1, listed: 1, waiting: 1 },
      { tier: 2, homes: 0, listed: 0, waiting: 0 },
      { tier: 3, homes: 1, listed: 2, waiting: 0 },
    ]);
  });

  it('puts whoever calls from inside above it, gravest first, and never another outage', () => {
    const one = (id: string, severity: 1 | 2 | 3, homeId: string | null, outage = false) =>
      ({
        id,
        severity,
        raisedAt: '2026-03-01T04:00:00Z',
        home: homeId === null ? null : { id: homeId, label: homeId },
        outage: outage ? { listed: 1, waiting: 1, place: null } : null,
      }) as IncidentSummary;
    const parent = { id: 'g', rollCall: [name(3, 'waiting', 'h1'), name(3, 'waiting', 'h2')] } as unknown as Incident;
    const cases = [
      one('g', 2, null, true),
      one('work', 3, 'h1'),
      one('sos', 1, 'h2'),
      one('elsewhere', 1, 'h9'),
      one('other-outage', 2, 'h1', true),
    ];
    expect(insideOf(parent, cases).map(({ id }) => id)).toEqual(['sos', 'work']);
  });
});
