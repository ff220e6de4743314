import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { after, fromIso, hours, minutes, type Instant } from '@silverbell/kernel';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditHeads } from './audit-heads.js';

const NOON = fromIso('2026-11-28T04:00:00Z') as Instant;
const head = (count: number) => ({ count, hash: `hash of ${String(count)}` });

describe('heads of the audit chain in the data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'silverbell-heads-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const hourly = (): readonly unknown[] =>
    readFileSync(join(folder, 'audit-heads.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line): unknown => (JSON.parse(line) as { count: unknown }).count);

  it('are the newest one, and one an hour in a list that only grows', () => {
    const heads = new AuditHeads(folder);
    heads.note(head(1), NOON);
    heads.note(head(2), after(NOON, minutes(59)));
    heads.note(head(3), after(NOON, hours(1)));
    heads.note(head(4), after(NOON, minutes(61)));
    expect(hourly()).toEqual([1, 3]);
    expect(new AuditHeads(folder).read()).toEqual([head(4), head(1), head(3)]);
  });

  it('are replaced by no shorter one, also after a restart', () => {
    new AuditHeads(folder).note(head(9), NOON);
    const heads = new AuditHeads(folder);
    expect(heads.note(head(8), after(NOON, hours(2)))).toBe(false);
    expect(heads.longest).toBe(9);
    expect(heads.read()).toEqual([head(9), head(9)]);
    expect(heads.note(head(10), after(NOON, hours(2)))).toBe(true);
  });

  it('are read past a line that a power cut tore', () => {
    new AuditHeads(folder).note(head(1), NOON);
    appendFileSync(join(folder, 'audit-heads.jsonl'), '{"count":2,"ha');
    expect(new AuditHeads(folder).read()).toEqual([head(1), head(1)]);
  });
});
