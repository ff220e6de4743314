import { joined, type CleanedFile, type Size } from './cleaned-file.js';

/** Chunks that are needed to draw the picture as it was meant; texts, times, EXIF data and unknown ones go. */
const NEEDED: readonly string[] = [
  'IHDR',
  'PLTE',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'pHYs',
  'bKGD',
  'IDAT',
  'IEND',
];
const SIGNATURE = 8;
/** Length, name and check sum of a chunk. */
const AROUND = 12;
/** As for the segments of a JPEG file; IDAT is often cut into pieces of 8 KiB. */
const MOST_CHUNKS = 16_384;

/** `null`: it is broken or cut. What stands behind its end goes. */
export function cleanPng(bytes: Uint8Array): CleanedFile | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [bytes.subarray(0, SIGNATURE)];
  let size: Size | null = null;
  let drawn = false;
  let chunks = 0;
  for (let at = SIGNATURE; at + AROUND <= bytes.length;) {
    if ((chunks += 1) > MOST_CHUNKS) return null;
    const end = at + AROUND + view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length || (size === null) !== (name === 'IHDR')) return null;
    if (name === 'IHDR') {
      if (end - at !== AROUND + 13) return null;
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    }
    if (NEEDED.includes(name)) parts.push(bytes.subarray(at, end));
    if (name === 'IDAT') drawn = true;
    if (name === 'IEND')
      return drawn && size !== null ? { kind: 'png', bytes: joined(parts), size, takenOn: null } : null;
    at = end;
  }
  return null;
}
