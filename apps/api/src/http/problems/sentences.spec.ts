import { describe, expect, it } from '@jest/globals';
import { PROBLEM_SLUGS, REFUSAL_SLUGS } from '@silverbell/vocabulary';
import { languageOf, sentenceOf, slugOf, statusOf } from './sentences.js';

describe('the sentence of a refusal', () => {
  it.each([...PROBLEM_SLUGS, ...REFUSAL_SLUGS])('exists for %s in Chinese and in English', (slug) => {
    expect(sentenceOf(slug, 'zh-CN')).toMatch(/[\u4e00-\u9fff]/);
    expect(sentenceOf(slug, 'en')).toMatch(/^[A-Z][^\u4e00-\u9fff]+$/);
  });

  it('is that of the contract where a rule has its own name for it', () => {
    expect(slugOf('version-changed')).toBe('stale-version');
    expect(slugOf('not-attended')).toBe('not-attended');
    expect(slugOf('made-up')).toBe('internal');
  });

  it('comes with 409 when a race was lost and with 412 when the case moved on', () => {
    for (const slug of ['offer-taken', 'already-attended', 'already-closed', 'wave-running'] as const)
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
