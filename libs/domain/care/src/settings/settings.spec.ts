import { describe, expect, it } from '@jest/globals';
import {
  CARE_SETTING_RULES,
  careSettingRule,
  CareSettings,
  careSettingsOn,
  fitsRule,
  type CareSettingRow,
} from './settings.js';

const row = (regionId: string, validFrom: string, value: number): CareSettingRow => ({
  ...{ regionId, key: 'care.assessment.graceD', validFrom, value, source: '会议纪要', by: 'county-1' },
});
const chain = ['village', 'town', 'county'];
const graceOn = (rows: readonly CareSettingRow[], on: string) =>
  careSettingsOn(chain, rows, on).find(({ rule }) => rule.key === 'care.assessment.graceD');

describe('CR-04: a care setting', () => {
  it('is the default until a region says something', () => {
    expect(graceOn([], '2026-10-14')).toMatchObject({ value: 30, row: null, next: null });
    expect(CARE_SETTING_RULES.every((rule) => fitsRule(rule, rule.default))).toBe(true);
  });

  it('of the nearest region counts, even when one above is newer', () => {
    const rows = [row('county', '2026-10-01', 10), row('town', '2026-01-01', 20)];
    expect(graceOn(rows, '2026-10-14')).toMatchObject({ value: 20, row: { regionId: 'town' } });
  });

  it('counts from its day on, and the region is told what comes next', () => {
    const rows = [row('village', '2026-07-01', 5), row('village', '2026-11-01', 7), row('village', '2026-12-01', 9)];
    expect(graceOn(rows, '2026-10-31')).toMatchObject({ value: 5, next: { value: 7 } });
    expect(graceOn(rows, '2026-11-01')).toMatchObject({ value: 7, next: { value: 9 } });
  });

  it('fits its rule, or is refused', () => {
    const fits = (key: string, value: unknown) => {
      const rule = careSettingRule(key);
      return rule !== undefined && fitsRule(rule, value);
    };
    expect([90, 90.5, -1, '90'].map((value) => fits('care.entitlement.minutesPerDay.disabled', value))).toEqual([
      ...[true, false, false, false],
    ]);
    expect(
      [['three-noes'], [], ['three-noes', 'three-noes'], ['rich'], 'three-noes'].map((value) =>
        fits('care.purchase.classes', value),
      ),
    ).toEqual([true, false, false, false, false]);
    expect([fits('care.deathDayCounts', false), fits('care.deathDayCounts', 0)]).toEqual([true, false]);
  });

  it('is read by its key with its type', () => {
    const settings = new CareSettings(careSettingsOn(chain, [], '2026-10-14'));
    expect(settings.number('care.purchase.fromAge')).toBe(60);
    expect(settings.switch('care.deathDayCounts')).toBe(true);
    expect(settings.choice('care.localClass.level3')).toBe('disabled');
    expect(settings.list('care.purchase.classes')).toContain('subsistence');
    expect(() => settings.number('care.deathDayCounts')).toThrow('care.deathDayCounts');
  });
});
