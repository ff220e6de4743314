import type { Framed } from '../profile.js';

export const MAX_FRAME_BYTES = 32 * 1024;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const STAR = 0x2a;

const isLetterOrDigit = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a));

/** `[3G*`: a frame begins here, even inside one that was torn off. */
const beginsAt = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === OPEN && isLetterOrDigit(bytes[at + 1]) && isLetterOrDigit(bytes[at + 2]) && bytes[at + 3] === STAR;

/** Bytes outside any frame are kept this long: an alarm whose first bracket was lost is in there until its last one comes. */
const KEPT_STRAY_BYTES = 1_024;
const latin1 = new TextDecoder('latin1');
/** `3G*1234567890*0052*AL`: a frame of an alarm whose opening bracket was lost. */
const STRAY_ALARM = /[A-Z0-9]{2}\*[A-Za-z0-9._-]{1,40}\*(?:[0-9A-Fa-f]{4}\*)?[0-9A-Fa-f]{4}\*AL[^\]]*\]?/;
/** The command of an alarm, with whatever is left of its header. */
const ALARM_WORD = /\*AL[A-Z0-9_]*(?=,|\]|$)/;

/** Does the command of an alarm stand in these bytes, readable or not otherwise? */
export const containsAlarm = (bytes: Uint8Array): boolean => ALARM_WORD.test(latin1.decode(bytes));

/**
 * `[MM*ID*LLLL*CONTENT]` by its brackets; the length is often wrong in the field. Inside binary content brackets are escaped, so a new
 * beginning means that the frame before it was torn off: it is handed over as it is, because it may have been an alarm. So is the head
 * of one that is too long to hold; what follows of it is passed over until the next beginning (`inside`).
 */
export function frame(buffer: Uint8Array, inside = false): Framed {
  const frames: Uint8Array[] = [];
  let junk = 0;
  let at = 0;
  let passing = inside;
  for (;;) {
    const begin = beginningFrom(buffer, at);
    const outside = buffer.subarray(at, begin ?? buffer.length);
    if (passing && begin === null) {
      // The last bytes may be a beginning of which the rest has not come yet.
      const kept = Math.min(BEGINNING_BYTES - 1, outside.length);
      return { frames, rest: outside.slice(outside.length - kept), junk: junk + outside.length - kept, inside: true };
    }
    if (!passing) {
      const stray = strayAlarm(outside, begin !== null);
      if (stray !== null) {
        frames.push(stray.bytes);
        junk += stray.at;
        at += stray.at + stray.bytes.length;
        continue;
      }
    }
    if (begin === null) {
      const kept = Math.min(KEPT_STRAY_BYTES, outside.length);
      return { frames, rest: outside.slice(outside.length - kept), junk: junk + outside.length - kept, inside: false };
    }
    passing = false;
    junk += outside.length;
    const end = endOf(buffer, begin);
    if (end !== null) {
      frames.push(buffer.slice(begin, end));
      at = end;
      continue;
    }
    const rest = buffer.slice(begin);
    if (rest.length <= MAX_FRAME_BYTES) return { frames, rest, junk, inside: false };
    frames.push(rest.slice(0, MAX_FRAME_BYTES));
    return { frames, rest: new Uint8Array(0), junk: junk + rest.length - MAX_FRAME_BYTES, inside: true };
  }
}

/** What stood in the buffer when the connection ended: a torn frame whose header can be read, or an alarm without its first bracket. */
export function leftover(rest: Uint8Array): readonly Uint8Array[] {
  if (beginsAt(rest, 0)) return [rest];
  const stray = strayAlarm(rest, true);
  return stray === null ? [] : [stray.bytes];
}

const BEGINNING_BYTES = 4;

function beginningFrom(buffer: Uint8Array, from: number): number | null {
  for (let at = from; at < buffer.length; at += 1) if (beginsAt(buffer, at)) return at;
  return null;
}

/** `isOver`: nothing more of it will come, so its closing bracket is not waited for. */
function strayAlarm(outside: Uint8Array, isOver: boolean): { readonly at: number; readonly bytes: Uint8Array } | null {
  if (outside.length === 0) return null;
  const found = STRAY_ALARM.exec(latin1.decode(outside));
  if (!found || (!isOver && !found[0].endsWith(']'))) return null;
  return { at: found.index, bytes: outside.slice(found.index, found.index + found[0].length) };
}

/** Where the frame that begins at `from` ends; `null`: its end has not come yet. */
function endOf(buffer: Uint8Array, from: number): number | null {
  let depth = 0;
  for (let at = from; at < buffer.length; at += 1) {
    if (at > from && beginsAt(buffer, at)) return at;
    if (buffer[at] === OPEN) depth += 1;
    if (buffer[at] === CLOSE) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}
