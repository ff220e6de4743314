import { describe, expect, it } from '@jest/globals';
import { navigationLinks, toGcj02 } from './gcj02.js';

describe('the datum of navigation apps', () => {
  it('shifts Tiananmen to where Chinese maps draw it, within a metre', () => {
    const shifted = toGcj02({ lat: 39.908692, lng: 116.397477 });
    expect(shifted.lat).toBeCloseTo(39.910096, 5);
    expect(shifted.lng).toBeCloseTo(116.403719, 5);
  });

  it('shifts nothing outside China', () => {
    expect(toGcj02({ lat: 48.137, lng: 11.575 })).toEqual({ lat: 48.137, lng: 11.575 });
  });

  it('hands Chinese apps the shifted point and other maps the true one', () => {
    const links = navigationLinks({ lat: 39.908692, lng: 116.397477 }, '柳树村12号');
    expect(links.amap).toContain('to=116.4037');
    expect(links.baidu).toContain('latlng:39.9100');
    expect(links.geo).toContain('geo:39.908692,116.397477');
    expect(links.amap).toContain(encodeURIComponent('柳树村12号'));
  });
});
