import { describe, expect, it } from '@jest/globals';
import type { MessageTree } from '@silverbell/web-ui';
import { en, parts, zh } from './messages.js';

const keysOf = (texts: MessageTree, before = ''): string[] =>
  Object.entries(texts)
    .flatMap(([key, value]) => (typeof value === 'string' ? [`${before}${key}`] : keysOf(value, `${before}${key}.`)))
    .sort();
const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
const at = (texts: MessageTree, key: string): string =>
  key.split('.').reduce<string | MessageTree>((found, part) => (found as MessageTree)[part] ?? '', texts) as string;

describe('the messages of the office', () => {
  it('exist in both languages', () => {
    expect(keysOf(en)).toEqual(keysOf(zh));
  });

  it('of two features never share a top-level key', () => {
    expect(parts.flatMap((part) => Object.keys(part.zh)).sort()).toEqual(Object.keys(zh).sort());
  });

  it('have the same placeholders in both languages', () => {
    expect(keysOf(zh).filter((key) => gapsOf(at(zh, key)).join() !== gapsOf(at(en, key)).join())).toEqual([]);
  });

  it('are Chinese in Chinese and hold no Chinese in English', () => {
    expect(keysOf(en).filter((key) => /\p{Script=Han}/u.test(at(en, key)))).toEqual([]);
  });
});
