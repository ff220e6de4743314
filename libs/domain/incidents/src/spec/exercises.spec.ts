import { describe, expect, it } from '@jest/globals';
import { as, hours, instant, minutes, type HelperId, type IncidentId } from '@silverbell/kernel';
import { classify, CLASS_OF_KIND } from '../classify.js';
import { ALERT_KINDS, OUTCOMES } from '@silverbell/vocabulary';
import { consequencesOf } from '../consequences.js';
import { defaultPolicy } from '../default-policy.js';
import { policyFaults } from '../escalation/limits.js';
import { practiceOf } from '../questions.js';
import type { Practice } from '../state.js';
import { NOON, operator, signal, Story } from './story.js';

const inWindow = { facts: { testWindow: true } };
const drill = (): Practice => ({
  kind: 'drill',
  drillId: 'd1',
  over: instant(NOON + hours(1)),
  endedBy: null,
  helperIds: [as<HelperId>('wang')],
});
const practised = (kind: Parameters<Story['raise']>[0] = 'sos'): Story =>
  new Story().raise(kind, { practice: drill() });
const tried = (): Story => new Story().raise('sos', inWindow);

const closing = (outcome: (typeof OUTCOMES)[number]) =>
  ({ type: 'close', outcome, note: null, proof: {}, proofText: null }) as const;

describe('a device tried out in a window', () => {
  it('gets its receipts and asks nobody, rings nobody and tells nobody', () => {
    const story = tried();
    expect(story.case.family).toBe('test');
    expect(story.case.verdict.code).toBe('test');
    story.wait(600);
    expect(story.receipts()).toEqual(['received']);
    expect(story.told.every((one) => one.kind === 'receipt')).toBe(true);
  });

  it('is tried again as often as she likes', () => {
    const story = tried();
    for (const alertId of ['a2', 'a3', 'a4'])
      story.does(
        { kind: 'device', id: 'pendant' },
        { type: 'join-signal', signal: signal('sos', { alertId }), repeat: false },
      );
    expect(story.case.class).toBe('W');
    expect(story.case.verdict.code).toBe('test');
    expect(story.asked()).toEqual([]);
    expect(story.receipts()).toEqual(['received', 'received', 'received', 'received']);
  });

  it('is put away when the window must be over, and never before', () => {
    const story = tried().wait(defaultPolicy.limits.testWindowLasts / 1_000 - 1);
    expect(story.case.closure).toBeNull();
    story.wait(1);
    expect(story.case.closure).toMatchObject({ outcome: 'test' });
    expect(story.case.followUpDueAt).toBeNull();
  });

  it('is left to whoever looks at it', () => {
    const story = tried().attend().attendedFor(1_000);
    expect(story.case.closure).toBeNull();
    expect(story.does(operator, closing('test'))).toContain('closed');
  });

  it.each(['real', 'unclear'] as const)('is an emergency the moment an operator says %s', (verdict) => {
    const story = tried().attend();
    story.does(operator, { type: 'give-verdict', verdict, cause: null });
    expect(practiceOf(story.case)).toBeNull();
    expect([story.case.class, story.case.severity]).toEqual(['B', 1]);
    expect(story.asked()).toHaveLength(3);
    expect(story.does(operator, closing('test'))).toBe('proof-missing');
  });

  it('a silent alarm that was tried out becomes a silent alarm', () => {
    const story = new Story().raise('panic', inWindow).attend();
    story.does(operator, { type: 'give-verdict', verdict: 'real', cause: null });
    expect([story.case.class, story.case.severity]).toEqual(['D', 1]);
    expect(story.asked()).toEqual([]);
  });

  it.each(ALERT_KINDS)('%s outside a window never is one', (kind) => {
    const facts = { homeId: null, seniorIds: [], dispatchFirst: false, dementia: false, testWindow: false };
    const { family } = classify(kind, 'observed', facts, false);
    expect(family).toBe(CLASS_OF_KIND[kind] === 'W' ? 'work' : 'emergency');
  });
});

