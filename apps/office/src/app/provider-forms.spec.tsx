import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { ProvidersPage } from '../features/care/providers-page.js';
import { queries, session } from '../shared/app-client.js';
import { routerMayGo } from '../shared/testing/router-request.js';
import { pageWithServer, type Refusal, type Sent } from '../shared/testing/server.js';
import { en, zh } from './messages.js';

const provider = {
  ...{ id: 'p-1', regionId: 'r', name: '青松居家', creditCode: '91330000MA2B00000X', kind: 'ngo', version: 4 },
  ...{ serviceRegionIds: ['t'], bankName: null, accountName: null, accountNumber: '****1234', licenceUntil: null },
  ...{ insuredUntil: null, standing: 'good', autoAssign: false, active: true, managerIds: [] },
};
const contract = {
  ...{ id: 'c-1', regionId: 't', provider: { id: 'p-1', name: '青松居家' }, regionIds: ['t'], from: '2026-07-01' },
  ...{ to: '2027-06-30', items: ['clean', 'gone'], rateFenPerHour: 2250, payBasis: 'delivered', duties: null },
  ...{ selfPayFenPerHour: 2000, endedOn: null, version: 2 },
};
const worker = {
  ...{ id: 'w-1', name: '孙晓燕', regionId: 't', provider: { id: 'p-1', name: '青松居家' }, training: null },
  ...{ active: true, suspended: false, version: 3 },
  certificates: [{ kind: 'health', number: 'JK-7', from: null, until: '2026-12-31', valid: true }],
};
const listOf = (...items: readonly unknown[]) => ({ items, nextCursor: null });
const helperOf = (id: string, kind: string, name: string) => ({ id, kind, name, regionId: 't' });
const answers = {
  '/regions': {
    items: [
      { id: 'r', parentId: null, name: '银铃县', active: true },
      { id: 't', parentId: 'r', name: '清溪镇', active: true },
    ],
  },
  '/catalogue': { regionId: 'r', on: '2026-10-15', items: [{ code: 'clean', name: '居室清洁' }] },
  '/providers': listOf(provider),
  '/providers/p-1': provider,
  '/providers/p-1/notices': { items: [] },
  '/contracts': listOf(),
  '/contracts/c-1': contract,
  '/workers': listOf(worker),
  '/workers/w-1': worker,
  '/helpers': listOf(
    helperOf('w-1', 'carer', '孙晓燕'),
    helperOf('h-2', 'carer', '钱丽华'),
    helperOf('h-3', 'aide', '周敏'),
  ),
};

function shows(at: string, role: string, refusals: readonly Refusal[] = []): readonly Sent[] {
  const sent = pageWithServer(answers, refusals);
  const user = { id: 'he', name: '何丽', role, regionId: role === 'township-officer' ? 't' : 'r' };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  const element = <ProvidersPage user={user} timeZone="Asia/Shanghai" />;
  const router = createMemoryRouter([{ path: '/providers/*', element }], { initialEntries: [at] });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return sent;
}
const field = (name: RegExp): HTMLInputElement => screen.getByRole('textbox', { name });
const writes = (name: RegExp, words: string): void => void fireEvent.change(field(name), { target: { value: words } });
const submits = (): void => void fireEvent.click(screen.getByRole('button', { name: /^提交/ }));

beforeEach(() => {
  routerMayGo();
  startI18n('office', { zh, en });
  window.sessionStorage.clear();
  queries.clear();
});
afterEach(cleanup);

