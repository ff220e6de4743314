import { describe, expect, it } from '@jest/globals';
import type { Candidate, Incident } from '@silverbell/wire';
import { waysOf } from './ways-of.js';

const home = { lat: 29.5, lng: 103.6 };
const place = (lat: number) => ({ lat, lng: 103.6 });
const words = {
  asked: ({ expectedArrivalS }: { expectedArrivalS: number }) => `${expectedArrivalS}`,
  ahead: ({ helper }: { helper: { name: string } }) => helper.name,
};
const candidate = (id: string, lat: number | null) =>
  ({ helper: { id, name: id }, lat, lng: lat === null ? null : 103.6 }) as unknown as Candidate;
const incidentOf = (offers: readonly object[], assignments: readonly object[]) =>
  ({ destination: home, offers, response: { assignments } }) as unknown as Incident;
const offer = (id: string, state: string) => ({ id: `offer ${id}`, helper: { id }, state, expectedArrivalS: 300 });
const assignment = (id: string, state: string) => ({ id: `task ${id}`, helper: { id, name: id }, state, etaAt: null });

describe('the lines on the map', () => {
  it('lead from every helper who was asked and has not answered to the destination', () => {
    const incident = incidentOf([offer('a', 'open'), offer('b', 'declined')], []);
    expect(waysOf(incident, [candidate('a', 29.6), candidate('b', 29.7)], new Map(), new Map(), words)).toEqual([
      { id: 'offer a', kind: 'asked', points: [place(29.6), home], words: '300' },
    ]);
  });

  it('lead from where her phone says a helper is rather than from where she is registered', () => {
    const incident = incidentOf([], [assignment('a', 'departed')]);
    const ways = waysOf(incident, [candidate('a', 29.6)], new Map([['a', place(29.55)]]), new Map(), words);
    expect(ways).toEqual([{ id: 'task a', kind: 'ahead', points: [place(29.55), home], words: 'a' }]);
  });

  it('end when a helper is there', () => {
    const incident = incidentOf([], [assignment('a', 'arrived'), assignment('b', 'finished')]);
    expect(waysOf(incident, [candidate('a', 29.6)], new Map(), new Map(), words)).toEqual([]);
  });

  it('are none without a destination, and none from a helper without a place', () => {
    const incident = incidentOf([offer('a', 'open')], []);
    expect(waysOf({ ...incident, destination: null }, [candidate('a', 29.6)], new Map(), new Map(), words)).toEqual([]);
    expect(waysOf(incident, [candidate('a', null)], new Map(), new Map(), words)).toEqual([]);
  });
});
