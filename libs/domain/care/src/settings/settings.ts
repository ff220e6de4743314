import { AIDS, LOCAL_CLASSES } from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/index.js';
import { COMPLAINT_WINDOWS } from '../quality/triggers.js';
import { VISITS_AT_LEAST } from '../visit/obligations.js';
import { isMonthDay } from '../village-score/village-score.js';

type Unit = 'days' | 'minutes' | 'years' | 'percent' | 'points' | 'visits';

/** What the value of a care setting may be. */
export type CareValueRule =
  | { readonly type: 'switch' }
  /** A whole number within bounds, both included. */
  | {
      readonly type: 'number';
      readonly unit: Unit;
      readonly least: number;
      readonly most: number;
    }
  /** A day of every year, as `12-15`. */
  | { readonly type: 'month-day' }
  /** One of these. */
  | { readonly type: 'choice'; readonly of: readonly string[] }
  /** Any of these, at least one, each once. */
  | { readonly type: 'list'; readonly of: readonly string[] };

export type CareValue = boolean | number | string | readonly string[];

export interface CareSettingRule {
  readonly key: string;
  readonly value: CareValueRule;
  readonly default: CareValue;
  /** The rule or document the default comes from. */
  readonly source: string;
  /** Money, deadline and threshold keys count only when a second person agreed (CR-04). */
  readonly twoPeople: boolean;
}

const number = (
  key: string,
  value: number,
  unit: Unit,
  [least, most]: readonly [number, number],
  source: string,
): CareSettingRule => ({
  ...{ key: `care.${key}`, value: { type: 'number', unit, least, most }, default: value, source, twoPeople: true },
});

/** Ability levels of GB/T 42195, 0 able to 4 wholly disabled. */
export const ABILITY_LEVELS = [0, 1, 2, 3, 4] as const;
const LOCAL_CLASS_OF_LEVEL = ['able', 'semi-disabled', 'semi-disabled', 'disabled', 'disabled'] as const;

/** Every number and list of daytime care that a region may change, with its default and where that comes from. */
export const CARE_SETTING_RULES: readonly CareSettingRule[] = [
  {
    ...{
      key: 'care.purchase.classes',
      value: { type: 'list', of: ['three-noes', 'subsistence', 'near-subsistence', 'destitute'] },
    },
    ...{ default: ['three-noes', 'subsistence', 'near-subsistence'], source: 'CR-17', twoPeople: true },
  },
  number('purchase.fromAge', 60, 'years', [50, 100], 'CR-17'),
  number('entitlement.minutesPerDay.semi-disabled', 90, 'minutes', [0, 1_440], 'CR-24, FD 1.5 h'),
  number('entitlement.minutesPerDay.disabled', 120, 'minutes', [0, 1_440], 'CR-24, FD 2 h'),
  { key: 'care.deathDayCounts', value: { type: 'switch' }, default: true, source: 'CR-27', twoPeople: true },
  number('assessment.graceD', 30, 'days', [0, 366], 'CR-13'),
  number('proof.remindAheadD', 30, 'days', [0, 366], 'CR-27'),
  number('certificate.warnFirstD', 30, 'days', [0, 366], 'CR-31'),
  number('certificate.warnAgainD', 7, 'days', [0, 366], 'CR-31'),
  number('order.lateAfterMin', 30, 'minutes', [5, 240], 'CR-37'),
  number('order.missedAfterMin', 90, 'minutes', [15, 720], 'CR-30, CR-37'),
  number('order.tooShortMin', 10, 'minutes', [0, 60], 'CR-32'),
  number('order.uploadWithinMin', 1_440, 'minutes', [60, 10_080], 'CR-32'),
  number('order.backEntryWorkingD', 2, 'days', [0, 30], 'CR-32'),
  number('order.silentAfterD', 3, 'days', [1, 30], 'CR-36'),
  {
    ...{ key: 'care.complaints.window', value: { type: 'choice', of: COMPLAINT_WINDOWS } },
    ...{ default: 'rolling-30d', source: 'CR-50', twoPeople: true },
  },
  number('complaints.acknowledgeWorkingD', 1, 'days', [1, 10], 'CR-52'),
  number('complaints.answerWorkingD', 5, 'days', [1, 30], 'CR-52'),
  number('verification.decideWorkingD', 3, 'days', [1, 30], 'CR-50'),
  number('verification.replaceWorkingD', 2, 'days', [1, 30], 'CR-51'),
  {
    // for days of heat, cold or storm: from a day on, and from the day behind the last one back again
    ...{ key: 'care.visits.atLeast', value: { type: 'choice', of: VISITS_AT_LEAST } },
    ...{ default: 'by-risk', source: 'CR-55', twoPeople: false },
  },
  number('followUp.ordersPct', 5, 'percent', [0, 100], 'CR-53'),
  number('ranking.leastVisits', 30, 'visits', [1, 10_000], 'CR-77'),
  {
    ...{ key: 'care.entitlement.pool', value: { type: 'choice', of: ['day', 'week', 'month'] } },
    ...{ default: 'day', source: 'CR-33', twoPeople: true },
  },
  number('villageScore.fullPoints', 2, 'points', [1, 100], 'CR-54, FD'),
  {
    ...{ key: 'care.villageScore.deadline', value: { type: 'month-day' }, default: '12-15' },
    ...{ source: 'CR-54, FD', twoPeople: true },
  },
  ...ABILITY_LEVELS.map((level): CareSettingRule => ({
    ...{ key: `care.localClass.level${String(level)}`, value: { type: 'choice', of: LOCAL_CLASSES } },
    ...{ default: LOCAL_CLASS_OF_LEVEL[level], source: 'CR-13, GB/T 42195; unverified template', twoPeople: true },
  })),
  {
    ...{ key: 'care.sixAids', value: { type: 'list', of: AIDS } },
    ...{
      default: ['meals', 'medical', 'cleaning', 'bathing', 'shopping', 'urgent'],
      source: 'CR-15',
      twoPeople: false,
    },
  },
];

