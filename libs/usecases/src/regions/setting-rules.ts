import { DEFAULT_DISPATCH_POLICY } from '@silverbell/dispatch';
import { hours, type Duration } from '@silverbell/kernel';
import {
  DEVICE_WORK,
  PILOT_FEATURES,
  type PilotFeature,
  type SettingUnit,
  type TaskKind,
} from '@silverbell/vocabulary';
import { defaultDeviceWork, type DeviceWorkPolicy } from '../devices/device-work.js';
import type { Settings } from '../facts/of-region.js';
import { LIMIT_RULES } from './limit-bounds.js';

/** What a region may say under a key, what counts where none does, and where that number comes from. */
export interface SettingRule {
  readonly key: string;
  readonly unit: SettingUnit;
  /** `null`: the platform's own, as it was started with. */
  readonly default: boolean | number | string | null;
  readonly least: number | null;
  readonly most: number | null;
  readonly source: string;
  /** `false`: it is changed where its own rules are asked. */
  readonly settable: boolean;
}

const HOUR_MS = hours(1);

const number = (
  unit: SettingUnit,
  key: string,
  value: number,
  [least, most]: readonly [number, number],
  source: string,
): SettingRule => ({ key, unit, default: value, least, most, source, settable: true });

const WORK_SOURCES: Readonly<Record<string, string>> = { recall: 'CR-27; choice of operations: two weeks' };

const deviceWork: readonly SettingRule[] = [
  ...DEVICE_WORK.map((kind) =>
    number(
      'hours',
      `deviceWork.${kind}.withinH`,
      defaultDeviceWork.within[kind] / HOUR_MS,
      [1, 24 * 366],
      WORK_SOURCES[kind] ?? 'choice of operations',
    ),
  ),
  number(
    'hours',
    'deviceWork.callingOfflineWithinH',
    defaultDeviceWork.callingOfflineWithin / HOUR_MS,
    [1, 72],
    'JGJ/T 484',
  ),
  number(
    'days',
    'deviceWork.expiryAheadD',
    defaultDeviceWork.expiryAhead / (24 * HOUR_MS),
    [1, 366],
    'choice of operations',
  ),
];

const terms: readonly SettingRule[] = [
  number('days', 'checks.seatEveryD', 31, [1, 92], 'monthly check of duty seats; contracts 7'),
  number('days', 'checks.numberEveryD', 31, [1, 92], 'monthly check of emergency numbers; contracts 7'),
  number('days', 'rota.warnAheadD', 7, [1, 62], 'choice of operations: a week leaves time to find a person'),
  number('minutes', 'coverage.withinMin', 15, [1, 120], 'on site 15 min in town, 30 min remote'),
  number('days', 'helpers.channelTestEveryD', 7, [1, 31], 'weekly self-test'),
  number(
    'hours',
    'helpers.channelAnswerWithinH',
    48,
    [1, 24 * 14],
    'choice of operations: a weekend away is no failure',
  ),
  number('hours', 'helpers.channelWorkWithinH', 72, [1, 24 * 31], 'choice of operations'),
  number(
    'days',
    'helpers.certificateAheadD',
    30,
    [0, 366],
    'choice of operations: the time a new health certificate takes',
  ),
];

/** How long a task may take; people at risk first. */
const TASK_TERMS: readonly (readonly [kind: TaskKind, hours: number, source: string])[] = [
  ['abuse-suspected', 2, 'choice of operations: the same half-day; a person in danger is an incident, not a task'],
  ['cold-or-hot', 4, 'choice of operations: before the night'],
  ['confused', 24, 'choice of operations: the next day at the doctor’s'],
  ['no-food', 12, 'choice of operations: before the next day’s meal'],
  ['fire-risk', 24, 'choice of operations'],
  ['self-neglect', 72, 'choice of operations'],
  ['service-requested', 72, 'choice of operations'],
  ['call-back', 1, 'choice of operations, where no time was agreed'],
  ['frequent-presses', 24 * 3, 'choice: a visit within three days, as the third try of a follow-up'],
  ['chattering-device', 24, 'choice: repaired the next day, since its reports hide others'],
  ['near-miss', 24 * 7, 'safety case 3: reviewed after each near miss'],
  ['protected-referral', 2, 'choice of operations: as any suspicion of abuse'],
];
export const FREQUENT_PRESSES = { day: 'tasks.falsePressesADay', week: 'tasks.falsePressesAWeek' } as const;
const tasks = TASK_TERMS.map(([kind, within, source]) =>
  number('hours', `tasks.${kind}.withinH`, within, [1, 24 * 31], source),
);

