import { describe, expect, it } from '@jest/globals';
import { as, hours, type IncidentId } from '@silverbell/kernel';
import type { OutcomeCode } from '@silverbell/vocabulary';
import { followUpDueAt } from '../decide/follow-up.js';
import { defaultPolicy } from '../default-policy.js';
import type { Limits } from '../ladder.js';
import type { Incident } from '../state.js';
import { NOON, Story } from './story.js';

const press = new Story().raise().case;
const atRisk = new Story().raise('sos', { facts: { dispatchFirst: true } }).case;
const work = new Story().raise('battery-low').case;
/** How long after its closing a case is followed up, in hours. */
const dueIn = (incident: Incident, outcome: OutcomeCode): number | null => {
  const at = followUpDueAt(incident, outcome, NOON);
  return at === null ? null : (at - NOON) / hours(1);
};
const numbered = (n: number): Incident => ({ ...press, id: as<IncidentId>(`case-${String(n)}`) });

describe('a follow-up (CR-53)', () => {
  it.each<readonly [string, Incident, OutcomeCode, number | null]>([
    ['of a person at risk is due after a day', atRisk, 'reassured', 24],
    ['of a person at risk who pressed by mistake is due after a day', atRisk, 'false-press', 24],
    ['of a person whom an ambulance took is due after seven days', atRisk, 'ambulance-transported', 168],
    ['of a person whom relatives took to hospital is due after seven days', atRisk, 'hospital-by-others', 168],
    ['of a press that ended in hospital is due after seven days', press, 'ambulance-transported', 168],
    ['of a press that resolved itself is owed by nobody', press, 'self-resolved', null],
    ['of work is owed by nobody', work, 'device-repaired', null],
  ])('%s', (_, incident, outcome, expected) => {
    expect(dueIn(incident, outcome)).toBe(expected);
  });

  it('is owed for 5 % of false presses, the same ones whenever they are drawn', () => {
    const drawn = Array.from({ length: 10_000 }, (_, n) => dueIn(numbered(n), 'false-press'));
    const share = drawn.filter((one) => one !== null).length / drawn.length;
    expect(share).toBeGreaterThan(0.045);
    expect(share).toBeLessThan(0.055);
    expect(drawn).toEqual(Array.from({ length: 10_000 }, (_, n) => dueIn(numbered(n), 'false-press')));
    expect(new Set(drawn)).toEqual(new Set([null, 24]));
  });

  it('keeps the rules of a case that was raised before there were these limits', () => {
    const { followUpAfterHospital: _, followUpOfFalsePresses: __, ...limits } = defaultPolicy.limits;
    const old = { ...atRisk, policy: { ...atRisk.policy, limits: limits as Limits } };
    expect(dueIn(old, 'ambulance-transported')).toBe(24);
    expect(dueIn({ ...old, class: 'A' }, 'false-press')).toBeNull();
  });
});
