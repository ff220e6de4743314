import { describe, expect, it } from '@jest/globals';
import type { Incident } from '@silverbell/wire';
import { lastFixOf, nearestOf, spotsOf } from './places-of.js';

const home = { lat: 30.25, lng: 119.03 };
const market = { lat: 30.256, lng: 119.03 };
const signal = (at: string, position: object | null) => ({ at, deviceId: 'watch-1', position });
const incident = (parts: object) => ({ signals: [], destination: null, person: null, ...parts }) as unknown as Incident;

describe('the places of a case', () => {
  it('takes the newest fix, whatever order the signals came in', () => {
    const one = incident({
      signals: [
        signal('2026-03-01T04:05:00Z', { ...market, accuracyM: 20, fixAt: null, source: 'gnss' }),
        signal('2026-03-01T04:01:00Z', { ...home, accuracyM: 900, fixAt: null, source: 'cell' }),
        signal('2026-03-01T04:09:00Z', null),
      ],
    });
    expect(lastFixOf(one)).toMatchObject({ ...market, accuracyM: 20, receivedAt: '2026-03-01T04:05:00Z' });
  });

  it('knows no fix when no device sent one', () => {
    expect(lastFixOf(incident({ signals: [signal('2026-03-01T04:05:00Z', null)] }))).toBeNull();
  });

  it('shows home, fix and away once each, and nothing that nobody knows', () => {
    const one = incident({
      person: { home },
      destination: { choice: 'fix', ...market, alternative: { choice: 'home', ...home } },
    });
    expect(spotsOf(one, null).map(({ choice }) => choice)).toEqual(['home', 'fix']);
    expect(spotsOf(one, { lat: 31, lng: 120 }).map(({ choice }) => choice)).toEqual(['home', 'fix', 'away']);
    expect(spotsOf(incident({}), null)).toEqual([]);
  });

  it('finds somebody for each place, never one person for both', () => {
    const spots = spotsOf(incident({ person: { home }, destination: { choice: 'fix', ...market } }), null);
    const people = [
      { id: 'near-home', lat: 30.2501, lng: 119.03 },
      { id: 'next-door', lat: 30.2503, lng: 119.03 },
      { id: 'nowhere', lat: null, lng: null },
    ];
    expect(nearestOf(spots, people).map(({ choice, one }) => [choice, one.id])).toEqual([
      ['home', 'near-home'],
      ['fix', 'next-door'],
    ]);
  });
});
