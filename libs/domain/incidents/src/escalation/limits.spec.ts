import { describe, expect, it } from '@jest/globals';
import { duration, hours, minutes, seconds } from '@silverbell/kernel';
import fc from 'fast-check';
import { INCIDENT_CLASSES, type IncidentClass } from '@silverbell/vocabulary';
import { defaultPolicy } from '../default-policy.js';
import type { Ladder, Ladders, Policy, Rung, RungStep } from '../ladder.js';
import { Story } from '../spec/story.js';
import { limitFaults } from './limits.js';

const { ladders } = defaultPolicy;
const policyOf = (changed: Partial<Ladders>): Policy => ({ ...defaultPolicy, ladders: { ...ladders, ...changed } });
const edited = (code: IncidentClass, id: string, change: Partial<Rung>): Ladder => ({
  ...ladders[code],
  rungs: ladders[code].rungs.map((rung) => (rung.id === id ? { ...rung, ...change } : rung)),
});
const lastOf = (code: IncidentClass, change: Partial<Ladder['lastRung']>): Ladder => ({
  ...ladders[code],
  lastRung: { ...ladders[code].lastRung, ...change },
});
const faultsOf = (changed: Partial<Ladders>): readonly string[] =>
  limitFaults(policyOf(changed)).map((fault) => `${fault.class ?? '-'} ${fault.code}`);

describe('the limits no region can edit away', () => {
  it('a ladder beyond its limits is refused', () => {
    const [fault, ...more] = limitFaults(
      policyOf({ A: edited('A', 'unattended-b', { after: seconds(3000), afterWhenNobodyOnDuty: seconds(30) }) }),
    );
    expect(fault?.words).toEqual({
      'zh-CN': 'A 类·按铃（先核实）：无人受理时必须在 120 秒内升为 B 类。',
      en: 'A must become B within 120 s unattended.',
    });
    expect(more.map((one) => one.code)).toEqual(['last-rung-reached']);
  });

  it('accepts the ladders of the safety case, and a region that is quicker', () => {
    expect(limitFaults(defaultPolicy)).toEqual([]);
    expect(faultsOf({ A: edited('A', 'unattended-b', { after: seconds(45) }) })).toEqual([]);
    expect(faultsOf({ A: edited('A', 'unattended-b', { after: seconds(120) }) })).toEqual([]);
  });

  const broken: readonly (readonly [string, Partial<Ladders>, readonly string[]])[] = [
    ['121 s unattended', { A: edited('A', 'unattended-b', { after: seconds(121) }) }, ['A unattended-becomes-b']],
    [
      'slow only while nobody is on duty',
      { A: edited('A', 'unattended-b', { afterWhenNobodyOnDuty: seconds(500) }) },
      ['A unattended-becomes-b'],
    ],
    [
      'slow only for a fall',
      { A: edited('A', 'unattended-b', { afterFor: { fall: seconds(121) } }) },
      ['A unattended-becomes-b'],
    ],
    ['an open call for ever', { A: edited('A', 'unverified-b', { atLatest: hours(1) }) }, ['A attended-becomes-b']],
    ['a first wave taken out', { B: edited('B', 'at-risk', { steps: [{ do: 'ring-consoles' }] }) }, ['B first-wave']],
    [
      'a first wave at 11 s',
      { B: edited('B', 'at-risk', { after: seconds(11) }) },
      ['B first-wave', 'B raised-at-once'],
    ],
    ['a last rung every 11 min', { C: lastOf('C', { every: minutes(11) }) }, ['C last-rung-repeats']],
    ['an outage every 61 min', { G: lastOf('G', { every: minutes(61) }) }, ['G last-rung-repeats']],
    ['a last rung on a screen', { D: lastOf('D', { steps: [{ do: 'ring-consoles' }] }) }, ['D last-rung-voice']],
    [
      'a rung from 300 to 3000 s, which puts the last one off',
      { B: edited('B', 'county', { after: seconds(3000) }) },
      ['B last-rung-reached'],
    ],
    ['an alarm that rings nobody', { F: edited('F', 'soft', { steps: [{ do: 'locate' }] }) }, ['F consoles-ring']],
    [
      'a silent alarm that calls the family',
      {
        D: edited('D', 'overflow', { steps: [{ do: 'tell-contacts', who: 'at-risk', by: 'call' }] }),
      },
      ['D silent'],
    ],
    [
      'a telephone in a room full of gas',
      { C: lastOf('C', { steps: [...ladders.C.lastRung.steps, { do: 'call-home', kinds: ['smoke', 'gas'] }] }) },
      ['C no-ringing-in-gas'],
    ],
    [
      'a class that becomes a milder one',
      { C: edited('C', 'fire-post-cadre', { steps: [{ do: 'become', class: 'F' }] }) },
      ['C becomes-stricter'],
    ],
    [
      'a borrowed name that would swallow the first wave',
      { A: edited('A', 'one-offer', { id: 'at-risk' }) },
      ['B rung-names'],
    ],
    ['half a millisecond', { E: edited('E', 'lead', { after: duration(0.5) }) }, ['E times-readable']],
    ['a bell that never ends', { W: lastOf('W', { every: duration(0) }) }, ['W times-readable']],
  ];
  it.each(broken)('says in one sentence each what is wrong with %s', (_, changed, expected) => {
    expect(faultsOf(changed)).toEqual(expected);
    for (const { words } of limitFaults(policyOf(changed))) {
      expect(words['zh-CN']).toMatch(/[\u4e00-\u9fff].*。$/);
      expect(words.en).toMatch(/^[A-Z"].*\.$/i);
    }
  });

  it('names every limit that is broken at once', () => {
    expect(
      faultsOf({
        A: { ...ladders.A, rungs: [], lastRung: { every: hours(1), steps: [] } },
        B: lastOf('B', { every: hours(1) }),
      }),
    ).toEqual([
      'A unattended-becomes-b',
      'A attended-becomes-b',
      'A consoles-ring',
      'A last-rung-repeats',
      'A last-rung-voice',
      'B last-rung-repeats',
    ]);
  });
});

/** Whatever an editor can send: waits moved, rungs dropped, renamed or copied from elsewhere, steps swapped. */
const wait = fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 20_000 })).map(seconds);
const someRung = fc.constantFrom(...INCIDENT_CLASSES.flatMap((code) => ladders[code].rungs));
const someStep: fc.Arbitrary<RungStep> = someRung.chain((rung) => fc.constantFrom(...rung.steps));
const change: fc.Arbitrary<(ladder: Ladder) => Ladder> = fc
  .tuple(fc.nat(), fc.nat(8), wait, someRung, someStep)
  .map(([nth, what, after, rung, step]) => (ladder: Ladder): Ladder => {
    const at = ladder.rungs.length === 0 ? 0 : nth % ladder.rungs.length;
    const replace = (one: Partial<Rung>): Ladder => ({
      ...ladder,
      rungs: ladder.rungs.map((old, index) => (index === at ? { ...old, ...one } : old)),
    });
    switch (what) {
      case 0:
        return { ...ladder, rungs: ladder.rungs.filter((_, index) => index !== at) };
      case 1:
        return { ...ladder, rungs: [...ladder.rungs, rung] };
      case 2:
        return replace({ id: rung.id });
      case 3:
        return replace({ steps: [step] });
      case 4:
        return { ...ladder, lastRung: { ...ladder.lastRung, every: after } };
      case 5:
        return { ...ladder, lastRung: { ...ladder.lastRung, steps: [step] } };
      case 6:
        return replace({ atLatest: after });
      case 7:
        return replace({ afterWhenNobodyOnDuty: after });
      default:
        return replace({ after });
    }
  });
