import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IncidentSummary } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { summaryOf } from '../../shared/testing/incidents.js';
import { shown } from '../../shared/testing/shown.js';
import { ClosedList } from './closed-list.js';
import { ShelvedList } from './shelved-list.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const shelvedUntil = (id: string, until: string, more: Partial<IncidentSummary> = {}) =>
  summaryOf({
    ...{ id, severity: 3, kinds: ['battery-low'] },
    shelf: { reason: 'repair-ordered', until, by: { id: 'o', name: '许燕' } },
    ...more,
  });
const chatter = (id: string, signalCount: number) =>
  summaryOf({ id, severity: 3, chattering: true, signalCount, deviceId: `device-${id}`, kinds: ['battery-low'] });
const hrefsIn = (name: string) =>
  within(screen.getByRole('list', { name }))
    .getAllByRole('link')
    .map((link) => link.getAttribute('href'));
const shelf = (
  rows: readonly IncidentSummary[],
  chattering: readonly IncidentSummary[],
  selectedId: string | null = null,
) => shown(<ShelvedList {...{ rows, chattering, selectedId }} timeZone="Asia/Shanghai" />);

describe('work that was set aside', () => {
  it('says why, by whom and until when; the next to come back stands first', () => {
    shelf([shelvedUntil('b', '2026-11-28T09:00:00.000Z'), shelvedUntil('a', '2026-11-28T08:00:00.000Z')], [], 'b');
    expect(hrefsIn('搁置的事务')).toEqual(['/incidents/a', '/incidents/b']);
    const first = screen.getAllByRole('link')[0]!.textContent;
    for (const words of ['已报修', '至 16:00', '周月娥', '许燕']) expect(first).toContain(words);
    expect(screen.getAllByRole('link')[1]!.getAttribute('aria-current')).toBe('true');
  });

  it('that is none says so', () => {
    shelf([], []);
    expect(screen.getByText('没有搁置的事务。')).toBeTruthy();
    expect(screen.queryByRole('list', { name: '频繁报警' })).toBeNull();
  });

  it('marks a device that chatters, and groups the others, the loudest first', () => {
    const at = '2026-11-28T09:00:00.000Z';
    shelf([shelvedUntil('s', at, { chattering: true })], [chatter('few', 7), chatter('many', 40)]);
    expect(hrefsIn('搁置的事务')).toEqual(['/incidents/s']);
    expect(screen.getAllByRole('link')[0]!.textContent).toContain('抖动');
    expect(hrefsIn('频繁报警')).toEqual(['/incidents/many', '/incidents/few']);
    expect(within(screen.getByRole('list', { name: '频繁报警' })).getAllByRole('link')[0]!.textContent).toMatch(
      /信号 40 次.*最近 14:00.*device-many/,
    );
  });
});

const closedOf = (id: string) =>
  summaryOf({ id, phase: 'closed', outcome: 'helped-up', closedAt: '2026-11-28T07:30:00.000Z' });

describe('the closed cases', () => {
  it('come a page at a time, each with its place, outcome and time', async () => {
    const { calls } = shown(<ClosedList selectedId="b" timeZone="Asia/Shanghai" />, {
      incidents: { items: [closedOf('a'), closedOf('b')], nextCursor: 'page-2' },
    });
    const [first, second] = await screen.findAllByRole('link');
    for (const words of ['已办结', '桃源村五组', '15:30']) expect(first!.textContent).toContain(words);
    expect(second!.getAttribute('aria-current')).toBe('true');
    await userEvent.click(screen.getByRole('button', { name: '更多' }));
    expect(calls.mock.calls.map(([, input]) => (input as { query: object }).query)).toEqual([
      { state: 'closed' },
      { state: 'closed', cursor: 'page-2' },
    ]);
  });

  it('say when there is none, and that nothing is known when they cannot be read', async () => {
    shown(<ClosedList selectedId={null} timeZone="Asia/Shanghai" />, { incidents: { items: [], nextCursor: null } });
    expect(await screen.findByText('还没有已办结的事件。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '更多' })).toBeNull();
    cleanup();
    shown(<ClosedList selectedId={null} timeZone="Asia/Shanghai" />);
    expect(await screen.findByText('连接中断，无法确认是否有求助事件。')).toBeTruthy();
  });
});
