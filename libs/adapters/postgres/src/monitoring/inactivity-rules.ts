import { duration, hours, instant } from '@silverbell/kernel';
import type { InactivityFile } from '@silverbell/usecases';

export type Rule = InactivityFile['rules'][number];

/** Lengths of time are in hours where people write them. */
export interface StoredRule {
  readonly rule: Rule['rule'];
  readonly since?: number;
  readonly withinHours?: number;
  readonly from?: string;
  readonly by?: string;
  readonly belowL?: number;
  readonly aboveL?: number;
}

/** What a stored rule does not say is as the safety case has it: 12 h, 07:30, 10 L and 1,000 L. */
export function ruleOf({
  rule,
  since = 0,
  withinHours = 12,
  from = '04:00',
  by = '07:30',
  belowL = 10,
  aboveL = 1_000,
}: StoredRule): Rule {
  switch (rule) {
    case 'no-sign':
      return { rule, within: duration(withinHours * hours(1)), since: instant(since) };
    case 'morning':
      return { rule, from, by };
    case 'water':
      return { rule, belowL, aboveL };
  }
}

export function storedRule(rule: Rule): StoredRule {
  switch (rule.rule) {
    case 'no-sign':
      return { rule: rule.rule, withinHours: rule.within / hours(1), since: rule.since };
    case 'morning':
    case 'water':
      return rule;
  }
}

/** What a region gives that says nothing of its own. */
export const defaultRules: readonly Rule[] = (['no-sign', 'morning', 'water'] as const).map((rule) => ruleOf({ rule }));
