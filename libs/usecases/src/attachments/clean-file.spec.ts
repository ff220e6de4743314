import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@silverbell/kernel';
import { cleanFile, LARGEST_ATTACHMENT_BYTES } from './clean-file.js';
import type { CleanedFile } from './cleaned-file.js';

const text = (words: string): number[] => [...words].map((letter) => letter.charCodeAt(0));
const segment = (marker: number, body: readonly number[]): number[] => [
  ...[0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff],
  ...body,
];
const u32 = (n: number): number[] => [n >>> 24, (n >> 16) & 0xff, (n >> 8) & 0xff, n & 0xff];

/** Little-endian EXIF data: turned by a quarter, taken at a time, with a position of latitude 30. */
const EXIF = [
  ...text('Exif\0\0'),
  ...[0x49, 0x49, 42, 0, 8, 0, 0, 0],
  // orientation 6, the EXIF directory at 50, the GPS directory at 88
  ...[3, 0],
  ...[0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0],
  ...[0x69, 0x87, 4, 0, 1, 0, 0, 0, 50, 0, 0, 0],
  ...[0x25, 0x88, 4, 0, 1, 0, 0, 0, 88, 0, 0, 0],
  ...[0, 0, 0, 0],
  // time at 68
  ...[1, 0],
  ...[3, 0x90, 2, 0, 20, 0, 0, 0, 68, 0, 0, 0],
  ...[0, 0, 0, 0],
  ...text('2026:11:29 09:12:33\0'),
  ...text('GPSLatitude 30.1234'),
];
const FRAME = segment(0xc0, [8, 0, 2, 0, 3, 1, 1, 0x11, 0]);
const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4];
const jpeg = (before: readonly number[] = [], behind: readonly number[] = []): Uint8Array =>
  Uint8Array.from([0xff, 0xd8, ...before, ...segment(0xdb, [0, 1]), ...FRAME, ...SCAN, 0xff, 0xd9, ...behind]);

const chunk = (name: string, body: readonly number[] = []): number[] => [
  ...u32(body.length),
  ...text(name),
  ...body,
  ...[0, 0, 0, 0],
];
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const png = (more: readonly number[] = [], behind: readonly number[] = [], width = 3): Uint8Array =>
  Uint8Array.from([
    ...[...SIGNATURE, ...chunk('IHDR', [...u32(width), ...u32(2), 8, 2, 0, 0, 0]), ...more],
    ...[...chunk('IDAT', [1, 2, 3]), ...chunk('IEND'), ...behind],
  ]);
const pdf = (body: string): Uint8Array => Uint8Array.from(text(`%PDF-1.7\n${body}\nstartxref\n9\n%%EOF\n`));

function kept(bytes: Uint8Array): CleanedFile {
  const cleaned = cleanFile(bytes);
  if (isRefusal(cleaned)) throw new Error(cleaned.refused);
  return cleaned;
}
const wordsOf = ({ bytes }: CleanedFile): string => String.fromCharCode(...bytes);
const refusedAs = (bytes: Uint8Array): string => {
  const cleaned = cleanFile(bytes);
  return isRefusal(cleaned) ? cleaned.refused : 'kept';
};

