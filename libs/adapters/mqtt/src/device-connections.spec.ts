import { describe, expect, it } from '@jest/globals';
import { as, type DeviceId } from '@silverbell/kernel';
import fc from 'fast-check';
import { DeviceConnections, type DeviceConnection } from './device-connections.js';

const P1 = as<DeviceId>('p-1');
const line = (clientId: string, heardAt: number, alarmed = false): DeviceConnection & { isOver: boolean } => ({
  ...{ clientId, lastReadAt: heardAt, alarmed, isOver: false },
  ...{ giveWay: () => undefined, close: () => undefined },
});

describe('the connections of a device', () => {
  it('of five the one idle longest ends, whichever came first', () => {
    const connections = new DeviceConnections();
    const four = [line('a', 40), line('b', 10), line('c', 20), line('d', 30)];
    for (const one of four) expect(connections.add(P1, one)).toEqual([]);
    expect(connections.add(P1, line('e', 50))).toEqual([four[1]]);
  });

  it('one that comes again under its own name takes nobody else’s place', () => {
    const connections = new DeviceConnections();
    for (const name of ['a', 'b', 'c', 'd']) connections.add(P1, line(name, 0));
    expect(connections.add(P1, line('a', 9))).toEqual([]);
  });

  it('never are more than four, and one with an alarm ends only among its like', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ heardAt: fc.nat(50), alarmed: fc.boolean() }), { maxLength: 30 }), (lines) => {
        const connections = new DeviceConnections();
        lines.forEach(({ heardAt, alarmed }, n) => {
          const before = connections.of(P1);
          const ended = connections.add(P1, line(String(n), heardAt, alarmed));
          for (const one of ended) {
            if (one.alarmed) expect(before.every((other) => other.alarmed)).toBe(true);
            connections.remove(P1, one);
          }
          expect(connections.of(P1).length).toBeLessThanOrEqual(4);
        });
      }),
    );
  });
});
