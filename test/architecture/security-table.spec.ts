import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const text = readFileSync(join(ROOT, 'apps/api/SECURITY.md'), 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (---|line|found|what) /.test(line));
/** `file` "title", "title": in a row, each file with the titles that follow it. */
const NAMED = /`((?:apps|libs|test)\/[^`]+)`((?:,? ?"[^"]+")*)/g;

describe('the table of security', () => {
  it('names tests that are there, by their titles', () => {
    const missing: string[] = [];
    let titles = 0;
    for (const [, file = '', said = ''] of text.matchAll(NAMED)) {
      const path = join(ROOT, file);
      if (!existsSync(path)) missing.push(file);
      else
        for (const [, title = ''] of said.matchAll(/"([^"]+)"/g)) {
          titles += 1;
          if (!readFileSync(path, 'utf8').includes(title)) missing.push(`${file} "${title}"`);
        }
    }
    expect(missing).toEqual([]);
    expect(titles).toBeGreaterThan(40);
  });

  it('has a state for every line, and says what a line lacks', () => {
    const lines = rows.filter((row) => /^\| \d/.test(row)).filter((row) => !/^\| \d+ (KB|of)/.test(row));
    expect(lines.length).toBeGreaterThan(60);
    for (const line of lines) {
      const [, , state, why] = line.split('|').map((cell) => cell.trim());
      expect([line, ['met', 'part', 'not met', 'n/a'].includes(state ?? '')]).toEqual([line, true]);
      if (state === 'part' || state === 'not met') expect([line, (why ?? '').length > 10]).toEqual([line, true]);
    }
  });
});
