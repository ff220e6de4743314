import { describe, expect, it } from '@jest/globals';
import { after, as, seconds, type DeviceId } from '@silverbell/kernel';
import fc from 'fast-check';
import type { AlertKind } from '@silverbell/vocabulary';
import { isAnswered } from '../questions.js';
import { repeatedAlert, REDELIVERY_WITHIN, type ReceivedAlert } from '../sameness.js';
import { NOON, operator, signal, Story } from './story.js';

const device = { kind: 'device', id: 'pendant' } as const;
const at = (s: number) => after(NOON, seconds(s));

/** A message without an id, some seconds after the first of the case. */
const unnamed = (s: number, more: Partial<ReceivedAlert> = {}): ReceivedAlert => ({
  ...{ deviceId: as<DeviceId>('pendant'), child: null, kind: 'sos', phase: 'raise', alertId: `hash:x@${String(s)}` },
  ...{ sameWithin: seconds(2), attempt: 1, heardAt: at(s), redelivered: false },
  ...more,
});
const named = (s: number, more: Partial<ReceivedAlert> = {}): ReceivedAlert =>
  unnamed(s, { alertId: '1', sameWithin: null, ...more });

/** The platform in small: what is a press of its own joins, the rest repeats; each at its second. */
function heard(story: Story, ...said: readonly ReceivedAlert[]): Story {
  for (const one of said) {
    const { kind, child, alertId, heardAt, attempt } = one;
    if (story.incident !== null) story.wait(Math.max(0, (heardAt - story.now) / 1_000));
    const facts = signal(kind, { deviceId: one.deviceId, child, alertId, heardAt, attempt });
    if (story.incident === null) {
      story.raise(kind, { signal: facts });
      continue;
    }
    const known = repeatedAlert(story.case.alerts, isAnswered(story.case), one);
    const repeats = known === null ? facts : { ...facts, alertId: known.alertId };
    story.does(device, { type: 'join-signal', signal: repeats, repeat: known !== null });
  }
  return story;
}
const presses = (story: Story): number => story.case.alerts.length;
const isFalseAlarm = (story: Story): Story => {
  story.attend().called('senior-recognised');
  story.does(operator, { type: 'give-verdict', verdict: 'false-alarm', cause: 'accidental-press' });
  return story;
};

describe('without an id of the device', () => {
  it.each<[string, readonly ReceivedAlert[], number]>([
    ['Z2: three copies within 0.5 s are one press', [unnamed(0), unnamed(0.2), unnamed(0.5)], 1],
    ['N20: three presses in 9 s are three', [unnamed(0), unnamed(4.5), unnamed(9)], 3],
    ['three presses in 50 s are three', [unnamed(0), unnamed(25), unnamed(50)], 3],
    [
      'what comes 2 s after the first is the same, and 2.1 s after it is not',
      [unnamed(0), unnamed(2), unnamed(2.1)],
      2,
    ],
    ['copies that follow each other for ever are no press for ever', [0, 1.5, 3, 4.5].map((s) => unnamed(s)), 2],
    [
      'another device behind the hub presses for itself',
      [unnamed(0, { child: 'bath' }), unnamed(0.1, { child: 'bed' })],
      2,
    ],
    ['another kind is another press', [unnamed(0), unnamed(0.1, { kind: 'fall' })], 2],
    ['a later copy that is handed in first is the same', [unnamed(1), unnamed(0.2)], 1],
    ['a redelivery marked by MQTT is the same, however late', [unnamed(0), unnamed(300, { redelivered: true })], 1],
    ['a family may have a longer time of its own', [unnamed(0), unnamed(8, { sameWithin: seconds(10) })], 1],
  ])('%s', (_, said, expected) => {
    expect(presses(heard(new Story(), ...said))).toBe(expected);
  });

  it('counts a press for every device, kind and 2 s, whatever order they come in', () => {
    const what = fc.record({
      tenths: fc.integer({ min: 0, max: 500 }),
      child: fc.constantFrom(null, 'bath', 'bed'),
      kind: fc.constantFrom<AlertKind>('sos', 'fall', 'unspecified'),
    });
    fc.assert(
      fc.property(fc.array(what, { minLength: 1, maxLength: 16 }), (all) => {
        const inTime = [...all].sort((a, b) => a.tenths - b.tenths);
        const firstOf = new Map<string, number>();
        let expected = 0;
        for (const { tenths, child, kind } of inTime) {
          const key = `${String(child)} ${kind}`;
          const first = firstOf.get(key);
          if (first !== undefined && tenths - first <= 20) continue;
          firstOf.set(key, tenths);
          expected += 1;
        }
        const said = inTime.map(({ tenths, child, kind }) => unnamed(tenths / 10, { child, kind }));
        const story = heard(new Story(), ...said);
        expect(presses(story)).toBe(expected);
        expect(story.case.signalCount).toBe(all.length);
      }),
      { numRuns: 60 },
    );
  });
});

