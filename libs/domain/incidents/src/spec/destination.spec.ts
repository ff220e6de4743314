import { describe, expect, it } from '@jest/globals';
import { geoPoint, type GeoPoint } from '@silverbell/kernel';
import { destinationFor, type Fix, type Places } from '../destination.js';

const home = geoPoint(30, 119) as GeoPoint;
const next_door = geoPoint(30.001, 119) as GeoPoint; // 111 m
const market = geoPoint(30.02, 119) as GeoPoint; // 2.2 km
const daughter = geoPoint(30.3, 119.2) as GeoPoint;
const fix = (point: GeoPoint, ageS: number | null = 10, accuracyM: number | null = 15): Fix => ({
  point,
  ageS,
  accuracyM,
});
const unproven = (point: GeoPoint): Fix => ({ ...fix(point), proven: false });
const wearable: Places = { fixed: false, home, away: null, fix: null };

describe('where help goes: (device, fix age, accuracy, distance, away) → destination', () => {
  it.each<[string, Partial<Places>, string, GeoPoint, string, boolean]>([
    [
      'a fixed device means its home, whatever its fix says',
      { fixed: true, fix: fix(market) },
      'home',
      home,
      'fixed-device',
      false,
    ],
    [
      'a hub on another line: the home on file, and somebody asks before she sends',
      { fixed: true, moved: true },
      'home',
      home,
      'hub-moved',
      false,
    ],
    [
      'a hub on another line while she is away: the place she named is the other one to ask about',
      { fixed: true, moved: true, away: daughter },
      'home',
      home,
      'hub-moved',
      true,
    ],
    [
      'a moved hub that no pendant speaks through moves no pendant',
      { moved: true, fix: fix(market) },
      'fix',
      market,
      'fresh-fix',
      true,
    ],
    ['a wearable without a fix means the home', {}, 'home', home, 'no-fresh-fix', false],
    ['a fresh fix near home means the home', { fix: fix(next_door) }, 'home', home, 'fresh-fix', false],
    [
      'a fresh fix far from home is where she is, and somebody asks',
      { fix: fix(market) },
      'fix',
      market,
      'fresh-fix',
      true,
    ],
    [
      'a fix from last year does not move anybody, but is asked about',
      { fix: fix(market, 31_536_000) },
      'home',
      home,
      'no-fresh-fix',
      true,
    ],
    ['a fix without an age is not fresh', { fix: fix(market, null) }, 'home', home, 'no-fresh-fix', true],
    ['a cell position is not precise', { fix: fix(market, 5, 1_500) }, 'home', home, 'no-fresh-fix', true],
    ['a fix from the future is not fresh', { fix: fix(market, -60) }, 'home', home, 'no-fresh-fix', true],
    ['an away address holds while no fix is fresh', { away: daughter }, 'away', daughter, 'known-away', false],
    [
      'an away address and an old fix at home are asked about',
      { away: daughter, fix: fix(home, 9_000) },
      'away',
      daughter,
      'known-away',
      true,
    ],
    ['a fresh fix beats an away address', { away: daughter, fix: fix(market) }, 'fix', market, 'fresh-fix', true],
    [
      'without a home any fix is better than nothing',
      { home: null, fix: fix(market, null, null) },
      'fix',
      market,
      'no-fresh-fix',
      false,
    ],
    ['a fix of 12 km is no place', { fix: fix(market, 5, 12_000) }, 'home', home, 'no-fresh-fix', false],
    ['what nothing proves sends nobody elsewhere', { fix: unproven(market) }, 'home', home, 'no-fresh-fix', true],
    ['nor does it confirm a home', { fix: unproven(next_door) }, 'home', home, 'no-fresh-fix', false],
    [
      'without a home an unproven fix is all there is, and says so',
      { home: null, fix: unproven(market) },
      'fix',
      market,
      'unproven-fix',
      false,
    ],
  ])('%s', (_, places, choice, point, reason, doubtful) => {
    const where = destinationFor({ ...wearable, ...places });
    expect(where).toMatchObject({ choice, point, reason });
    expect(where?.alternative !== null).toBe(doubtful);
  });

  it('is nobody’s guess when nothing is known', () => {
    expect(destinationFor({ fixed: false, home: null, away: null, fix: null })).toBeNull();
    expect(destinationFor({ fixed: false, home: null, away: null, fix: fix(market, 5, 12_000) })).toBeNull();
  });
});
