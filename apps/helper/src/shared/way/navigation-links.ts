import { wgs84ToGcj02 } from '@silverbell/kernel';

interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** Links that open a navigation app, in the datum that each app expects; no request of ours (web.md section 5). */
export function navigationLinks(
  to: Point,
  name: string,
): { readonly amap: string; readonly baidu: string; readonly geo: string } {
  const shifted = wgs84ToGcj02(to);
  const lat = shifted.lat.toFixed(6);
  const lng = shifted.lng.toFixed(6);
  const words = encodeURIComponent(name);
  return {
    amap: `https://uri.amap.com/navigation?to=${lng},${lat},${words}&mode=car&coordinate=gaode`,
    baidu: `bdapp://map/direction?destination=name:${words}|latlng:${lat},${lng}&coord_type=gcj02`,
    geo: `geo:${to.lat.toFixed(6)},${to.lng.toFixed(6)}?q=${to.lat.toFixed(6)},${to.lng.toFixed(6)}(${words})`,
  };
}
