import { describe, expect, it } from '@jest/globals';
import { after, seconds } from '@silverbell/kernel';
import { fellDueAt, type DeadlineKey } from '../deadlines.js';
import { phaseOf, primaryOf } from '../questions.js';
import { helper, NOON, operator, people, signal, Story } from './story.js';

describe('a press nobody attends', () => {
  it('the ladder calls lead and overflow at 15 s, offers at 30 s, is a person at risk at 60 s', () => {
    const story = new Story().raise();
    expect(story.rangRoles()).toEqual([]);
    story.wait(15);
    expect(story.rangRoles()).toEqual(['lead', 'overflow']);
    story.wait(15);
    expect(story.asked()).toEqual(['wang']);
    story.wait(30);
    expect(story.case.class).toBe('B');
    expect(story.asked()).toEqual(['wang', 'zhao', 'qian', 'sun']);
    expect(story.rangRoles()).toEqual(['lead', 'overflow', 'village-cadre', 'township-duty']);
    expect(story.case.questions.map((question) => question.service)).toEqual(['120']);
  });

  it('with no operator on duty rings the overflow at once and becomes B at 30 s', () => {
    const story = new Story().raise('sos', { operatorOnDuty: false });
    expect(story.rangRoles()).toContain('overflow');
    story.wait(30);
    expect(story.case.class).toBe('B');
  });

  it('climbs to the county, and repeats the whole list every 5 min until a named person takes it', () => {
    const story = new Story();
    story.candidates = [];
    story.raise().wait(60 + 300);
    expect(story.rangRoles()).toEqual(
      expect.arrayContaining(['village-cadre', 'station', 'township-duty', 'county-duty']),
    );
    const rings = (): number => story.rangRoles().filter((role) => role === 'county-duty').length;
    const before = rings();
    story.wait(900);
    expect(rings()).toBe(before + 3);
    story.does({ kind: 'duty-person', id: 'seat' }, { type: 'take-charge', role: 'county-duty', personName: null });
    const taken = rings();
    story.wait(900);
    expect(rings()).toBe(taken);
  });

  it('calls the cadre in the same second when there is nobody to ask', () => {
    const story = new Story();
    story.candidates = [];
    story.raise('sos', { facts: { dispatchFirst: true } });
    expect(story.happened('nobody-found')).toHaveLength(1);
    expect(story.rangRoles()).toEqual(expect.arrayContaining(['village-cadre', 'station', 'township-duty']));
    expect(story.secondsOf('nobody-found')).toBe(0);
  });
});

