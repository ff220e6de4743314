import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@silverbell/kernel';
import fc from 'fast-check';
import { addDays, daysBetween } from '../calendar/index.js';
import {
  approvedMinutes,
  changeEntitlement,
  entitlementActions,
  entitlementState,
  isPayable,
  type Entitlement,
  type EntitlementCommand,
} from './entitlement.js';

const disabled: Entitlement = {
  ...{ from: '2026-07-01', to: null, minutesPerDay: 120, localClass: 'disabled', suspensions: [], endReason: null },
  payee: { kind: 'provider', id: 'care-provider-1' },
};
const context = { today: '2026-11-09', deathDayCounts: true };
function after(command: EntitlementCommand, before: Entitlement = disabled, more: Partial<typeof context> = {}) {
  const changed = changeEntitlement(before, command, { ...context, ...more });
  if (isRefusal(changed)) throw new Error(changed.refused);
  return changed;
}
const refused = (command: EntitlementCommand, before: Entitlement = disabled): string => {
  const changed = changeEntitlement(before, command, context);
  return isRefusal(changed) ? changed.refused : 'done';
};

describe('CR-24: an entitlement', () => {
  it('is pending before its first day, then active', () => {
    expect(['2026-06-30', '2026-07-01'].map((day) => entitlementState(disabled, day))).toEqual(['pending', 'active']);
  });

  it('CR-25: counts every day of the calendar', () => {
    expect(approvedMinutes(disabled, '2026-07-01', '2026-09-30')).toBe(92 * 120);
    expect(approvedMinutes(disabled, '2026-06-01', '2026-07-02')).toBe(240);
  });

  it('example 19: ended by a death on the 40th day of the quarter has 4,800 minutes', () => {
    const ended = after({ type: 'end', reason: 'death', on: '2026-11-09' });
    expect([entitlementState(ended, '2026-11-09'), ended.to]).toEqual(['ended', '2026-11-09']);
    expect(approvedMinutes(ended, '2026-10-01', '2026-12-31')).toBe(4_800);
  });

  it('CR-27: does not count the day of a death where the region says so', () => {
    const ended = after({ type: 'end', reason: 'death', on: '2026-11-09' }, disabled, { deathDayCounts: false });
    expect(ended.to).toBe('2026-11-08');
  });

  it('ended before it began pays for no day', () => {
    const early = { ...disabled, from: '2027-01-01' };
    const ended = after({ type: 'end', reason: 'own-wish', on: '2026-11-09' }, early);
    expect(approvedMinutes(ended, '2026-07-01', '2027-12-31')).toBe(0);
  });

  it('CR-26: suspended pays nothing from the first to the last day of the suspension', () => {
    const away = after({ type: 'suspend', from: '2026-10-05', to: '2026-10-14', reason: 'hospital' });
    expect(['2026-10-04', '2026-10-05', '2026-10-14', '2026-10-15'].map((day) => isPayable(away, day))).toEqual([
      ...[true, false, false, true],
    ]);
    expect(entitlementState(away, '2026-10-10')).toBe('suspended');
    expect(approvedMinutes(away, '2026-10-01', '2026-10-31')).toBe(21 * 120);
  });

  it('is resumed on the first day that is payable again', () => {
    const away = after({ type: 'suspend', from: '2026-10-05', to: null, reason: 'away' });
    const back = after({ type: 'resume', on: '2026-10-20' }, away);
    expect(back.suspensions).toEqual([{ from: '2026-10-05', to: '2026-10-19', reason: 'away' }]);
    expect(isPayable(back, '2026-10-20')).toBe(true);
  });

  it('refuses suspensions that overlap, days out of order, and what comes after its end', () => {
    const away = after({ type: 'suspend', from: '2026-10-05', to: '2026-10-14', reason: 'hospital' });
    expect(refused({ type: 'suspend', from: '2026-10-14', to: null, reason: 'away' }, away)).toBe(
      'entitlement-suspended',
    );
    expect(refused({ type: 'suspend', from: '2026-10-14', to: '2026-10-13', reason: 'away' })).toBe('entitlement-days');
    expect(refused({ type: 'resume', on: '2026-10-20' })).toBe('entitlement-not-suspended');
    expect(refused({ type: 'end', reason: 'death', on: '2026-11-10' })).toBe('entitlement-days');
    const ended = after({ type: 'end', reason: 'death', on: '2026-11-09' });
    expect(refused({ type: 'suspend', from: '2026-11-09', to: null, reason: 'away' }, ended)).toBe('entitlement-ended');
    expect(entitlementActions(ended, '2026-11-09')).toEqual([]);
  });

  it('never pays for more days than lie between two days, whatever was suspended', () => {
    const day = fc.integer({ min: 0, max: 200 }).map((n) => addDays('2026-06-01', n));
    fc.assert(
      fc.property(day, day, fc.array(fc.tuple(day, day), { maxLength: 4 }), (a, b, suspended) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const many = suspended.reduce<Entitlement>((one, [first, last]) => {
          const next = changeEntitlement(one, { type: 'suspend', from: first, to: last, reason: 'away' }, context);
          return isRefusal(next) ? one : next;
        }, disabled);
        const minutes = approvedMinutes(many, from, to);
        expect(minutes % 120).toBe(0);
        expect(minutes).toBeLessThanOrEqual((daysBetween(from, to) + 1) * 120);
        expect(minutes).toBeLessThanOrEqual(approvedMinutes(disabled, from, to));
      }),
    );
  });
});
