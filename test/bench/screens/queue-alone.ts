import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { Desks } from './console-page.js';

const SOURCE = resolve(import.meta.dirname, '../../../../apps/console/bench');

/** Builds the queue of the console as a page of its own and changes one row after the other. @returns ms for each change */
export async function queueAlone(
  desks: Desks,
  { rows, changes }: { readonly rows: number; readonly changes: number },
): Promise<readonly number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'silverbell-queue-'));
  try {
    await build({
      ...{ configFile: join(SOURCE, 'vite.config.ts'), logLevel: 'error', base: '/' },
      build: { outDir: folder, emptyOutDir: true },
    });
    const page = await desks.pageOf(folder);
    await page.goto('http://queue.test/index.html');
    return await page.evaluate<number[]>(`measured(${String(rows)}, ${String(changes)})`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
