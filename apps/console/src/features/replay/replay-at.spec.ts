import { describe, expect, it } from '@jest/globals';
import type { ResponseTrack, TimelineEntry } from '@silverbell/wire';
import { incidentOf, offerOf } from '../../shared/testing/incidents.js';
import { helpersAt, incidentAt, lateOf, placesAt, stagesOf } from './replay-at.js';

const T0 = Date.parse('2026-11-28T06:00:00Z');
const at = (s: number): string => new Date(T0 + s * 1_000).toISOString();
let seq = 0;
const entry = (type: string, s: number, data: object = {}, kind = 'person'): TimelineEntry =>
  ({ seq: (seq += 1), type, at: at(s), by: { id: null, name: '', kind }, data }) as TimelineEntry;
const track: ResponseTrack = {
  items: [
    { helper: { id: 'a', name: '王' }, points: [60, 70, 80].map((s, n) => [(T0 + s * 1_000) / 1_000, 29 + n, 103]) },
  ],
};

describe('the replay of a case', () => {
  it('knows where a helper was by the last place that was kept before the moment', () => {
    expect(helpersAt(track, T0 + 59_000)).toEqual([]);
    const [helper] = helpersAt(track, T0 + 75_000);
    expect(helper?.way).toEqual([
      { lat: 29, lng: 103 },
      { lat: 30, lng: 103 },
    ]);
    expect(helper?.atMs).toBe(T0 + 70_000);
  });

  it('shows the case as far as it was then', () => {
    const timeline = [entry('raised', 0), entry('attended', 6), entry('wave-started', 40), entry('arrived', 400)];
    const incident = incidentOf({ phase: 'closed', timeline });
    expect([0, 6, 39, 40, 400].map((s) => incidentAt(incident, T0 + s * 1_000).phase)).toEqual([
      ...['waiting', 'attended', 'attended', 'searching', 'on-scene'],
    ]);
    expect(incidentAt(incident, T0 + 50_000).timeline).toHaveLength(3);
  });

  it('has of each offer what was known of it then, and none before it was made', () => {
    const data = { offerId: 'offer-1' };
    const timeline = [
      entry('offered', 40, { ...data, channels: ['socket', 'sms', 'voice'] }),
      entry('offer-failed', 42, { ...data, channel: 'voice' }),
      entry('offer-delivered', 45, { ...data, channel: 'sms' }),
      entry('offer-ended', 60, { ...data, reason: 'taken' }),
    ];
    const incident = incidentOf({ timeline, offers: [offerOf({ state: 'over', overReason: 'taken' })] });
    const offersAt = (s: number) =>
      incidentAt(incident, T0 + s * 1_000).offers.map(
        ({ state, channels }) => `${state} ${channels.map((one) => one.state).join(' ')}`,
      );
    expect([39, 40, 50, 60].map(offersAt)).toEqual([
      ...[[], ['open sent sent sent'], ['open sent delivered failed'], ['over sent delivered failed']],
    ]);
  });

  it('has who was on her way then, with what was expected of her then', () => {
    const data = { assignmentId: 'task' };
    const timeline = [
      entry('offer-accepted', 60, { ...data, etaAt: at(360) }),
      entry('departed', 90, data),
      entry('expected-arrival-moved', 120, { ...data, etaAt: at(420) }),
      entry('arrived', 400, data),
    ];
    const assignments = [{ id: 'task', helper: { id: 'a', name: '王' }, state: 'finished', etaAt: at(420) }] as never;
    const incident = incidentOf({ timeline, response: { state: 'none', wave: 1, openOffers: 0, assignments } });
    const goingAt = (s: number) =>
      incidentAt(incident, T0 + s * 1_000).response.assignments.map(({ state, etaAt }) => [state, etaAt]);
    expect([59, 60, 100, 120, 400].map(goingAt)).toEqual([
      ...[[], [['accepted', at(360)]], [['departed', at(360)]], [['departed', at(420)]], [['arrived', at(420)]]],
    ]);
  });

  it('draws the line of who accepted later from her first place, and none of others', () => {
    expect([...placesAt(track, T0)]).toEqual([['a', { lat: 29, lng: 103 }]]);
    expect(placesAt(track, T0 + 75_000).get('a')).toEqual({ lat: 30, lng: 103 });
    expect(placesAt({ items: [] }, T0).size).toBe(0);
  });

  it('sets what the platform did against when it was due, and leaves out acts of people', () => {
    expect(lateOf(entry('rung-fired', 31, { dueAt: at(30) }, 'platform'))).toEqual({ dueAt: at(30), lateMs: 1_000 });
    expect(lateOf(entry('rung-fired', 29, { dueAt: at(30) }, 'platform'))?.lateMs).toBe(0);
    expect(lateOf(entry('attended', 6))).toBeNull();
    expect(lateOf(entry('follow-up-recorded', 6, { dueAt: at(5) }))).toBeNull();
  });

  it('names how long each stage took, and none that the case never came to', () => {
    const timeline = [entry('raised', 0), entry('attended', 6), entry('verdict-given', 49), entry('wave-started', 50)];
    expect(stagesOf(timeline).map(({ stage, tookMs }) => [stage, tookMs])).toEqual([
      ['attended', 6_000],
      ['verified', 43_000],
      ['asked', 0],
    ]);
  });
});
