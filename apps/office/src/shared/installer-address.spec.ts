import { describe, expect, it } from '@jest/globals';
import { deviceOfLabel, installerAddress } from './installer-address.js';

describe('the label of a device', () => {
  it('is read back by the installer as the number it was printed for', () => {
    expect(deviceOfLabel(installerAddress('https://office.example', 'watch:865 1'))).toBe('watch:865 1');
  });

  it.each([
    [' P-0312 ', 'P-0312'],
    ['Ｐ-０３１２', 'P-0312'],
    ['{"id":"P-0312","secret":"s"}', 'P-0312'],
    ['https://elsewhere.example/', null],
    ['http://', null],
    ['{"id":7}', null],
    ['{broken', null],
    ['两个字', null],
    ['', null],
  ])('%j is the device %j', (read, device) => {
    expect(deviceOfLabel(read)).toBe(device);
  });
});
