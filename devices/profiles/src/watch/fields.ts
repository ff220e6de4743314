/**
 * Numbers as firmware prints them. `%10.6f` pads with blanks (longitudes below 100 are nearly the whole west of China), `%+f` writes a sign,
 * some menus write full-width characters, and a locale writes a decimal comma, which splits a number into two fields.
 */

const FULL_WIDTH = 0xfee0;
/** U+FF01–FF5E as UTF-8 and as GBK, both seen as Latin-1: that is how the frame was cut. */
const UTF8_FULL_WIDTH = /\u00ef\u00bc([\u0081-\u00bf])|\u00ef\u00bd([\u0080-\u009e])/g;
const GBK_FULL_WIDTH = /\u00a3([\u00a1-\u00fe])/g;

/** Full-width digits, letters, signs and commas as the plain ones they stand for. */
export const plainWidth = (latin1: string): string =>
  latin1
    .replace(UTF8_FULL_WIDTH, (_, low?: string, high?: string) =>
      low !== undefined
        ? String.fromCharCode(0xff00 + low.charCodeAt(0) - 0x80 - FULL_WIDTH)
        : String.fromCharCode(0xff40 + (high ?? '').charCodeAt(0) - 0x80 - FULL_WIDTH),
    )
    .replace(GBK_FULL_WIDTH, (_, second: string) => String.fromCharCode(second.charCodeAt(0) - 0x80));

const NUMBER = /^[+-]?(\d{1,10}(\.\d{0,10})?|\.\d{1,10})$/;

/** `null`: no number. Blanks around it, and between its sign and its digits, are padding. */
export function number(text: string | undefined): number | null {
  const written = (text ?? '').trim().replace(/^([+-])\s+/, '$1');
  const value = NUMBER.test(written) ? Number(written) : NaN;
  return Number.isFinite(value) ? value : null;
}

/** `%2d%2d%2d`: a blank before a single digit is a zero. */
export const digits = (text: string | undefined): string => (text ?? '').replaceAll(' ', '0');

/** A status word in hexadecimal, padded or with `0x`. `null`: it cannot be read. */
export function word(text: string | undefined): number | null {
  const written = (text ?? '').trim().replace(/^0x/i, '');
  return /^[0-9A-Fa-f]{1,8}$/.test(written) ? parseInt(written, 16) >>> 0 : null;
}

const isWhole = (text: string | undefined): boolean => /^\s*[+-]?\s*\d{1,3}\s*$/.test(text ?? '');
const isDigits = (text: string | undefined): boolean => /^\d{1,10}\s*$/.test(text ?? '');
const isLetter = (text: string | undefined, letters: string): boolean => {
  const written = (text ?? '').trim().toUpperCase();
  return written.length === 1 && letters.includes(written);
};

/** Joins what a decimal comma split, so that every field stands where the protocol has it: latitude 4, longitude 6. */
export function joinedCommas(fields: readonly string[]): readonly string[] {
  const lat = joinedAt(fields, 4, 'NS');
  return joinedAt(lat, 6, 'EW');
}

const joinedAt = (fields: readonly string[], at: number, letters: string): readonly string[] =>
  isWhole(fields[at]) && isDigits(fields[at + 1]) && isLetter(fields[at + 2], letters)
    ? [...fields.slice(0, at), `${fields[at] ?? ''}.${fields[at + 1] ?? ''}`, ...fields.slice(at + 2)]
    : fields;

/** One coordinate with its letter: south and west are minus, whether the number says so too or not. */
export function coordinate(text: string | undefined, letter: string | undefined, minus: 'S' | 'W'): number | null {
  const value = number(text);
  if (value === null) return null;
  return (letter ?? '').trim().toUpperCase() === minus ? -Math.abs(value) : value;
}
