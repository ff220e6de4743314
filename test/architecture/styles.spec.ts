import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';

const root = new URL('../..', import.meta.url).pathname;
const sheets = execFileSync('git', ['ls-files', '*.css'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
const textOf = (file: string): string => readFileSync(`${root}/${file}`, 'utf8');
const found = (pattern: RegExp, files: readonly string[]): Set<string> =>
  new Set(files.flatMap((file) => [...textOf(file).matchAll(pattern)].map((match) => match[1] ?? '')));

describe('style sheets', () => {
  /** Set by a script on the element that uses it. */
  const setByScript = ['--sb-angle'];
  const defined = found(/(--[\w-]+)\s*:/g, sheets);

  it.each(sheets)('%s uses only tokens that are defined', (file) => {
    const used = [...found(/var\(\s*(--[\w-]+)/g, [file])];
    expect(used.filter((name) => !defined.has(name) && !setByScript.includes(name))).toEqual([]);
  });
});
