import { describe, expect, it } from '@jest/globals';
import { reasonLabel } from './reason-label.js';

const t = (key: string, facts: Readonly<Record<string, unknown>> = {}): string =>
  [key, ...Object.values(facts).map(String)].join(' ');
const old = { fix: { ageS: 7_200, accuracyM: 12 }, reasons: ['on-duty', 'position-old', 'position-base'] };

describe('a reason of the ranking', () => {
  it('D1: names the age and the accuracy of an old fix', () => {
    const words = reasonLabel(old, 'position-old', t as never);
    expect(words).toContain('candidates.fixAge time.hours 2');
    expect(words).toContain('candidates.accuracy 12');
  });

  it('says them once, and not of her base or of anything else', () => {
    for (const code of ['position-base', 'on-duty'])
      expect(reasonLabel(old, code, t as never)).not.toContain('candidates');
    const rough = { fix: { ageS: 5, accuracyM: null }, reasons: ['position-fresh', 'position-rough'] };
    expect(reasonLabel(rough, 'position-rough', t as never)).not.toContain('candidates');
    expect(reasonLabel(rough, 'position-fresh', t as never)).toContain('candidates.fixNow candidates.accuracyUnknown');
  });
});
