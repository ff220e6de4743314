/** What is read of the EXIF data of a photo before it is removed. Its position is not among it: where the senior lives is on file. */
export interface ExifFacts {
  /** 1 to 8, as EXIF counts; 1: upright. */
  readonly orientation: number;
  /** `2026-11-29T09:12:33` by the clock of the camera. */
  readonly takenOn: string | null;
}

const ORIENTATION = 0x0112;
const EXIF_DIRECTORY = 0x8769;
const TAKEN_ON = 0x9003;
/** Bytes of an entry of a directory. */
const ENTRY = 12;
const MOST_ENTRIES = 500;

/** `payload`: of an APP1 segment, without its marker and length. `null`: it is no EXIF data, or is broken. */
export function readExif(payload: Uint8Array): ExifFacts | null {
  if (String.fromCharCode(...payload.subarray(0, 6)) !== 'Exif\0\0') return null;
  const tiff = new DataView(payload.buffer, payload.byteOffset + 6, payload.byteLength - 6);
  try {
    const little = tiff.getUint16(0) === 0x4949;
    const first = directory(tiff, tiff.getUint32(4, little), little);
    const below = first.get(EXIF_DIRECTORY);
    const second = below === undefined ? null : directory(tiff, tiff.getUint32(below, little), little);
    const turned = first.get(ORIENTATION);
    const taken = second?.get(TAKEN_ON);
    return {
      orientation: turned === undefined ? 1 : tiff.getUint16(turned, little),
      takenOn: taken === undefined ? null : timeAt(tiff, tiff.getUint32(taken, little)),
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Where the value of each tag stands. */
function directory(tiff: DataView, at: number, little: boolean): ReadonlyMap<number, number> {
  const count = Math.min(tiff.getUint16(at, little), MOST_ENTRIES);
  const found = new Map<number, number>();
  for (let n = 0; n < count; n += 1) {
    const entry = at + 2 + n * ENTRY;
    found.set(tiff.getUint16(entry, little), entry + 8);
  }
  return found;
}

function timeAt(tiff: DataView, at: number): string | null {
  const text = Array.from({ length: 19 }, (_, n) => String.fromCharCode(tiff.getUint8(at + n))).join('');
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  return parts === null ? null : `${parts[1] ?? ''}-${parts[2] ?? ''}-${parts[3] ?? ''}T${parts[4] ?? ''}`;
}

/** EXIF data that say how a photo is turned, and nothing else: a whole APP1 segment. */
export function orientationSegment(orientation: number): Uint8Array {
  const head = [0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];
  return Uint8Array.of(...head, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0);
}
