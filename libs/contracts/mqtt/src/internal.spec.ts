import { describe, expect, it } from '@jest/globals';
import {
  isInternal,
  loginTopic,
  mayPublish,
  maySubscribe,
  positionTopic,
  readLoginTopic,
  readPositionWord,
  type PositionWord,
} from './index.js';

describe('what servers say to each other', () => {
  const moved: PositionWord = { by: 'a', what: 'moved', lat: 30.5, lng: 120, at: 1_000 };

  it('is read as it was said', () => {
    expect(readPositionWord(positionTopic('h-1'), JSON.stringify(moved))).toEqual({ helperId: 'h-1', word: moved });
    const changed: PositionWord = { by: 'a', what: 'changed' };
    expect(readPositionWord(positionTopic('h-1'), JSON.stringify(changed))?.word).toEqual(changed);
  });

  it.each([
    ['another topic', 'internal/engine/e-1/pulse', JSON.stringify(moved)],
    ['nobody', positionTopic(''), JSON.stringify(moved)],
    ['two levels', positionTopic('h-1/x'), JSON.stringify(moved)],
    ['no JSON', positionTopic('h-1'), '{'],
    ['a word nobody knows', positionTopic('h-1'), '{"by":"a","what":"flew"}'],
    ['no number', positionTopic('h-1'), JSON.stringify({ ...moved, lat: 'x' })],
  ])('is nothing when it is %s', (_, topic, text) => {
    expect(readPositionWord(topic, text)).toBeNull();
  });

  it('names the device whose login changed', () => {
    expect(readLoginTopic(loginTopic('p-1'))).toBe('p-1');
    expect([loginTopic(''), loginTopic('+'), loginTopic('a/b'), positionTopic('p-1')].map(readLoginTopic)).toEqual([
      ...[null, null, null, null],
    ]);
  });

  it('is closed to every device, and all that is open to an api', () => {
    const topic = positionTopic('h-1');
    expect([mayPublish('h-1', topic), maySubscribe('h-1', 'internal/#')]).toEqual([false, false]);
    expect([topic, 'internal/#', 'internal/position/+'].map(isInternal)).toEqual([true, true, true]);
    expect(['internal/', '#', 'care/v1/p-1/alert', '$share/x/internal/#'].map(isInternal)).toEqual([
      ...[false, false, false, false],
    ]);
  });
});
