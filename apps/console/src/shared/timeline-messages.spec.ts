import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { zh } from './messages/timeline.js';

const valuesIn = (text: unknown): string[] =>
  [...String(text).matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

describe('the sentences of the timeline', () => {
  it('have all their values filled', () => {
    const filled = readFileSync(new URL('./timeline-messages.ts', import.meta.url), 'utf8');
    const wanted = new Set(
      Object.values(zh.timeline).flatMap((text) => (typeof text === 'string' ? valuesIn(text) : [])),
    );
    expect([...wanted].filter((value) => !new RegExp(`\\b${value}(:|,| \\})`).test(filled))).toEqual([]);
  });
});
