import { describe, expect, it } from '@jest/globals';
import type { LadderOnWire, LadderRungOnWire } from '@silverbell/wire';
import { isCalled, touched, waitsOf, withRole, withRung, withWait } from './edit.js';

const rung: LadderRungOnWire = {
  id: 'unverified-b',
  when: 'no-verdict',
  afterS: 300,
  afterForS: { vital: 60 },
  atLatestS: 480,
  steps: [{ do: 'become', class: 'B' }],
};
const ladder: LadderOnWire = { class: 'F', rungs: [rung], lastRung: { everyS: 1800, steps: [] } };

describe('an edit on the screen', () => {
  it('offers every wait of a rung, and none of what comes with the first signal', () => {
    expect(waitsOf(rung).map(({ name, seconds }) => [name, seconds])).toEqual([
      ['afterS', 300],
      ['atLatestS', 480],
      ['for:vital', 60],
    ]);
    expect(waitsOf({ id: 'soft', when: 'raised', afterS: 0, steps: [] })).toEqual([]);
    expect(withWait(rung, 'for:vital', 30).afterForS).toEqual({ vital: 30 });
    expect(withWait(rung, 'afterS', 30)).toMatchObject({ afterS: 30, atLatestS: 480 });
  });

  it('calls a role or no longer, and leaves everything else a rung does', () => {
    const calling = withRole(rung.steps, 'station', true);
    expect(isCalled(calling, 'station')).toBe(true);
    expect(withRole(calling, 'station', false)).toEqual(rung.steps);
  });

  it('sends only the ladders that were touched', () => {
    expect(touched([ladder], [ladder])).toEqual([]);
    const changed = withRung(ladder, 0, withWait(rung, 'afterS', 200));
    expect(touched([ladder], [changed])).toEqual([changed]);
  });
});
