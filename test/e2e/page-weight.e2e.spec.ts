import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const APPS = resolve(import.meta.dirname, '../../apps');
/** Everything a first visit loads, gzipped; an old phone on a poor line pays for each of them (SR-78). */
const BUDGETS_KIB = { helper: 150, family: 120, console: 450, office: 650, pendant: 220 } as const;

/** An icon is fetched once, when she installs the page. */
const ICON_KIB = 5;
interface Manifest {
  readonly name: string;
  readonly short_name: string;
  readonly display: string;
  readonly start_url: string;
  readonly scope: string;
  readonly icons: readonly {
    readonly src: string;
    readonly sizes: string;
    readonly type: string;
    readonly purpose?: string;
  }[];
}

/** The softphone, which a desk loads only where one is configured. */
const SOFTPHONE_KIB = 60;

function firstLoadKiB(app: string): number {
  const dist = join(APPS, app, 'dist');
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const assets = readdirSync(join(dist, 'assets')).filter((name) => page.includes(name));
  if (assets.length === 0) throw new Error(`${app} is not built`);
  const bytes = [page, ...assets.map((name) => readFileSync(join(dist, 'assets', name)))].map(
    (content) => gzipSync(content).length,
  );
  return bytes.reduce((sum, size) => sum + size, 0) / 1024;
}

describe('the weight of the pages', () => {
  it.each(Object.entries(BUDGETS_KIB))('%s loads within %i KiB, give or take 5 %%', (app, budget) => {
    expect(firstLoadKiB(app)).toBeLessThanOrEqual(budget * 1.05);
  });

  it('helper can be installed: its manifest is whole, and the files are there', () => {
    const file = (name: string) => readFileSync(join(APPS, 'helper', 'dist', name));
    const manifest = JSON.parse(file('manifest.webmanifest').toString()) as Manifest;
    expect(file('index.html').toString()).toMatch(/<link rel="manifest" href="(?:\/helper\/)?manifest\.webmanifest"/);
    expect(file('service-worker.js').length).toBeGreaterThan(0);
    const { name, short_name: shortName, display, start_url: start, scope, icons } = manifest;
    expect({ name, shortName, display }).toEqual({ name: '银铃助老', shortName: '银铃助老', display: 'standalone' });
    expect(start.startsWith(scope)).toBe(true);
    const drawn = icons.filter(({ type }) => type === 'image/png');
    // Of a PNG, width and height stand in its first chunk.
    const sizeOf = (png: Buffer): string => `${String(png.readUInt32BE(16))}x${String(png.readUInt32BE(20))}`;
    expect(drawn.map(({ src, sizes }) => [sizes, sizeOf(file(src))])).toEqual(drawn.map(({ sizes }) => [sizes, sizes]));
    expect(drawn.map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`)).toEqual([
      ...['192x192 any', '512x512 any', '512x512 maskable'],
    ]);
    expect(drawn.filter(({ src }) => file(src).length > ICON_KIB * 1024)).toEqual([]);
  });

  it('console brings its softphone in a chunk of its own, within its budget', () => {
    const dist = join(APPS, 'console', 'dist');
    const chunks = readdirSync(join(dist, 'assets')).filter((name) => /^jssip.*\.js$/.test(name));
    expect(chunks).toHaveLength(1);
    const [chunk = ''] = chunks;
    expect(gzipSync(readFileSync(join(dist, 'assets', chunk))).length / 1024).toBeLessThanOrEqual(SOFTPHONE_KIB * 1.05);
    expect(readFileSync(join(dist, 'index.html'), 'utf8')).not.toContain(chunk);
    const first = readdirSync(join(dist, 'assets')).filter((name) => /\.js$/.test(name) && name !== chunk);
    const inside = first.filter((name) => readFileSync(join(dist, 'assets', name), 'utf8').includes('RTCSession'));
    expect(inside).toEqual([]);
  });

  it.each(['console', 'helper', 'family', 'office', 'pendant'])(
    'CR-79: %s brings no style sheet that the last browser of Windows 7 cannot read',
    (app) => {
      const folder = join(APPS, app, 'dist', 'assets');
      const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));
      expect(sheets.length).toBeGreaterThan(0);
      const tooNew = (sheet: string): boolean =>
        /color-mix\(|:has\(|(?:^|[;{])\s*&/.test(readFileSync(join(folder, sheet), 'utf8'));
      expect(sheets.filter(tooNew)).toEqual([]);
    },
  );

  it.each(['console', 'helper', 'family', 'office', 'pendant'])('%s asks for nothing outside its own origin', (app) => {
    const page = readFileSync(join(APPS, app, 'dist', 'index.html'), 'utf8');
    const asked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((url) => /^(?:https?:)?\/\//.test(url))).toEqual([]);
  });
});
