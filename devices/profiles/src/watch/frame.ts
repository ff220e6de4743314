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

/**
 * `[MM*ID*LLLL*CONTENT]` by its brackets; the length is often wrong in the field. Inside binary content brackets are escaped, so a new
 * beginning means that the frame before it was torn off: it is handed over as it is, because it may have been an alarm.
 */
export function frame(buffer: Uint8Array): Framed {
  const frames: Uint8Array[] = [];
  let junk = 0;
  let at = 0;
  while (at < buffer.length) {
    if (buffer[at] !== OPEN) {
      junk += 1;
      at += 1;
      continue;
    }
    const end = endOf(buffer, at);
    if (end === null) break;
    const bytes = buffer.slice(at, end);
    if (beginsAt(buffer, at)) frames.push(bytes);
    else junk += bytes.length;
    at = end;
  }
  const rest = buffer.slice(at);
  if (rest.length <= MAX_FRAME_BYTES) return { frames, rest, junk };
  return { frames, rest: new Uint8Array(0), junk: junk + rest.length };
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
