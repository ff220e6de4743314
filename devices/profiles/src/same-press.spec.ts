import { describe, expect, it } from '@jest/globals';
import { after, instant, seconds, type Instant } from '@silverbell/kernel';
import { gateway, newGatewaySession } from './gateway.js';
import { SAME_PRESS, samePressWithin } from './same-press.js';

const NOW = instant(Date.parse('2026-12-01T08:00:00Z'));
const children = { bath_sos: { id: 'bath', role: 'sos-button' } } as const;
const frame = (content: string): string => `[3G*1234567890*${content.length.toString(16).padStart(4, '0')}*${content}]`;

const read = (topic: string, text: string, at: Instant) =>
  gateway({
    ...{ topic, payload: new TextEncoder().encode(text), retained: false, receivedAt: at },
    ...{ session: newGatewaySession(), device: { id: 'hub', role: 'hub', children } },
  }).signals[0];

describe('how a press is known from a copy', () => {
  it.each([
    ['N19, N20: the native protocol without an id', 'care/v1/p/alert', '{"kind":"sos"}'],
    ['bytes that cannot be read', 'care/v1/p/alert', 'help'],
    ['Z2: a button behind zigbee2mqtt', 'zigbee2mqtt/hub/bath_sos', '{"action":"emergency","linkquality":87}'],
    ['a button behind Home Assistant', 'homeassistant/hub/bath_sos', 'emergency'],
    [
      'N21: a watch whose clock stands still',
      'raw/watch/c1',
      frame('AL,010116,000000,V,00.000000,,00.0000000,,0.00,0.0,0.0,0,60,55,0,0,00010000'),
    ],
  ])('%s: equal bytes later have a name of their own, and 2 s in which they are one press', (_, topic, text) => {
    const [first, later] = [read(topic, text, NOW), read(topic, text, after(NOW, seconds(65)))];
    expect([first?.sameWithin, later?.sameWithin]).toEqual([seconds(2), seconds(2)]);
    expect(later?.alertId).not.toBe(first?.alertId);
    // Another engine's copy of the message is still known by what it says.
    expect(later?.dedupeKey).toBe(first?.dedupeKey);
    expect(first?.alertId.length).toBeLessThanOrEqual(64);
  });

  it('an id of the device names its press, however often it is said', () => {
    const text = '{"id":"n-1","kind":"sos"}';
    const [first, later] = [read('care/v1/p/alert', text, NOW), read('care/v1/p/alert', text, after(NOW, seconds(65)))];
    expect(first).toMatchObject({ alertId: 'n-1', sameWithin: null });
    expect(later?.alertId).toBe('n-1');
  });

  it('every family has its dated rule with a source, oldest first, and a frame older than the table has one too', () => {
    for (const [family, rules] of Object.entries(SAME_PRESS)) {
      const days = rules.map(({ from }) => Date.parse(from));
      expect(days.every(Number.isFinite) && days.every((day, n) => n === 0 || day > (days[n - 1] ?? 0))).toBe(true);
      expect(rules.every(({ within, source }) => within > 0 && source.length > 0)).toBe(true);
      expect(samePressWithin(family as keyof typeof SAME_PRESS, instant(0))).toBe(rules[0].within);
    }
  });
});
