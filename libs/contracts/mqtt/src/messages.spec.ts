import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import fc from 'fast-check';
import {
  encode,
  fingerprint,
  parseCommand,
  parseHeartbeat,
  parseReceipt,
  parseStatus,
  parseTelemetry,
  receipt,
  receiptMessage,
} from './index.js';

const now = instant(Date.parse('2026-01-15T08:30:00Z'));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('receipts', () => {
  it('tell the stage, the minutes and the words, and survive the way to the device', () => {
    const told = receipt({
      alertId: 'p-1',
      stage: 'helper-assigned',
      at: now,
      etaMinutes: 5.6,
      helperName: '王 助老员',
      say: '已有人前往',
    });
    expect(told).toEqual({
      alertId: 'p-1',
      stage: 'helper-assigned',
      at: '2026-01-15T08:30:00.000Z',
      etaMinutes: 6,
      helperName: '王 助老员',
      say: '已有人前往',
      silent: false,
    });
    expect(receiptMessage.safeParse(told).success).toBe(true);
    expect(parseReceipt(bytes(encode(told)))).toEqual(told);
  });

  it('say nothing at all when they are silent', () => {
    expect(
      receipt({
        alertId: 'p-1',
        stage: 'received',
        at: now,
        etaMinutes: 3,
        helperName: '王',
        say: '信号已收到',
        silent: true,
      }),
    ).toEqual({
      alertId: 'p-1',
      stage: 'received',
      at: '2026-01-15T08:30:00.000Z',
      silent: true,
    });
  });
});

describe('what comes up beside alerts', () => {
  it('a heartbeat that cannot be read is still a heartbeat', () => {
    const unread = {
      at: null,
      batteryPct: null,
      rssiDbm: null,
      firmware: null,
      network: null,
      gateway: null,
      position: null,
    };
    expect(parseHeartbeat(bytes('garbage'))).toEqual(unread);
    expect(parseHeartbeat(bytes('{"batteryPct":"x","rssiDbm":-70}'))).toEqual({ ...unread, rssiDbm: -70 });
  });

  it('telemetry keeps the readings it can read', () => {
    expect(parseTelemetry(bytes('{"readings":[{"kind":"heart-rate","value":72,"unit":"/min"},{"kind":1},7]}'))).toEqual(
      {
        ok: true,
        value: { at: null, readings: [{ kind: 'heart-rate', value: 72, unit: '/min' }] },
      },
    );
  });

  it.each([
    ['{"online":true}', true],
    ['{"online":false}', false],
    ['{"online":"yes"}', null],
    ['', null],
  ])('status %s is %s', (text, online) => {
    expect(parseStatus(bytes(text))).toBe(online);
  });

  it('no reader throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (payload) => {
        for (const parse of [parseHeartbeat, parseTelemetry, parseStatus, parseReceipt, parseCommand]) parse(payload);
      }),
    );
  });
});

describe('fingerprint', () => {
  it('is the same for the same parts, and keeps the parts apart', () => {
    expect(fingerprint('ab', 'c')).toBe(fingerprint(bytes('ab'), 'c'));
    expect(fingerprint('ab', 'c')).not.toBe(fingerprint('a', 'bc'));
    expect(fingerprint('')).toMatch(/^[0-9a-f]{16}$/);
  });

  it('tells ten thousand presses apart', () => {
    const seen = new Set(Array.from({ length: 10_000 }, (_, n) => fingerprint(`{"action":"emergency","n":${n}}`)));
    expect(seen.size).toBe(10_000);
  });
});
