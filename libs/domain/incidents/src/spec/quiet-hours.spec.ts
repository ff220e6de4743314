import { describe, expect, it } from '@jest/globals';
import type { AlertKind } from '@silverbell/vocabulary';
import { operator, Story } from './story.js';

const firstTold = (story: Story) =>
  story.told.flatMap((one) => (one.kind === 'contact-message' ? [[one.what, one.mayWait ?? false]] : []))[0];

describe('what may wait for the end of quiet hours', () => {
  it.each([
    ['sos', ['verifying', false]],
    ['smoke', ['at-risk', false]],
    ['wandering', ['at-risk', false]],
    ['inactivity', ['verifying', true]],
    ['vital', ['verifying', true]],
  ] as const satisfies readonly (readonly [AlertKind, unknown])[])('of %s contacts are told %j', (kind, told) => {
    const story = new Story();
    story.raise(kind);
    expect(firstTold(story)).toEqual(told);
    expect(story.case.contactsToldQuietly !== undefined).toBe(told[1]);
  });

  it('the incident keeps when, and that nobody was told aloud until it became a risk', () => {
    const story = new Story();
    story.raise('inactivity').attend();
    expect(story.case.contactsToldQuietly).toEqual({ at: [story.case.raisedAt], aloud: 'none' });
    story.does(operator, { type: 'give-verdict', verdict: 'real', cause: null });
    expect(story.case).toMatchObject({ class: 'B', contactsToldQuietly: { aloud: 'at-risk' } });
  });
});
