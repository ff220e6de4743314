import { describe, expect, it } from '@jest/globals';
import { as, type TextId } from '@silverbell/kernel';
import { defaultPolicy } from '../default-policy.js';
import type { Actor } from '../state.js';
import { operator, Story } from './story.js';

const daughter: Actor = { kind: 'family', id: 'account-daughter' };
const son: Actor = { kind: 'family', id: 'account-son' };
const { familyNotes, familyNotesAMinute } = defaultPolicy.limits;

const pressed = (): Story => {
  const story = new Story();
  story.raise();
  return story;
};
const writes = (story: Story, by: Actor) =>
  story.does(by, { type: 'note', text: as<TextId>('text'), fromFamily: by.kind === 'family' });
const writesSlowly = (story: Story, by: Actor, times: number) =>
  Array.from({ length: times }, () => {
    story.wait(30);
    return writes(story, by);
  });

describe("a relative's notes", () => {
  it('are three a minute at most, and the desk writes on', () => {
    const story = pressed();
    const answers = Array.from({ length: familyNotesAMinute + 2 }, () => writes(story, daughter));
    expect(answers.filter((answer) => answer === 'too-many-requests')).toHaveLength(2);
    expect(writes(story, son)).toEqual(['noted']);
    expect(writes(story, operator)).toEqual(['noted']);
    story.wait(60);
    expect(writes(story, daughter)).toEqual(['noted']);
  });

  it('are twenty of one relative in one case', () => {
    const story = pressed();
    const answers = writesSlowly(story, daughter, familyNotes + 3);
    expect(answers.filter((answer) => answer === 'family-notes-full')).toHaveLength(3);
    expect(writes(story, son)).toEqual(['noted']);
  });

  it('move no step of the ladder: what falls due for want of progress falls due all the same', () => {
    const [silent, written] = [pressed(), pressed()];
    for (const story of [silent, written])
      for (let n = 0; n < 10; n += 1) {
        story.wait(30);
        if (story === written) writes(story, daughter);
      }
    expect(written.case.lastProgressAt).toBe(silent.case.lastProgressAt);
    expect(written.case.lastActionAt).toBe(silent.case.lastActionAt);
    expect(written.case.class).toBe(silent.case.class);
  });
});
