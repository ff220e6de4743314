import { describe, expect, it } from '@jest/globals';
import type { Texts } from '@silverbell/web-ui';
import { en, parts, zh } from './page-texts.js';

const keysOf = (texts: Texts, before = ''): string[] =>
  Object.entries(texts)
    .flatMap(([key, value]) => (typeof value === 'string' ? [`${before}${key}`] : keysOf(value, `${before}${key}.`)))
    .sort();
const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
const at = (texts: Texts, key: string): string =>
  key.split('.').reduce<string | Texts>((found, part) => (found as Texts)[part] ?? '', texts) as string;

describe('the words of the console', () => {
  it('are all there in both languages', () => {
    expect(keysOf(en)).toEqual(keysOf(zh));
  });

  it('are not taken away by a namesake of another page', () => {
    expect(parts.flatMap((part) => Object.keys(part.zh)).sort()).toEqual(Object.keys(zh).sort());
  });

  it('leave the same gaps to be filled', () => {
    const different = keysOf(zh).filter((key) => gapsOf(at(zh, key)).join() !== gapsOf(at(en, key)).join());
    expect(different).toEqual([]);
  });
});
