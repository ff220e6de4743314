import { refuse, type Refusal } from '@silverbell/kernel';
import type { AttachmentKind } from '@silverbell/vocabulary';
import { cleanJpeg } from './clean-jpeg.js';
import { cleanPng } from './clean-png.js';
import type { CleanedFile } from './cleaned-file.js';

/** CR-10 */
export const LARGEST_ATTACHMENT_BYTES = 5 * 1024 * 1024;
/** A picture of more pixels than any camera takes is made to exhaust the program that draws it. */
const MOST_PIXELS = 120_000_000;

/** How each kind begins, at its first byte: a file that is of another kind as well does not pass for one of these. */
const BEGINNINGS: readonly (readonly [AttachmentKind, readonly number[]])[] = [
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

const CLEAN: Readonly<Record<AttachmentKind, (bytes: Uint8Array) => CleanedFile | null>> = {
  jpeg: cleanJpeg,
  png: cleanPng,
  pdf: checkPdf,
};

/** What its bytes say it is, whatever its name and its sender say. */
export const kindOf = (bytes: Uint8Array): AttachmentKind | null =>
  BEGINNINGS.find(([, beginning]) => beginning.every((byte, at) => bytes[at] === byte))?.[0] ?? null;

/** The file as it is kept (CR-10): one of three kinds, whole, without position or other notes of the camera. */
export function cleanFile(bytes: Uint8Array): CleanedFile | Refusal {
  if (bytes.length > LARGEST_ATTACHMENT_BYTES) return refuse('attachment-too-large');
  const kind = kindOf(bytes);
  if (kind === null) return refuse('attachment-kind');
  const cleaned = CLEAN[kind](bytes);
  if (cleaned === null) return refuse('attachment-broken');
  const { size } = cleaned;
  if (size !== null && (size.width * size.height === 0 || size.width * size.height > MOST_PIXELS))
    return refuse('attachment-broken');
  return cleaned;
}

/** Programs and files inside a document have no place among scans. */
const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b/;
const END_WITHIN = 1_024;

/** What stands outside its streams, with escaped letters of names (`/J#53`) written out: a scanned picture holds any letters by chance. */
function namesOf(text: string): string {
  const kept: string[] = [];
  for (let at = 0; ;) {
    const begins = text.indexOf('stream', at);
    const ends = begins < 0 ? -1 : text.indexOf('endstream', begins);
    kept.push(text.slice(at, ends < 0 ? undefined : begins));
    if (ends < 0)
      return kept.join(' ').replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    at = ends + 'endstream'.length;
  }
}

/** A document stays as it is: from its first byte to its end mark, with nothing of another kind behind it. */
function checkPdf(bytes: Uint8Array): CleanedFile | null {
  const text = new TextDecoder('latin1').decode(bytes);
  const end = text.lastIndexOf('%%EOF');
  const isWhole = end >= text.length - END_WITHIN && text.slice(end + 5).trim() === '' && text.includes('startxref');
  return isWhole && !ACTIVE.test(namesOf(text)) ? { kind: 'pdf', bytes, size: null, takenOn: null } : null;
}