describe('a provider of daytime care', () => {
  it('is changed at the version that was read; regions and account that stay are not sent', async () => {
    const sent = shows('/providers/p-1/edit', 'county-officer');
    await screen.findByRole('form', { name: '修改服务组织：青松居家' });
    expect(await screen.findByTitle('清溪镇')).toBeTruthy();
    expect(screen.getByText('在案 ****1234；不填则不变')).toBeTruthy();
    writes(/^名称/, '青松居家养老');
    writes(/^执照有效期至/, '2028.6.30');
    submits();
    const body = {
      ...{ name: '青松居家养老', creditCode: '91330000MA2B00000X', kind: 'ngo', regionId: 'r', standing: 'good' },
      ...{ autoAssign: false, active: true, licenceUntil: '2028-06-30', insuredUntil: null },
      ...{ bankName: null, accountName: null },
    };
    await waitFor(() => expect(sent).toEqual([{ path: '/providers/p-1', ifMatch: '"4"', body }]));
    expect(await screen.findByRole('heading', { name: '青松居家' })).toBeTruthy();
  });

  it('keeps the regions that were chosen where another person changed them meanwhile', async () => {
    const current = { ...provider, serviceRegionIds: ['r'], version: 5 };
    const stale = { status: 412, title: '记录已被修改', current, changedBy: { id: 'li', name: '李' } };
    const sent = shows('/providers/p-1/edit', 'county-officer', [stale]);
    await screen.findByRole('form', { name: '修改服务组织：青松居家' });
    submits();
    const row = await screen.findByRole('row', { name: /服务片区/, hidden: true });
    fireEvent.click(within(row).getAllByRole('radio', { hidden: true })[0]!);
    fireEvent.click(screen.getByRole('button', { name: '按以上选择提交', hidden: true }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[0]?.body).not.toHaveProperty('serviceRegionIds');
    expect(sent[1]).toMatchObject({ ifMatch: '"5"', body: { serviceRegionIds: ['t'] } });
  });

  it('shows at its field what the server refuses', async () => {
    const refusal = { status: 422, title: '统一社会信用代码有误', field: 'creditCode' };
    shows('/providers/p-1/edit', 'county-officer', [refusal]);
    await screen.findByRole('form', { name: '修改服务组织：青松居家' });
    submits();
    expect(await screen.findByText('统一社会信用代码有误', { selector: '.error' })).toBeTruthy();
  });

  it('is only read by those who oversee it, and says where it has no contract', async () => {
    shows('/providers/p-1', 'supervisor');
    const contracts = await screen.findByRole('region', { name: '服务协议' });
    expect(await within(contracts).findByText('没有记录。')).toBeTruthy();
    await screen.findByText('孙晓燕');
    expect(screen.queryByRole('link', { name: /^(修改|登记)/ })).toBeNull();
    expect(screen.queryByRole('button', { name: '指定登录账号' })).toBeNull();
  });

  it('gets its logins by the ids of their accounts', async () => {
    const sent = shows('/providers/p-1', 'county-officer');
    fireEvent.click(await screen.findByRole('button', { name: '指定登录账号' }));
    writes(/^账号编号/, 'a-1、a-2');
    submits();
    const body = { accountIds: ['a-1', 'a-2'] };
    await waitFor(() => expect(sent).toEqual([{ path: '/providers/p-1/managers', ifMatch: null, body }]));
  });
});

describe('a contract of a provider', () => {
  it('of her own township is put on file with its rate in fen', async () => {
    const sent = shows('/providers/p-1/contracts/new', 'township-officer');
    await screen.findByRole('form', { name: '登记服务协议' });
    writes(/^第一天/, '20261101');
    writes(/^最后一天/, '20271031');
    writes(/^单价/, '22.50');
    submits();
    const body = {
      ...{ providerId: 'p-1', regionId: 't', regionIds: ['t'], from: '2026-11-01', to: '2027-10-31' },
      ...{ rateFenPerHour: 2250, payBasis: 'delivered', items: [], selfPayFenPerHour: null, duties: null },
    };
    await waitFor(() => expect(sent).toEqual([{ path: '/contracts', ifMatch: null, body }]));
  });

  it('is refused with a sentence where the provider is barred, and the form stays', async () => {
    shows('/providers/p-1/contracts/new', 'township-officer', [{ status: 409, title: '该服务组织已被禁止签约' }]);
    await screen.findByRole('form', { name: '登记服务协议' });
    writes(/^第一天/, '20261101');
    writes(/^最后一天/, '20271031');
    writes(/^单价/, '22.50');
    submits();
    expect(await screen.findByText('该服务组织已被禁止签约')).toBeTruthy();
    expect(field(/^单价/).value).toBe('22.50');
  });

  it('is ended early; items that the catalogue dropped stay, and what is no sum is no sum', async () => {
    const sent = shows('/providers/p-1/contracts/c-1', 'county-officer');
    await screen.findByRole('form', { name: '修改服务协议：青松居家 2026-07-01 起' });
    expect((await screen.findByRole<HTMLInputElement>('checkbox', { name: 'gone' })).checked).toBe(true);
    expect(field(/^自费单价/).value).toBe('20.00');
    writes(/^提前终止/, '2026-12-31');
    writes(/^自费单价/, '二十元');
    submits();
    const body = {
      ...{ to: '2027-06-30', items: ['clean', 'gone'], duties: null, endedOn: '2026-12-31' },
      selfPayFenPerHour: -1,
    };
    await waitFor(() => expect(sent).toEqual([{ path: '/contracts/c-1', ifMatch: '"2"', body }]));
  });
});

describe('a worker of a provider', () => {
  it('CR-31: is kept by the people of her provider, with number and last day of each certificate', async () => {
    const sent = shows('/providers/p-1', 'provider-manager');
    fireEvent.click(await screen.findByRole('link', { name: '修改 孙晓燕' }));
    await screen.findByRole('form', { name: '修改护理员：孙晓燕' });
    expect(screen.queryByRole('combobox', { name: /^服务组织/ })).toBeNull();
    expect(field(/^健康证编号/).value).toBe('JK-7');
    writes(/^健康证有效期至/, '20271231');
    writes(/^居家养老服务资格证有效期至/, '20280630');
    submits();
    const certificates = [
      { kind: 'health', number: 'JK-7', from: null, until: '2027-12-31' },
      { kind: 'carer', number: null, from: null, until: '2028-06-30' },
    ];
    const body = { certificates, training: null, active: true };
    await waitFor(() => expect(sent).toEqual([{ path: '/workers/w-1', ifMatch: '"3"', body }]));
    await screen.findByRole('heading', { name: '青松居家' });
    expect(screen.queryByRole('link', { name: '登记服务协议' })).toBeNull();
  });

  it('is chosen by an office among the carers who work for no provider yet', async () => {
    const sent = shows('/providers/p-1/workers/new', 'township-officer');
    await screen.findByRole('form', { name: '登记护理员' });
    fireEvent.mouseDown(screen.getByRole('combobox', { name: /^助老员/ }));
    const option = { selector: '.ant-select-item-option-content' };
    await screen.findByText('钱丽华 · 清溪镇', option);
    await waitFor(() => expect(screen.queryByText(/^(孙晓燕|周敏) · /, option)).toBeNull());
    fireEvent.click(screen.getByText('钱丽华 · 清溪镇', option));
    submits();
    const body = { helperId: 'h-2', providerId: 'p-1', certificates: [], training: null };
    await waitFor(() => expect(sent).toEqual([{ path: '/workers', ifMatch: null, body }]));
  });

  it('is named by the id of her file where the provider itself puts her on file', async () => {
    const sent = shows('/providers/p-1/workers/new', 'provider-manager');
    await screen.findByRole('form', { name: '登记护理员' });
    submits();
    expect(await screen.findByText('请填写助老员')).toBeTruthy();
    expect(sent).toEqual([]);
    await userEvent.type(field(/^助老员/), 'h-2');
    submits();
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ helperId: 'h-2', providerId: 'p-1' });
  });
});
