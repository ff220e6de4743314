import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { TimelineEntry } from '@silverbell/wire';
import { cleanup, screen } from '@testing-library/react';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown } from '../../shared/testing/shown.js';
import { ReplayPanel } from './replay-panel.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const T0 = Date.parse('2026-11-28T06:00:00Z');
const at = (s: number): string => new Date(T0 + s * 1_000).toISOString();
const entry = (seq: number, type: string, s: number, kind: string, data: object = {}): TimelineEntry =>
  ({ seq, type, at: at(s), by: { id: null, name: kind, kind }, data }) as TimelineEntry;
const incident = incidentOf({
  ...{ phase: 'closed', closedAt: at(600), outcome: 'helped-up' },
  timeline: [
    entry(1, 'raised', 0, 'device'),
    entry(2, 'attended', 20, 'person'),
    entry(3, 'rung-fired', 16.4, 'platform', { dueAt: at(15), rung: 'lead', steps: [] }),
    entry(4, 'closed', 600, 'person'),
  ],
});
const shows = (atS: number) =>
  shown(<ReplayPanel incident={incident} track={{ items: [] }} atMs={T0 + atS * 1_000} timeZone="Asia/Shanghai" />);

describe('the panel of a replay', () => {
  it('sets what was due against what was done, with the largest difference', () => {
    shows(0);
    const rows = screen.getAllByRole('row').map((row) => row.textContent);
    expect(rows[3]).toContain('14:00:15');
    expect(rows[3]).toContain('1.4 秒');
    expect(screen.getByText(/全程最大 1.4 秒/)).toBeTruthy();
  });

  it('marks a stage that took longer than its limit, in words and figures', () => {
    shows(0);
    const attended = screen.getByText('应答').closest('li')!;
    expect(attended.textContent).toMatch(/20 秒.*限 15 秒/);
    expect(attended.className).toContain('late');
  });

  it('points at the event of the moment and dims what is still to come', () => {
    shows(30);
    const [, , attended, , closed] = screen.getAllByRole('row');
    expect(document.querySelector('tr[aria-current=step]')).not.toBeNull();
    expect(closed!.className).toContain('ahead');
    expect(attended!.className).not.toContain('ahead');
  });

  it('says that no way is kept rather than showing an empty map as a fact', () => {
    shows(0);
    expect(screen.getByText(/没有保留的行程/)).toBeTruthy();
  });
});
