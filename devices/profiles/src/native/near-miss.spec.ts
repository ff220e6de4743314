import { describe, expect, it } from '@jest/globals';
import type { AlertKind } from '@silverbell/vocabulary';
import fc from 'fast-check';
import { decode, faultsOf } from '../conformance/conformance.js';
import { NOT_UNDERSTOOD } from '../profile.js';

const at = (below: string, payload: unknown = { id: 'x', kind: 'sos' }) =>
  decode({ topic: `care/v1/p-1/${below}`, payload: typeof payload === 'string' ? payload : JSON.stringify(payload) });
const raised = (below: string, payload?: unknown): AlertKind[] => at(below, payload).signals.map(({ kind }) => kind);

describe('N6: a near miss of the alert topic is a press', () => {
  it.each([
    ...[
      'alert/',
      'alerts',
      'alarm',
      'alarms',
      'sos',
      'event/alert',
      'telemetry/alert',
      'help',
      'ALERT',
      'Alert',
      '/alert',
      'alert//',
    ],
    ...[
      'emergency',
      'panic',
      'fall',
      'alert/now',
      'events/sos/1',
      'up/alarm',
      'sos_alarm',
      'heartbeat/alert',
      'call',
      '报警',
      '求救',
      '紧急呼叫',
    ],
    ...['v1/alert', 'alert.json', 'device/alarm/up', 'warning', 'fire', 'gas_leak', 'fall-detected', '/sos/'],
  ])('care/v1/{id}/%s', (below) => {
    expect(at(below)).toMatchObject({
      priority: 'alert',
      deviceKey: 'p-1',
      signals: [{ kind: 'sos', phase: 'raise', alertId: 'x', deviceKey: 'p-1' }],
      issues: [],
    });
  });

  it.each([
    '/care/v1/p-1/alert',
    '//care/v1/p-1/alert',
    'Care/V1/p-1/alert',
    'care/v1/p-1//alert',
    '/care/v1/p-1/sos/',
  ])('N6a: %s', (topic) => {
    expect(decode({ topic, payload: '{"id":"x","kind":"sos"}' })).toMatchObject({
      priority: 'alert',
      deviceKey: 'p-1',
      signals: [{ kind: 'sos', alertId: 'x' }],
    });
  });

  it.each([
    ['sos', '', 'sos'],
    ['fall', '{}', 'fall'],
    ['gas_leak', '{"id":"x"}', 'gas'],
    ['panic', '1', 'panic'],
    ['alarm', '', 'unspecified'],
    ['alarm', '\u0000\u0001', 'unspecified'],
    ['alarm', 'smoke', 'smoke'],
    ['sos', '{"id":"x","kind":"fall"}', 'fall'],
    ['panic', '{"id":"x","kind":"gas"}', 'gas'],
  ] as const)('%s with %j is %s: the message names the kind, else the topic does', (below, payload, kind) => {
    expect(raised(below, payload)).toEqual([kind]);
    expect(at(below, payload).signals[0]?.doubts).toContain('near-topic');
  });

  it.each([
    'alarm/config',
    'alert/ack',
    'alarm/volume/set',
    'alert/history',
    'sos/enabled',
    'alarm/clear',
    'fall/settings',
  ])('%s speaks of alarms and raises none by itself', (below) => {
    expect(raised(below, { volume: 3 })).toEqual([]);
    expect(raised(below, { id: 'x', kind: 'sos' })).toEqual(['sos']);
  });
});