const RULES = new Map(CARE_SETTING_RULES.map((rule) => [rule.key, rule]));
export const careSettingRule = (key: string): CareSettingRule | undefined => RULES.get(key);

/** Whether a value may stand under a rule. */
export function fitsRule({ value: rule }: CareSettingRule, value: unknown): value is CareValue {
  switch (rule.type) {
    case 'switch':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && Number.isInteger(value) && value >= rule.least && value <= rule.most;
    case 'month-day':
      return typeof value === 'string' && isMonthDay(value);
    case 'choice':
      return typeof value === 'string' && rule.of.includes(value);
    case 'list':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        new Set(value).size === value.length &&
        value.every((one: unknown) => typeof one === 'string' && rule.of.includes(one))
      );
  }
}

/** A setting as it stands on file: from a day on, in one region. */
export interface CareSettingRow {
  readonly regionId: string;
  readonly key: string;
  readonly validFrom: CivilDay;
  readonly value: CareValue;
  readonly source: string;
  readonly by: string;
}

export interface CareSettingInForce {
  readonly rule: CareSettingRule;
  readonly value: CareValue;
  /** `null`: no region says anything, and the default counts. */
  readonly row: CareSettingRow | null;
  /** What replaces it, in the region itself, when nothing is changed until then. */
  readonly next: CareSettingRow | null;
}

/**
 * Of every key what counts on a day: the nearest region that says something wins, with its latest setting (CR-04).
 * @param chain the region itself first, the root last
 */
export function careSettingsOn(
  chain: readonly string[],
  rows: readonly CareSettingRow[],
  on: CivilDay,
): readonly CareSettingInForce[] {
  return CARE_SETTING_RULES.map((rule) => {
    const rowsOfKey = rows.filter(({ key }) => key === rule.key);
    const row = chain
      .map((regionId) => latest(rowsOfKey.filter((one) => one.regionId === regionId && one.validFrom <= on)))
      .find((one) => one !== null);
    const ahead = rowsOfKey.filter((one) => one.regionId === chain[0] && one.validFrom > on);
    const next = ahead.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0] ?? null;
    return { rule, value: row?.value ?? rule.default, row: row ?? null, next };
  });
}

const latest = (rows: readonly CareSettingRow[]): CareSettingRow | null =>
  rows.reduce<CareSettingRow | null>(
    (best, one) => (best === null || one.validFrom > best.validFrom ? one : best),
    null,
  );

/** Values by key, for the rules that need them. */
export class CareSettings {
  readonly #values: ReadonlyMap<string, CareValue>;

  constructor(inForce: readonly CareSettingInForce[]) {
    this.#values = new Map(inForce.map(({ rule, value }) => [rule.key, value]));
  }

  number(key: string): number {
    return this.#read(key, (value) => typeof value === 'number');
  }

  switch(key: string): boolean {
    return this.#read(key, (value) => typeof value === 'boolean');
  }

  monthDay(key: string): string {
    return this.#read(key, (value): value is string => typeof value === 'string' && isMonthDay(value));
  }

  choice(key: string): string {
    return this.#read(key, (value) => typeof value === 'string');
  }

  list(key: string): readonly string[] {
    return this.#read(key, (value): value is readonly string[] => Array.isArray(value));
  }

  #read<T extends CareValue>(key: string, is: (value: CareValue) => value is T): T {
    const value = this.#values.get(key);
    if (value === undefined || !is(value)) throw new Error(`no such setting is kept under ${key}`);
    return value;
  }
}
