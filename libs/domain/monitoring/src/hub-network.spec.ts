import { describe, expect, it } from '@jest/globals';
import { hasNoName, isOtherNetwork, type HubNetwork } from './hub-network.js';

const line = (network: string | null, gateway: string | null = null): HubNetwork => ({ network, gateway });

describe('the line of a hub', () => {
  it.each<[string, HubNetwork, HubNetwork, boolean]>([
    ['another gateway', line('home', 'aa:01'), line('home', 'bb:02'), true],
    ['the same gateway under a new name', line('home', 'aa:01'), line('new name', 'AA:01'), false],
    ['another network of a name', line('chen-wifi'), line('wang-wifi'), true],
    ['the same network', line('chen-wifi'), line('Chen-WiFi '), false],
    ['from wifi to its stick: kinds of line, not lines', line('wifi'), line('4G'), false],
    ['a network that is not said any more', line('chen-wifi'), line(null), false],
  ])('%s', (_, known, now, other) => {
    expect(isOtherNetwork(known, now)).toBe(other);
  });

  it('that has no name tells nothing', () => {
    expect(hasNoName(line('wifi'))).toBe(true);
    expect(hasNoName(line('wifi', 'aa:01'))).toBe(false);
  });
});
