// Real: PostgreSQL, our migrations and statements. Not real: the decisions (facts are written by hand).
import { describe, expect, it } from '@jest/globals';
import { after, as, seconds, type DeviceId } from '@silverbell/kernel';
import { suiteStart } from '@silverbell/usecases/incident-store.suite';
import { freshIncidents } from './fresh-cases.js';

describe('what devices said last', () => {
  const silent = { online: null, batteryPct: null, rssiDbm: null, firmware: null, network: null, position: null };
  const [d1, d2] = [as<DeviceId>('d1'), as<DeviceId>('d2')];

  it('is kept per question: a heartbeat without a position does not take the last one away', async () => {
    const { deviceSeen } = await freshIncidents();
    const position = { point: { lat: 30.25, lng: 120.15 } as never, accuracyM: 8, fixAt: null, source: 'gnss' };
    const later = after(suiteStart, seconds(5));
    await deviceSeen.see([
      { ...silent, deviceId: d1, seenAt: suiteStart, batteryPct: 80, position },
      { ...silent, deviceId: d2, seenAt: suiteStart, online: true },
    ]);
    await deviceSeen.see([
      { ...silent, deviceId: d1, seenAt: later, batteryPct: 79 },
      { ...silent, deviceId: d1, seenAt: suiteStart, batteryPct: 99 },
    ]);
    expect(await deviceSeen.lastSeen([d1, d2])).toEqual(
      new Map([
        [d1, { ...silent, deviceId: d1, seenAt: later, batteryPct: 79, position, positionedAt: suiteStart }],
        [d2, { ...silent, deviceId: d2, seenAt: suiteStart, online: true, positionedAt: null }],
      ]),
    );
  });

  it('is not turned back by a message that came late', async () => {
    const { deviceSeen } = await freshIncidents();
    await deviceSeen.see([{ ...silent, deviceId: d1, seenAt: after(suiteStart, seconds(9)), batteryPct: 50 }]);
    await deviceSeen.see([{ ...silent, deviceId: d1, seenAt: suiteStart, batteryPct: 90 }]);
    expect((await deviceSeen.lastSeen([d1])).get(d1)?.batteryPct).toBe(50);
  });
});
