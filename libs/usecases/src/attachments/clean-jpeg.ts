import { orientationSegment, readExif, type ExifFacts } from './exif.js';
import { joined, type CleanedFile, type Size } from './cleaned-file.js';

const [SOI, EOI, SOS, DRI, APP0, APP1, APP14] = [0xd8, 0xd9, 0xda, 0xdd, 0xe0, 0xe1, 0xee];
/** JFIF without a preview picture. */
const BARE_JFIF = 16;
const ADOBE = 14;
/** A camera writes some dozens; without a limit a file of empty segments would keep the processor for seconds. */
const MOST_SEGMENTS = 4_096;

/**
 * A JPEG file with what is needed to draw it: tables, frames and scans. Every other segment goes (EXIF with its position, XMP, previews,
 * comments, maker notes), and so does whatever stands behind the end of the picture. `null`: it is broken or cut.
 */
export function cleanJpeg(bytes: Uint8Array): CleanedFile | null {
  const parts: Uint8Array[] = [];
  let [at, scans] = [2, 0];
  let size: Size | null = null;
  let exif: ExifFacts | null | undefined;
  for (let segments = 0; ; segments += 1) {
    if (segments === MOST_SEGMENTS) return null;
    if (bytes[at] !== 0xff) return null;
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === EOI) break;
    const length = u16(bytes, at + 2);
    if (marker === undefined || marker < 0xc0 || isAlone(marker) || length < 2 || at + 2 + length > bytes.length)
      return null;
    const segment = bytes.subarray(at, at + 2 + length);
    at += segment.length;
    // XMP is an APP1 segment as well; of EXIF data the first counts, also when it is broken.
    if (marker === APP1 && exif === undefined && nameOf(segment) === 'Exif') exif = readExif(segment.subarray(4));
    if (isFrame(marker)) {
      if (segment.length < 9) return null;
      size = { height: u16(segment, 5), width: u16(segment, 7) };
    }
    if (isNeeded(marker, segment)) parts.push(segment);
    if (marker !== SOS) continue;
    const end = endOfScan(bytes, at);
    if (end === null) return null;
    parts.push(bytes.subarray(at, end));
    [at, scans] = [end, scans + 1];
  }
  if (size === null || scans === 0) return null;
  const { orientation = 1, takenOn = null } = exif ?? {};
  const turned = orientation >= 2 && orientation <= 8 ? [orientationSegment(orientation)] : [];
  const whole = [Uint8Array.of(0xff, SOI), ...turned, ...parts, Uint8Array.of(0xff, EOI)];
  return { kind: 'jpeg', bytes: joined(whole), size, takenOn };
}

const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

/** Markers without a segment: they have no place between the segments of one picture. */
const isAlone = (marker: number): boolean => marker >= 0xd0 && marker <= SOI;

/** 0xC4, 0xC8 and 0xCC are tables and a reserved marker. */
const isFrame = (marker: number): boolean => marker <= 0xcf && (marker === 0xc0 || marker % 4 !== 0);

function isNeeded(marker: number, segment: Uint8Array): boolean {
  if (marker === APP0) return segment.length === BARE_JFIF + 2 && nameOf(segment) === 'JFIF';
  // It says in which colours the picture is written.
  if (marker === APP14) return segment.length === ADOBE + 2 && nameOf(segment) === 'Adob';
  return marker <= 0xcf || (marker >= SOS && marker <= DRI);
}

const nameOf = (segment: Uint8Array): string => String.fromCharCode(...segment.subarray(4, 8));

/** Where the next marker stands behind the data of a scan; restart markers and stuffed bytes belong to it. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  for (let at = from; at < bytes.length - 1; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return null;
}
