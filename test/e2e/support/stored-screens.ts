import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { eventually } from './eventually.js';

const KEPT = resolve(import.meta.dirname, '../screenshots');
const MISSED = resolve(import.meta.dirname, '../../../test-results/screens');
/** `SCREENS=update`: what is seen now is what shall be seen from now on. */
const UPDATES = process.env['SCREENS'] === 'update';
/** Also by night: `npm run nightly -- screens-both-themes`. */
const THEMES = process.env['SCREENS_THEMES'] === 'both' ? (['light', 'dark'] as const) : (['light'] as const);

/** A pixel is another one from this difference of a channel on: smoothed edges of letters stay below it. */
const OTHER_FROM = 64;
/** So much of a screen may be other. Another machine smooths letters otherwise: in `npm test` what has moved counts, by night words as well. */
const MAY_DIFFER = THEMES.length > 1 ? 0.002 : 0.01;
/** Of the stored picture, as WebP: letters stay sharp and a map stays small. */
const QUALITY = 0.72;
/** How often in a row a screen must be the same to be quiet, and how long that is waited for. */
const SAME_TIMES = 3;
const PAUSE_MS = 250;

interface Compared {
  /** The fresh picture, encoded as the stored one is. */
  readonly encoded: string;
  /** Share of pixels that differ; `null`: nothing is stored, or it has another size. */
  readonly differs: number | null;
  /** The stored picture, pale, with what differs in red. */
  readonly marked: string | null;
}

/** Pictures of key screens that are files of the repository, and what they are compared with. */
export class StoredScreens {
  readonly misses: string[] = [];

  constructor(private readonly blank: Page) {}

  /** In every theme of this run. A screen that is another one is written to `test-results/screens`, beside what differs. */
  async shows(page: Page, name: string, mayDiffer = MAY_DIFFER): Promise<void> {
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      await this.compares(
        colorScheme === 'dark' ? `${name}-night` : name,
        await quiet(page),
        Math.max(mayDiffer, MAY_DIFFER),
      );
    }
    if (THEMES.length > 1) await page.emulateMedia({ colorScheme: 'light' });
  }

  private async compares(name: string, fresh: Buffer, mayDiffer: number): Promise<void> {
    const kept = join(KEPT, `${name}.webp`);
    const stored = existsSync(kept) ? readFileSync(kept).toString('base64') : null;
    const { encoded, differs, marked } = await this.blank.evaluate(compare, {
      ...{ fresh: fresh.toString('base64'), stored, quality: QUALITY, otherFrom: OTHER_FROM },
    });
    mkdirSync(MISSED, { recursive: true });
    writeFileSync(join(MISSED, `${name}.png`), fresh);
    if (differs !== null && differs <= mayDiffer) return;
    if (UPDATES) {
      mkdirSync(KEPT, { recursive: true });
      return writeFileSync(kept, Buffer.from(encoded, 'base64'));
    }
    if (marked !== null) writeFileSync(join(MISSED, `${name}.differs.png`), Buffer.from(marked, 'base64'));
    const share = differs === null ? 'no stored picture of this size' : `${(differs * 100).toFixed(3)} % differ`;
    this.misses.push(`${name}: ${share} (test-results/screens/${name}.png; SCREENS=update takes it anew)`);
  }
}

/** The screen when it does not change any more: everything is loaded, drawn and counted. */
async function quiet(page: Page): Promise<Buffer> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.evaluate(() => document.fonts.ready);
  let last: Buffer = Buffer.alloc(0);
  let same = 0;
  return eventually(
    'the screen is quiet',
    async () => {
      await pause(PAUSE_MS);
      const now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      same = now.equals(last) ? same + 1 : 0;
      last = now;
      return same >= SAME_TIMES - 1 ? now : null;
    },
    { withinMs: 20_000 },
  );
}

/** Runs in a page: a browser reads and writes every picture that it shows. */
async function compare({
  fresh,
  stored,
  quality,
  otherFrom,
}: {
  readonly fresh: string;
  readonly stored: string | null;
  readonly quality: number;
  readonly otherFrom: number;
}): Promise<Compared> {
  const drawn = async (type: string, base64: string): Promise<OffscreenCanvas> => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    return canvas;
  };
  const written = async (canvas: OffscreenCanvas, type: string): Promise<string> => {
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality })).arrayBuffer());
    let letters = '';
    for (let n = 0; n < bytes.length; n += 8_192) letters += String.fromCharCode(...bytes.subarray(n, n + 8_192));
    return btoa(letters);
  };
  const encoded = await written(await drawn('image/png', fresh), 'image/webp');
  if (stored === null) return { encoded, differs: null, marked: null };
  // Both went through the same loss.
  const [now, before] = [await drawn('image/webp', encoded), await drawn('image/webp', stored)];
  if (now.width !== before.width || now.height !== before.height) return { encoded, differs: null, marked: null };
  const pixelsOf = (canvas: OffscreenCanvas): ImageData | undefined =>
    canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  const [a, b] = [pixelsOf(now), pixelsOf(before)];
  if (a === undefined || b === undefined) throw new Error('this browser draws nothing');
  const differing = [];
  for (let at = 0; at < a.data.length; at += 4) {
    const most = Math.max(...[0, 1, 2].map((n) => Math.abs((a.data[at + n] ?? 0) - (b.data[at + n] ?? 0))));
    if (most >= otherFrom) differing.push(at);
    for (let n = 0; n < 3; n += 1) b.data[at + n] = 160 + (b.data[at + n] ?? 0) * 0.35;
  }
  for (const at of differing) b.data.set([220, 0, 0], at);
  before.getContext('2d')?.putImageData(b, 0, 0);
  const differs = differing.length / (a.data.length / 4);
  return { encoded, differs, marked: differing.length === 0 ? null : await written(before, 'image/png') };
}
