import { describe, expect, it } from '@jest/globals';
import { silentLog } from '@silverbell/adapter-mqtt';
import { as, type DeviceId } from '@silverbell/kernel';
import { setTimeout as pause } from 'node:timers/promises';
import { FactsAhead } from './facts-ahead.js';

const ids = (count: number): DeviceId[] => Array.from({ length: count }, (_, n) => as<DeviceId>(`d${String(n)}`));

function world(prepare: (deviceIds: readonly DeviceId[]) => Promise<void> = () => Promise.resolve()) {
  const read: DeviceId[][] = [];
  const known = new Set<DeviceId>();
  const ahead = new FactsAhead({
    prepare: async (deviceIds) => {
      read.push([...deviceIds]);
      await prepare(deviceIds);
      for (const id of deviceIds) known.add(id);
    },
    knows: (id) => known.has(id),
    log: silentLog,
  });
  return { ahead, read, known };
}

describe('what is on file of devices that were heard', () => {
  it('is read once, a few devices at a time, and of those that are remembered not at all', async () => {
    const { ahead, read, known } = world();
    known.add(as<DeviceId>('d0'));
    ahead.queueReads(ids(100));
    ahead.queueReads(ids(100));
    await pause(900);
    ahead.close();
    expect(read.map((some) => some.length)).toEqual([64, 35]);
    expect(new Set(read.flat()).size).toBe(99);
  });

  it('goes on after a question that failed', async () => {
    let asked = 0;
    const { ahead, read } = world(() => ((asked += 1) === 1 ? Promise.reject(new Error('away')) : Promise.resolve()));
    ahead.queueReads(ids(70));
    await pause(900);
    ahead.close();
    expect(read.map((some) => some.length)).toEqual([64, 6]);
  });

  it('is read at once for a device that connects; for many, a few at once and the others soon', async () => {
    const { ahead, read } = world();
    ids(6).forEach((id) => ahead.connected(id));
    expect(read.map((some) => some.length)).toEqual([1, 1, 1, 1]);
    await pause(400);
    ahead.close();
    expect(read.map((some) => some.length)).toEqual([1, 1, 1, 1, 2]);
  });

  it('is not read any more after the end', async () => {
    const { ahead, read } = world();
    ahead.queueReads(ids(1));
    ahead.close();
    ahead.queueReads(ids(2));
    await pause(400);
    expect(read).toEqual([]);
  });
});
