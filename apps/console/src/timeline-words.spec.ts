import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { en, zh } from './texts.js';

/** Every key of a nested text, `a.b.c`. */
const keysOf = (texts: object, before = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? keysOf(value as object, `${before}${key}.`) : [`${before}${key}`],
  );
const valuesIn = (text: unknown): string[] =>
  [...String(text).matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();
const at = (texts: object, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], texts);
const source = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('the words of the console', () => {
  it('says everything in both languages', () => {
    expect(keysOf(en)).toEqual(keysOf(zh));
  });

  it('fills the same values in both languages', () => {
    for (const key of keysOf(zh)) expect([key, valuesIn(at(en, key))]).toEqual([key, valuesIn(at(zh, key))]);
  });

  it('has a sentence for every event of the log', () => {
    const types = [
      ...source('../../../libs/domain/incident/src/events.ts').matchAll(/readonly type: '([a-z-]+)'/g),
    ].map((match) => match[1] ?? '');
    expect(types.length).toBeGreaterThan(40);
    expect(types.filter((type) => !(type in zh.timeline))).toEqual([]);
  });

  it('fills every value of those sentences', () => {
    const filled = source('./timeline-words.ts');
    const wanted = new Set(
      Object.values(zh.timeline).flatMap((text) => (typeof text === 'string' ? valuesIn(text) : [])),
    );
    expect([...wanted].filter((value) => !new RegExp(`\\b${value}(:|,| \\})`).test(filled))).toEqual([]);
  });

  it('has words for every rung of the ladders and every step that is due next', () => {
    const rungs = [
      ...source('../../../libs/domain/incident/src/default-policy.ts').matchAll(/\bid: '([a-z0-9-]+)'/g),
    ].map((match) => match[1] ?? '');
    expect(rungs.length).toBeGreaterThan(15);
    expect(rungs.filter((id) => !(id in zh.rung))).toEqual([]);
    const steps = [...source('../../../libs/domain/incident/src/deadlines.ts').matchAll(/\bkey: ['`]([a-z-]+)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(steps.filter((head) => head !== 'rung' && !(head in zh.step))).toEqual([]);
  });
});