describe('a person at risk', () => {
  it('is offered to three people at 0 s and to the next three every 20 s', () => {
    const story = new Story().raise('sos', { facts: { dispatchFirst: true } });
    expect(story.asked()).toEqual(['wang', 'zhao', 'qian']);
    story.wait(20);
    expect(story.asked()).toHaveLength(5);
  });

  it('tells everybody else at once when somebody near has accepted', () => {
    const story = new Story().raise('sos', { facts: { dispatchFirst: true } });
    story.accepts('zhao');
    expect(primaryOf(story.case)?.helperId).toBe('zhao');
    expect(story.happened('offer-ended').map((event) => [event.helperId, event.reason])).toEqual([
      ['wang', 'taken'],
      ['qian', 'taken'],
    ]);
    expect(story.accepts('wang')).toBe('offer-taken');
    expect(story.receipts()).toEqual(['received', 'searching', 'helper-assigned']);
    story.wait(60);
    expect(story.asked()).toHaveLength(3);
  });

  it('keeps a second acceptance as backup in a fall', () => {
    const story = new Story().raise('fall');
    story.accepts('zhao');
    story.accepts('qian');
    expect(story.case.assignments.map((a) => [a.helperId, a.role])).toEqual([
      ['zhao', 'primary'],
      ['qian', 'backup'],
    ]);
    expect(story.accepts('wang')).toBe('offer-taken');
  });

  it('lets a backup go home when the primary departs, and after a fall only when she arrives', () => {
    const fall = new Story().raise('fall');
    fall.accepts('zhao');
    fall.accepts('qian');
    fall.does(helper('zhao'), { type: 'depart', assignmentId: fall.assignmentOf('zhao') });
    expect(fall.case.assignments.map((a) => a.state)).toEqual(['departed', 'accepted']);
    fall.does(helper('zhao'), {
      type: 'arrive',
      assignmentId: fall.assignmentOf('zhao'),
      proof: 'unproven',
      doorTagMatches: null,
    });
    expect(fall.case.assignments.map((a) => a.state)).toEqual(['arrived', 'withdrawn']);
    expect(
      fall.told.some(
        (one) => one.kind === 'assignment-changed' && one.helperId === 'qian' && one.what === 'stood-down',
      ),
    ).toBe(true);
  });

  it('does not end the search for a helper 40 min away', () => {
    const story = new Story();
    story.candidates = people(['far', 40]);
    story.raise('sos', { facts: { dispatchFirst: true } });
    story.accepts('far');
    expect(phaseOf(story.case)).toBe('responding');
    story.candidates = people(['far', 40], ['wang', 4]);
    story.wait(60);
    expect(story.asked()).toEqual(['far', 'wang']);
    story.accepts('wang');
    expect(story.case.assignments.map((a) => [a.helperId, a.role])).toEqual([
      ['far', 'backup'],
      ['wang', 'primary'],
    ]);
    expect(story.receipts()).toContain('helper-changed');
  });

  it('counts helpers whom no channel reached as not asked, and asks farther away instead', () => {
    const story = new Story();
    const near = Array.from({ length: 12 }, (_, n) => [`near-${String(n)}`, 5] as const);
    story.candidates = people(...near, ['far', 40]);
    story.raise('fall').wait(60);
    expect(story.asked()).toEqual(near.map(([name]) => name));
    // The first three were marked as not reached at 60 s: fewer than twelve were asked.
    expect(story.wait(20).asked().at(-1)).toBe('far');
  });

  it('takes a withdrawn helper back on the device at once, and asks the next', () => {
    const story = new Story().raise('sos', { facts: { dispatchFirst: true } });
    story.accepts('wang');
    story.does(helper('wang'), { type: 'withdraw', assignmentId: story.assignmentOf('wang'), reason: 'breakdown' });
    expect(story.receipts().at(-1)).not.toBe('helper-assigned');
    expect(story.receipts()).toContain('helper-changed');
    expect(story.asked().slice(3)).toEqual(['zhao', 'qian', 'sun']);
  });

  it('asks the same people again whose offers it ended for somebody who then left', () => {
    const story = new Story();
    story.candidates = people(['wang', 4], ['zhao', 6]);
    story.raise().attend();
    story.does(operator, { type: 'give-verdict', verdict: 'real', cause: null });
    story.accepts('wang');
    expect(story.case.offers.map((offer) => offer.overReason)).toEqual([null, 'taken']);
    story.does(helper('wang'), { type: 'withdraw', assignmentId: story.assignmentOf('wang'), reason: 'breakdown' });
    expect(story.asked()).toEqual(['wang', 'zhao', 'zhao']);
  });

  it('looks for another when the first does not depart, and keeps her until one is found', () => {
    const story = new Story().raise('sos', { facts: { dispatchFirst: true } });
    story.accepts('wang');
    story.wait(180);
    expect(story.happened('helper-reminded')).toHaveLength(1);
    expect(story.happened('stalled')).toHaveLength(1);
    expect(primaryOf(story.case)?.helperId).toBe('wang');
    story.accepts('sun');
    expect(story.case.assignments.map((a) => [a.helperId, a.role])).toEqual([
      ['wang', 'standby'],
      ['sun', 'primary'],
    ]);
  });
});

