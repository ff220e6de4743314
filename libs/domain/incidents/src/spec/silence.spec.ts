import { describe, expect, it } from '@jest/globals';
import { geoPoint, type GeoPoint } from '@silverbell/kernel';
import { ALERT_KINDS, type AlertKind } from '@silverbell/vocabulary';
import type { Consequence } from '../consequence-kinds.js';
import { helper, home, operator, signal, Story } from './story.js';

const device = { kind: 'device', id: 'pendant' } as const;
let ids = 0;
const joins = (story: Story, kind: AlertKind): Story => {
  ids += 1;
  story.does(device, {
    type: 'join-signal',
    signal: signal(kind, { alertId: `joined-${String(ids)}` }),
    repeat: false,
  });
  return story;
};
const searching = (): Story => new Story().raise('sos', { facts: { dispatchFirst: true } });

/** What was told from here on. */
function toldBy(story: Story, act: (story: Story) => void): readonly Consequence[] {
  const before = story.told.length;
  act(story);
  return story.told.slice(before);
}
const toHelpers = (told: readonly Consequence[]) =>
  told.filter((one) => one.kind === 'offer' || one.kind === 'assignment-changed' || one.kind === 'helper-case');
const loud = (told: readonly Consequence[]) =>
  told.filter(({ kind, channel }) => kind !== 'role-call' && channel !== 'socket' && kind !== 'receipt');

describe('a panic that joins a search', () => {
  it('ends it: three and a half minutes later no further helper was asked by any channel', () => {
    const story = searching();
    const asked = story.asked().length;
    expect(asked).toBe(3);
    const told = toldBy(story.wait(10), () => joins(story, 'panic').wait(210));
    expect(story.asked()).toHaveLength(asked);
    expect(toHelpers(told)).toEqual([]);
    expect(loud(told)).toEqual([]);
    expect(story.case.offers.map(({ state, overReason }) => [state, overReason])).toEqual(
      Array.from({ length: 3 }, () => ['over', 'recalled']),
    );
  });

  it('keeps an offer that was made by socket only from becoming a text and a call', () => {
    const story = new Story().raise().wait(31);
    expect(story.case.offers).toHaveLength(1);
    expect(loud(toldBy(story, () => joins(story, 'panic').wait(120)))).toEqual([]);
  });

  it.each<[string, (story: Story) => void]>([
    ['nobody comes to sit at the desk', () => undefined],
    ['she does not depart', (story) => story.wait(600)],
    ['she withdraws', (story) => withdraws(story)],
    ['she arrives and asks for a second person', (story) => needs(story, 'need-second-person')],
    ['another alarm joins', (story) => joins(story, 'smoke')],
    ['three presses follow', (story) => ['sos', 'sos', 'sos'].forEach((kind) => joins(story, kind as AlertKind))],
    ['the wearer moves', (story) => moves(story)],
  ])('tells who is on her way nothing, and asks nobody else, when %s', (_, happens) => {
    const story = searching();
    story.accepts('wang');
    joins(story.wait(5), 'panic');
    expect(story.case.assignments.map(({ state }) => state)).toEqual(['accepted']);
    const asked = story.asked().length;
    const told = toldBy(story, () => {
      happens(story);
      story.wait(900);
    });
    expect(story.asked()).toHaveLength(asked);
    expect(loud(told)).toEqual([]);
    // Her own acts are answered on her own page.
    const unasked = toHelpers(told).filter(
      (one) => !(one.kind === 'assignment-changed' && ['withdrawn', 'departed', 'arrived'].includes(one.what)),
    );
    expect(unasked).toEqual([]);
    expect(story.case.silent).toBe(true);
  });

  const needs = (story: Story, code: 'need-second-person'): void => {
    const assignmentId = story.assignmentOf('wang');
    story.does(helper('wang'), { type: 'arrive', assignmentId, proof: 'position', doorTagMatches: null });
    story.does(helper('wang'), { type: 'report-scene', assignmentId, code });
  };
  const withdraws = (story: Story): void =>
    void story.does(helper('wang'), {
      type: 'withdraw',
      assignmentId: story.assignmentOf('wang'),
      reason: 'breakdown',
    });
  const moves = (story: Story): void => {
    const position = { point: geoPoint(30.02, 119.02) as GeoPoint, accuracyM: 10, fixAt: null, source: 'gnss' };
    story.does(device, { type: 'join-signal', signal: signal('wandering', { alertId: 'm', position }), repeat: false });
  };

  it('leaves it to the operator what who is on her way is told', () => {
    const story = searching();
    story.accepts('wang');
    joins(story, 'panic').attend();
    const told = toldBy(story, () =>
      story.does(operator, { type: 'set-destination', choice: 'home', point: home, reason: 'operator' }),
    );
    expect(toHelpers(told).map((one) => one.channel)).toEqual(['socket', 'sms']);
  });

  it('lets nobody send a wave, and lets the operator send one person by name and for a reason', () => {
    const story = joins(searching(), 'panic').attend();
    const offers = (helperIds: 'wave' | readonly string[], reason: string | null) =>
      story.does(operator, { type: 'make-offers', helperIds: helperIds as 'wave', reason });
    expect(offers('wave', 'now')).toBe('silent-case');
    expect(offers(['sun'], null)).toBe('reason-missing');
    const told = toldBy(story, () => expect(offers(['sun'], 'a policeman lives there')).toContain('offered'));
    expect(toHelpers(told).map((one) => one.channel)).toEqual(['socket']);
    expect(loud(toldBy(story, () => story.wait(300)))).toEqual([]);
  });

  it('rings the desk for ever, although somebody who knows nothing is on her way', () => {
    const story = searching();
    story.accepts('wang');
    const told = toldBy(joins(story, 'panic'), () => story.wait(1_200));
    const rang = told.flatMap((one) => (one.kind === 'role-call' ? [one.role] : []));
    expect(rang).toEqual(expect.arrayContaining(['overflow', 'township-duty', 'county-duty']));
  });
});

describe('silence', () => {
  it.each(ALERT_KINDS.filter((kind) => kind !== 'cancel'))(
    'survives a join with %s, before it and after it',
    (kind) => {
      for (const story of [joins(new Story().raise(kind), 'panic'), joins(new Story().raise('panic'), kind)]) {
        expect(story.case).toMatchObject({ silent: true, class: 'D' });
        const asked = story.asked().length;
        const told = toldBy(story, () => joins(story, kind).wait(600));
        expect(story.asked()).toHaveLength(asked);
        expect(loud(told)).toEqual([]);
        expect(told.every((one) => one.kind !== 'receipt' || (one.stage === 'received' && one.silent))).toBe(true);
      }
    },
  );

  it('begins with the verdict that she is under duress, as with a panic', () => {
    const story = searching();
    const told = toldBy(story, () => {
      story.does(operator, { type: 'give-verdict', verdict: 'duress', cause: null });
      story.wait(210);
    });
    expect(story.case).toMatchObject({ silent: true, class: 'D' });
    expect([toHelpers(told), loud(told)]).toEqual([[], []]);
  });
});

describe('outside only', () => {
  it.each(ALERT_KINDS.filter((kind) => kind !== 'cancel'))(
    'survives a join with %s, before it and after it',
    (kind) => {
      for (const gas of ['gas', 'smoke'] as const) {
        expect(joins(new Story().raise(kind), gas).case.outsideOnly).toBe(true);
        expect(joins(new Story().raise(gas), kind).case.outsideOnly).toBe(true);
      }
    },
  );
});
