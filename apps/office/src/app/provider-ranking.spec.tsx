import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnswerOf } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { ProvidersPage } from '../features/care/providers-page.js';
import { queries, session } from '../shared/app-client.js';
import { routerMayGo } from '../shared/testing/router-request.js';
import { pageWithServer } from '../shared/testing/server.js';
import { en, zh } from './messages.js';

function shows(at: string, role: string): void {
  const user = { id: 'zhao', name: '赵敏', role, regionId: 'r' };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  const element = <ProvidersPage user={user} timeZone="Asia/Shanghai" />;
  const router = createMemoryRouter([{ path: '/providers/*', element }], { initialEntries: [at] });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

type Ranking = AnswerOf<'providerRanking'>;
const notice = {
  ...{ received: 2, kinds: {}, withdrawn: 0, founded: 1, due: 0, answeredInTime: 0, answersRated: 1 },
  ...{ answersDissatisfied: 1, visitsRated: 8, visitsDissatisfied: 1, verifications: 1, upheld: 0 },
};
const october: Ranking = {
  ...{ month: '2026-10-01', leastVisits: 30, isCut: false },
  items: [
    {
      ...{ provider: { id: 'p-1', name: '青松居家' }, rank: 1, visits: 400, notice, foundedPer1000: 2.5 },
      ...{ dissatisfiedShare: 0.125, answeredInTimeShare: null },
    },
    {
      ...{ provider: { id: 'p-2', name: '小店' }, rank: null, visits: 3, notice, foundedPer1000: 333.3 },
      ...{ dissatisfiedShare: 0.125, answeredInTimeShare: null },
    },
    {
      ...{ provider: { id: 'p-3', name: '新来的' }, rank: null, visits: 90, notice: null, foundedPer1000: null },
      ...{ dissatisfiedShare: null, answeredInTimeShare: null },
    },
  ],
};
const base = {
  '/regions': { items: [{ id: 'r', parentId: null, name: '银铃县', active: true }] },
  '/catalogue': { regionId: 'r', on: '2026-11-03', items: [] },
  '/providers': { items: [], nextCursor: null },
};

beforeEach(() => {
  routerMayGo();
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('the ranking of providers', () => {
  it('shows the figures of each, a dash for a share of nothing, and why others have no rank', async () => {
    pageWithServer({ ...base, '/providers/ranking': october });
    shows('/providers/ranking', 'township-officer');
    const ranked = await screen.findByRole('table', { name: '排名' });
    const cells = within(ranked)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
    expect(cells.slice(0, 7)).toEqual([...['1', '青松居家', '400', '2 件（属实 1，撤回 0）', '2.5', '12.5 %', '—']]);
    expect(within(ranked).getByRole('link', { name: '青松居家' }).getAttribute('href')).toBe('/providers/p-1');
    const others = within(screen.getByRole('table', { name: '不参加排名' })).getAllByRole('row');
    expect(others.slice(1).map(({ textContent }) => textContent)).toEqual(['小店上门 3 次', '新来的当月没有通报']);
  });

  it('is asked for another month by its first day', async () => {
    pageWithServer({
      ...{ ...base, '/providers/ranking': october },
      '/providers/ranking?month=2026-08-01': { ...october, month: '2026-08-01', items: [] },
    });
    shows('/providers/ranking', 'supervisor');
    await screen.findByRole('table', { name: '排名' });
    const month = screen.getByRole<HTMLSelectElement>('combobox', { name: '月份' });
    expect(month.value).toBe('2026-10-01');
    await within(month).findByRole('option', { name: '2026-08' });
    await userEvent.selectOptions(month, '2026-08-01');
    expect(await screen.findByText('没有记录。')).toBeTruthy();
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: '月份' }).value).toBe('2026-08-01');
  });

  it('is reached from the list of providers by those who may compare them', async () => {
    pageWithServer(base);
    shows('/providers', 'county-officer');
    expect((await screen.findByRole('link', { name: '服务组织排名' })).getAttribute('href')).toBe('/providers/ranking');
    cleanup();
    shows('/providers', 'provider-manager');
    await screen.findByRole('table', { name: '服务组织' });
    expect(screen.queryByRole('link', { name: '服务组织排名' })).toBeNull();
  });
});
