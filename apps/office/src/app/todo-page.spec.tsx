import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { TodoPage } from '../features/todo/todo-page.js';
import { queries, session } from '../shared/app-client.js';
import { en, zh } from './messages.js';

const DAY_MS = 86_400_000;
const day = (n: number): string => new Date(Date.now() + n * DAY_MS).toISOString();
const work = (deviceId: string, dueAt: string) => ({
  ...{ deviceId, kind: 'offline', role: 'pendant', regionId: 'r', home: null, room: null, since: day(-3), late: false },
  ...{ senior: { id: 's', name: '周月娥' }, owner: { id: 'han', name: '韩勇' }, dueAt },
});
const none = {
  recall: 0,
  'battery-low': 0,
  'never-heard': 0,
  'test-due': 0,
  'sim-expiring': 0,
  'firmware-expiring': 0,
};
const regions = ['r', 'below'].map((id) => ({ ...{ id, parentId: id === 'r' ? null : 'r', name: id, active: true } }));

/** Answers by the beginning of the path; what is not named is a fault of the server. */
function server(answers: Readonly<Record<string, unknown>>): void {
  globalThis.fetch = ((url: string) => {
    const path = url.replace(/^.*\/api\/v1/, '');
    const [, answer] = Object.entries(answers).find(([begin]) => path.startsWith(begin)) ?? [];
    const ok = answer !== undefined;
    const problem = { type: 'https://silverbell.example/problems/busy', title: '服务器忙', status: 503 };
    return Promise.resolve({
      ...{ ok, status: ok ? 200 : 503, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(answer ?? problem)),
    } as Response);
  }) as typeof fetch;
}

function shows(role: string): void {
  const user = { id: 'han', name: '韩勇', role, regionId: 'r', roles: [{ role, regionId: 'r' }] };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter>
        <TodoPage user={user} timeZone="Asia/Shanghai" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
  queries.setDefaultOptions({ queries: { retry: false } });
});
afterEach(cleanup);

describe('the first page of the office', () => {
  const unknown = {
    ...{ id: 'x-9', group: 'alerting', regionId: 'r', registered: false, kinds: ['sos'], signals: 1 },
    ...{ firstAt: day(0), lastAt: day(0), incident: null },
  };
  const answers = {
    '/regions': { items: regions },
    '/devices/unknown': {
      items: [unknown],
      nextCursor: null,
      counts: { alerting: 1, alerted: 0, heard: 0, turnedAway: 0 },
    },
    '/devices/work': {
      items: [work('P-2', day(2)), work('P-1', day(-1))],
      nextCursor: null,
      counts: { ...none, offline: 2 },
    },
  };

  it('CR-77: lists what is due by its term, with owner and reason, and what calls now before all', async () => {
    server(answers);
    shows('installer');
    await screen.findAllByText(/P-1/);
    const rows = (await screen.findAllByRole('row')).slice(1).map((row) => row.textContent ?? '');
    expect(rows.map((row) => /x-9|P-\d/.exec(row)?.[0])).toEqual(['x-9', 'P-1', 'P-2']);
    expect(rows[0]).toContain('马上');
    expect(rows[1]).toMatch(/已逾期 \d+ (小时|天)韩勇/);
  });

  it('says that a part is missing when one source fails, and shows the others', async () => {
    const { '/devices/unknown': _, ...rest } = answers;
    server(rest);
    shows('installer');
    await screen.findAllByText(/P-1/);
    await screen.findByText(/列表可能不全/);
    expect(screen.queryByText('目前没有到期的事项。')).toBeNull();
  });

  it('shows the rows of one day when a day of the week is chosen', async () => {
    server(answers);
    shows('installer');
    await screen.findAllByText(/P-2/);
    const days = screen.getAllByRole('listitem').flatMap((item) => [...item.querySelectorAll('a[href*="day="]')]);
    await userEvent.setup().click(days[2] as HTMLElement);
    await waitFor(() => expect(screen.queryAllByText(/P-1/)).toEqual([]));
    expect(screen.queryAllByText(/P-2/)).not.toEqual([]);
  });
});
