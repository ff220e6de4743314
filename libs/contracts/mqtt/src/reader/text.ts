import type { UnreadableReason } from '../doubts.js';

/** Bytes as characters, and whether that took more than reading UTF-8. */
export interface DecodedText {
  /** The readings of the bytes, most likely first; a single one where the encoding is certain. */
  readonly texts: readonly string[];
  /** Why it is no plain text; `null`: it is. */
  readonly reason: UnreadableReason | null;
}

type Decoder = Pick<InstanceType<typeof TextDecoder>, 'decode'>;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const utf8Lossy = new TextDecoder('utf-8');
const latin1 = new TextDecoder('latin1');
const utf16 = { le: new TextDecoder('utf-16le'), be: new TextDecoder('utf-16be') } as const;
/** National encoding of older Chinese firmware; all that GB 2312 and GBK can say. */
const gbk = new TextDecoder('gbk', { fatal: true });

/** Of UTF-16 text in JSON at least the structure is ASCII, and every second byte of that is 0. */
const UTF16_ZEROS = 0.25;
/** A short word with an end like C is no UTF-16. */
const LEAST_ZEROS = 3;

function utf16Of(bytes: Uint8Array): keyof typeof utf16 | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'be';
  let even = 0;
  let odd = 0;
  for (const [at, byte] of bytes.entries())
    if (byte === 0) {
      if (at % 2 === 0) even += 1;
      else odd += 1;
    }
  const least = Math.max(bytes.length * UTF16_ZEROS, LEAST_ZEROS);
  // Zeros on one side only: a filled-up buffer has them on both.
  if (odd >= least && even <= odd / 8) return 'le';
  return even >= least && odd <= even / 8 ? 'be' : null;
}

const strict = (decoder: Decoder, bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
};

/** A line that broke in the middle of a character leaves up to three bytes of it. */
function cutInACharacter(decoder: Decoder, bytes: Uint8Array, longest: number): string | null {
  for (let less = 1; less < longest && less < bytes.length; less += 1) {
    const text = strict(decoder, bytes.subarray(0, bytes.length - less));
    if (text !== null) return text;
  }
  return null;
}

/** One bad byte in UTF-8, and not another encoding: more of it can be read than not. */
const isMostlyUtf8 = (lossy: string): boolean =>
  (lossy.match(/[\u0100-\ufffc]/g)?.length ?? 0) > (lossy.match(/\ufffd/g)?.length ?? 0);

const withoutNul = (text: string): string => text.replaceAll('\0', '');

/**
 * Reads UTF-8, then what firmware sends instead: UTF-16 with or without its mark, GBK, Latin-1, bytes of 0 in between or behind.
 * Total; linear in the length, which the caller bounds.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length === 0) return { texts: [''], reason: 'empty' };
  const wide = utf16Of(bytes);
  const reason = bytes.includes(0) ? 'nul-bytes' : 'not-utf8';
  if (wide !== null) return { texts: [withoutNul(utf16[wide].decode(bytes))], reason };
  const plain = strict(utf8, bytes);
  if (plain !== null) {
    const text = withoutNul(plain);
    return { texts: [text], reason: text === plain ? null : 'nul-bytes' };
  }
  const cut = cutInACharacter(utf8, bytes, 4);
  if (cut !== null) return { texts: [withoutNul(cut)], reason };
  const chinese = strict(gbk, bytes) ?? cutInACharacter(gbk, bytes, 2);
  const lossy = utf8Lossy.decode(bytes);
  const national = [...(chinese === null ? [] : [chinese]), latin1.decode(bytes)];
  return { texts: (isMostlyUtf8(lossy) ? [lossy, ...national] : [...national, lossy]).map(withoutNul), reason };
}
