import { describe, expect, it } from '@jest/globals';
import type { Incident } from '@silverbell/wire';
import { PHASES } from '@silverbell/vocabulary';
import { trackSteps } from './track-steps.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 28, 6, minute)).toISOString();
const entry = (type: string, minute: number) =>
  ({ seq: minute, type, at: at(minute), by: { id: null, name: '', kind: 'platform' }, data: {} }) as const;
const going = (state: 'accepted' | 'departed' | 'withdrawn', minute: number) => ({ state, etaAt: at(minute) });

const steps = (phase: Incident['phase'], timeline: readonly object[] = [], assignments: readonly object[] = []) =>
  trackSteps({ phase, timeline, response: { assignments } } as unknown as Incident);

describe('the track of a case', () => {
  it.each(PHASES)('has one step now and all earlier ones done: %s', (phase) => {
    const states = steps(phase).map(({ state }) => state);
    const ended = phase === 'closed' || phase === 'archived';
    expect(states.filter((state) => state === 'now')).toHaveLength(ended ? 0 : 1);
    expect(states.join(' ')).toMatch(/^(done ?)*(now ?)?(ahead ?)*$/);
  });

  it('says when each step was reached, by the first event that reached it', () => {
    const timeline = [entry('raised', 0), entry('attended', 1), entry('search-started', 2), entry('wave-started', 3)];
    expect(steps('searching', timeline).map((one) => one.at)).toEqual([at(0), at(1), at(2), null, null, null, null]);
  });

  it('says when the first of those who are going is expected, and not one who withdrew', () => {
    const ahead = steps('responding', [], [going('departed', 9), going('accepted', 7), going('withdrawn', 1)]);
    expect(ahead[4]).toEqual({ step: 'on-scene', state: 'ahead', at: at(7), expected: true });
  });

  it('keeps no expectation once a helper is there', () => {
    expect(steps('on-scene', [entry('arrived', 8)], [going('departed', 9)])[4]).toEqual({
      ...{ step: 'on-scene', state: 'now', at: at(8), expected: false },
    });
  });
});
