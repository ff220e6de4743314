import { describe, expect, it } from '@jest/globals';
import * as vocabulary from './index.js';

const exported = Object.entries(vocabulary as Readonly<Record<string, unknown>>);
const lists = exported.filter((entry): entry is [string, readonly string[]] => Array.isArray(entry[1]));
const tables = exported.filter((entry): entry is [string, Record<string, vocabulary.Label>] =>
  /_(LABELS|MARKS)$/.test(entry[0]),
);

describe('code lists', () => {
  it.each(lists)('%s names no code twice', (_, list) => {
    expect(new Set(list).size).toBe(list.length);
  });

  it('OUTCOMES has none for a senior who could not be reached', () => {
    expect(vocabulary.OUTCOMES.join(' ')).not.toMatch(/unreach|not-reached|no-contact/);
  });
});

describe('labels', () => {
  it('are found for more than 40 lists', () => {
    expect(tables.length).toBeGreaterThan(40);
  });

  it.each(tables)('%s has a Chinese and an English label for every code', (_, table) => {
    for (const label of Object.values(table)) {
      expect(label['zh-CN']).toMatch(/\p{Script=Han}|\d/u);
      expect(label.en).toMatch(/[A-Za-z]/);
    }
  });

  it('of receipt stages promise no helper before one has accepted', () => {
    expect(vocabulary.RECEIPT_STAGE_LABELS.received['zh-CN']).toBe('信号已收到，正在转接值班人员');
    for (const stage of ['received', 'attended', 'calling-you', 'searching', 'still-trying'] as const) {
      expect(vocabulary.RECEIPT_STAGE_LABELS[stage]['zh-CN']).not.toMatch(/前往|赶来|马上到/);
    }
  });

  it('never say that all is well', () => {
    expect(JSON.stringify(vocabulary)).not.toMatch(/一切平安|all is well/i);
  });
});
