import { between, hours, type Duration, type Instant } from '@silverbell/kernel';
import type { InactivityRule } from './inactivity.js';

/** Beyond these a rule is noise, or no rule. Data with a default; the reason stands beside each. */
export const RULE_LIMITS = {
  /** Shorter: she sleeps, shops, sits. Longer: she would lie there for two days. */
  noSignHours: { least: 2, most: 48 },
  /** Later than noon is no morning. */
  morningBy: { least: '05:00', most: '12:00' },
  waterBelowL: { least: 0, most: 100 },
  waterAboveL: { least: 100, most: 20_000 },
} as const;

/** No rule rests for ever. */
export const LONGEST_AWAY: Duration = hours(31 * 24);
/** Who leaves next spring is written down next spring. */
export const AWAY_AHEAD: Duration = hours(60 * 24);

export const RULE_FAULTS = ['rule-twice', 'no-sign-hours', 'morning-times', 'water-litres'] as const;
export type RuleFault = (typeof RULE_FAULTS)[number];

/** What is wrong with these rules; at most one of each sort. */
export function ruleFaults(rules: readonly InactivityRule[]): readonly RuleFault[] {
  const faults = new Set<RuleFault>();
  if (new Set(rules.map(({ rule }) => rule)).size < rules.length) faults.add('rule-twice');
  for (const rule of rules) {
    switch (rule.rule) {
      case 'no-sign': {
        const { least, most } = RULE_LIMITS.noSignHours;
        if (!(rule.within >= hours(least) && rule.within <= hours(most))) faults.add('no-sign-hours');
        break;
      }
      case 'morning': {
        const { least, most } = RULE_LIMITS.morningBy;
        if (!(rule.by >= least && rule.by <= most && rule.from < rule.by)) faults.add('morning-times');
        break;
      }
      case 'water': {
        const { waterBelowL: below, waterAboveL: above } = RULE_LIMITS;
        const fits =
          rule.belowL >= below.least &&
          rule.belowL <= below.most &&
          rule.aboveL >= above.least &&
          rule.aboveL <= above.most &&
          rule.belowL < rule.aboveL;
        if (!fits) faults.add('water-litres');
      }
    }
  }
  return [...faults];
}

export type AwayFault = 'away-ends-before' | 'away-too-long' | 'away-over' | 'away-too-far-ahead';

/** What is wrong with an absence that is to be recorded now. */
export function awayFault(away: { readonly from: Instant; readonly until: Instant }, now: Instant): AwayFault | null {
  if (away.until <= away.from) return 'away-ends-before';
  if (away.until <= now) return 'away-over';
  if (between(now, away.from) > AWAY_AHEAD) return 'away-too-far-ahead';
  // From today on: an old beginning does not shorten what is asked for now.
  return between(away.from > now ? away.from : now, away.until) > LONGEST_AWAY ? 'away-too-long' : null;
}
