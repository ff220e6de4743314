import { describe, expect, it } from '@jest/globals';
import { operator, Story } from './story.js';

/** Pressed, spoken with within the time of the ladder, a harmless press. */
function harmless(answeredAfterS: number, night: boolean): Story {
  const story = new Story();
  story.night = night;
  story.raise('sos').wait(answeredAfterS).attend().called('senior-recognised');
  story.does(operator, { type: 'give-verdict', verdict: 'false-alarm', cause: 'accidental-press' });
  story.does(operator, { type: 'close', outcome: 'false-press', note: null, proof: {}, proofText: null });
  return story;
}

describe('presses without need (H11)', () => {
  it('500 of them, answered before 30 s, ask no helper and ring no role, by day or night', () => {
    for (let n = 0; n < 500; n += 1) {
      const story = harmless(n % 15, n % 2 === 0);
      expect([story.asked(), story.rangRoles()]).toEqual([[], []]);
    }
  });

  it('wakes one person at most when answered after 30 s, and tells her that she need not go', () => {
    const story = harmless(45, true);
    expect(new Set(story.asked()).size).toBe(1);
    expect(story.happened('offer-ended')).toMatchObject([{ reason: 'not-needed' }]);
  });
});