const policies = fc
  .array(fc.tuple(fc.constantFrom(...INCIDENT_CLASSES), change), { minLength: 1, maxLength: 4 })
  .map((changes) =>
    changes.reduce(
      (policy, [code, apply]) => ({
        ...policy,
        ladders: { ...policy.ladders, [code]: apply(policy.ladders[code]) },
      }),
      defaultPolicy,
    ),
  );

describe('an edit that is accepted', () => {
  // The life of a case is the witness here, not the rule that accepted the edit.
  it('cannot violate a limit, whatever was edited', () => {
    let accepted = 0;
    fc.assert(
      fc.property(policies, fc.boolean(), (policy, operatorOnDuty) => {
        if (limitFaults(policy).length > 0) return;
        accepted += 1;
        const asked = new Story().raise('sos', { policy, operatorOnDuty }).wait(120);
        expect(['B', 'C', 'D']).toContain(asked.case.class);
        expect(asked.happened('offered').length).toBeGreaterThan(0);

        const attended = new Story().raise('sos', { policy, operatorOnDuty }).attend();
        attended.does(
          { kind: 'operator', id: 'li' },
          { type: 'record-call', callId: null, party: 'senior', result: null, recognisedBy: null },
        );
        attended.attendedFor(180);
        expect(attended.case.class).toBe('B');

        const atRisk = new Story().raise('fall', { policy, operatorOnDuty });
        expect(atRisk.happened('offered').length).toBeGreaterThan(0);

        for (const [kind, worst] of [
          ['smoke', 600],
          ['panic', 600],
          ['wandering', 600],
        ] as const) {
          const story = new Story();
          story.candidates = [];
          story.raise(kind, { policy, operatorOnDuty }).wait(3 * worst + 1);
          const before = story.happened('rung-fired').filter((event) => event.rung === 'last').length;
          expect(before).toBeGreaterThan(0);
          const calls = story.rangRoles().length;
          story.wait(worst);
          expect(story.happened('rung-fired').filter((event) => event.rung === 'last').length).toBeGreaterThan(before);
          expect(story.rangRoles().length).toBeGreaterThan(calls);
          if (kind === 'panic') {
            expect(story.happened('offered')).toEqual([]);
            expect(story.told.some((one) => one.kind === 'contact-message' || one.kind === 'home-call')).toBe(false);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(30);
  });
});
