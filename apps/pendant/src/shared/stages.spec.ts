import { describe, expect, it } from '@jest/globals';
import { RECEIPT_STAGES } from '@silverbell/vocabulary';
import { lampsOf, LESSONS, vibrationOf, VIBRATIONS } from './stages.js';

const heard = (...stages: string[]) => stages.map((stage) => ({ alertId: 'a', stage, at: null }));

describe('the lamps of a pendant', () => {
  it.each([
    [[], 0],
    [['received'], 1],
    [['received', 'attended', 'searching'], 2],
    [['received', 'searching', 'helper-assigned'], 3],
    [['received', 'helper-assigned', 'calling-you'], 3],
    [['received', 'helper-assigned', 'helper-arrived'], 4],
    [['received', 'helper-assigned', 'closed'], 0],
  ] as const)('after %j: %i', (stages, lamps) => {
    expect(lampsOf(heard(...stages))).toBe(lamps);
  });

  it('H12: take a broken promise back', () => {
    expect(lampsOf(heard('received', 'helper-assigned', 'helper-changed'))).toBe(2);
    expect(lampsOf(heard('received', 'helper-assigned', 'still-trying'))).toBe(2);
  });

  it('H10: stay dark, and the device still, after a silent receipt', () => {
    const silent = { alertId: 'a', stage: 'received', at: null, silent: true };
    expect([lampsOf([silent]), vibrationOf(silent)]).toEqual([0, null]);
  });

  it('do not change with a stage of a newer platform', () => {
    expect(lampsOf(heard('received', 'drone-sent'))).toBe(1);
    expect(vibrationOf({ alertId: 'a', stage: 'drone-sent', at: null })).toBeNull();
  });
});

describe('the lessons', () => {
  it('teach every stage of the protocol, each with lamps and a vibration', () => {
    expect(LESSONS.map(({ stage }) => stage)).toEqual([...RECEIPT_STAGES]);
    for (const { vibration } of LESSONS) expect(VIBRATIONS[vibration].length).toBeGreaterThan(0);
  });
});
