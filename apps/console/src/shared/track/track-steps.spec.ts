import { describe, expect, it } from '@jest/globals';
import type { Incident } from '@silverbell/wire';
import { PHASES } from '@silverbell/vocabulary';
import { trackSteps } from './track-steps.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 28, 6, minute)).toISOString();
const entry = (type: string, minute: number) =>
  ({ seq: minute, type, at: at(minute), by: { id: null, name: '', kind: 'platform' }, data: {} }) as const;
const going = (state: 'accepted' | 'departed' | 'withdrawn', minute: number) => ({ state, etaAt: at(minute) });

const steps = (
  phase: Incident['phase'],
  timeline: readonly object[] = [],
  assignments: readonly object[] = [],
  { nowMs = Date.parse(at(0)), severity = 1 }: { nowMs?: number; severity?: number } = {},
) => trackSteps({ phase, severity, timeline, response: { assignments } } as unknown as Incident, nowMs);
const late = (all: ReturnType<typeof steps>) => all.filter((one) => one.late).map(({ step }) => step);

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
    expect(ahead[4]).toMatchObject({ step: 'on-scene', state: 'ahead', at: at(7), expected: true, late: false });
  });

  it('keeps no expectation once a helper is there', () => {
    expect(steps('on-scene', [entry('arrived', 8)], [going('departed', 9)])[4]).toMatchObject({
      ...{ step: 'on-scene', state: 'now', at: at(8), expected: false },
    });
  });

  it('has below each step that is ahead the limit of safety.md, in milliseconds', () => {
    expect(steps('waiting').map(({ limitMs }) => limitMs)).toEqual([
      ...[null, 15_000, 180_000, 60_000, 900_000, null, null],
    ]);
  });

  it('is late at the next step when its limit is over, to the second', () => {
    const nowMs = Date.parse(at(0));
    const waits = (s: number) => late(steps('waiting', [entry('raised', 0)], [], { nowMs: nowMs + s * 1_000 }));
    expect([waits(15), waits(16)]).toEqual([[], ['attended']]);
  });

  it('keeps saying that a step was reached late', () => {
    expect(late(steps('attended', [entry('raised', 0), entry('attended', 1)]))).toEqual(['attended']);
  });

  it('is late when the helper is not there by the time that was expected', () => {
    const waits = (minute: number) =>
      late(steps('responding', [], [going('departed', 9)], { nowMs: Date.parse(at(minute)) }));
    expect([waits(9), waits(10)]).toEqual([[], ['on-scene']]);
  });

  it('waits for nothing after a verdict that ended the search', () => {
    const timeline = [entry('raised', 0), entry('attended', 0), entry('verdict-given', 2), entry('offered', 1)];
    expect(late(steps('attended', timeline, [], { nowMs: Date.parse(at(30)) }))).toEqual([]);
  });

  it('has no such limits for an incident that is no risk to a life', () => {
    const work = steps('waiting', [entry('raised', 0)], [], { nowMs: Date.parse(at(30)), severity: 3 });
    expect(work.map(({ limitMs }) => limitMs)).toEqual(work.map(() => null));
    expect(late(work)).toEqual([]);
  });
});
