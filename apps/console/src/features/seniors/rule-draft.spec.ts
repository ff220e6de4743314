import { describe, expect, it } from '@jest/globals';
import type { SilenceRuleWire } from '@silverbell/wire';
import { draftOf, rulesFrom } from './rule-draft.js';

describe('the form of the silence rules', () => {
  it('gives back the rules it was filled with', () => {
    const rules: SilenceRuleWire[] = [
      { rule: 'no-sign', withinHours: 10 },
      { rule: 'morning', from: '05:00', by: '08:00' },
      { rule: 'water', belowL: 12, aboveL: 900 },
    ];
    expect(rulesFrom(draftOf(rules))).toEqual(rules);
  });

  it('sends no rule when none is ticked: nobody has a rule until somebody agreed on it', () => {
    expect(rulesFrom(draftOf([]))).toEqual([]);
  });
});
