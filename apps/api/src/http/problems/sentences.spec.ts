import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEM_SLUGS } from '@silverbell/vocabulary';
import { languageOf, sentenceOf, statusOf } from './sentences.js';

const root = join(import.meta.dirname, '../../../../..');
const SAYS = /(?:refuse|ProblemError)\(([^)]*)/g;
/** Every slug the house can say: read from the code that says it, so that a new one cannot be forgotten here. */
const slugsSaid = (): string[] => {
  const found = new Set<string>();
  for (const folder of ['libs/domain', 'libs/usecases', 'libs/adapters', 'apps/api']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || /spec\.ts$|fake\.ts$|(^|\/)(dist|node_modules)\//.test(file)) continue;
      for (const [, said] of readFileSync(join(root, folder, file), 'utf8').matchAll(SAYS)) {
        // The slug comes first, or is one of two after a question mark; what follows a comma are facts.
        const slugs = said!.includes('?') ? said!.slice(said!.indexOf('?')).split(',')[0]! : said!.split(',')[0]!;
        for (const [, slug] of slugs.matchAll(/'([a-z0-9-]+)'/g)) found.add(slug!);
      }
    }
  }
  return [...found].sort();
};

describe('the sentence of a refusal', () => {
  it.each([...new Set([...PROBLEM_SLUGS, ...slugsSaid()])])('exists for %s in Chinese and in English', (slug) => {
    expect(sentenceOf(slug, 'zh-CN')).toMatch(/[\u4e00-\u9fff]/);
    expect(sentenceOf(slug, 'en')).toMatch(/^[A-Z][^\u4e00-\u9fff]+$/);
  });

  it('is asked of every place that refuses', () => {
    expect(slugsSaid()).toEqual(
      expect.arrayContaining(['offer-accepted', 'offer-taken', 'not-attended', 'destination-unknown', 'login-failed']),
    );
  });

  it('does not exist for what nobody refuses with, so that a gap shows', () => {
    expect(sentenceOf('made-up', 'en')).toBeNull();
  });

  it('comes with 409 when a race was lost and with 412 when the case moved on', () => {
    for (const slug of ['offer-taken', 'already-attended', 'already-closed', 'wave-running'])
      expect(statusOf(slug)).toBe(409);
    expect(statusOf('stale-version')).toBe(412);
  });
});

describe('the language of a caller', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['fr', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en;q=0.3, zh;q=0.7', 'zh-CN'],
    ['de, en;q=0.5', 'en'],
    ['en;q=0', 'zh-CN'],
    ['*', 'zh-CN'],
    [';;;q=,,', 'zh-CN'],
  ])('of %j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
