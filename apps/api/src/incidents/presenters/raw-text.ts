import type { RawSignal } from '@silverbell/wire';

/** Above this share of bytes that are no letters the message is numbers, not words. */
const READABLE_FROM = 0.5;

/** The bytes of a device for a person: as text wherever there is any in them, and nothing left out. */
export function rawTextOf(bytes: Uint8Array): RawSignal {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text: withPictures(text), encoding: 'utf-8', bytes: bytes.length };
  } catch {
    // Bytes of another alphabet, or none.
  }
  const readable = bytes.filter(isReadable).length;
  if (readable < bytes.length * READABLE_FROM)
    return { text: Buffer.from(bytes).toString('hex'), encoding: 'hex', bytes: bytes.length };
  const text = Array.from(bytes, (byte) => (isReadable(byte) ? String.fromCharCode(byte) : escaped(byte))).join('');
  return { text, encoding: 'escaped', bytes: bytes.length };
}

const isReadable = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x09;
const escaped = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;

/** A NUL at the end of a frame is what is wrong with it, so it must be seen: the control pictures of Unicode. */
const withPictures = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (sign) =>
    sign === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + sign.charCodeAt(0)),
  );
