import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { zh as due } from './messages/steps.js';
import { zh as log } from './messages/timeline.js';

const valuesIn = (text: unknown): string[] =>
  [...String(text).matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();
const source = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('the words of the console', () => {
  it('has a sentence for every event of the log', () => {
    const types = [
      ...source('../../../libs/domain/incident/src/events.ts').matchAll(/readonly type: '([a-z-]+)'/g),
    ].map((match) => match[1] ?? '');
    expect(types.length).toBeGreaterThan(40);
    expect(types.filter((type) => !(type in log.timeline))).toEqual([]);
  });

  it('fills every value of those sentences', () => {
    const filled = source('./timeline-messages.ts');
    const wanted = new Set(
      Object.values(log.timeline).flatMap((text) => (typeof text === 'string' ? valuesIn(text) : [])),
    );
    expect([...wanted].filter((value) => !new RegExp(`\\b${value}(:|,| \\})`).test(filled))).toEqual([]);
  });

  it('has words for every rung of the ladders and every step that is due next', () => {
    const rungs = [
      ...source('../../../libs/domain/incident/src/default-policy.ts').matchAll(/\bid: '([a-z0-9-]+)'/g),
    ].map((match) => match[1] ?? '');
    expect(rungs.length).toBeGreaterThan(15);
    expect(rungs.filter((id) => !(id in due.rung))).toEqual([]);
    const steps = [...source('../../../libs/domain/incident/src/deadlines.ts').matchAll(/\bkey: ['`]([a-z-]+)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(steps.filter((head) => head !== 'rung' && !(head in due.step))).toEqual([]);
  });
});
