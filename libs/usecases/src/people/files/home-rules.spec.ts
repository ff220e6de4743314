import { describe, expect, it } from '@jest/globals';
import {
  as,
  distanceM,
  fromIso,
  geoPoint,
  isRefusal,
  type AccountId,
  type GeoPoint,
  type HomeId,
  type Instant,
} from '@silverbell/kernel';
import { doorPlate, homeAfter, type WantedHome } from './home-rules.js';
import type { HomeFile } from './port.js';

const hand = { by: as<AccountId>('officer'), at: fromIso('2026-11-29T04:00:00Z') as Instant };
const id = as<HomeId>('home');
const position = { lat: 29.5, lng: 103.6, datum: 'wgs84' } as const;
const NEW: WantedHome = { regionId: 'village', label: '青溪村', addressWords: '青溪村 12 号', position };
function written(change: Partial<WantedHome>, before: HomeFile | null = null): HomeFile {
  const home = homeAfter(before, id, before === null ? { ...NEW, ...change } : change, hand);
  if (isRefusal(home)) throw new Error(home.refused);
  return home;
}

describe('a home', () => {
  it('is kept in WGS-84 with the datum it was measured in', () => {
    const home = written({ position: { ...position, datum: 'gcj02' } });
    expect(home.datum).toBe('gcj02');
    expect(distanceM(home.point, geoPoint(29.5, 103.6) as GeoPoint)).toBeGreaterThan(100);
    expect(written({}).point).toEqual({ lat: 29.5, lng: 103.6 });
  });

  it('at 0/0 is refused', () => {
    const nowhere = { ...NEW, position: { ...position, lat: 0, lng: 0 } };
    expect(homeAfter(null, id, nowhere, hand)).toMatchObject({ refused: 'place-nowhere' });
    const road = { ...NEW, roadPoint: { lat: 0, lng: 0, datum: 'wgs84' } as const };
    expect(homeAfter(null, id, road, hand)).toMatchObject({ refused: 'place-nowhere' });
  });

  it('was looked at by who measured it or pointed at it, and by nobody when it was computed', () => {
    for (const source of ['surveyed', 'map-click'] as const)
      expect(written({ position: { ...position, source } }).verified).toEqual(hand);
    for (const source of ['geocoded', 'device', 'unknown', undefined] as const)
      expect(written({ position: { ...position, source } }).verified).toBeNull();
    const looked = written({ position: { ...position, source: 'surveyed' } });
    expect(written({ label: '新名' }, looked).verified).toEqual(hand);
  });

  it.each([
    ['青溪村１２－３號', '青溪村12-3号'],
    [' 青溪村 12 号 ', '青溪村12号'],
    ['No. 3 Mill Lane', 'No. 3 Mill Lane'],
  ])('at %j stands on file as the door plate %j (SR-77)', (words, plate) => {
    expect(written({ addressWords: words }).addressWords).toBe(plate);
    expect(doorPlate(plate)).toBe(plate);
  });

  it('changes what is written and nothing else', () => {
    const before = written({ floorNo: 3, hasLift: true, hazards: ['dog', 'dog'], doorTag: 'T1', entryCode: '1#2' });
    expect(before.hazards).toEqual(['dog']);
    expect(written({ entryCode: null }, before)).toEqual({ ...before, entryCode: null, version: 2 });
    expect(written({ floorNo: null }, before)).toEqual({ ...before, floorNo: null, version: 2 });
  });
});
