import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { dirname, join, normalize } from 'path';
import ts from 'typescript';

const root = new URL('../..', import.meta.url).pathname;
const filesOf = (...patterns: string[]): string[] =>
  execFileSync('git', ['ls-files', ...patterns], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
const sheets = filesOf('*.css');
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

  it.each(sheets)('%s closes every block that it opens', (file) => {
    // A browser closes what is left open at the end, and everything behind it counts for paper alone, or for nothing.
    const rules = textOf(file).replace(/\/\*[\s\S]*?\*\//g, '');
    expect(rules.split('{').length).toBe(rules.split('}').length);
  });
});

/** Texts that become words of a class name: not what a text is compared with, nor the name of a class of a module. */
function* wordsIn(node: ts.Node): Generator<string> {
  if (ts.isStringLiteralLike(node)) yield node.text;
  if (ts.isTemplateExpression(node)) {
    // `…` stands for a value: a word that goes on with one is only a beginning.
    yield [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
    for (const { expression } of node.templateSpans) yield* wordsIn(expression);
    return;
  }
  if (ts.isBinaryExpression(node) && /^[=!]==$/.test(node.operatorToken.getText())) return;
  if (ts.isElementAccessExpression(node) || ts.isCallExpression(node)) return;
  for (const child of node.getChildren()) yield* wordsIn(child);
}

/** The class names that a page writes itself, without a module of styles. */
function bareClassNames(text: string): string[] {
  const source = ts.createSourceFile('page.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxAttribute(node) && node.name.getText() === 'className' && node.initializer !== undefined)
      found.push(...wordsIn(node.initializer));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.flatMap((words) => words.split(/\s+/)).filter((word) => word !== '' && word !== '…');
}

describe('class names of the console', () => {
  const modules = sheets.filter((file) => file.endsWith('.module.css'));
  const ofConsole = /^(apps\/console|libs\/web)\//;
  const global = new Set([
    ...found(
      /\.([a-zA-Z][\w-]*)/g,
      sheets.filter((file) => ofConsole.test(file) && !modules.includes(file)),
    ),
    ...found(/:global\(\.([\w-]+)\)/g, modules),
  ]);
  const pages = filesOf('apps/console/**/*.tsx').filter((file) => !file.endsWith('.spec.tsx'));
  const isKnown = (word: string): boolean =>
    word.includes('…') ? [...global].some((name) => name.startsWith(word.split('…')[0] ?? '')) : global.has(word);

  it('that are plain words exist in a global sheet', () => {
    expect(pages.length).toBeGreaterThan(50);
    const lost = pages.flatMap((file) =>
      bareClassNames(textOf(file))
        .filter((word) => !isKnown(word))
        .map((word) => `${file}: ${word}`),
    );
    expect(lost).toEqual([]);
  });

  it('that come from a module exist in it', () => {
    const lost = pages.flatMap((file) => {
      const text = textOf(file);
      return [...text.matchAll(/import (\w+) from '(\.[^']+\.module\.css)'/g)].flatMap(([, name = '', sheet = '']) => {
        const names = found(/\.([a-zA-Z][\w-]*)/g, [normalize(join(dirname(file), sheet))]);
        return [...text.matchAll(new RegExp(`\\b${name}\\.(?!module\\b)(\\w+)`, 'g'))]
          .filter(([, word = '']) => !names.has(word))
          .map(([used]) => `${file}: ${used}`);
      });
    });
    expect(lost).toEqual([]);
  });

  it.each([
    ['<p className="list" />', ['list']],
    ['<p className={`empty ${styles.a}`} />', ['empty']],
    ["<p className={a === 'b' ? 'one two' : styles['c']} />", ['one', 'two']],
    ['<p className={`sb-severity-${n} ${styles.a}`} />', ['sb-severity-…']],
    ["<p className={({ active }) => (active ? styles.on : 'off')} />", ['off']],
  ])('are found in %s', (text, words) => {
    expect(bareClassNames(text)).toEqual(words);
  });
});
