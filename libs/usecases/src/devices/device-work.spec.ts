import { describe, expect, it } from '@jest/globals';
import { after, fromIso, hours, type Duration, type Instant } from '@silverbell/kernel';
import { DEVICE_WORK } from '@silverbell/vocabulary';
import { defaultDeviceWork, workOf, type DeviceCondition } from './device-work.js';

const NOW = fromIso('2026-11-28T04:00:00Z') as Instant;
const before = (length: Duration): Instant => after(NOW, -length as Duration);
const days = (n: number): Duration => hours(24 * n);
const fine: DeviceCondition = {
  ...{ role: 'smoke', offlineSince: null, batteryLowSince: null, neverHeardSince: null, testDueSince: null },
  ...{ simUntil: null, firmwareUntil: null, recalledAt: null },
};

describe('the work of a device', () => {
  it('is none while nothing is the matter', () => {
    expect(workOf(fine, [], NOW)).toEqual([]);
  });

  it('names every condition with its own term', () => {
    const all = workOf(
      {
        ...{ role: 'smoke', offlineSince: before(hours(1)), batteryLowSince: before(days(4)) },
        ...{ neverHeardSince: before(hours(1)), testDueSince: before(hours(1)), recalledAt: before(hours(1)) },
        ...{ simUntil: after(NOW, days(3)), firmwareUntil: before(hours(1)) },
      },
      [],
      NOW,
    );
    expect(all.map(({ kind }) => kind)).toEqual([...DEVICE_WORK]);
    expect(all.filter(({ isLate }) => isLate).map(({ kind }) => kind)).toEqual(['battery-low', 'firmware-expiring']);
    expect(all.find(({ kind }) => kind === 'sim-expiring')?.dueAt).toBe(after(NOW, days(3)));
  });

  it('of a silent button is due within 2 h, of a silent sensor within a day', () => {
    const silent = (role: string) => workOf({ ...fine, role, offlineSince: NOW }, [], NOW)[0]?.dueAt;
    expect(silent('pendant')).toBe(after(NOW, hours(2)));
    expect(silent('smoke')).toBe(after(NOW, hours(24)));
  });

  it('begins 30 days before a SIM card or a firmware ends, and stays after the end', () => {
    const kinds = (simUntil: Instant) => workOf({ ...fine, simUntil }, [], NOW).map(({ kind }) => kind);
    expect(kinds(after(NOW, days(31)))).toEqual([]);
    expect(kinds(after(NOW, days(30)))).toEqual(['sim-expiring']);
    expect(kinds(before(days(100)))).toEqual(['sim-expiring']);
  });

  it('keeps the owner and the term that a person decided, until the condition begins anew', () => {
    const since = before(hours(3));
    const decided = { kind: 'offline', since, dueAt: after(NOW, hours(1)), owner: 'li' } as const;
    const [one] = workOf({ ...fine, offlineSince: since }, [decided], NOW);
    expect(one).toMatchObject({ owner: 'li', dueAt: decided.dueAt, isLate: false });
    const [anew] = workOf({ ...fine, offlineSince: before(hours(1)) }, [decided], NOW);
    expect(anew).toMatchObject({ owner: null, dueAt: after(before(hours(1)), defaultDeviceWork.within.offline) });
  });
});
