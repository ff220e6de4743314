import { describe, expect, it } from '@jest/globals';
import { Alarm, type Desk, type Ringing } from './alarm.js';

const t0 = Date.parse('2026-01-05T01:00:00Z');
const one = (over: Partial<Ringing> = {}): Ringing => ({
  id: 'a',
  regionId: 'village',
  silent: false,
  severity: 1,
  phase: 'waiting',
  raisedAt: new Date(t0).toISOString(),
  signalCount: 1,
  unregistered: null,
  shelf: null,
  attention: { state: 'waiting', by: null },
  escalation: { nextDueAt: null },
  ...over,
});
const FIRST: Desk = { me: 'me', isSecond: () => false };
const SECOND: Desk = { me: 'me', isSecond: () => true };
const attended = (by: string): Partial<Ringing> => ({ attention: { state: 'attended', by: { id: by } } });

/** Seconds at which something sounded, with its pattern. */
function heard(
  alarm: Alarm,
  at: (second: number) => readonly Ringing[],
  seconds: number,
  desk: Desk = FIRST,
): string[] {
  const out: string[] = [];
  for (let second = 0; second <= seconds; second += 1) {
    const sounded = alarm.next(at(second), desk, t0 + second * 1_000);
    if (sounded) out.push(`${second} ${sounded.pattern}`);
  }
  return out;
}

describe('what the console sounds', () => {
  it('repeats the ten tones every 8 s until somebody attends', () => {
    const at = (second: number): Ringing[] => [second < 20 ? one() : one(attended('other'))];
    expect(heard(new Alarm(), at, 40)).toEqual(['0 urgent', '8 urgent', '16 urgent']);
  });

  it('is louder after 30 s', () => {
    const alarm = new Alarm();
    expect(alarm.next([one()], FIRST, t0)?.loudness).toBeLessThan(
      alarm.next([one()], FIRST, t0 + 31_000)?.loudness ?? 0,
    );
  });

  it('sounds three tones every 30 s for P2, at most five times', () => {
    expect(heard(new Alarm(), () => [one({ severity: 2 })], 300)).toHaveLength(5);
  });

  it('sounds one tone for a new P3 and does not repeat it', () => {
    expect(heard(new Alarm(), () => [one({ severity: 3 })], 120)).toEqual(['0 single']);
  });

  it('makes no sound for a flood of P3', () => {
    const flood = Array.from({ length: 30 }, (_, n) => one({ id: String(n), severity: 3 }));
    expect(heard(new Alarm(), () => flood, 60)).toEqual([]);
  });

  it('sounds the highest first, one at a time', () => {
    const cases = [one({ id: 'c', severity: 3 }), one({ id: 'b', severity: 2 }), one({ id: 'a' })];
    expect(heard(new Alarm(), () => cases, 2)[0]).toBe('0 urgent');
  });

  it('sounds again at its owner when she presses again', () => {
    const at = (second: number): Ringing[] => [one({ ...attended('me'), signalCount: second < 10 ? 1 : 2 })];
    expect(heard(new Alarm(), at, 30)).toEqual(['10 urgent']);
  });

  it('sounds for a flood of invented numbers once in 10 s, and for the last of them too', () => {
    const at = (second: number): Ringing[] => [
      one({ ...attended('me'), unregistered: { soundEveryS: 10 }, signalCount: Math.min(1 + second * 80, 600) }),
    ];
    expect(heard(new Alarm(), at, 60)).toEqual(['1 urgent', '11 urgent']);
  });

  it('sounds once at its owner when a step is overdue, and again for the next one', () => {
    const due = (second: number) => ({
      escalation: { nextDueAt: new Date(t0 + second * 1_000).toISOString() },
    });
    const mine = (second: number): Ringing[] => [one({ ...attended('me'), ...due(second < 30 ? 10 : 40) })];
    expect(heard(new Alarm(), mine, 90)).toEqual(['15 important', '45 important']);
    const hers = (): Ringing[] => [one({ ...attended('other'), ...due(10) })];
    expect(heard(new Alarm(), hers, 90)).toEqual([]);
    const shelved = (): Ringing[] => [one({ ...attended('me'), ...due(10), shelf: {} })];
    expect(heard(new Alarm(), shelved, 90)).toEqual([]);
  });

  it('does not sound at a colleague when she presses again in an attended case', () => {
    const at = (second: number): Ringing[] => [one({ ...attended('other'), signalCount: second < 10 ? 1 : 2 })];
    expect(heard(new Alarm(), at, 30)).toEqual([]);
  });

  it('sounds again when an attended case falls back to waiting', () => {
    const at = (second: number): Ringing[] => [second < 10 ? one(attended('other')) : one()];
    expect(heard(new Alarm(), at, 12)).toEqual(['10 urgent']);
  });

  it('is heard by a lead and an overflow centre 15 s after its receipt, then as everywhere', () => {
    expect(heard(new Alarm(), () => [one()], 35, SECOND)).toEqual(['15 urgent', '23 urgent', '31 urgent']);
    const soon = (second: number): Ringing[] => [second < 14 ? one() : one(attended('other'))];
    expect(heard(new Alarm(), soon, 35, SECOND)).toEqual([]);
  });

  it('sounds the lesser ones of a second desk meanwhile, and her own second press at once', () => {
    const cases = [one(), one({ id: 'b', severity: 2 })];
    expect(heard(new Alarm(), () => cases, 14, SECOND)).toEqual(['0 important']);
    const again = (second: number): Ringing[] => [one({ ...attended('me'), signalCount: second < 3 ? 1 : 2 })];
    expect(heard(new Alarm(), again, 14, SECOND)).toEqual(['3 urgent']);
  });
});
