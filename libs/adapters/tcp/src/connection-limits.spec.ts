import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  OpenConnections,
  limitsWithin,
  weakestOf,
  type OpenConnection,
  type ListenerLimits,
} from './connection-limits.js';

const MQTT: ListenerLimits = { name: 'mqtt', firstWordWithinMs: 10_000 };
const LIMITS = { connections: 10, unproven: 6, perAddress: 4 };

const opened = (connections: OpenConnections, address: string, now: number, listener = MQTT): OpenConnection => {
  const admission = connections.open(listener, address, now);
  if ('refused' in admission) throw new Error(admission.refused);
  return admission.open;
};
const endedBy = (connections: OpenConnections, address: string, now: number): OpenConnection | null => {
  const admission = connections.open(MQTT, address, now);
  if ('refused' in admission) throw new Error(admission.refused);
  return admission.ended?.open ?? null;
};

describe('the connections of a process', () => {
  it('stay below its descriptor limit, with a reserve for those whose secret was right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 128, max: 2_000_000 }), (descriptors) => {
        const { connections, unproven, perAddress } = limitsWithin(descriptors);
        expect(connections).toBeLessThan(descriptors);
        expect(unproven).toBeLessThan(connections);
        expect(perAddress * 2).toBeLessThan(unproven);
      }),
    );
  });

  it('of a full address: the one that proved least goes, then the one idle longest, never one of another address', () => {
    const open = new OpenConnections(LIMITS);
    const other = opened(open, 'b', 0);
    const [idle, busy, fresh, alarmed] = [1, 2, 3, 4].map((at) => opened(open, 'a', at));
    open.received(idle!, 10);
    open.received(busy!, 20);
    open.alarmed(alarmed!, 5);
    expect(endedBy(open, 'a', 100_000)).toBe(fresh);
    const second = endedBy(open, 'a', 100_001);
    expect([second?.address, second?.openedAt]).toEqual(['a', 100_000]);
    expect(open.sizeOf('mqtt')).toBe(5);
    expect(other.standing).toBe('new');
  });

  it('of an address behind which many stand are not counted for it', () => {
    const open = new OpenConnections(LIMITS);
    for (let n = 0; n < 6; n += 1) expect(open.open(MQTT, null, n)).toMatchObject({ ended: null });
  });

  it('whose secret was right stand in the reserve, out of reach of a flood', () => {
    const open = new OpenConnections(LIMITS);
    const proven = ['a', 'a', 'a', 'a', 'a'].map((address, n) => {
      const one = opened(open, address, n);
      open.proven(one, n);
      return one;
    });
    for (const speaks of [false, true])
      for (let n = 0; n < 1_000; n += 1) {
        const admission = open.open(MQTT, `10.0.0.${String(n % 250)}`, 100 + n);
        if ('refused' in admission) throw new Error(admission.refused);
        expect(proven).not.toContain(admission.ended?.open);
        if (speaks) open.received(admission.open, 100 + n);
      }
    expect(open.size).toBeLessThanOrEqual(LIMITS.connections);
  });

  it('that say nothing are told apart by their listener', () => {
    const open = new OpenConnections(LIMITS);
    const silent = opened(open, 'a', 0);
    opened(open, 'b', 0, { name: 'watch', firstWordWithinMs: 60_000 });
    open.received(opened(open, 'c', 0), 1);
    expect(open.silent(10_001)).toEqual([silent]);
  });

  it('never end one whose alarm may wait for its answer, whatever happens', () => {
    const act = fc.record({
      what: fc.constantFrom(
        'open' as const,
        'received' as const,
        'proven' as const,
        'alarmed' as const,
        'close' as const,
      ),
      which: fc.nat(20),
      address: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
        const open = new OpenConnections(LIMITS);
        const all: OpenConnection[] = [];
        acts.forEach(({ what, which, address }, now) => {
          if (what === 'open') {
            const admission = open.open(MQTT, address, now);
            if ('refused' in admission) return;
            expect(admission.ended?.open.alarmAt ?? null).toBeNull();
            if (admission.ended) all.splice(all.indexOf(admission.ended.open), 1);
            all.push(admission.open);
            return;
          }
          const one = all[which];
          if (!one) return;
          open[what](one, now);
          if (what === 'close') all.splice(which, 1);
        });
        expect(open.size).toBe(all.length);
        expect(open.size).toBeLessThanOrEqual(LIMITS.connections);
        expect(all.filter(({ standing }) => standing !== 'proven').length).toBeLessThanOrEqual(LIMITS.unproven);
      }),
    );
  });

  it('refuse a new one only when every other waits for the answer to its alarm', () => {
    const open = new OpenConnections(LIMITS);
    for (let n = 0; n < 4; n += 1) open.alarmed(opened(open, 'a', n), n);
    expect(open.open(MQTT, 'a', 10)).toEqual({ refused: 'address-full' });
    expect(endedBy(open, 'a', 70_000)?.openedAt).toBe(0);
    expect(weakestOf([], 0)).toBeNull();
  });
});