/** How many false presses of a home become a visit, never a filter. */
const PRESSES: readonly SettingRule[] = [
  number('number', FREQUENT_PRESSES.day, 3, [1, 100], 'safety case 2.2, follow-up: 3 false presses in 24 h'),
  number('number', FREQUENT_PRESSES.week, 10, [1, 500], 'safety case 2.2, follow-up: or 10 in a week'),
];

/** Who may be sent at all (age, conflict, night) is no number of a region. */
const DISPATCH: readonly (readonly [
  key: string,
  unit: SettingUnit,
  value: number,
  bounds: readonly [number, number],
])[] = [
  ...(['walk', 'bicycle', 'e-bike', 'car'] as const).flatMap((how) => [
    [`speedDay.${how}`, 'number', DEFAULT_DISPATCH_POLICY.speedDay[how], [0.1, 40]] as const,
    [`speedNight.${how}`, 'number', DEFAULT_DISPATCH_POLICY.speedNight[how], [0.1, 40]] as const,
  ]),
  ['detour', 'number', DEFAULT_DISPATCH_POLICY.detour, [1, 5]],
  ['freshFixS', 'seconds', DEFAULT_DISPATCH_POLICY.freshFixS, [30, 3_600]],
  ['usableFixS', 'seconds', DEFAULT_DISPATCH_POLICY.usableFixS, [60, 14_400]],
  ['nearS', 'seconds', DEFAULT_DISPATCH_POLICY.nearS, [60, 3_600]],
  ['farS', 'seconds', DEFAULT_DISPATCH_POLICY.farS, [60, 7_200]],
  ['needlessNightsAWeek', 'number', DEFAULT_DISPATCH_POLICY.needlessNightsAWeek, [1, 50]],
  ['needlessOffersADay', 'number', DEFAULT_DISPATCH_POLICY.needlessOffersADay, [1, 50]],
  ['certificateExpiredS', 'seconds', DEFAULT_DISPATCH_POLICY.certificateExpiredS, [1, 3_600]],
];

const other = (key: string, value: SettingRule['default'], unit: SettingUnit, source: string): SettingRule => ({
  ...{ key, unit, default: value, least: null, most: null, source },
  settable: unit !== 'other',
});

export const SETTING_RULES: readonly SettingRule[] = [
  other('timeZone', null, 'time-zone', 'SILVERBELL_TIME_ZONE'),
  other('ladders', 'default', 'other', 'safety case 2.1'),
  ...PILOT_FEATURES.map((feature) =>
    other(`pilot.${feature}`, true, 'switch', 'SR-08: on unless a region switches it off'),
  ),
  ...deviceWork,
  ...terms,
  ...tasks,
  ...PRESSES,
  ...DISPATCH.map(([key, unit, value, bounds]) =>
    number(unit, `dispatch.${key}`, value, bounds, 'dispatch: see its policy'),
  ),
  ...LIMIT_RULES,
];

const RULES = new Map(SETTING_RULES.map((rule) => [rule.key, rule]));
export const settingRule = (key: string): SettingRule | undefined => RULES.get(key);

/** A number in force; one past its bounds, written before they were drawn or past the editor, counts as none. */
export function numberIn(settings: Settings, key: string): number {
  const rule = RULES.get(key);
  if (rule === undefined || typeof rule.default !== 'number') throw new Error(`no number is kept under ${key}`);
  const value = settings[key];
  return typeof value === 'number' && isWithinBounds(rule, value) ? value : rule.default;
}

export const isWithinBounds = ({ least, most }: SettingRule, value: number): boolean =>
  Number.isFinite(value) && value >= (least ?? value) && value <= (most ?? value);

/** SR-08: a feature is on unless the nearest region that says something switched it off. */
export const isFeatureOn = (settings: Settings, feature: PilotFeature): boolean =>
  settings[`pilot.${feature}`] !== false;

const inHours = (settings: Settings, key: string): Duration => hours(numberIn(settings, key));
const inDays = (settings: Settings, key: string): Duration => hours(24 * numberIn(settings, key));

export const deviceWorkPolicyOf = (settings: Settings): DeviceWorkPolicy => ({
  within: Object.fromEntries(
    DEVICE_WORK.map((kind) => [kind, inHours(settings, `deviceWork.${kind}.withinH`)]),
  ) as DeviceWorkPolicy['within'],
  callingOfflineWithin: inHours(settings, 'deviceWork.callingOfflineWithinH'),
  expiryAhead: inDays(settings, 'deviceWork.expiryAheadD'),
});

/** How long a check of a telephone number counts. */
export interface CheckTerms {
  readonly seat: Duration;
  readonly number: Duration;
}
export const checkTermsOf = (settings: Settings): CheckTerms => ({
  seat: inDays(settings, 'checks.seatEveryD'),
  number: inDays(settings, 'checks.numberEveryD'),
});

export const warnAheadOf = (settings: Settings): Duration => inDays(settings, 'rota.warnAheadD');
