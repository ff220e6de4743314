import { describe, expect, it } from '@jest/globals';
import { as, instant, type DeviceId } from '@silverbell/kernel';
import type { LastSeenRow } from './devices.port.js';
import { silentLog } from './log.port.js';
import { LastSeenBuffer } from './last-seen-buffer.js';

const row = (deviceId: string, more: Partial<LastSeenRow> = {}): LastSeenRow => ({
  deviceId: as<DeviceId>(deviceId),
  seenAt: instant(1),
  online: null,
  batteryPct: null,
  rssiDbm: null,
  firmware: null,
  network: null,
  gateway: null,
  heartbeat: false,
  unproven: false,
  position: null,
  ...more,
});

const buffer = (see: (batch: readonly LastSeenRow[]) => Promise<void>, maxDevices = 3) => {
  const counted: Record<string, number> = {};
  const count = (what: string, by: number): void => void (counted[what] = (counted[what] ?? 0) + by);
  const metrics = {
    inc: (_: string, labels: Readonly<Record<string, string>> = {}, by = 1) =>
      count(labels['result'] ?? `shed, ${labels['reason'] ?? ''}`, by),
    observe: () => undefined,
  };
  return { counted, seen: new LastSeenBuffer({ see }, metrics, silentLog, { everyMs: 60_000, maxDevices }) };
};

describe('the lossy buffer', () => {
  it('writes the newest word of each device, together', async () => {
    const batches: (readonly LastSeenRow[])[] = [];
    const { seen } = buffer((batch) => Promise.resolve(void batches.push(batch)));
    seen.note(row('a', { batteryPct: 50, online: true }));
    seen.note(row('a', { seenAt: instant(2), batteryPct: 49 }));
    seen.note(row('b'));
    await seen.close();
    expect(batches).toEqual([[row('a', { seenAt: instant(2), batteryPct: 49, online: true }), row('b')]]);
  });

  it('lets the oldest go and counts it when there is too much, and never grows', async () => {
    const batches: (readonly LastSeenRow[])[] = [];
    const { seen, counted } = buffer((batch) => Promise.resolve(void batches.push(batch)), 2);
    for (const device of ['a', 'b', 'c', 'd']) seen.note(row(device));
    await seen.close();
    expect(batches).toEqual([[row('c'), row('d')]]);
    expect(counted).toEqual({ dropped: 2, 'shed, full': 2, written: 2 });
  });

  it('writes a batch in time when the loop never gets to its timers', async () => {
    const batches: (readonly LastSeenRow[])[] = [];
    const { seen } = buffer((batch) => Promise.resolve(void batches.push(batch)));
    seen.note(row('a', { seenAt: instant(1) }));
    seen.note(row('b', { seenAt: instant(60_001) }));
    expect(batches).toEqual([]);
    seen.note(row('c', { seenAt: instant(60_002) }));
    expect(batches).toEqual([[row('a'), row('b', { seenAt: instant(60_001) }), row('c', { seenAt: instant(60_002) })]]);
    await seen.close();
    expect(batches).toHaveLength(1);
  });

  it('loses a batch when the database is away, and goes on', async () => {
    let away = true;
    const { seen, counted } = buffer(() => (away ? Promise.reject(new Error('away')) : Promise.resolve()));
    seen.note(row('a'));
    await seen.flush();
    away = false;
    seen.note(row('a'));
    await seen.close();
    expect(counted).toEqual({ dropped: 1, 'shed, not-written': 1, written: 1 });
  });
});
