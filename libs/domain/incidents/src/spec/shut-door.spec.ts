import { describe, expect, it } from '@jest/globals';
import { hours, instant } from '@silverbell/kernel';
import type { SceneCode } from '@silverbell/vocabulary';
import { helper, NOON, operator, signal, Story } from './story.js';

const asked = ({ told }: Story): string[] =>
  told.flatMap((one) => (one.kind === 'key-holder-message' ? [`${one.what} ${one.channel}`] : []));

const atTheDoor = (facts = {}): Story =>
  new Story()
    .raise('sos', { facts: { dispatchFirst: true, ...facts } })
    .attend()
    .called('senior-recognised')
    .visited('wang');

function reports(story: Story, code: SceneCode): Story {
  story.does(helper('wang'), { type: 'report-scene', assignmentId: story.assignmentOf('wang'), code });
  return story;
}

function closed(story: Story): Story {
  const assignmentId = story.assignmentOf('wang');
  story.does(helper('wang'), { type: 'finish', assignmentId, condition: 'fine', flags: [], note: null });
  story.does(operator, { type: 'close', outcome: 'checked-safe', note: null, proof: {}, proofText: null });
  expect(story.case.closure).not.toBeNull();
  return story;
}

describe('the door stays shut (H17)', () => {
  it.each<SceneCode>(['no-access', 'need-key'])('at %s the key holder is asked in the same second', (code) => {
    expect(asked(reports(atTheDoor(), code))).toEqual(['bring-key voice', 'bring-key sms']);
  });

  it('asks once, however often the door is reported to be shut', () => {
    const story = reports(reports(atTheDoor(), 'no-access'), 'need-key');
    expect(asked(reports(story, 'no-access'))).toHaveLength(2);
  });

  it('how she got in is on record with its time, and is a sign of life of the helper', () => {
    const story = reports(atTheDoor(), 'no-access').wait(240);
    const assignmentId = story.assignmentOf('wang');
    const entered = { type: 'report-scene', assignmentId, code: 'entry', entry: 'key' } as const;
    expect(story.does(helper('wang'), entered)).toEqual(['scene-reported']);
    expect(story.happened('scene-reported').at(-1)).toMatchObject({ code: 'entry', entry: 'key', at: story.now });
    expect(story.case.sceneReports.at(-1)).toMatchObject({ assignmentId, at: story.now });
  });

  it('other words from the scene, and an incident without a home, ask no key holder', () => {
    expect(asked(reports(atTheDoor(), 'no-reply-at-door'))).toEqual([]);
    expect(asked(reports(atTheDoor({ homeId: null }), 'no-access'))).toEqual([]);
  });

  it('a key holder who was asked is told that it is over, and no other (H11)', () => {
    expect(asked(closed(reports(atTheDoor(), 'no-access'))).at(-1)).toBe('not-needed sms');
    expect(asked(closed(atTheDoor()))).toEqual([]);
  });

  it('in a silent incident no key holder hears of it (H10)', () => {
    const story = atTheDoor();
    story.does({ kind: 'device', id: 'pendant' }, { type: 'join-signal', signal: signal('panic'), repeat: false });
    expect(story.case.silent).toBe(true);
    expect(asked(reports(story, 'no-access'))).toEqual([]);
  });

  it('in a drill no key holder is rung (H13)', () => {
    const practice = {
      kind: 'drill',
      drillId: 'd1',
      over: instant(NOON + hours(1)),
      helperIds: [],
      endedBy: null,
    } as const;
    const story = new Story()
      .raise('sos', { facts: { dispatchFirst: true }, practice })
      .attend()
      .visited('wang');
    expect(asked(reports(story, 'no-access'))).toEqual([]);
  });
});
