import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPayload } from './payload.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const of = (text: string) => {
  const { fields, repaired, reason } = readPayload(utf8(text));
  return { fields: fields === null ? null : { ...fields }, repaired, reason };
};
const message = { id: 'a', kind: 'gas' };

describe('the ladder of readers', () => {
  it('takes JSON as it is', () => {
    expect(of('{"id":"a","kind":"gas"}')).toEqual({ fields: message, repaired: false, reason: null });
    expect(of('\ufeff{"id":"a","kind":"gas"}')).toEqual({ fields: message, repaired: false, reason: null });
  });

  it('leaves other values what they are', () => {
    expect(readPayload(utf8('87'))).toMatchObject({
      value: 87,
      fields: null,
      repaired: false,
      reason: 'not-an-object',
    });
    expect(readPayload(utf8('"ON"'))).toMatchObject({ value: 'ON', fields: null, repaired: false });
    expect(readPayload(utf8('ON'))).toMatchObject({ value: undefined, text: 'ON', fields: null, reason: 'not-json' });
    expect(readPayload(utf8('ON\0'))).toMatchObject({ text: 'ON', fields: null, repaired: true, reason: 'nul-bytes' });
  });

  it.each([
    ['a byte of 0 behind it', '{"id":"a","kind":"gas"}\0'],
    ['a buffer of zeros behind it', `{"id":"a","kind":"gas"}${'\0'.repeat(40)}`],
    ['the rest of an older message behind it', '{"id":"a","kind":"gas"}\0nd":"x"}'],
    ['bytes of 0 inside', '{"id":"a\0","kind":"ga\0s"}'],
    ['line ends and garbage behind it', '{"id":"a","kind":"gas"}\r\n\u001aOK'],
    ['an AT command before it', '+IPD,0,23:{"id":"a","kind":"gas"}'],
    ['a list', '[{"id":"a","kind":"gas"}]'],
    ['a list in a list', '[[{"id":"a","kind":"gas"}]]'],
    ['a string', '"{\\"id\\":\\"a\\",\\"kind\\":\\"gas\\"}"'],
    ['a string in a list', '["{\\"id\\":\\"a\\",\\"kind\\":\\"gas\\"}"]'],
    ['a string without its first quote', '{\\"id\\":\\"a\\",\\"kind\\":\\"gas\\"}"'],
    ['a string that was cut off', '"{\\"id\\":\\"a\\",\\"kind\\":\\"gas\\"'],
    ['single quotes', "{'id':'a','kind':'gas'}"],
    ['Chinese quotes, colons and commas', '{“id”：“a”，“kind”：“gas”}'],
    ['no quotes', '{id: a, kind: gas}'],
    ['a trailing comma', '{"id":"a","kind":"gas",}'],
    ['a missing comma', '{"id":"a" "kind":"gas"}'],
    ['a missing quote', '{"id":"a","kind":"gas}'],
    ['a missing brace', '{"id":"a","kind":"gas"'],
    ['an equals sign', '{"id"="a","kind"=>"gas"}'],
    ['no frame at all', 'id=a&kind=gas'],
    ['its beginning cut off', 'x":{"kind":"sos"},"id":"a","kind":"gas"}'],
  ])('%s', (_, text) => {
    expect(of(text)).toMatchObject({ fields: message, repaired: true });
  });

  it.each(['nan', 'NaN', '-nan(ind)', 'inf', '-Infinity', '1.#QNAN', '-1.#IND'])('a value %s', (value) => {
    const { fields, repaired } = of(`{"id":"a","values":{"ppm":${value}},"kind":"gas"}`);
    expect(fields).toMatchObject({ ...message, values: { ppm: Number.NaN } });
    expect(repaired).toBe(true);
  });

  it('keeps a number it was cut in out, and words in', () => {
    expect(of('{"kind":"gas","batteryPct":4').fields).toEqual({ kind: 'gas' });
    expect(of('{"kind":"gas","batteryPct":41,"a').fields).toEqual({ kind: 'gas', batteryPct: 41 });
    expect(of('{"kind":"ga').fields).toEqual({ kind: 'ga' });
  });

  it.each(['utf-16le', 'utf-16be', 'gbk', 'latin1'] as const)('%s', (encoding) => {
    const bytes = {
      'utf-16le': Uint8Array.from(Buffer.from('{"id":"a","kind":"gas"}', 'utf16le')),
      'utf-16be': Uint8Array.from(Buffer.from('{"id":"a","kind":"gas"}', 'utf16le').swap16()),
      gbk: Uint8Array.from(Buffer.from('{"p":"\xb3\xf8\xb7\xbf","id":"a","kind":"gas"}', 'latin1')),
      latin1: Uint8Array.from(Buffer.from('{"p":"Caf\xe9","id":"a","kind":"gas"}', 'latin1')),
    }[encoding];
    const { fields, repaired } = readPayload(bytes);
    expect(fields).toMatchObject({ ...message, ...{ gbk: { p: '厨房' }, latin1: { p: 'Café' } }[encoding as 'gbk'] });
    expect(repaired).toBe(true);
  });

  it('reads UTF-8 that ends in the middle of a character', () => {
    expect(of('{"kind":"gas","p":"厨房').fields).toMatchObject({ kind: 'gas', p: '厨房' });
    expect(readPayload(utf8('{"kind":"gas","p":"厨房').slice(0, -1)).fields).toMatchObject({ kind: 'gas', p: '厨' });
  });

  it.each([
    ['a nested object', '{"id":"a","values":{"kind":"panic"},}'],
    ['a string', '{"id":"a","note":"kind: panic, \\"kind\\":\\"panic\\"",}'],
    ['a string that holds JSON', '{"id":"a","note":"{\\"kind\\":\\"panic\\"}"}'],
    ['an object whose own beginning was lost', 'alues":{"kind":"panic"}}'],
    ['a list of readings', '{"id":"a","readings":[{"kind":"panic"}],}'],
  ])('a word in %s is not the kind of the message', (_, text) => {
    expect(readPayload(utf8(text)).members.filter(({ key }) => key === 'kind')).toEqual([]);
  });

  it('sees a key that stands twice', () => {
    const kinds = (text: string) =>
      readPayload(utf8(text))
        .members.filter(({ key }) => key === 'kind')
        .map(({ value }) => value);
    expect(kinds('{"kind":"panic","kind":"gas"}')).toEqual(['panic', 'gas']);
    expect(kinds('{"kind":"panic"}{"kind":"gas"}')).toEqual(['panic', 'gas']);
    expect(kinds('{"kind":"panic","values":{"kind":"gas"}}')).toEqual(['panic']);
  });
});

