import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytes, decode, faultsOf, truncations } from '../conformance/conformance.js';
import type { DeviceBinding } from '../profile.js';

const pendant: DeviceBinding = { id: 'p-1', role: 'pendant' };
const topic = 'care/v1/p-1/alert';
const press = { id: 'a-1', kind: 'sos', at: '2026-01-15T08:29:59Z', batteryPct: 41, attempt: 1 };
const alert = (more: object = {}) => decode({ topic, payload: JSON.stringify({ ...press, ...more }), device: pendant });

describe('a native press', () => {
  it('becomes one raised signal of its device, with the priority of an alert', () => {
    const result = alert();
    expect(result).toMatchObject({
      profile: 'native',
      priority: 'alert',
      deviceKey: 'p-1',
      observations: [],
      issues: [],
    });
    expect(result.signals).toMatchObject([
      {
        kind: 'sos',
        phase: 'raise',
        deviceKey: 'p-1',
        child: null,
        sourceId: 'p-1',
        alertId: 'a-1',
        attempt: 1,
        batteryPct: 41,
        certainty: 'observed',
        unreadable: null,
        occurredAt: press.at,
      },
    ]);
  });

  it('is heard from a device nobody registered', () => {
    expect(decode({ topic, payload: JSON.stringify(press) }).signals).toMatchObject([
      { kind: 'sos', sourceId: null, deviceKey: 'p-1' },
    ]);
  });

  it('keeps its id and gets another dedupe key with each attempt', () => {
    const [first, second] = [alert().signals[0], alert({ attempt: 2 }).signals[0]];
    expect(second?.alertId).toBe(first?.alertId);
    expect(second?.dedupeKey).not.toBe(first?.dedupeKey);
  });

  it('carries a GCJ-02 position as WGS-84', () => {
    const position = { lat: 31.230_4, lng: 121.473_7, accuracyM: 15, datum: 'gcj02', source: 'gnss' };
    const placed = alert({ position }).signals[0]?.position;
    expect(placed?.accuracyM).toBe(15);
    expect(placed?.point.lat).toBeCloseTo(31.232_37, 3);
    expect(placed?.point.lng).toBeCloseTo(121.469_17, 3);
  });

  it('trusts a position of unknown datum to 700 m at best', () => {
    expect(alert({ position: { lat: 31.2304, lng: 121.4737, accuracyM: 15 } }).signals[0]?.position?.accuracyM).toBe(
      700,
    );
  });

  it('alarms without a position', () => {
    for (const position of [null, { lat: 0, lng: 0 }, { lat: 999, lng: 0 }]) {
      expect(alert({ position }).signals).toMatchObject([{ kind: 'sos', phase: 'raise', position: null }]);
    }
  });

  it('annotates when the device cancels', () => {
    expect(alert({ kind: 'cancel' }).signals).toMatchObject([{ kind: 'cancel', phase: 'cancel' }]);
  });

  it('hands on a test flag as a claim of an SOS', () => {
    expect(alert({ test: true }).signals).toMatchObject([{ kind: 'sos', phase: 'raise', test: true }]);
  });

  it('says that it was replayed when a broker kept it', () => {
    expect(decode({ topic, payload: JSON.stringify(press), retained: true }).signals[0]).toMatchObject({
      phase: 'raise',
      doubts: ['no-position', 'replayed'],
    });
  });
});

describe('what cannot be read still means that somebody wanted something', () => {
  it.each([
    ['JSON of nothing we know', '{"x":1', 'not-json', 'unreadable'],
    ['a bare word that is no kind', 'hello', 'not-json', 'unreadable'],
    ['nothing', '', 'empty', 'unreadable'],
    ['1 MiB', new Uint8Array(1024 * 1024).fill(97), 'too-large', 'too-large'],
    ['invalid UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), 'not-utf8', 'unreadable'],
    ['NUL bytes', Uint8Array.of(0x7b, 0, 0x7d), 'nul-bytes', 'unreadable'],
  ] as const)('%s', (_, payload, reason, doubt) => {
    expect(decode({ topic, payload, device: pendant }).signals).toMatchObject([
      {
        kind: 'unspecified',
        phase: 'raise',
        certainty: 'unverified',
        unreadable: reason,
        doubts: [doubt],
        sourceId: 'p-1',
      },
    ]);
  });

  it('a press cut at any byte raises', () => {
    for (const payload of truncations(bytes(JSON.stringify(press)))) {
      const result = decode({ topic, payload, device: pendant });
      const kind = payload.length >= '{"id":"a-1","kind":"so'.length ? 'sos' : 'unspecified';
      expect(result.signals).toMatchObject([{ kind, phase: 'raise' }]);
      expect(faultsOf(result)).toEqual([]);
    }
  });
});

describe('the quiet topics', () => {
  it('a heartbeat is a observation, and may be batched', () => {
    const result = decode({
      topic: 'care/v1/p-1/heartbeat',
      payload: '{"batteryPct":80,"rssiDbm":-71,"firmware":"1.2"}',
      device: pendant,
    });
    expect(result).toMatchObject({ priority: 'batch', signals: [] });
    expect(result.observations).toMatchObject([
      { deviceKey: 'p-1', online: true, batteryPct: 80, rssiDbm: -71, firmware: '1.2' },
    ]);
  });

  it('the last will says that it is gone', () => {
    expect(decode({ topic: 'care/v1/p-1/status', payload: '{"online":false}' }).observations).toMatchObject([
      { online: false },
    ]);
  });

  it('hears its own receipts and commands as nothing', () => {
    expect(decode({ topic: 'care/v1/p-1/receipt', payload: '{}' })).toMatchObject({
      signals: [],
      observations: [],
      issues: [{ code: 'own-echo' }],
    });
  });
});

describe('the profile is total', () => {
  const topics = ['alert', 'heartbeat', 'telemetry', 'status', 'receipt', 'command', 'nonsense'].map(
    (name) => `care/v1/p-1/${name}`,
  );

  it('for any bytes on any topic', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...topics),
        fc.uint8Array({ maxLength: 300 }),
        fc.boolean(),
        (anyTopic, payload, retained) => {
          expect(faultsOf(decode({ topic: anyTopic, payload, retained }))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('and raises for any bytes on the alert topic', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.json().map(bytes)), (payload) => {
        expect(decode({ topic, payload }).signals.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('for any topic', () => {
    fc.assert(
      fc.property(fc.string(), (anyTopic) => {
        expect(faultsOf(decode({ topic: anyTopic, payload: 'x' }))).toEqual([]);
      }),
    );
  });
});
