import { describe, expect, it } from '@jest/globals';
import { after, minutes } from '@silverbell/kernel';
import fc from 'fast-check';
import { arrivalLimit } from '../deadlines.js';
import { isSearching, primaryOf } from '../questions.js';
import type { Assignment } from '../state.js';
import { helper, people, Story } from './story.js';

/** Wang is promised in ten minutes and has set out. */
const underway = (promised = 10): Story => {
  const story = new Story();
  story.candidates = people(['wang', promised], ['zhao', 8], ['qian', 30]);
  story.raise('sos', { facts: { dispatchFirst: true } });
  story.accepts('wang');
  story.does(helper('wang'), { type: 'depart', assignmentId: story.assignmentOf('wang') });
  return story;
};
const isExpectedIn = (story: Story, minutesFromNow: number) =>
  story.does(helper('wang'), {
    ...{ type: 'report-progress', assignmentId: story.assignmentOf('wang') },
    etaAt: after(story.now, minutes(minutesFromNow)),
  });
const wang = (story: Story): Assignment => primaryOf(story.case) as Assignment;

describe('a helper on her way', () => {
  it('who is expected beyond 15 min after all has somebody nearer looked for at once', () => {
    const story = underway().wait(240);
    expect(isSearching(story.case)).toBe(false);
    expect(isExpectedIn(story, 14)).toEqual(['expected-arrival-moved', 'search-started', 'wave-started', 'offered']);
    expect(story.asked().at(-1)).toBe('zhao');
    expect(isSearching(story.case)).toBe(true);
    expect(wang(story).role).toBe('primary');
  });

  it('does not begin a search by being later within 15 min', () => {
    const story = underway().wait(120);
    expect(isExpectedIn(story, 12)).toEqual(['expected-arrival-moved']);
    expect(isSearching(story.case)).toBe(false);
  });

  it('a far helper keeps the search alive beyond 15 min and ends it only by being near', () => {
    const story = underway(40);
    expect(isSearching(story.case)).toBe(true);
    isExpectedIn(story, 30);
    expect(isSearching(story.case)).toBe(true);
    isExpectedIn(story, 9);
    expect(isSearching(story.case)).toBe(false);
    story.wait(60);
    isExpectedIn(story, 20);
    expect(isSearching(story.case)).toBe(true);
  });

  it('who is far is not replaced by people who would be there after her', () => {
    const story = underway(40);
    story.wait(1_500);
    expect(isExpectedIn(story, 16)).not.toContain('search-ended');
    story.candidates = people(['wang', 10], ['li', 14], ['sun', 12]);
    const asked = story.asked().length;
    story.wait(60);
    // Of the two only sun is there three minutes before wang.
    expect(story.asked().slice(asked)).toEqual(['sun']);
  });

  it('is looked after at the limit of what she promised, however late she says she is', () => {
    const limit = arrivalLimit(underway().case, wang(underway()));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 8 }), (reports) => {
        const story = underway();
        const promise = wang(story).etaAt;
        for (const inMinutes of reports) isExpectedIn(story, inMinutes);
        const now = arrivalLimit(story.case, wang(story));
        expect(now).toBeLessThanOrEqual(limit);
        expect(now).toBeLessThanOrEqual(after(promise, minutes(15)));
      }),
    );
  });

  it('who accepted before promises were kept is looked after at the limit of what is expected', () => {
    const { promisedAt: _, ...before } = wang(underway());
    expect(arrivalLimit(underway().case, before)).toBe(after(before.acceptedAt, minutes(15)));
  });

  it('says nothing new by saying the same', () => {
    const story = underway();
    expect(isExpectedIn(story, 10)).toEqual([]);
    expect(
      story.does(helper('wang'), {
        type: 'arrive',
        assignmentId: story.assignmentOf('wang'),
        proof: 'unproven',
        doorTagMatches: null,
      }),
    ).toContain('arrived');
    expect(isExpectedIn(story, 30)).toEqual([]);
  });
});
