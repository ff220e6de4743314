import { describe, expect, it } from '@jest/globals';
import { geoPoint, type GeoPoint } from '@silverbell/kernel';
import type { Doubt } from '@silverbell/vocabulary';
import { isLost, knockFirst } from '../questions.js';
import { helper, people, signal, Story } from './story.js';

const device = { kind: 'device', id: 'pendant' } as const;

describe('C, fire and gas', () => {
  it('asks for 119 first, tells fire post and contacts, and asks helpers for outside only', () => {
    const story = new Story().raise('smoke');
    expect(story.case.questions[0]?.service).toBe('119');
    expect(story.case.outsideOnly).toBe(true);
    expect(story.rangRoles()).toContain('fire-post');
    expect(story.asked()).toHaveLength(3);
  });

  it('rings the home for smoke, and never into a room full of gas', () => {
    const rang = (story: Story): boolean => story.told.some((one) => one.kind === 'home-call');
    expect(rang(new Story().raise('smoke'))).toBe(true);
    expect(rang(new Story().raise('gas'))).toBe(false);
    expect(rang(new Story().raise('carbon-monoxide'))).toBe(false);
  });

  it('stays outside only whatever joins it', () => {
    const story = new Story().raise('gas');
    story.does(device, { type: 'join-signal', signal: signal('sos', { alertId: 'a2' }), repeat: false });
    expect(story.case).toMatchObject({ class: 'B', outsideOnly: true });
  });
});

describe('D, silent', () => {
  it('tells nobody at home, and asks for 110 when nobody has understood it in 30 s', () => {
    const story = new Story().raise('panic').attendedFor(30);
    expect(story.case.questions.map((question) => question.service)).toEqual(['110']);
    expect(story.asked()).toEqual([]);
    expect(story.receipts()).toEqual(['received']);
    expect(story.told.some((one) => one.kind === 'contact-message' || one.kind === 'device-command')).toBe(false);
  });
});

describe('E, lost', () => {
  const there = geoPoint(30.02, 119.02) as GeoPoint;

  it('asks the device where it is, searches after 5 min, and asks for 110 after 10', () => {
    const story = new Story().raise('wandering');
    expect(story.told.some((one) => one.kind === 'device-command' && one.command === 'locate')).toBe(true);
    expect(story.wait(299).asked()).toEqual([]);
    expect(story.wait(1).asked()).toHaveLength(3);
    expect(story.wait(300).case.questions.map((question) => question.service)).toEqual(['110']);
  });

  it('cold weather sends helpers and 110 question at once', () => {
    const story = new Story().raise('wandering', { harsh: true });
    expect(story.asked()).toHaveLength(3);
    expect(story.case.questions.map((question) => question.service)).toEqual(['110']);
  });

  it('the search follows the position and ends only when she was seen', () => {
    const story = new Story().raise('wandering', { harsh: true });
    story.accepts('wang');
    story.accepts('zhao');
    story.accepts('qian');
    expect(story.case.assignments.map((a) => a.role)).toEqual(['primary', 'backup', 'standby']);
    const position = { point: there, accuracyM: 10, fixAt: null, source: 'gnss' };
    story.does(device, {
      type: 'join-signal',
      signal: signal('geofence-exit', { alertId: 'a2', position }),
      repeat: false,
    });
    expect(story.case.destination).toMatchObject({ choice: 'fix', point: there });
    expect(story.told.filter((one) => one.kind === 'assignment-changed' && one.what === 'destination')).toHaveLength(6);
    const assignmentId = story.assignmentOf('zhao');
    story.does(helper('zhao'), { type: 'arrive', assignmentId, proof: 'position', doorTagMatches: null });
    expect(isLost(story.case)).toBe(true);
    expect(story.case.search.mode).toBe('waves');
    story.does(helper('zhao'), { type: 'finish', assignmentId, condition: 'shaken', flags: ['confused'], note: null });
    expect(story.case.search.mode).toBe('none');
    expect(story.case.assignments.map((a) => a.state)).toEqual(['withdrawn', 'finished', 'withdrawn']);
  });

  it('the search follows no position that nothing proves: anybody can send one', () => {
    const position = { point: there, accuracyM: 10, fixAt: null, source: 'gnss' };
    const place = (doubts: readonly Doubt[]) => {
      const story = new Story().raise('wandering', { harsh: true });
      const said = signal('geofence-exit', { alertId: 'a2', position, doubts });
      story.does(device, { type: 'join-signal', signal: said, repeat: false });
      return story.case.destination?.choice;
    };
    expect([place([]), place(['unproven'])]).toEqual(['fix', 'home']);
  });

  it('a bracelet taken off is work, but of a person with dementia a search', () => {
    expect(new Story().raise('removed').case.class).toBe('W');
    expect(new Story().raise('removed', { facts: { dementia: true } }).case.class).toBe('E');
  });
});

describe('F, soft signs', () => {
  it('become B after 15 min that nobody attends, and whoever goes knocks first', () => {
    const story = new Story().raise('inactivity').wait(900);
    expect(story.case.class).toBe('B');
    expect(knockFirst(story.case)).toBe(true);
  });

  it('attended without a verdict become B after 5 min, a vital sign after 60 s', () => {
    expect(new Story().raise('inactivity').attendedFor(290).case.class).toBe('F');
    expect(new Story().raise('inactivity').attendedFor(300).case.class).toBe('B');
    expect(new Story().raise('vital').attendedFor(60).case.class).toBe('B');
  });
});

describe('a helper on the scene', () => {
  it('a silent helper on scene raises her own case', () => {
    const story = new Story().raise('sos', { facts: { dispatchFirst: true } }).visited('wang');
    const own = () => story.told.filter((one) => one.kind === 'helper-case');
    story.wait(900);
    expect(own()).toEqual([]);
    expect(story.told.some((one) => one.kind === 'assignment-changed' && one.what === 'remind-check-in')).toBe(true);
    story.wait(900);
    expect(own()).toEqual([{ kind: 'helper-case', channel: 'platform', helperId: 'wang', what: 'silent-on-scene' }]);
  });

  it('who reports is not silent, and who asks for help gets it at once', () => {
    const story = new Story()
      .raise('sos', { facts: { dispatchFirst: true } })
      .visited('wang')
      .wait(910);
    story.does(helper('wang'), { type: 'report-scene', assignmentId: story.assignmentOf('wang'), code: 'need-key' });
    story.wait(890);
    expect(story.told.some((one) => one.kind === 'helper-case')).toBe(false);
    story.does(helper('wang'), {
      type: 'report-scene',
      assignmentId: story.assignmentOf('wang'),
      code: 'helper-needs-help',
    });
    expect(story.told.some((one) => one.kind === 'helper-case' && one.what === 'asked-for-help')).toBe(true);
  });
});

describe('a person asked by socket only', () => {
  it('is asked on every channel when the press becomes a risk', () => {
    const story = new Story();
    story.candidates = people(['wang', 4]);
    story.raise().wait(60);
    expect(story.case.offers.find((offer) => offer.helperId === 'wang')?.sentBy).toEqual(['socket', 'sms', 'voice']);
  });
});
