import { describe, expect, it } from '@jest/globals';
import { after, as, instant, minutes, seconds, type HomeId, type RegionId } from '@silverbell/kernel';
import { defaultOutage as policy, groupOutages, placeKey, type LostHome, type OutagePlace } from './outage.js';

const NOON = instant(Date.UTC(2026, 0, 15, 4));
const lost = (name: string, village: string, more: Partial<LostHome> = {}): LostHome => ({
  homeId: as<HomeId>(name),
  regions: [village, 'township', 'county'].map(as<RegionId>),
  hubId: null,
  carrier: null,
  lostAt: NOON,
  ...more,
});
const village = (name: string, homes: number, more: Partial<LostHome> = {}): LostHome[] =>
  Array.from({ length: homes }, (_, n) => lost(`${name}-${String(n)}`, name, more));
const cases = (homes: readonly LostHome[], open: readonly OutagePlace[] = [], now = after(NOON, minutes(1))) =>
  groupOutages(homes, open, now, policy).outages.map(({ place, homes: members }) => [placeKey(place), members.length]);

describe('many homes that fall silent together', () => {
  it('a dead village is one case with every home', () => {
    expect(cases(village('shan', 300))).toEqual([['region:shan', 300]]);
  });

  it('several villages of one township are one case of the township', () => {
    expect(cases([...village('a', 4), ...village('b', 5), ...village('c', 3), ...village('d', 1)])).toEqual([
      ['region:township', 13],
    ]);
  });

  it('a carrier that fails in two villages is one case of the carrier', () => {
    expect(cases([...village('a', 4, { carrier: 'cmcc' }), ...village('b', 4, { carrier: 'cmcc' })])).toEqual([
      ['carrier:cmcc', 8],
    ]);
  });

  it('a first home waits a moment for its neighbours, then it is a case of its own', () => {
    const first = [lost('one', 'shan')];
    expect(groupOutages(first, [], after(NOON, seconds(30)), policy)).toEqual({ outages: [], notYetGrouped: first });
    expect(cases(first)).toEqual([['home:one', 1]]);
  });

  it('homes that fall silent hours apart have no common cause', () => {
    const homes = [0, 60, 120].map((m) => lost(`h${String(m)}`, 'shan', { lostAt: after(NOON, minutes(m)) }));
    expect(cases(homes, [], after(NOON, minutes(121)))).toEqual([
      ['home:h0', 1],
      ['home:h60', 1],
      ['home:h120', 1],
    ]);
  });

  it('a late home joins the open outage of its village', () => {
    const open = [{ type: 'region', id: as<RegionId>('shan') }] as const;
    expect(cases([lost('late', 'shan', { lostAt: after(NOON, minutes(1)) })], open)).toEqual([['region:shan', 1]]);
  });
});
