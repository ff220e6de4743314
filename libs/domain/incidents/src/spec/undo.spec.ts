import { describe, expect, it } from '@jest/globals';
import { as, seconds, type HomeId, type SeniorId } from '@silverbell/kernel';
import { allowedActionsOf } from '../decide/index.js';
import { fold } from '../evolve.js';
import { colleague, home, lead, operator, signal, Story } from './story.js';

const attended = (): Story => new Story().raise('sos').attend();

describe('undoing an act within 10 s', () => {
  it('opens the question again after a false alarm that was a slip, and asks helpers anew', () => {
    const story = new Story().raise('sos', { facts: { dispatchFirst: true } });
    story.attend().called('senior-recognised');
    story.does(operator, { type: 'give-verdict', verdict: 'false-alarm', cause: null });
    expect(story.case.search.mode).toBe('none');
    expect(story.does(operator, { type: 'undo', act: 'verdict' })).toContain('undone');
    expect(story.case.verdict.code).toBe('unknown');
    expect(story.case.search.mode).not.toBe('none');
  });

  it('puts a person who was at risk at risk again', () => {
    const story = attended();
    story.does(operator, { type: 'give-verdict', verdict: 'real', cause: null });
    story.called('senior-recognised');
    story.does(operator, { type: 'give-verdict', verdict: 'non-urgent', cause: null });
    story.does(operator, { type: 'undo', act: 'verdict' });
    expect([story.case.verdict.code, story.case.search.mode]).toEqual(['real', 'waves']);
  });

  it('takes back a hold, which then does not count as one', () => {
    const story = attended().called('senior-recognised');
    story.does(operator, { type: 'hold', reason: 'watching' });
    story.does(operator, { type: 'undo', act: 'hold' });
    expect([story.case.hold, story.case.holdTimes]).toEqual([null, 0]);
  });

  it('takes back a release: the case is mine again', () => {
    const story = attended();
    story.does(operator, { type: 'release', reason: 'handover' });
    story.does(operator, { type: 'undo', act: 'release' });
    expect(story.case.attention).toMatchObject({ state: 'attended', by: operator.id });
  });

  it('never takes a released case from a colleague who attends it by now', () => {
    const story = attended();
    story.does(operator, { type: 'release', reason: 'handover' });
    story.attend(colleague);
    expect(story.does(operator, { type: 'undo', act: 'release' })).toBe('undo-over');
  });

  it('sends help to the place before', () => {
    const story = attended();
    const before = story.case.destination;
    story.wait(2).does(operator, { type: 'set-destination', choice: 'away', point: home, reason: 'senior-said' });
    story.does(operator, { type: 'undo', act: 'destination' });
    expect(story.case.destination).toMatchObject({ choice: before?.choice, point: before?.point });
  });

  it('asks the question of 120 again, and the answer is none', () => {
    const story = attended();
    story.does(operator, { type: 'decide-emergency', service: '120', decision: 'no-call', reason: 'not-medical' });
    story.does(operator, { type: 'undo', act: 'no-call' });
    expect(story.case.decisions).toEqual([]);
    expect(story.case.questions.map(({ service }) => service)).toEqual(['120']);
  });

  it('is refused after 10 s, by another person, and for what was not the last act', () => {
    const story = attended().called('senior-recognised');
    story.does(operator, { type: 'hold', reason: 'watching' });
    expect(story.does(lead, { type: 'undo', act: 'hold' })).toBe('undo-over');
    expect(story.does(operator, { type: 'undo', act: 'release' })).toBe('undo-over');
    expect(story.wait(10).does(operator, { type: 'undo', act: 'hold' })).toBe('undo-over');
  });

  it.each([
    ['a dispatch', { type: 'make-offers', helperIds: 'wave', reason: null }],
    ['a verdict that dispatches', { type: 'give-verdict', verdict: 'unclear', cause: null }],
    ['the decision to call 120', { type: 'decide-emergency', service: '120', decision: 'call', reason: null }],
  ] as const)('knows no way back from %s', (_, act) => {
    const story = attended();
    story.does(operator, act);
    expect(story.case.undoable).toBeUndefined();
  });

  it('is over with the closing', () => {
    const story = attended().called('senior-recognised');
    story.does(operator, { type: 'give-verdict', verdict: 'false-alarm', cause: null });
    story.does(operator, { type: 'close', outcome: 'false-press', note: null, proof: {}, proofText: null });
    expect(story.case.undoable).toBeUndefined();
  });

  it('lets a name of the roll-call wait again', () => {
    const story = new Story().raise('offline');
    const chen = as<SeniorId>('chen');
    const name = { seniorId: chen, homeId: as<HomeId>('home'), tier: 1, risks: [], lastContactAt: null } as const;
    story.does({ kind: 'system', id: 'presence' }, { type: 'list-names', names: [name] });
    story.does(operator, { type: 'roll-call', seniorId: chen, how: 'spoken' });
    story.does(operator, { type: 'undo', act: 'roll-call' });
    expect(story.case.rollCall).toMatchObject([{ state: 'waiting', how: null }]);
  });

  it('is the same fold when the log is read again', () => {
    const story = attended().called('senior-recognised');
    story.does(operator, { type: 'hold', reason: 'watching' });
    story.does(operator, { type: 'undo', act: 'hold' });
    expect(fold(story.events)).toEqual({ ...story.case, leaseUntil: fold(story.events).leaseUntil });
  });
});

