/**
 * WGS-84 to GCJ-02, the datum Chinese navigation apps expect; a point handed over unconverted is 300–600 m off.
 * The published approximation (Krasovsky 1940 ellipsoid), good to a few metres. Outside China nothing is shifted.
 * This is an edge of the house: inside every point is WGS-84.
 */
const a = 6_378_245.0;
const ee = 0.006_693_421_622_965_943;
const rad = Math.PI / 180;

export interface Point {
  readonly lat: number;
  readonly lng: number;
}

const waves = (v: number): number => (20 * Math.sin(6 * v * Math.PI) + 20 * Math.sin(2 * v * Math.PI)) * (2 / 3);

function shiftLat(x: number, y: number): number {
  return (
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    waves(x) +
    (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * (2 / 3) +
    (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * (2 / 3)
  );
}

function shiftLng(x: number, y: number): number {
  return (
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    waves(x) +
    (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * (2 / 3) +
    (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * (2 / 3)
  );
}

export function toGcj02({ lat, lng }: Point): Point {
  if (lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271) return { lat, lng };
  const x = lng - 105;
  const y = lat - 35;
  const magic = 1 - ee * Math.sin(lat * rad) ** 2;
  const root = Math.sqrt(magic);
  return {
    lat: lat + (shiftLat(x, y) * 180) / (((a * (1 - ee)) / (magic * root)) * Math.PI),
    lng: lng + (shiftLng(x, y) * 180) / ((a / root) * Math.cos(lat * rad) * Math.PI),
  };
}

/** Links that open a navigation app; no request of ours (web.md section 5). */
export function navigationLinks(
  to: Point,
  name: string,
): { readonly amap: string; readonly baidu: string; readonly geo: string } {
  const shifted = toGcj02(to);
  const lat = shifted.lat.toFixed(6);
  const lng = shifted.lng.toFixed(6);
  const words = encodeURIComponent(name);
  return {
    amap: `https://uri.amap.com/navigation?to=${lng},${lat},${words}&mode=car&coordinate=gaode`,
    baidu: `bdapp://map/direction?destination=name:${words}|latlng:${lat},${lng}&coord_type=gcj02`,
    geo: `geo:${to.lat.toFixed(6)},${to.lng.toFixed(6)}?q=${to.lat.toFixed(6)},${to.lng.toFixed(6)}(${words})`,
  };
}
