import { writeFileSync } from 'node:fs';
import { create } from 'qrcode';

const WIDTH = 640;
const HEIGHT = 480;
/** Of empty ground around the code, in its own dots. */
const QUIET = 4;
/** The browser begins again at the end: a code that is held still. */
const PICTURES = 4;
const [DARK, LIGHT, NO_COLOUR] = [16, 235, 128] as const;

/** Writes what a camera before a door code sees, as a film that the browser takes for its camera: uncompressed, one brightness per point. */
export function filmsCode(text: string, path: string): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const dots = modules.size + 2 * QUIET;
  const scale = Math.floor(HEIGHT / dots);
  const [left, top] = [WIDTH, HEIGHT].map((side) => Math.floor((side - dots * scale) / 2) + QUIET * scale) as [
    number,
    number,
  ];
  const brightness = Buffer.alloc(WIDTH * HEIGHT, LIGHT);
  for (let at = 0; at < modules.size * modules.size; at += 1) {
    if (!modules.data[at]) continue;
    const [x, y] = [left + (at % modules.size) * scale, top + Math.floor(at / modules.size) * scale];
    for (let row = y; row < y + scale; row += 1) brightness.fill(DARK, row * WIDTH + x, row * WIDTH + x + scale);
  }
  const colours = Buffer.alloc((WIDTH * HEIGHT) / 2, NO_COLOUR);
  const picture = [Buffer.from('FRAME\n'), brightness, colours];
  const head = Buffer.from(`YUV4MPEG2 W${String(WIDTH)} H${String(HEIGHT)} F10:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(path, Buffer.concat([head, ...Array.from({ length: PICTURES }, () => picture).flat()]));
}
