import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { severityOf } from '@silverbell/mqtt-contract';
import type { AlertKind } from '@silverbell/vocabulary';
import fc from 'fast-check';
import { decode, faultsOf } from '../conformance/conformance.js';

const ACCEPTED = join(import.meta.dirname, '../../../payloads/accepted');
const OUTSIDE_ONLY: readonly AlertKind[] = ['smoke', 'heat', 'gas', 'carbon-monoxide'];

const read = (payload: Uint8Array) => decode({ topic: 'care/v1/p-1/alert', payload });
const kindsOf = (payload: Uint8Array): AlertKind[] => read(payload).signals.map(({ kind }) => kind);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const join2 = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const most = (kinds: readonly AlertKind[]): number => Math.min(...kinds.map(severityOf));

/** The golden messages that are JSON, and one for every kind that must keep its class. */
const GOLDEN: readonly (readonly [string, string])[] = [
  ...readdirSync(ACCEPTED)
    .filter((name) => name.startsWith('native') && name.endsWith('.json'))
    .map((name): [string, string] => [name, JSON.stringify(JSON.parse(readFileSync(join(ACCEPTED, name), 'utf8')))]),
  ...([...OUTSIDE_ONLY, 'panic'] as const).map((kind): [string, string] => [
    `every field, ${kind}`,
    JSON.stringify({
      ...{
        id: 'damaged-1',
        kind,
        at: '2026-01-15T08:29:59Z',
        batteryPct: 41,
        attempt: 2,
        certainty: 'observed',
        test: false,
      },
      ...{ position: { lat: 31.2304, lng: 121.4737, datum: 'gcj02' }, values: { ppm: 900, place: '厨房' } },
    }),
  ]),
];

/** From this many bytes on the whole word of the kind stands in a message that breaks off. */
const readableFrom = (text: string): number => {
  const { 0: match, index } = /"kind":"[^"]+"/.exec(text) ?? { 0: '', index: Infinity };
  return (
    utf8(text.slice(0, index === Infinity ? text.length : index + match.length - 1)).length + (match === '' ? 1 : 0)
  );
};

/** Everything of which the whole kind can still be read. */
const DAMAGES: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'a byte of 0 behind it': (text) => utf8(`${text}\0`),
  'a buffer of zeros behind it': (text) => utf8(text + '\0'.repeat(64)),
  'bytes of 0 before it': (text) => utf8(`\0\0${text}`),
  'a byte of 0 after every value': (text) => utf8(text.replaceAll('",', '\0",')),
  'garbage behind it': (text) => join2(utf8(text), Uint8Array.of(0xff, 0x00, 0x7d, 0x22, 0x1a)),
  'garbage before it': (text) => join2(Uint8Array.of(0xff, 0x00, 0x1a), utf8(`+IPD,0,99:${text}`)),
  'the end of an older message behind it': (text) => utf8(`${text}\0tery":41,"test":true}`),
  'said twice': (text) => utf8(text + text),
  'in a list': (text) => utf8(`[${text}]`),
  'in a list of lists': (text) => utf8(`[[${text}]]`),
  'in a string': (text) => utf8(JSON.stringify(text)),
  'in a string in a string': (text) => utf8(JSON.stringify(JSON.stringify(text))),
  'in a string in a list': (text) => utf8(JSON.stringify([text])),
  'in a string that breaks off': (text) => utf8(JSON.stringify(text).slice(0, -1)),
  'UTF-16 with its mark': (text) => join2(Uint8Array.of(0xff, 0xfe), Buffer.from(text, 'utf16le')),
  'UTF-16': (text) => Uint8Array.from(Buffer.from(text, 'utf16le')),
  'UTF-16, the other way round': (text) => Uint8Array.from(Buffer.from(text, 'utf16le').swap16()),
  'a mark before it': (text) => join2(Uint8Array.of(0xef, 0xbb, 0xbf), utf8(text)),
  'bytes of Latin-1 in a value': (text) =>
    join2(utf8(text.slice(0, -1)), utf8(',"note":"Caf'), Uint8Array.of(0xe9), utf8('"}')),
  'bytes of GBK in a value': (text) =>
    join2(utf8(text.slice(0, -1)), utf8(',"note":"'), Uint8Array.of(0xb3, 0xf8, 0xb7, 0xbf), utf8('"}')),
  'numbers that are none': (text) => utf8(text.replaceAll(/:-?[\d.]+/g, ':nan')),
  'endless numbers': (text) => utf8(text.replaceAll(/:-?[\d.]+/g, ':-Infinity')),
  'single quotes': (text) => utf8(text.replaceAll('"', "'")),
  'quotes of a phone': (text) => utf8(text.replaceAll(/"([^"]*)"/g, '“$1”')),
  'commas too many': (text) => utf8(text.replaceAll('}', ',}').replaceAll(',', ',,')),
  'no braces': (text) => utf8(text.slice(1, -1)),
  'no end': (text) => utf8(text.slice(0, -1)),
  'a test flag': (text) => utf8(`${text.slice(0, -1)},"test":true,}`),
};

