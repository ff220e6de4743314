import { describe, expect, it } from '@jest/globals';
import { PROBLEM_SLUGS, REFUSAL_SLUGS } from '@silverbell/vocabulary';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = execFileSync('git', ['ls-files', 'libs', 'apps/api', 'apps/worker'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.ts$/.test(path) && !/\.(?:spec|suite|fake)\.ts$/.test(path));

/** The slugs that the text refuses with: first arguments of `refuse(…)`, also those of a condition; a template counts with its beginning and `*`. */
function slugsIn(path: string, text: string): readonly string[] {
  const found: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    else if (ts.isTemplateExpression(node)) found.push(`${node.head.text}*`);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(collect);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'refuse') {
      const [slug] = node.arguments;
      if (slug !== undefined) collect(slug);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
}

describe('what rules refuse with', () => {
  /** The contract knows it as `stale-version`. */
  const slugs: readonly string[] = [...PROBLEM_SLUGS, ...REFUSAL_SLUGS, 'version-changed'];
  const isListed = (slug: string): boolean =>
    slug.endsWith('*') ? slugs.some((one) => one.startsWith(slug.slice(0, -1))) : slugs.includes(slug);

  it('stands in a list of the vocabulary, which has a sentence for each slug', () => {
    const found = files.flatMap((path) =>
      slugsIn(path, readFileSync(`${root}${path}`, 'utf8')).map((slug) => ({ path, slug })),
    );
    expect(found.length).toBeGreaterThan(150);
    expect(found.filter(({ slug }) => !isListed(slug))).toEqual([]);
  });

  it('is found behind a condition and in a template', () => {
    const text = "refuse(a ? 'one' : 'two', { three: 'x' }); refuse(`four-${x}`); other('five');";
    expect(slugsIn('a.ts', text)).toEqual(['one', 'two', 'four-*']);
  });

  it('stands in one list only', () => {
    expect(REFUSAL_SLUGS.filter((slug) => (PROBLEM_SLUGS as readonly string[]).includes(slug))).toEqual([]);
  });
});
