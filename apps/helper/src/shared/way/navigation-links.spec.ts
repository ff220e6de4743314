import { describe, expect, it } from '@jest/globals';
import { navigationLinks } from './navigation-links.js';

describe('navigation links', () => {
  it('hands Chinese apps the shifted point and other maps the true one', () => {
    const links = navigationLinks({ lat: 39.908692, lng: 116.397477 }, '柳树村12号');
    expect(links.amap).toContain('to=116.4037');
    expect(links.baidu).toContain('latlng:39.9100');
    expect(links.geo).toContain('geo:39.908692,116.397477');
    expect(links.amap).toContain(encodeURIComponent('柳树村12号'));
  });
});