describe('shelving', () => {
  const shelved = (): Story => {
    const story = new Story().raise('battery-low').attend();
    story.does(operator, { type: 'shelve', reason: 'repair-ordered', hours: 8 });
    return story;
  };

  it('keeps work silent for its hours, and brings it back', () => {
    const story = shelved();
    const told = story.told.length;
    story.wait(8 * 3_600 - 1);
    expect(story.told).toHaveLength(told);
    expect(story.wait(1).case.shelf).toBeUndefined();
    expect(story.happened('shelf-ended')).toMatchObject([{ reason: 'time' }]);
  });

  it('is refused for a person at risk, and for longer than a shift', () => {
    expect(attended().does(operator, { type: 'shelve', reason: 'repair-ordered', hours: 1 })).toBe('shelve-not-this');
    const story = new Story().raise('battery-low').attend();
    expect(story.does(operator, { type: 'shelve', reason: 'repair-ordered', hours: 9 })).toBe('shelve-too-long');
    expect(allowedActionsOf(story.case, operator)).toContain('shelve');
    expect(allowedActionsOf(attended().case, operator)).not.toContain('shelve');
  });

  it('ends at once when something new is said, and not when the device repeats itself', () => {
    const story = shelved();
    const device = { kind: 'device', id: 'pendant' } as const;
    const joins = (kind: 'battery-low' | 'tamper', alertId: string): void => {
      story.does(device, { type: 'join-signal', signal: signal(kind, { alertId }), repeat: false });
    };
    joins('battery-low', 'a2');
    expect(story.case.shelf).toBeDefined();
    joins('tamper', 'a3');
    expect(story.case.shelf).toBeUndefined();
  });

  it('ends when a colleague takes it up, and can be undone', () => {
    expect(shelved().attend(colleague).case).toMatchObject({ attention: { by: colleague.id } });
    const story = shelved();
    story.does(operator, { type: 'undo', act: 'shelve' });
    expect(story.case).toMatchObject({ attention: { state: 'attended', by: operator.id } });
    expect(story.case.shelf).toBeUndefined();
  });
});

describe('a protocol card', () => {
  const where = { type: 'answer-protocol', card: 'press', cardVersion: 1, question: 'where' } as const;

  it('puts each answer into the log once, and a later one in its place', () => {
    const story = attended();
    expect(story.does(operator, { ...where, answer: 'bedroom' })).toEqual(['protocol-answered']);
    expect(story.does(operator, { ...where, answer: 'bedroom' })).toEqual([]);
    story.does(operator, { ...where, answer: 'bathroom' });
    expect(story.case.protocol?.map(({ answer }) => answer)).toEqual(['bathroom']);
    expect(story.happened('protocol-answered')).toHaveLength(2);
  });

  it('counts as acting on the case, so its owner is not reminded', () => {
    const story = attended().wait(seconds(30) / 1_000);
    story.does(operator, { ...where, answer: 'bedroom' });
    expect(story.case.lastActionAt).toBe(story.now);
  });

  it.each([
    ['an answer it does not have', { ...where, answer: 'roof' }],
    ['another version', { ...where, cardVersion: 0, answer: 'bedroom' }],
    ['another card', { ...where, card: 'fire', answer: 'bedroom' }],
  ])('refuses %s', (_, act) => {
    expect(attended().does(operator, act)).toBe('protocol-changed');
  });
});