describe('CR-10 a photo', () => {
  it('loses position, previews and comments, and stays turned as it was taken', () => {
    const cleaned = kept(
      jpeg([
        ...segment(0xe1, EXIF),
        ...segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0<position>')),
        ...segment(0xed, text('Photoshop 3.0')),
        ...segment(0xfe, text('comment')),
      ]),
    );
    expect(cleaned).toMatchObject({ kind: 'jpeg', size: { width: 3, height: 2 }, takenOn: '2026-11-29T09:12:33' });
    expect(wordsOf(cleaned)).not.toMatch(/GPS|30\.1234|adobe|Photoshop|comment|2026/);
    // EXIF data that hold the turn alone
    expect(kept(cleaned.bytes)).toEqual({ ...cleaned, takenOn: null });
    expect([...cleaned.bytes.subarray(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xe1]);
    expect(cleaned.bytes.length).toBe(jpeg().length + 36);
  });

  it('that holds nothing else is kept byte by byte', () => {
    expect(kept(jpeg()).bytes).toEqual(jpeg());
    expect(kept(jpeg(segment(0xe0, [...text('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]))).bytes.length).toBe(
      jpeg().length + 18,
    );
  });

  it('loses what another program would read behind its end', () => {
    const zip = text('PK\x03\x04payload');
    expect(kept(jpeg([], zip)).bytes).toEqual(jpeg());
    expect(kept(png([], zip)).bytes).toEqual(png());
  });

  it('as a PNG file loses texts, times and EXIF data', () => {
    const notes = [
      ...chunk('tEXt', text('GPS 30.1234')),
      ...chunk('eXIf', EXIF),
      ...chunk('tIME', [1, 2, 3, 4, 5, 6, 7]),
    ];
    expect(kept(png(notes))).toMatchObject({ kind: 'png', size: { width: 3, height: 2 } });
    expect(kept(png(notes)).bytes).toEqual(png());
  });

  it('that is cut anywhere is refused', () => {
    for (const whole of [jpeg(segment(0xe1, EXIF)), png()])
      for (let length = 12; length < whole.length; length += 1)
        expect([length, refusedAs(whole.subarray(0, length))]).toEqual([length, 'attachment-broken']);
  });

  it('with broken EXIF data is kept without them', () => {
    for (let length = 8; length < EXIF.length; length += 1)
      expect(kept(jpeg(segment(0xe1, EXIF.slice(0, length)))).kind).toBe('jpeg');
    expect(kept(jpeg(segment(0xe1, [...text('Exif\0\0'), ...Array<number>(60).fill(0xff)]))).bytes).toEqual(jpeg());
  });

  it('of more pixels than a camera has, or of none, is refused', () => {
    expect(refusedAs(png([], [], 100_000_000))).toBe('attachment-broken');
    expect(refusedAs(png([], [], 0))).toBe('attachment-broken');
  });
});

describe('CR-10 a file', () => {
  it.each([
    ['a GIF picture', text('GIF89a......')],
    ['a web page', text('<html><script>alert(1)</script>')],
    ['a drawing with programs', text('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['an archive', text('PK\x03\x04..........')],
    ['a photo behind something else', [...text('GIF89a'), ...jpeg()]],
    ['a document that begins late', [10, ...pdf('')]],
    ['nothing', []],
  ])('that is %s is refused, whatever its name says', (_, bytes) => {
    expect(refusedAs(Uint8Array.from(bytes))).toBe('attachment-kind');
  });

  it('of more than 5 MiB is refused', () => {
    expect(refusedAs(new Uint8Array(LARGEST_ATTACHMENT_BYTES + 1))).toBe('attachment-too-large');
  });
});

describe('CR-10 a picture made to keep the processor', () => {
  it('of hundreds of thousands of segments or chunks is refused within a moment', () => {
    const broken = segment(0xe1, text('Exif\0\0'));
    const empty = segment(0xdb, []);
    const began = performance.now();
    expect(refusedAs(Uint8Array.from([0xff, 0xd8, ...Array.from({ length: 400_000 }, () => broken).flat()]))).toBe(
      'attachment-broken',
    );
    expect(refusedAs(jpeg(Array.from({ length: 5_000 }, () => empty).flat()))).toBe('attachment-broken');
    expect(refusedAs(png(Array.from({ length: 20_000 }, () => chunk('tEXt')).flat()))).toBe('attachment-broken');
    // Nearly all of it is the making of the files.
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('CR-10 a scanned document', () => {
  it('may hold any letters in its picture, and no program under an escaped name', () => {
    const scan = pdf('1 0 obj <</Length 9>> stream\nab/JS <x\nendstream endobj');
    expect(kept(scan).bytes).toEqual(scan);
    expect(refusedAs(pdf('<</J#53 (app.alert(1))>>'))).toBe('attachment-broken');
    expect(refusedAs(pdf('1 0 obj <<>> stream\nab\nendstream endobj <</Java#53cript 2 0 R>>'))).toBe(
      'attachment-broken',
    );
  });

  it('is kept as it is', () => {
    expect(kept(pdf('1 0 obj << /Type /Page >> endobj'))).toMatchObject({
      kind: 'pdf',
      bytes: pdf('1 0 obj << /Type /Page >> endobj'),
    });
  });

  it.each(['/JavaScript (app.alert(1))', '/JS 5 0 R', '/Launch << >>', '/EmbeddedFile', '/XFA 3 0 R'])(
    'that holds %s is refused',
    (body) => expect(refusedAs(pdf(body))).toBe('attachment-broken'),
  );

  it('that is cut, or has something behind its end, is refused', () => {
    expect(refusedAs(Uint8Array.from(text('%PDF-1.7\n1 0 obj')))).toBe('attachment-broken');
    expect(refusedAs(Uint8Array.from([...pdf(''), ...text('PK\x03\x04')]))).toBe('attachment-broken');
  });
});
