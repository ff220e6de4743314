import { describe, expect, it } from '@jest/globals';
import {
  isInternal,
  loginTopic,
  mayPublish,
  maySubscribe,
  positionTopic,
  presenceTopic,
  readLoginTopic,
  readPositionMessage,
  readPresenceMessage,
  type PositionMessage,
  type PresenceMessage,
} from './index.js';

describe('what servers say to each other', () => {
  const moved: PositionMessage = { by: 'a', what: 'moved', lat: 30.5, lng: 120, at: 1_000 };

  it('is read as it was said', () => {
    expect(readPositionMessage(positionTopic('h-1'), JSON.stringify(moved))).toEqual({ about: 'h-1', word: moved });
    const changed: PositionMessage = { by: 'a', what: 'changed' };
    expect(readPositionMessage(positionTopic('h-1'), JSON.stringify(changed))?.word).toEqual(changed);
  });

  it('says who looks at a case, and that nobody does any more', () => {
    const read = (word: PresenceMessage) => readPresenceMessage(presenceTopic('i-1'), JSON.stringify(word));
    const looked: PresenceMessage = { by: 'a', people: [{ id: 'u-1', name: '王芳' }] };
    expect(read(looked)).toEqual({ about: 'i-1', word: looked });
    expect(read({ by: 'a', people: [] })?.word.people).toEqual([]);
  });

  it.each([
    ['a position', positionTopic('i-1'), '{"by":"a","people":[]}'],
    ['of no case', presenceTopic(''), '{"by":"a","people":[]}'],
    ['two levels', presenceTopic('i-1/x'), '{"by":"a","people":[]}'],
    ['no JSON', presenceTopic('i-1'), '['],
    ['by nobody', presenceTopic('i-1'), '{"people":[]}'],
    ['of somebody without an id', presenceTopic('i-1'), '{"by":"a","people":[{"name":"x"}]}'],
  ])('says of nobody that she looks when it is %s', (_, topic, text) => {
    expect(readPresenceMessage(topic, text)).toBeNull();
  });

  it.each([
    ['another topic', 'internal/engine/e-1/pulse', JSON.stringify(moved)],
    ['nobody', positionTopic(''), JSON.stringify(moved)],
    ['two levels', positionTopic('h-1/x'), JSON.stringify(moved)],
    ['no JSON', positionTopic('h-1'), '{'],
    ['a word nobody knows', positionTopic('h-1'), '{"by":"a","what":"flew"}'],
    ['no number', positionTopic('h-1'), JSON.stringify({ ...moved, lat: 'x' })],
  ])('is nothing when it is %s', (_, topic, text) => {
    expect(readPositionMessage(topic, text)).toBeNull();
  });

  it('names the device whose login changed', () => {
    expect(readLoginTopic(loginTopic('p-1'))).toBe('p-1');
    expect([loginTopic(''), loginTopic('+'), loginTopic('a/b'), positionTopic('p-1')].map(readLoginTopic)).toEqual([
      ...[null, null, null, null],
    ]);
  });

  it('is closed to every device, and all that is open to an api', () => {
    const open = [
      positionTopic('h-1'),
      presenceTopic('i-1'),
      'internal/#',
      'internal/position/+',
      'internal/presence/+',
    ];
    expect(open.filter((one) => !isInternal(one))).toEqual([]);
    expect(open.filter((one) => mayPublish('h-1', one) || maySubscribe('h-1', one))).toEqual([]);
    expect(['internal/', '#', 'care/v1/p-1/alert', '$share/x/internal/#'].map(isInternal)).toEqual([
      ...[false, false, false, false],
    ]);
  });
});