const isReadable = (text: string): boolean => readableFrom(text) <= utf8(text).length;

describe.each(GOLDEN)('damaged: %s', (_, text) => {
  const whole = kindsOf(utf8(text));

  it.each(Object.entries(DAMAGES))('%s: no less urgent, fire stays outside, silence stays silent', (__, damage) => {
    const result = read(damage(text));
    const kinds = result.signals.map(({ kind }) => kind);
    expect(most(kinds)).toBeLessThanOrEqual(most(whole));
    expect(faultsOf(result)).toEqual([]);
    if (isReadable(text)) expect(kinds).toEqual(whole);
  });

  it('cut off anywhere: no less urgent, and its own kind as soon as the word is there', () => {
    const bytes = utf8(text);
    for (let length = 0; length < bytes.length; length += 1) {
      const kinds = kindsOf(bytes.slice(0, length));
      expect([length, most(kinds) <= most(whole)]).toEqual([length, true]);
      if (length >= readableFrom(text)) expect([length, kinds]).toEqual([length, whole]);
    }
  });

  it('two damages at once: no less urgent, fire stays outside, silence stays silent', () => {
    const damages = Object.keys(DAMAGES).filter((name) => !/UTF-16|Latin|GBK|garbage/.test(name));
    fc.assert(
      fc.property(fc.constantFrom(...damages), fc.constantFrom(...Object.keys(DAMAGES)), (first, second) => {
        const kinds = kindsOf(DAMAGES[second]?.(new TextDecoder().decode(DAMAGES[first]?.(text))) ?? new Uint8Array());
        expect(most(kinds)).toBeLessThanOrEqual(most(whole));
        if (whole[0] === 'panic' && kinds.includes('panic')) expect(kinds).toEqual(['panic']);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a damaged message', () => {
  it('N1: keeps the id of the device, so that the receipt names its press', () => {
    for (const kind of ['gas', 'panic'] as const)
      expect(read(utf8(`{"id":"k2","kind":"${kind}"}\0`)).signals).toMatchObject([
        {
          kind,
          alertId: 'k2',
          phase: 'raise',
          certainty: 'observed',
          unreadable: null,
          doubts: ['repaired', 'no-position'],
        },
      ]);
  });

  it('N4c: does not give half an id, half a clock or half a number for a whole one', () => {
    expect(read(utf8('{"kind":"gas","id":"golden-9')).signals[0]?.alertId).toMatch(/^hash:/);
    expect(read(utf8('{"kind":"gas","id":"x","at":"2026-01-1')).signals[0]?.occurredAt).toBeNull();
    expect(read(utf8('{"kind":"gas","id":"x","batteryPct":4')).signals[0]?.batteryPct).toBeNull();
  });

  it('with a kind that sounds and one that is silent sounds, and shows both', () => {
    for (const text of ['{"id":"x","kind":"panic","kind":"gas"}', '{"id":"x","kind":"panic"}{"id":"x","kind":"gas"}'])
      expect(read(utf8(text)).signals).toMatchObject([{ kind: 'gas', alertId: 'x', word: 'panic / gas' }]);
  });

  it('with two alarms raises both, the one that keeps people outside first', () => {
    expect(read(utf8('{"id":"x","kind":"sos"}{"id":"x","kind":"gas"}')).signals).toMatchObject([
      { kind: 'gas', alertId: 'x' },
      { kind: 'sos', alertId: 'x' },
    ]);
  });

  it('that calls itself a test beside an alarm is the alarm', () => {
    expect(kindsOf(utf8('{"id":"x","kind":"test","kind":"sos"'))).toEqual(['sos']);
    expect(kindsOf(utf8('{"test":true,"kind":"sos"'))).toEqual(['sos']);
  });
});
