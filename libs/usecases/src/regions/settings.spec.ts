import { describe, expect, it } from '@jest/globals';
import { as, hours, instant, type RegionId } from '@silverbell/kernel';
import { defaultPolicy, PLAIN_LIMITS, policyFaults } from '@silverbell/incidents';
import type { LimitName } from '@silverbell/vocabulary';
import { defaultDeviceWork } from '../devices/device-work.js';
import { LIMIT_RULES } from './limit-bounds.js';
import {
  deviceWorkPolicyOf,
  isFeatureOn,
  numberIn,
  settingFault,
  settingsShown,
  settingsWithOrigin,
  type SettingFile,
} from './index.js';

const id = (name: string): RegionId => as<RegionId>(name);
const chain = [id('village'), id('county')];
const setting = (regionId: string, validFrom: number, value: unknown, key = 'pilot.no-such-thing'): SettingFile => ({
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
    ['pilot.no-such-thing', true, null],
    ['pilot.no-such-thing', 'yes', 'setting-value'],
    ['pilot.Meals and more', true, 'setting-not-here'],
    ['timeZone', 'Asia/Shanghai', null],
    ['timeZone', 'Mars/Olympus', 'setting-value'],
    ['limits.waveSize', 4, null],
    ['limits.waveSize', 0, 'setting-value'],
    ['limits.waveEvery', 3_000, 'setting-value'],
    ['limits.testWindowLasts', 7_200, 'setting-value'],
    ['limits.nothing', 3, 'setting-not-here'],
    ['deviceWork.offline.withinH', 12, null],
    ['deviceWork.offline.withinH', 0, 'setting-value'],
    ['deviceWork.offline.withinH', '12', 'setting-value'],
    ['deviceWork.nothing.withinH', 12, 'setting-not-here'],
    ['dispatch.adultAge', 10, 'setting-not-here'],
    ['ladders', 'default', 'setting-not-here'],
  ])('%s = %j is answered with %s', (key, value, refused) => {
    expect(settingFault(key, value)?.refused ?? null).toBe(refused);
  });
});

describe('limits of the safety case', () => {
  it('SR-02: stand within their bounds by default, break no rule at either (H13, H20)', () => {
    for (const { key, default: value, least, most } of LIMIT_RULES) {
      expect([key, typeof value === 'number' && value >= (least ?? 0) && value <= (most ?? 0)]).toEqual([key, true]);
      const name = key.slice('limits.'.length) as LimitName;
      const unit = PLAIN_LIMITS.includes(name) ? 1 : 1_000;
      for (const bound of [least, most])
        expect([
          key,
          policyFaults({ ...defaultPolicy, limits: { ...defaultPolicy.limits, [name]: (bound ?? 0) * unit } }),
        ]).toEqual([key, []]);
    }
  });
});

describe('settings as they are shown', () => {
  const shown = (settings: readonly SettingFile[]) =>
    new Map(settingsShown(chain, settings, instant(100)).map((one) => [one.key, one]));

  it('SR-02: hold every number a region may change, with its default and where that comes from', () => {
    const all = shown([]);
    expect(all.get('deviceWork.callingOfflineWithinH')).toMatchObject({
      value: 2,
      regionId: null,
      source: 'JGJ/T 484',
    });
    expect(all.get('limits.waveEvery')).toMatchObject({ value: 20, regionId: null, source: 'safety case 2.2' });
    expect(all.get('ladders')).toMatchObject({ value: 'default', regionId: null, rule: { settable: false } });
    expect([...all.values()].filter(({ source }) => source === '')).toEqual([]);
  });

  it('say of a default what the region has decided for later', () => {
    const later = { value: 5, from: 200 };
    expect(shown([setting('village', 200, 5, 'rota.warnAheadD')]).get('rota.warnAheadD')).toMatchObject({
      ...{ value: 7, regionId: null, next: later },
    });
  });

  it('keep a key that this version does not read, and say so', () => {
    expect(shown([setting('county', 10, true)]).get('pilot.no-such-thing')).toMatchObject({
      regionId: 'county',
      rule: null,
    });
  });
});

describe('a number in force', () => {
  it('is the default where a value lies beyond its bounds or is none', () => {
    expect(numberIn({ 'checks.seatEveryD': 7 }, 'checks.seatEveryD')).toBe(7);
    expect(numberIn({ 'checks.seatEveryD': 0 }, 'checks.seatEveryD')).toBe(31);
    expect(numberIn({ 'checks.seatEveryD': '7' }, 'checks.seatEveryD')).toBe(31);
  });

  it('gives the terms of device work that the region has set, and the defaults of the rest', () => {
    const policy = deviceWorkPolicyOf({ 'deviceWork.offline.withinH': 5 });
    expect(policy).toEqual({ ...defaultDeviceWork, within: { ...defaultDeviceWork.within, offline: hours(5) } });
  });

  it('SR-08: switches a feature off where the region says so, and nowhere else', () => {
    expect([isFeatureOn({}, 'referral'), isFeatureOn({ 'pilot.referral': false }, 'referral')]).toEqual([true, false]);
  });
});