describe('a drill', () => {
  it('climbs the ladder as in earnest, with the people who take part', () => {
    const story = practised().wait(120);
    expect(story.case.class).toBe('B');
    expect(story.asked().length).toBeGreaterThan(0);
    expect(story.rangRoles()).toContain('lead');
  });

  it('stands above no real case, whatever class it reaches', () => {
    expect(practised('smoke').wait(300).case.severity).toBe(3);
    expect(practised().wait(300).case.severity).toBe(3);
  });

  it('frightens no family, and rings no home', () => {
    const story = practised('smoke').wait(600);
    expect(story.told.filter((one) => one.kind === 'contact-message' || one.kind === 'home-call')).toEqual([]);
  });

  it.each(['120', '119', '110'] as const)('never rings %s, and does not decide to', (service) => {
    const story = practised().attend();
    const call = { service, numberDialled: service, told: null, reference: null, status: 'called' } as const;
    expect(story.does(operator, { type: 'record-agency-call', ...call })).toBe('drill-no-agency');
    expect(story.does(operator, { type: 'decide-emergency', service, decision: 'call', reason: null })).toBe(
      'drill-no-agency',
    );
    expect(
      story.does(operator, { type: 'decide-emergency', service, decision: 'no-call', reason: 'not-medical' }),
    ).toContain('emergency-decided');
  });

  it.each(OUTCOMES.filter((outcome) => outcome !== 'drill'))('does not end as %s', (outcome) => {
    expect(practised().attend().does(operator, closing(outcome))).toBe('practice-outcome');
  });

  it('ends as a drill, and is not followed up', () => {
    const story = practised().attend();
    expect(story.does(operator, closing('drill'))).toContain('closed');
    expect(story.case.followUpDueAt).toBeNull();
  });

  it.each(['drill', 'test'] as const)('is no way to close a real case as %s', (outcome) => {
    expect(new Story().raise('sos').attend().does(operator, closing(outcome))).toBe('proof-missing');
  });

  it('ends with its time, whoever plays on the scene', () => {
    const story = practised().attend();
    story.does(operator, { type: 'give-verdict', verdict: 'real', cause: null });
    story.visited('wang').wait(3_600);
    expect(story.case.closure).toMatchObject({ outcome: 'drill' });
    expect(story.happened('practice-ended').map(({ reason }) => reason)).toEqual(['time']);
    expect(story.happened('withdrawn').map(({ helperId }) => helperId)).toContain('wang');
  });

  it('beaten by a real alarm it sends everybody home and says no word to the device', () => {
    const story = practised().attend();
    story.does(operator, { type: 'give-verdict', verdict: 'real', cause: null });
    const realId = as<IncidentId>('real');
    const before = story.told.length;
    story.does({ kind: 'system', id: 'drills' }, { type: 'end-practice', reason: 'real-alarm', realId });
    const after = story.told.slice(before);
    expect(after.filter((one) => one.kind === 'receipt')).toEqual([]);
    expect(after.filter((one) => one.kind === 'offer-over')).not.toEqual([]);
    expect(story.case.closure).not.toBeNull();
    // Said twice, it is over once.
    expect(
      story.does({ kind: 'system', id: 'drills' }, { type: 'end-practice', reason: 'ended', realId: null }),
    ).toEqual([]);
  });

  it('a real case is nobody’s to end like one', () => {
    const story = new Story().raise('sos');
    expect(story.does({ kind: 'system', id: 'drills' }, { type: 'end-practice', reason: 'ended', realId: null })).toBe(
      'no-practice',
    );
  });

  it('believes a helper who asks for help, and takes her silence for play', () => {
    const story = practised().attend();
    story.does(operator, { type: 'give-verdict', verdict: 'real', cause: null });
    story.visited('wang');
    const assignmentId = story.assignmentOf('wang');
    story.wait(minutes(40) / 1_000);
    expect(story.told.filter((one) => one.kind === 'helper-case')).toEqual([]);
    story.does({ kind: 'helper', id: 'wang' }, { type: 'report-scene', assignmentId, code: 'helper-needs-help' });
    expect(story.told.filter((one) => one.kind === 'helper-case')).toHaveLength(1);
  });

  it('is told by consequences of its own facts alone', () => {
    const story = practised();
    const [raised] = story.happened('raised');
    expect(raised && consequencesOf(raised, story.case)).toHaveLength(1);
  });
});

describe('what a region may say of tests and drills', () => {
  const faultsOf = (limits: Partial<typeof defaultPolicy.limits>) =>
    policyFaults({ ...defaultPolicy, limits: { ...defaultPolicy.limits, ...limits } });

  it('a window closes within an hour and a drill within a day, whatever was edited', () => {
    expect(faultsOf({ testWindowLasts: hours(1), drillLastsAtMost: hours(24) })).toEqual([]);
    expect(faultsOf({ testWindowLasts: hours(2) })).toEqual(['a test window must close within an hour']);
    expect(faultsOf({ testTimeADay: hours(5) })).toEqual(['one device may be tested for four hours a day at most']);
    expect(faultsOf({ drillLastsAtMost: hours(25) })).toEqual(['a drill must end within a day']);
    expect(faultsOf({ testEvery: hours(0) })).toEqual(['testEvery must be above zero']);
  });
});
