import { describe, expect, it } from '@jest/globals';
import { instant, type Instant } from '@silverbell/kernel';
import { ALERT_KINDS } from '@silverbell/vocabulary';
import fc from 'fast-check';
import { MESSAGE_DOUBTS, parseAlert, UNREADABLE_REASONS, type Alert, type MessageDoubt } from './index.js';

const now = instant(Date.parse('2026-01-15T08:30:00Z'));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (message: unknown, at: Instant = now): { alert: Alert; doubts: readonly MessageDoubt[] } => {
  const answer = parseAlert(bytes(JSON.stringify(message)), at);
  if (!answer.ok) throw new Error(answer.reason);
  return answer;
};

const press = {
  id: 'p-1',
  kind: 'sos',
  at: '2026-01-15T16:30:00+08:00',
  position: { lat: 30.1, lng: 120.1, accuracyM: 20, datum: 'wgs84', fixAt: '2026-01-15T08:29:00Z', source: 'gnss' },
  batteryPct: 55,
  attempt: 2,
  certainty: 'likely',
  test: false,
  values: { pressed: 3, mode: 'long' },
};

describe('a well-made alert', () => {
  it('is read whole, without a doubt', () => {
    expect(read(press)).toEqual({ ok: true, alert: { ...press, alsoKinds: [], word: null }, doubts: [] });
  });

  it('needs nothing but its id and kind', () => {
    expect(read({ id: 'p', kind: 'sos' })).toMatchObject({
      alert: {
        id: 'p',
        kind: 'sos',
        at: null,
        position: null,
        batteryPct: null,
        attempt: 1,
        certainty: 'observed',
        test: false,
        values: {},
      },
      doubts: ['no-position'],
    });
  });

  it.each(['SOS', ' sos ', 'Sos'])('reads %j as an SOS', (kind) => {
    expect(read({ ...press, kind }).alert.kind).toBe('sos');
  });

  it.each(['Carbon_Monoxide', 'carbon monoxide'])('reads %j as carbon monoxide', (kind) => {
    expect(read({ ...press, kind }).alert.kind).toBe('carbon-monoxide');
  });
});

describe('a doubtful alert still alerts', () => {
  it.each([
    ['a kind nobody knows', { kind: 'earthquake' }, { kind: 'unspecified' }, 'unknown-kind'],
    ['no kind', { kind: undefined }, { kind: 'unspecified' }, 'unknown-kind'],
    ['a kind of the wrong type', { kind: { sos: true } }, { kind: 'unspecified' }, 'unknown-kind'],
    ['a name of every object as kind', { kind: 'toString' }, { kind: 'unspecified' }, 'unknown-kind'],
    ['a position at 0/0', { position: { lat: 0, lng: 0 } }, { position: null }, 'position-implausible'],
    ['a latitude of 95', { position: { lat: 95, lng: 120 } }, { position: null }, 'position-implausible'],
    ['a longitude of -181', { position: { lat: 30, lng: -181 } }, { position: null }, 'position-implausible'],
    ['a position in words', { position: 'in the kitchen' }, { position: null }, 'field-dropped'],
    ['a latitude in words', { position: { lat: '30.1', lng: 120 } }, { position: null }, 'no-position'],
    ['a clock in 1970', { at: '1970-01-01T00:00:00Z' }, { at: '1970-01-01T00:00:00Z' }, 'clock-skew'],
    ['a clock in 2099', { at: '2099-12-31T23:59:59Z' }, { at: '2099-12-31T23:59:59Z' }, 'clock-skew'],
    ['a clock without a zone', { at: '2026-01-15 16:30:00' }, { at: '2026-01-15 16:30:00' }, 'clock-unreadable'],
    ['a clock in seconds', { at: 1768465800 }, { at: null }, 'clock-unreadable'],
    ['a battery of 900 %', { batteryPct: 900 }, { batteryPct: null }, 'field-dropped'],
    ['a battery in words', { batteryPct: 'full' }, { batteryPct: null }, 'field-dropped'],
    ['an attempt of -1', { attempt: -1 }, { attempt: 1 }, 'field-dropped'],
    ['a test flag in words', { test: 'true' }, { test: false }, 'field-dropped'],
    ['a certainty nobody knows', { certainty: 'maybe' }, { certainty: 'observed' }, 'field-dropped'],
    ['values that are a list', { values: [1, 2] }, { values: {} }, 'field-dropped'],
    ['values within values', { values: { a: 1, b: { c: 2 } } }, { values: { a: 1 } }, 'field-dropped'],
  ] as const)('%s', (_, broken, alert, doubt) => {
    const answer = read({ ...press, ...broken });
    expect(answer.alert).toMatchObject(alert);
    expect(answer.doubts).toContain(doubt);
  });

  it.each([
    ['no id', undefined],
    ['an empty id', ''],
    ['an id of 65 characters', 'x'.repeat(65)],
    ['an id with an escaped NUL, which no database takes', 'a\u0000b'],
    ['an id with half a character', '\ud800'],
    ['an id that is an object', {}],
  ])('%s: gets one from its content, the same each time', (_, id) => {
    const first = read({ ...press, id });
    expect(first.alert.id).toMatch(/^hash:[0-9a-f]{16}$/);
    expect(read({ ...press, id }).alert.id).toBe(first.alert.id);
    expect(first.doubts).toContain('no-id');
  });

  it('a number as id is that number', () => {
    expect(read({ ...press, id: 4711 })).toMatchObject({ alert: { id: '4711' }, doubts: [] });
  });

  it('keeps a clock 5 minutes off without a doubt, and 5 minutes 1 second with one', () => {
    expect(read({ ...press, at: '2026-01-15T08:25:00Z' }).doubts).toEqual([]);
    expect(read({ ...press, at: '2026-01-15T08:24:59Z' }).doubts).toEqual(['clock-skew']);
  });

  it('passes the test flag on as a claim and keeps the kind', () => {
    expect(read({ ...press, test: true }).alert).toMatchObject({ kind: 'sos', test: true });
  });
});

