import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { OrdersPage } from '../features/care/orders-page.js';
import { queries, session } from '../shared/app-client.js';
import { routerMayGo } from '../shared/testing/router-request.js';
import { pageWithServer } from '../shared/testing/server.js';
import { en, zh } from './messages.js';

const orderOf = (id: string, state: string) => ({
  ...{ id, state, version: 2, seniorId: 'care-b', senior: { id: 'care-b', name: '李福全' }, day: '2026-10-14' },
  ...{ plannedStart: '2026-10-14T01:00:00.000Z', plannedEnd: '2026-10-14T03:00:00.000Z', items: ['clean'] },
  ...{ itemNames: ['居室清洁'], worker: null, checkIn: null, checkOut: null, deliveredMinutes: 0, marks: [] },
  ...{ subsidisedMinutes: 0, quote: null, selfPaidFen: 0, report: null, rating: null, source: 'plan', planId: null },
  ...{ madeUpFor: null, incidentId: null, allowedActions: [], trail: [], proof: null, regionId: 'r' },
});
const clean = { code: 'clean', name: '居室清洁', unit: 'hour', priceFen: 1500 };
const answers = {
  '/regions': { items: [{ id: 'r', parentId: null, name: '银铃县', active: true }] },
  '/catalogue': { regionId: 'r', on: '2026-10-15', items: [clean] },
  '/workers': { items: [], nextCursor: null },
  '/attachments': { items: [], nextCursor: null },
  '/seniors': { items: [{ id: 'care-b', name: '李福全', home: { label: '清水村3号' } }], nextCursor: null },
  '/service-plans': { items: [{ senior: { id: 'care-c', name: '王秀兰' } }], nextCursor: null },
  ...Object.fromEntries(
    ['o-missed', 'o-done', 'o-new'].map((id) => [`/service-orders/${id}/attachments`, { items: [], nextCursor: null }]),
  ),
  '/service-orders/o-missed': orderOf('o-missed', 'missed'),
  '/service-orders/o-done': orderOf('o-done', 'confirmed'),
  '/service-orders/o-new': { ...orderOf('o-new', 'planned'), day: '2026-10-16', madeUpFor: 'o-missed' },
  // The list, and the answer to what is sent to it.
  '/service-orders': { id: 'o-new', items: [], nextCursor: null },
};

function shows(at: string, role = 'township-officer'): void {
  const user = { id: 'he', name: '何丽', role, regionId: 'r' };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  const element = <OrdersPage user={user} timeZone="Asia/Shanghai" />;
  const router = createMemoryRouter([{ path: '/service-orders/*', element }], { initialEntries: [at] });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}
const field = (name: RegExp): HTMLInputElement => screen.getByRole('textbox', { name });
async function chooses(box: RegExp, option: string): Promise<void> {
  fireEvent.mouseDown(screen.getByRole('combobox', { name: box }));
  fireEvent.click(await screen.findByText(option, { selector: '.ant-select-item-option-content' }));
}
const submits = (): void => void fireEvent.click(screen.getByRole('button', { name: /^提交/ }));

beforeEach(() => {
  routerMayGo();
  startI18n('office', { zh, en });
  window.sessionStorage.clear();
  queries.clear();
});
afterEach(cleanup);

describe('CR-29: an order by telephone', () => {
  it('is written down from the list, with the senior found by name', async () => {
    const sent = pageWithServer(answers);
    shows('/service-orders');
    fireEvent.click(await screen.findByRole('button', { name: /^新增/ }));
    fireEvent.click(await screen.findByRole('checkbox', { name: '居室清洁' }));
    await chooses(/^老人/, '李福全 · 清水村3号');
    await userEvent.type(field(/^日期/), '20261016');
    await userEvent.type(field(/^开始时间/), '9:00');
    await userEvent.type(field(/^结束时间/), '1030');
    await userEvent.type(field(/^说明/), '家里来客');
    submits();
    await screen.findByRole('heading', { name: '服务单：李福全 2026-10-16' });
    const when = { day: '2026-10-16', startTime: '09:00', endTime: '10:30' };
    const body = { seniorId: 'care-b', items: ['clean'], ...when, source: 'phone', note: '家里来客' };
    expect(sent).toEqual([{ path: '/service-orders', ifMatch: null, body }]);
  });

  it('of a provider is for those whom it plans for already', async () => {
    pageWithServer(answers);
    shows('/service-orders/new', 'provider-manager');
    await screen.findByRole('form', { name: '新建服务单' });
    await chooses(/^老人/, '王秀兰');
  });

  it('is not offered to those who only look', async () => {
    pageWithServer(answers);
    shows('/service-orders', 'supervisor');
    await screen.findByRole('link', { name: '派单板' });
    expect(screen.queryByRole('button', { name: /^新增/ })).toBeNull();
  });
});

describe('CR-38: a missed order', () => {
  it('is made up for: same senior, items and times, on another day', async () => {
    const sent = pageWithServer(answers);
    shows('/service-orders/o-missed');
    fireEvent.click(await screen.findByRole('link', { name: '补做' }));
    const items = await screen.findByRole<HTMLInputElement>('checkbox', { name: '居室清洁' });
    expect([items.checked, field(/^开始时间/).value, field(/^结束时间/).value]).toEqual([true, '09:00', '11:00']);
    expect(screen.getAllByText('服务单：李福全 2026-10-14')).not.toEqual([]);
    submits();
    expect(await screen.findByText('请填写日期')).toBeTruthy();
    expect(sent).toEqual([]);
    await userEvent.type(field(/^日期/), '2026-10-16');
    submits();
    const when = { day: '2026-10-16', startTime: '09:00', endTime: '11:00' };
    const body = { seniorId: 'care-b', items: ['clean'], ...when, source: 'made-up', madeUpFor: 'o-missed' };
    await waitFor(() => expect(sent).toEqual([{ path: '/service-orders', ifMatch: null, body }]));
    const original = await screen.findByRole('link', { name: 'o-missed' });
    expect(original.getAttribute('href')).toBe('/service-orders/o-missed');
  });

  it.each([
    ['that was confirmed', '/service-orders/o-done', 'township-officer'],
    ['before a county officer', '/service-orders/o-missed', 'county-officer'],
  ])('is not made up for: one %s', async (_, at, role) => {
    pageWithServer(answers);
    shows(at, role);
    await screen.findByRole('heading', { name: '服务单：李福全 2026-10-14' });
    expect(screen.queryByRole('link', { name: '补做' })).toBeNull();
  });
});