it('that it is over, within 2 s, is no copy of the alarm', () => {
  const story = heard(new Story(), unnamed(0));
  expect(repeatedAlert(story.case.alerts, false, unnamed(1, { phase: 'clear' }))).toBeNull();
  expect(repeatedAlert(story.case.alerts, false, unnamed(1))).toMatchObject({ kind: 'sos' });
});

describe('with an id of the device', () => {
  it.each<[string, readonly ReceivedAlert[], number]>([
    ['the same id is a repetition while its incident is open', [named(0), named(1), named(70)], 1],
    ['the same id of another kind is a press', [named(0), named(1, { kind: 'fall' })], 2],
    ['two ids are two presses, however close', [named(0), named(0.1, { alertId: '2' })], 2],
  ])('%s', (_, said, expected) => {
    expect(presses(heard(new Story(), ...said))).toBe(expected);
  });
});

describe('a press after a verdict', () => {
  const after65 = (said: ReceivedAlert): Story =>
    heard(isFalseAlarm(heard(new Story(), { ...said, heardAt: at(0), attempt: 1, redelivered: false })).wait(60), said);

  it('N19: of equal bytes without an id asks again: unknown, and the ladder runs', () => {
    const story = after65(unnamed(65));
    expect(story.case.verdict.code).toBe('unknown');
    expect(story.receipts().at(-1)).toBe('received');
    story.attendedFor(100);
    expect(story.case.class).toBe('B');
    expect(story.asked().length).toBeGreaterThan(0);
  });

  it('with an id of its own asks again', () => {
    expect(after65(named(65, { alertId: '2' })).case.verdict.code).toBe('unknown');
  });

  it('of a device that gives every press the same id asks again', () => {
    expect(after65(named(65)).case.verdict.code).toBe('unknown');
  });

  it.each<[string, ReceivedAlert]>([
    ['the device still counts its attempts', named(65, { attempt: 2 })],
    ['MQTT marks it as sent before', named(65, { redelivered: true })],
    ['MQTT marks it as sent before, and it has no id', unnamed(65, { redelivered: true })],
    ['the device never paused', named(29)],
  ])('is none when %s: the verdict stands', (_, said) => {
    expect(after65(said).case.verdict.code).toBe('false-alarm');
  });

  it('that comes again and again asks again each time, and never as a part of the old answer', () => {
    const story = after65(unnamed(65));
    isFalseAlarm(story).wait(60);
    expect(heard(story, unnamed(140)).case.verdict.code).toBe('unknown');
  });

  it('starts the ladder from its beginning, also when nobody is there any more', () => {
    const story = isFalseAlarm(heard(new Story(), unnamed(0)).wait(20)).wait(120);
    const leadTold = () => story.rangRoles().filter((role) => role === 'lead').length;
    const before = leadTold();
    heard(story, unnamed(200)).wait(16);
    expect(leadTold()).toBe(before + 1);
    expect(story.wait(45).case.class).toBe('B');
  });

  it('asks for the fire brigade again, whatever was decided before', () => {
    const story = heard(new Story(), unnamed(0, { kind: 'smoke' })).attend();
    story.does(operator, { type: 'decide-emergency', service: '119', decision: 'no-call', reason: 'not-medical' });
    isFalseAlarm(story).wait(60);
    expect(story.case.questions).toEqual([]);
    heard(story, unnamed(90, { kind: 'smoke' }));
    expect(story.case.questions.map(({ service }) => service)).toEqual(['119']);
  });

  it('is not answered by the call or the visit from before it', () => {
    const story = after65(unnamed(65));
    const again = { type: 'give-verdict', verdict: 'false-alarm', cause: null } as const;
    expect(story.does(operator, again)).toBe('proof-missing');
    story.called('senior-recognised');
    expect(story.does(operator, again)).toEqual(['verdict-given']);
  });

  it('after help has been there asks again, and the neighbour who was there may be asked again', () => {
    const story = new Story().raise('sos', { facts: { dispatchFirst: true } }).visited('wang');
    const assignmentId = story.assignmentOf('wang');
    const by = { kind: 'helper', id: 'wang' } as const;
    story.does(by, { type: 'finish', assignmentId, condition: 'fine', flags: [], note: null });
    expect(story.case.search.mode).toBe('none');
    const asked = story.asked().length;
    heard(story.wait(300), unnamed(400));
    expect(story.case.verdict.code).toBe('unknown');
    expect(story.asked().slice(asked)).toContain('wang');
  });

  it('leaves an emergency that is under way as it is', () => {
    const story = heard(new Story(), unnamed(0)).attend();
    story.does(operator, { type: 'give-verdict', verdict: 'real', cause: null });
    expect(heard(story, unnamed(30)).case.verdict.code).toBe('real');
  });
});

it('a mark of MQTT is believed for minutes, because some firmware always sets it', () => {
  expect(REDELIVERY_WITHIN).toBe(seconds(600));
});