describe('bytes that are no message', () => {
  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['a word that is no kind', bytes('hello'), 'not-json'],
    ['a word for the state of a device, which needs its key', bytes('battery-low'), 'not-json'],
    ['a list of nothing', bytes('[]'), 'not-an-object'],
    ['null', bytes('null'), 'not-an-object'],
    ['a number', bytes('1'), 'not-an-object'],
    ['NUL bytes', new Uint8Array(4), 'nul-bytes'],
    ['a byte that is no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), 'not-utf8'],
    ['1 MiB of blanks', new Uint8Array(1024 * 1024).fill(0x20), 'too-large'],
  ] as const)('%s: unreadable, and says why', (_, payload, reason) => {
    expect(parseAlert(payload, now)).toEqual({ ok: false, reason });
  });

  it('of more than 8 KiB the beginning is read', () => {
    const long = bytes(JSON.stringify({ id: 'long', kind: 'gas', values: { a: 'x'.repeat(9_000) } }));
    expect(parseAlert(long, now)).toMatchObject({
      alert: { id: 'long', kind: 'gas' },
      doubts: expect.arrayContaining(['repaired', 'too-large']) as unknown,
    });
  });
});

describe('parseAlert is total', () => {
  const storable = (alert: Alert): boolean =>
    !/[\p{Cc}\p{Cs}]/u.test(
      [alert.id, alert.at ?? '', ...Object.values(alert.values), ...Object.keys(alert.values)].join(''),
    );

  const wellFormed = (payload: Uint8Array): void => {
    const answer = parseAlert(payload, now);
    if (!answer.ok) {
      expect(UNREADABLE_REASONS).toContain(answer.reason);
      return;
    }
    expect(ALERT_KINDS).toContain(answer.alert.kind);
    expect(answer.alert.id.length).toBeGreaterThan(0);
    expect(answer.alert.id.length).toBeLessThanOrEqual(64);
    expect(storable(answer.alert)).toBe(true);
    expect(answer.doubts.every((doubt) => MESSAGE_DOUBTS.includes(doubt))).toBe(true);
  };

  it('for any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), wellFormed), { numRuns: 300 });
  });

  it('for any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => wellFormed(bytes(json))),
      { numRuns: 300 },
    );
  });

  it('for our own fields holding anything', () => {
    const anything = fc.jsonValue();
    const message = fc.record(
      {
        id: anything,
        kind: anything,
        at: anything,
        position: anything,
        batteryPct: anything,
        attempt: anything,
        certainty: anything,
        test: anything,
        values: anything,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(message, (fields) => wellFormed(bytes(JSON.stringify(fields)))),
      { numRuns: 500 },
    );
  });
});
