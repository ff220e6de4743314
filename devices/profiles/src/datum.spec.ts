import { describe, expect, it } from '@jest/globals';
import { bd09ToGcj02, distanceM, gcj02ToWgs84, geoPoint, wgs84ToGcj02, type GeoPoint } from '@silverbell/kernel';
import fc from 'fast-check';
import { toWgs84 } from './datum.js';

const point = ({ lat, lng }: { lat: number; lng: number }): GeoPoint => {
  const made = geoPoint(lat, lng);
  if (!made) throw new Error('no point');
  return made;
};
const raw = { accuracyM: 10, fixAt: null, source: null } as const;

describe('datums', () => {
  // The textbook pair of Tiananmen: GCJ-02 lies some hundred metres from WGS-84, BD-09 about a kilometre.
  const wgs84 = { lat: 39.907_333, lng: 116.391_083 };
  const gcj02 = { lat: 39.908_736, lng: 116.397_323 };
  it('shifts Tiananmen to where Chinese maps draw it', () => {
    const drawn = wgs84ToGcj02({ lat: 39.908692, lng: 116.397477 });
    expect(drawn.lat).toBeCloseTo(39.910096, 5);
    expect(drawn.lng).toBeCloseTo(116.403719, 5);
    expect(distanceM(point(wgs84ToGcj02(wgs84)), point(gcj02))).toBeLessThan(5);
  });

  it('brings any place in China back to within a centimetre', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 18, max: 53, noNaN: true }),
        fc.double({ min: 74, max: 134, noNaN: true }),
        (lat, lng) => {
          expect(distanceM(point(gcj02ToWgs84(wgs84ToGcj02({ lat, lng }))), point({ lat, lng }))).toBeLessThan(0.01);
        },
      ),
    );
  });

  it('moves a position inside China by less than a kilometre, and none outside', () => {
    expect(distanceM(point(wgs84), point(wgs84ToGcj02(wgs84)))).toBeGreaterThan(300);
    expect(distanceM(point(wgs84), point(wgs84ToGcj02(wgs84)))).toBeLessThan(1000);
    expect(wgs84ToGcj02({ lat: 48.85, lng: 2.35 })).toEqual({ lat: 48.85, lng: 2.35 });
  });

  it('takes Baidu’s own shift off first', () => {
    const bd09 = { lat: 39.915_046, lng: 116.403_71 };
    expect(distanceM(point(bd09ToGcj02(bd09)), point(gcj02))).toBeLessThan(50);
    const placed = toWgs84({ ...raw, ...bd09, datum: 'bd09' });
    expect(placed && distanceM(placed.point, point(wgs84))).toBeLessThan(60);
  });

  it('leaves WGS-84 alone', () => {
    expect(toWgs84({ ...raw, ...wgs84, datum: 'wgs84' })).toMatchObject({ point: wgs84, accuracyM: 10 });
  });
});
