import { describe, expect, it } from '@jest/globals';
import { callBacksOf } from '../shared/call-backs.js';
import { CALL_BACK_GRACE_MS, CallBackAlarm, type Promised } from './call-back-alarm.js';

const due = Date.parse('2026-11-28T06:45:00Z');
const promise = (more: Partial<Promised> = {}): Promised => ({
  ...{ id: 't1', kind: 'call-back', dueAt: new Date(due).toISOString(), takenBy: { id: 'xu', name: '许晓燕' } },
  ...more,
});

/** Seconds after the term at which it sounds. */
function heard(tasks: readonly Promised[], me: string, role: string): number[] {
  const alarm = new CallBackAlarm();
  const out: number[] = [];
  for (let second = -60; second <= 600; second += 1)
    if (alarm.next(tasks, { me, role }, due + second * 1_000)) out.push(second);
  return out;
}
const grace = CALL_BACK_GRACE_MS / 1_000;

describe('a call that was promised', () => {
  it('sounds once at its term for its owner, and once at the lead after the grace', () => {
    expect(heard([promise()], 'xu', 'operator')).toEqual([0]);
    expect(heard([promise()], 'deng', 'lead')).toEqual([grace]);
    expect(heard([promise()], 'li', 'operator')).toEqual([]);
  });

  it('that is not taken sounds at every operator', () => {
    expect(heard([promise({ takenBy: null })], 'li', 'operator')).toEqual([0]);
    expect(heard([promise({ takenBy: null })], 'deng', 'lead')).toEqual([grace]);
  });

  it('of a lead herself sounds at its term, and other tasks never do', () => {
    expect(heard([promise({ takenBy: { id: 'deng', name: '邓海霞' } })], 'deng', 'lead')).toEqual([0]);
    expect(heard([promise({ kind: 'near-miss' })], 'xu', 'operator')).toEqual([]);
  });

  it('is one sound with another that falls due with it, and sounds again for a new term', () => {
    expect(heard([promise(), promise({ id: 't2' })], 'xu', 'operator')).toEqual([0]);
    const alarm = new CallBackAlarm();
    expect(alarm.next([promise()], { me: 'xu', role: 'operator' }, due)).toBe(true);
    const later = promise({ dueAt: new Date(due + 60_000).toISOString() });
    expect(alarm.next([later], { me: 'xu', role: 'operator' }, due + 59_000)).toBe(false);
    expect(alarm.next([later], { me: 'xu', role: 'operator' }, due + 60_000)).toBe(true);
  });

  it('is counted at the desk that owes it, the next to fall due first', () => {
    const tasks = [
      promise({ id: 'late', dueAt: '2026-11-28T08:00:00Z' }),
      promise({ id: 'hers', takenBy: { id: 'li', name: '李文静' } }),
      promise({ id: 'free', takenBy: null }),
    ];
    expect(callBacksOf(tasks as never, 'xu').map(({ id }) => id)).toEqual(['free', 'late']);
  });
});
