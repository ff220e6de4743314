import { describe, expect, it } from '@jest/globals';
import * as codes from './codes.js';
import * as labels from './labels.js';

const lists = Object.entries(codes as Readonly<Record<string, readonly unknown[]>>);

describe('code lists', () => {
  it.each(lists)('%s says no code twice', (_, list) => {
    expect(new Set(list).size).toBe(list.length);
  });

  it('knows no outcome for somebody who could not be reached', () => {
    expect(codes.OUTCOMES.join(' ')).not.toMatch(/unreach|not-reached|no-contact/);
  });
});

describe('labels', () => {
  const tables = Object.entries(labels as Readonly<Record<string, unknown>>).filter(
    (entry): entry is [string, Record<string, labels.Label>] => typeof entry[1] === 'object',
  );

  it.each(tables)('%s has a Chinese and an English word for every code', (_, table) => {
    for (const label of Object.values(table)) {
      expect(label['zh-CN']).toMatch(/\p{Script=Han}|\d/u);
      expect(label.en).toMatch(/[A-Za-z]/);
    }
  });

  it('never promises that somebody is coming before somebody is', () => {
    expect(labels.RECEIPT_STAGE_LABELS.received['zh-CN']).toBe('信号已收到，正在转接值班人员');
    for (const stage of ['received', 'attended', 'calling-you', 'searching', 'still-trying'] as const) {
      expect(labels.RECEIPT_STAGE_LABELS[stage]['zh-CN']).not.toMatch(/前往|赶来|马上到/);
    }
  });

  it('says nowhere that all is well', () => {
    expect(JSON.stringify(labels)).not.toMatch(/一切平安|all is well/i);
  });
});
