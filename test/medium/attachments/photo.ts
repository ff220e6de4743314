const words = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const segment = (marker: number, body: readonly number[]): number[] => [
  ...[0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff],
  ...body,
];

/** What the camera wrote into each of these photos beside the picture; it must be nowhere afterwards. */
export const POSITION = 'GPS 30.123456 120.654321';

/** A photo as a phone sends it that strips nothing. `n`: another picture for each number. `bytes`: how large at least. */
export function photo(n = 1, bytes = 0): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...[0xff, 0xd8, ...segment(0xe1, words(`Exif\0\0${POSITION}`)), ...segment(0xdb, [0, n & 0xff, n >> 8])],
    ...segment(0xc0, [8, 0, 2, 0, 3, 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ...Array.from({ length: Math.max(8, bytes) }, (_, at) => at % 199),
    ...[0xff, 0xd9],
  ]);
}

/** The form of an upload. */
export function photoForm(
  fields: Readonly<Record<string, string>> = {},
  bytes: string | Uint8Array<ArrayBuffer> = photo(),
  name = 'photo.jpg',
): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set('file', new Blob([bytes]), name);
  return form;
}
