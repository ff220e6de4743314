import { describe, expect, it } from '@jest/globals';
import { rawTextOf } from './raw-text.js';

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.of(part))));

describe('the message of a device as a person reads it', () => {
  it.each([
    ['text as it is', bytes('{"kind":"gas","note":"厨房"}'), '{"kind":"gas","note":"厨房"}', 'utf-8'],
    ['a NUL at its end', bytes('{"kind":"gas"}', 0), '{"kind":"gas"}␀', 'utf-8'],
    ['line ends', bytes('a\nb\r'), 'a\nb␍', 'utf-8'],
    ['a few bytes of another alphabet', bytes('{"kind":"', 0xbb, 0xf0, '"}'), '{"kind":"\\xbb\\xf0"}', 'escaped'],
    ['no text at all', bytes(0xff, 0xfe, 0x80, 0x41), 'fffe8041', 'hex'],
    ['nothing', bytes(), '', 'utf-8'],
  ])('shows %s and leaves nothing out', (_, raw, text, encoding) => {
    expect(rawTextOf(raw)).toEqual({ text, encoding, bytes: raw.length });
  });
});
