import type { SilenceRuleWire } from '@silverbell/wire';

/** The rules as they stand in a form: words that are being typed, each rule on or off. */
export interface RuleDraft {
  readonly noSign: boolean;
  readonly withinHours: string;
  readonly morning: boolean;
  readonly from: string;
  readonly by: string;
  readonly water: boolean;
  readonly belowL: string;
  readonly aboveL: string;
}

const nothing: RuleDraft = {
  noSign: false,
  withinHours: '12',
  morning: false,
  from: '04:00',
  by: '07:30',
  water: false,
  belowL: '10',
  aboveL: '1000',
};

export function draftOf(rules: readonly SilenceRuleWire[]): RuleDraft {
  return rules.reduce<RuleDraft>((draft, one) => {
    switch (one.rule) {
      case 'no-sign':
        return { ...draft, noSign: true, withinHours: String(one.withinHours) };
      case 'morning':
        return { ...draft, morning: true, from: one.from, by: one.by };
      case 'water':
        return { ...draft, water: true, belowL: String(one.belowL), aboveL: String(one.aboveL) };
    }
  }, nothing);
}

/** What is sent. Limits are the server's to judge: it says which one was broken. */
export function rulesFrom(draft: RuleDraft): SilenceRuleWire[] {
  const rules: SilenceRuleWire[] = [];
  if (draft.noSign) rules.push({ rule: 'no-sign', withinHours: Number(draft.withinHours) });
  if (draft.morning) rules.push({ rule: 'morning', from: draft.from, by: draft.by });
  if (draft.water) rules.push({ rule: 'water', belowL: Number(draft.belowL), aboveL: Number(draft.aboveL) });
  return rules;
}