describe('the reader is total, and quick', () => {
  const holds = (bytes: Uint8Array): void => {
    const { members, fields } = readPayload(bytes);
    expect(members.length).toBeLessThanOrEqual(2_048);
    expect('polluted' in {}).toBe(false);
    expect(fields === null || typeof fields === 'object').toBe(true);
  };

  it('for any bytes, any JSON, and any JSON cut anywhere', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), holds), { numRuns: 400 });
    fc.assert(
      fc.property(fc.json(), fc.nat({ max: 200 }), (json, cut) => holds(utf8(json).slice(0, cut))),
      { numRuns: 400 },
    );
  });

  it.each([
    ...[
      '{',
      '[',
      '"',
      '{"',
      '{"a":',
      '[{',
      '\\"',
      '{\\"',
      "'",
      '"kind":',
      '{"kind":',
      'kind=',
      ':',
      ',',
      '“',
      '{"kind":"a","',
      '"kind" ',
    ],
    ...['{"__proto__":{"polluted":1},', '\ud800', ' ', '-', '}', '{"a":[', 'a:{'],
  ])('8 KiB of %j take no time', (unit) => {
    const bytes = utf8(unit.repeat(Math.ceil(8_192 / unit.length)).slice(0, 8_190));
    const before = performance.now();
    holds(bytes);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