describe('words for help below a topic nobody knows', () => {
  it.each([
    [{ id: 'x', kind: 'sos' }, ['sos']],
    [{ kind: 'gas' }, ['gas']],
    [{ kind: 'fire' }, ['heat']],
    [{ id: 'x', kind: 'water' }, ['water']],
    [{ id: 'x', kind: 'battery-low' }, ['battery-low']],
    [{ event: 'sos' }, ['sos']],
    [{ action: 'emergency' }, ['sos']],
    [{ type: 'fall_detected', t: 1 }, ['fall']],
    [{ sos: true }, ['sos']],
    [{ emergency: 1 }, ['sos']],
    [{ smoke: 'ON' }, ['smoke']],
    ['SOS', ['sos']],
    ['"求救"', ['sos']],
    ['{"kind":"gas","id":"x"', ['gas']],
  ] as const)('%j is heard', (payload, kinds) => {
    expect(raised('event', payload)).toEqual(kinds);
    expect(at('event', payload).signals[0]?.doubts).toContain('near-topic');
  });

  it.each([
    { kind: 'temperature', celsius: 21 },
    { kind: 'temperature', value: 21, unit: 'Cel' },
    { kind: 'gas', value: 0.2 },
    { readings: [{ kind: 'gas', value: 0.2 }] },
    { gas: 1, smoke: 0 },
    { sos: false },
    { emergency: 0 },
    { msg: 'no help needed' },
    { event: 'sos_test' },
    { note: 'kind: sos, help!' },
    { values: { kind: 'sos' } },
    { kind: 'earthquake' },
    { anything: 'else' },
    'hello',
    '[1,2,3]',
  ])('%j is none, and is looked at by somebody', (payload) => {
    const result = at('sensors', payload);
    expect(result.signals).toEqual([]);
    expect(result.issues.some(({ code }) => NOT_UNDERSTOOD.has(code))).toBe(true);
    expect(result.priority).toBe('alert');
  });

  it('says nothing with nothing: a broker is told so to forget what it keeps', () => {
    expect(at('sensors', '')).toMatchObject({ signals: [], issues: [] });
  });
});

describe('an alert on a topic for something else', () => {
  const QUIET = ['heartbeat', 'telemetry', 'status', 'receipt', 'command'] as const;

  it.each(QUIET)('on %s is heard, with the promise of an alert', (name) => {
    for (const payload of [
      { id: 'x', kind: 'sos' },
      { kind: 'sos' },
      { id: 'x', kind: 'gas', values: { ppm: 900 } },
      { kind: 'panic' },
    ])
      expect(at(name, payload)).toMatchObject({
        priority: 'alert',
        signals: [{ kind: payload.kind, phase: 'raise', doubts: expect.arrayContaining(['near-topic']) as unknown }],
      });
  });

  it.each(QUIET)('on %s ordinary messages raise nothing', (name) => {
    for (const payload of [
      { at: '2026-01-15T08:30:00Z', batteryPct: 80, rssiDbm: -71, firmware: 'sos-1.2', network: 'gas' },
      { at: '2026-01-15T08:30:00Z', readings: [{ kind: 'gas', value: 0.2, unit: 'm3' }] },
      { kind: 'gas', value: 12, unit: '[ppm]' },
      { kind: 'smoke', values: { ppm: 3 } },
      { kind: 'temperature', id: 't1' },
      { kind: 'vital', id: 'v1', values: { 'heart-rate': 61 } },
      { kind: 'test', id: 'c1' },
      { kind: 'locate', id: 'c1' },
      { id: 'x', kind: 'unspecified' },
      { id: 'x', kind: 'battery-low' },
      { online: true },
      { online: true, note: 'sos' },
      { alertId: 'x', stage: 'received', at: '2026-01-15T08:30:00Z', silent: false },
      '1',
      '',
      'nonsense',
    ]) {
      const result = at(name, payload);
      expect([name, payload, result.signals, result.priority]).toEqual([name, payload, [], 'batch']);
    }
  });
});

it('any bytes on any topic of a device are a signal, something known, or looked at by somebody', () => {
  const level = fc.constantFrom(
    'alert',
    'x',
    '',
    'sos',
    'config',
    'Telemetry',
    'heartbeat',
    '报警',
    '__proto__',
    '..',
    'bridge',
  );
  fc.assert(
    fc.property(
      fc.array(level, { maxLength: 5 }),
      fc.oneof(
        fc.uint8Array({ maxLength: 80 }),
        fc.json().map((text) => new TextEncoder().encode(text)),
      ),
      (levels, payload) => {
        const result = decode({ topic: `care/v1/p-1/${levels.join('/')}`, payload });
        expect(faultsOf(result)).toEqual([]);
        const known = result.signals.length > 0 || result.issues.length > 0 || result.observations.length > 0;
        expect(known).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
