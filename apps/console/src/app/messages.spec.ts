import { describe, expect, it } from '@jest/globals';
import type { MessageTree } from '@silverbell/web-ui';
import { labelOfCode } from '@silverbell/web-ui';
import i18next, { type TFunction } from 'i18next';
import { en, parts, zh } from './messages.js';

const keysOf = (texts: MessageTree, before = ''): string[] =>
  Object.entries(texts)
    .flatMap(([key, value]) => (typeof value === 'string' ? [`${before}${key}`] : keysOf(value, `${before}${key}.`)))
    .sort();
const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
const at = (texts: MessageTree, key: string): string =>
  key.split('.').reduce<string | MessageTree>((found, part) => (found as MessageTree)[part] ?? '', texts) as string;

describe('the messages of the console', () => {
  it('exist in both languages', () => {
    expect(keysOf(en)).toEqual(keysOf(zh));
  });

  it('of two pages never share a top-level key', () => {
    expect(parts.flatMap((part) => Object.keys(part.zh)).sort()).toEqual(Object.keys(zh).sort());
  });

  it('have the same placeholders in both languages', () => {
    const different = keysOf(zh).filter((key) => gapsOf(at(zh, key)).join() !== gapsOf(at(en, key)).join());
    expect(different).toEqual([]);
  });

  it('have typed keys: a key or a list that does not exist fails to compile', async () => {
    const i18n = i18next.createInstance();
    await i18n.init({ lng: 'zh-CN', nsSeparator: false, resources: { 'zh-CN': { console: zh } } });
    const t: TFunction<'console'> = i18n.getFixedT(null, 'console');
    expect(t('queue.label')).toBe(zh.queue.label);
    // @ts-expect-error TS2345: no message has this key
    expect(t('queue.lable')).toBe('queue.lable');
    // @ts-expect-error TS2345: a branch is no message
    expect(t('queue')).not.toBe(zh.queue.label);
    expect(labelOfCode('places.source', 'gnss', t)).toBe(zh.places.source.gnss);
    // @ts-expect-error TS2345: no list of labels has this name
    expect(labelOfCode('places.sources', 'gnss', t)).toBe('gnss');
  });
});
