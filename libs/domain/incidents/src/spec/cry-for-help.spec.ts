import { describe, expect, it } from '@jest/globals';
import { after, as, hours, type HelperId } from '@silverbell/kernel';
import { WORRY_FLAGS } from '@silverbell/vocabulary';
import type { Practice } from '../state.js';
import { helper, operator, Story } from './story.js';

/** A soft sign (class F) that was answered by sending Wang; she is at the door. */
function atTheDoor(): Story {
  const story = new Story();
  story.raise('inactivity').attend();
  story.does(operator, { type: 'make-offers', helperIds: [story.candidates[0]?.helperId ?? never()], reason: null });
  story.accepts('wang');
  const assignmentId = story.assignmentOf('wang');
  story.does(helper('wang'), { type: 'arrive', assignmentId, proof: 'door-tag', doorTagMatches: null });
  return story;
}
const never = (): never => {
  throw new Error('no candidate');
};
const questions = (story: Story) => story.case.questions.map(({ service }) => service);
const tasks = (story: Story) => story.told.flatMap((one) => (one.kind === 'task' ? [one.task] : []));
const finish = (story: Story, condition: 'fine' | 'serious', flags: readonly (typeof WORRY_FLAGS)[number][] = []) =>
  story.does(helper('wang'), {
    ...{ type: 'finish', assignmentId: story.assignmentOf('wang'), condition, flags, note: null },
  });

describe('what a helper says at the scene is acted on', () => {
  it('a person who does not respond is at risk: class B at once, and 120 is asked for (H16)', () => {
    const story = atTheDoor();
    expect([story.case.class, questions(story)]).toEqual(['F', []]);
    story.does(helper('wang'), {
      ...{ type: 'report-scene', assignmentId: story.assignmentOf('wang'), code: 'unresponsive' },
    });
    expect([story.case.class, story.case.severity, questions(story)]).toEqual(['B', 1, ['120']]);
  });

  it('a serious condition raises the class; the 120 question outlives the visit (H16)', () => {
    const story = atTheDoor();
    finish(story, 'serious');
    expect([story.case.class, questions(story)]).toEqual(['B', ['120']]);
    expect(finish(atTheDoor(), 'fine')).not.toContain('class-changed');
  });

  it('is asked anew although 120 was decided against before she was seen (H16)', () => {
    const story = atTheDoor();
    story.does(operator, { type: 'decide-emergency', service: '120', decision: 'no-call', reason: 'not-medical' });
    finish(story, 'serious');
    expect(questions(story)).toEqual(['120']);
  });

  it.each([
    ['called', [], ['120']],
    ['on-the-way', [], ['120']],
    ['not-sent', ['120'], ['120']],
    ['stood-down', ['120'], ['120']],
    ['arrived', [], []],
    ['handed-over', [], []],
  ] as const)('a crew "%s": the helper asks for it: %j, she gets worse: %j (H16)', (status, wanted, worse) => {
    const story = atTheDoor();
    const told = { service: '120', numberDialled: '000-9120', told: null, reference: null } as const;
    story.does(operator, { type: 'record-agency-call', ...told, status: 'called' });
    if (status !== 'called') story.does(operator, { type: 'record-agency-call', ...told, status });
    story.does(helper('wang'), {
      ...{ type: 'report-scene', assignmentId: story.assignmentOf('wang'), code: 'need-120' },
    });
    expect(questions(story)).toEqual(wanted);
    finish(story, 'serious');
    expect(questions(story)).toEqual(worse);
  });

  it('keeps a silent incident silent: no contact and no further helper is told (H10)', () => {
    const story = atTheDoor();
    story.does(operator, { type: 'give-verdict', verdict: 'duress', cause: null });
    const told = story.told.length;
    story.does(helper('wang'), {
      ...{ type: 'report-scene', assignmentId: story.assignmentOf('wang'), code: 'unresponsive' },
    });
    expect([story.case.class, questions(story)]).toEqual(['D', expect.arrayContaining(['120'])]);
    const kinds = story.told.slice(told).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'contact-message' || kind === 'offer')).toEqual([]);
  });

  it.each(WORRY_FLAGS)('%s becomes a task, once', (flag) => {
    const story = atTheDoor();
    finish(story, 'fine', [flag, flag]);
    expect(tasks(story)).toEqual([flag]);
  });

  it('an exercise leaves no work behind (H13)', () => {
    const story = new Story();
    const over = after(story.now, hours(4));
    const drill: Practice = { kind: 'drill', drillId: 'd1', over, endedBy: null, helperIds: [as<HelperId>('wang')] };
    story.raise('sos', {
      facts: { dispatchFirst: true },
      practice: drill,
    });
    story.accepts('wang');
    const assignmentId = story.assignmentOf('wang');
    story.does(helper('wang'), { type: 'arrive', assignmentId, proof: 'door-tag', doorTagMatches: null });
    finish(story, 'fine', ['no-food', 'abuse-suspected']);
    expect(story.case.assignments[0]?.state).toBe('finished');
    expect(tasks(story)).toEqual([]);
  });

  it('a service that was asked for becomes a task of the office', () => {
    const story = new Story();
    story.raise('assistance').attend().called('senior-recognised');
    const proof = { serviceOrder: '送餐' };
    story.does(operator, { type: 'close', outcome: 'service-requested', note: null, proof, proofText: null });
    expect(tasks(story)).toEqual(['service-requested']);
  });
});
