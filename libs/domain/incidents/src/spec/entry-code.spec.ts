import { describe, expect, it } from '@jest/globals';
import { entryCodeStateOf } from '../entry-code.js';
import { colleague, helper, operator, signal, Story } from './story.js';

type ProofOf = 'position' | 'door-tag' | 'unproven';
const device = { kind: 'device', id: 'pendant' } as const;

function arrived(proof: ProofOf, facts = { dispatchFirst: true }): Story {
  const story = new Story().raise('sos', { facts });
  story.accepts('wang');
  const assignmentId = story.assignmentOf('wang');
  story.does(helper('wang'), { type: 'depart', assignmentId });
  story.does(helper('wang'), { type: 'arrive', assignmentId, proof, doorTagMatches: null });
  return story;
}
const stateOf = (story: Story) => entryCodeStateOf(story.case, story.case.assignments[0]!);
const release = (story: Story, by = operator) =>
  story.does(by, { type: 'release-entry-code', assignmentId: story.assignmentOf('wang') });
const shows = (story: Story) =>
  story.does(helper('wang'), { type: 'show-entry-code', assignmentId: story.assignmentOf('wang') });

describe('the code of the lock', () => {
  it.each<[ProofOf, string]>([
    ['position', 'open'],
    ['door-tag', 'open'],
    ['unproven', 'unproven'],
  ])('after an arrival proven by %s is %s', (proof, state) => {
    expect(stateOf(arrived(proof))).toBe(state);
  });

  it('is for nobody on her way, nor once she has finished or withdrawn, nor after the case', () => {
    const story = new Story().raise('sos', { facts: { dispatchFirst: true } });
    story.accepts('wang');
    expect(stateOf(story)).toBe('not-there');
    const there = arrived('door-tag');
    const assignmentId = there.assignmentOf('wang');
    there.does(helper('wang'), { type: 'finish', assignmentId, condition: 'fine', flags: [], note: null });
    expect(stateOf(there)).toBe('not-there');
    const gone = arrived('door-tag');
    gone.does(helper('wang'), { type: 'withdraw', assignmentId: gone.assignmentOf('wang'), reason: 'unsafe' });
    expect(stateOf(gone)).toBe('not-there');
  });

  it('opens by the operator’s word, which is a fact with her name and tells the helper’s page', () => {
    const story = arrived('unproven').attend();
    expect(release(story)).toEqual(['entry-code-released']);
    expect(stateOf(story)).toBe('open');
    expect(story.happened('entry-code-released')[0]).toMatchObject({ actor: operator, helperId: 'wang' });
    expect(story.told.at(-1)).toMatchObject({ kind: 'assignment-changed', channel: 'socket', what: 'entry-code' });
    expect(release(story)).toEqual([]);
  });

  it('opens by a proof that comes later, and never by a wrong door tag', () => {
    const story = arrived('unproven');
    const assignmentId = story.assignmentOf('wang');
    const again = (proof: ProofOf, doorTagMatches: boolean | null) =>
      story.does(helper('wang'), { type: 'arrive', assignmentId, proof, doorTagMatches });
    expect(again('unproven', false)).toBe('door-tag-wrong');
    expect(again('unproven', null)).toEqual([]);
    expect(again('door-tag', true)).toEqual(['arrival-proven']);
    expect(stateOf(story)).toBe('open');
    expect(again('position', null)).toEqual([]);
  });

  it('an operator cannot show the code to one on her way, into gas, in an exercise', () => {
    const onHerWay = new Story().raise('sos', { facts: { dispatchFirst: true } });
    onHerWay.accepts('wang');
    expect(release(onHerWay)).toBe('helper-not-at-door');
    expect(release(arrived('unproven').attend(colleague))).toBe('already-attended');
    const gas = arrived('door-tag');
    gas.does(device, { type: 'join-signal', signal: signal('gas', { alertId: 'a2' }), repeat: false });
    expect(stateOf(gas)).toBe('outside-only');
    expect(release(gas)).toBe('entry-code-closed');
  });

  it('each showing of the code is a fact with person and time, one per minute on the page', () => {
    const story = arrived('door-tag');
    expect(shows(story)).toEqual(['entry-code-shown']);
    expect(story.happened('entry-code-shown')[0]).toMatchObject({ actor: helper('wang'), helperId: 'wang' });
    expect(shows(story.wait(59))).toEqual([]);
    expect(shows(story.wait(1))).toEqual(['entry-code-shown']);
    expect(shows(arrived('unproven'))).toEqual([]);
  });
});