describe('signals that join', () => {
  it('an SOS joining an inactivity case dispatches like an SOS', () => {
    const story = new Story().raise('inactivity').wait(240);
    expect(story.case.class).toBe('F');
    story.does(
      { kind: 'device', id: 'pendant' },
      { type: 'join-signal', signal: signal('sos', { alertId: 'a2' }), repeat: false },
    );
    expect(story.case.class).toBe('B');
    expect(story.asked().length).toBeGreaterThan(0);
  });

  it('a third press within 60 s dispatches', () => {
    const story = new Story().raise();
    for (const alertId of ['a2', 'a3'])
      story.does(
        { kind: 'device', id: 'pendant' },
        { type: 'join-signal', signal: signal('sos', { alertId }), repeat: false },
      );
    expect(story.case.class).toBe('B');
  });

  it('the same alert again is counted, gets its receipt again, and is no third press', () => {
    const story = new Story().raise();
    for (let count = 0; count < 50; count += 1)
      story.does({ kind: 'device', id: 'pendant' }, { type: 'join-signal', signal: signal('sos'), repeat: true });
    expect(story.case.signalCount).toBe(51);
    expect(story.case.class).toBe('A');
    expect(story.receipts().filter((stage) => stage === 'received')).toHaveLength(51);
  });

  it('keeps a silent case silent whatever joins it', () => {
    const story = new Story().raise('panic');
    story.does(
      { kind: 'device', id: 'pendant' },
      { type: 'join-signal', signal: signal('smoke', { alertId: 'a2' }), repeat: false },
    );
    story.wait(600);
    expect(story.receipts().every((stage) => stage === 'received')).toBe(true);
    expect(story.told.some((one) => one.kind === 'contact-message')).toBe(false);
  });
});

describe('after hours of darkness', () => {
  it('fires once, now, in order, and says what is pointless by now', () => {
    const story = new Story().raise();
    story.wait(31);
    story.sleep(4 * 3_600);
    expect(story.happened('rung-fired').filter((event) => event.rung === 'at-risk')).toHaveLength(1);
    expect(story.happened('step-skipped').map((event) => event.reason)).toContain('offer-lapsed');
    const facts = story.events.length;
    story.sleep(0);
    expect(story.events).toHaveLength(facts);
    expect(story.happened('wave-started').length).toBeLessThanOrEqual(3);
  });
});

describe('since when something is due', () => {
  const step = (key: DeadlineKey, secondsLater: number) => ({ key, at: after(NOON, seconds(secondsLater)) });
  const now = after(NOON, seconds(60));

  it('is the ladder’s clock when it was next all the while, however late it is looked at', () => {
    expect(fellDueAt(step('rung:a', 15), [step('lease', 60), step('rung:a', 15)], now)).toBe(step('hold', 15).at);
  });

  it('is the change that made it due when it was not due before, or only later', () => {
    expect(fellDueAt(step('rung:a', 15), [step('lease', 60)], now)).toBe(now);
    expect(fellDueAt(step('rung:a', 15), [step('rung:a', 90)], now)).toBe(now);
    expect(fellDueAt(step('rung:a', 15), [], now)).toBe(now);
  });
});

describe('an attended case', () => {
  it('rings again 60 s after the console is gone', () => {
    const story = new Story().raise().attend();
    story.wait(60);
    expect(story.case.attention.state).toBe('waiting');
  });

  it('without a verdict becomes B after 90 s', () => {
    const story = new Story().raise().attendedFor(90);
    expect(story.case.class).toBe('B');
    expect(story.case.attention).toMatchObject({ state: 'attended', by: operator.id });
  });

  it('keeps the lease while a call is open', () => {
    const story = new Story().raise().attend();
    story.does(operator, { type: 'record-call', callId: null, party: 'senior', result: null, recognisedBy: null });
    story.wait(170);
    expect(story.case.attention.state).toBe('attended');
    expect(story.case.class).toBe('A');
    story.wait(10);
    expect(story.case.class).toBe('B');
  });
});
