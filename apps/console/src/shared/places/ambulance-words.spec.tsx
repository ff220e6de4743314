import { beforeAll, describe, expect, it } from '@jest/globals';
import { chooseLanguage, startI18n } from '@silverbell/web-ui';
import { en, zh } from '../../app/messages.js';
import { ambulanceWords } from './ambulance-words.js';

beforeAll(() => startI18n('console', { zh, en }));

const DOOR = { lat: 30, lng: 119 };
const stops = (north: number, east: number) =>
  ambulanceWords({ ...DOOR, ambulanceAt: { lat: DOOR.lat + north / 111_195, lng: DOOR.lng + east / 96_298 } });

describe('where the ambulance stops', () => {
  it.each([
    [80, 0, '住所门口北侧约 80 米'],
    [60, 60, '住所门口东北侧约 80 米'],
    [-120, 5, '住所门口南侧约 120 米'],
    [3, -200, '住所门口西侧约 200 米'],
    [50, -50, '住所门口西北侧约 70 米'],
    [4, 4, '住所门口'],
  ])('is told by distance and side: %d m north, %d m east', (north, east, words) => {
    expect(stops(north, east)).toBe(words);
  });

  it('is told in English, too, and not at all when it is not on file', () => {
    chooseLanguage('en');
    expect(stops(0, 150)).toBe('about 150 m east of the door');
    chooseLanguage('zh-CN');
    expect(ambulanceWords({ ...DOOR, ambulanceAt: null })).toBeNull();
  });
});
