import { describe, expect, it } from '@jest/globals';
import { as, instant, type RegionId } from '@silverbell/kernel';
import { settingFault, settingsWithOrigin, type SettingFile } from './index.js';

const id = (name: string): RegionId => as<RegionId>(name);
const chain = [id('village'), id('county')];
const setting = (regionId: string, validFrom: number, value: unknown, key = 'pilot.meals'): SettingFile => ({
  ...{ regionId: id(regionId), key, value, validFrom: instant(validFrom), source: regionId },
});
const inForce = (settings: readonly SettingFile[], now = 100) => settingsWithOrigin(chain, settings, instant(now));

describe('a setting in force', () => {
  it('SR-02: is the one of the nearest region, and says from where and since when', () => {
    const found = inForce([setting('county', 90, true), setting('village', 10, false)]);
    expect(found).toMatchObject([{ value: false, regionId: 'village', validFrom: 10, next: null }]);
  });

  it('is the latest of its region, and says what replaces it and when', () => {
    const found = inForce([
      setting('county', 50, 1),
      setting('county', 10, 2),
      setting('county', 300, 3),
      setting('county', 200, 4),
    ]);
    expect(found).toMatchObject([{ value: 1, validFrom: 50, next: { value: 4, from: 200 } }]);
  });

  it('is none before its date', () => {
    expect(inForce([setting('village', 101, true)])).toEqual([]);
  });
});

describe('a setting that is written here', () => {
  it.each<readonly [string, unknown, string | null]>([
    ['pilot.meals', true, null],
    ['pilot.meals', 'yes', 'setting-value'],
    ['pilot.Meals and more', true, 'setting-not-here'],
    ['timeZone', 'Asia/Shanghai', null],
    ['timeZone', 'Mars/Olympus', 'setting-value'],
    ['limits.waveSize', 3, 'setting-not-here'],
    ['ladders', 'default', 'setting-not-here'],
  ])('%s = %j is answered with %s', (key, value, refused) => {
    expect(settingFault(key, value)?.refused ?? null).toBe(refused);
  });
});
