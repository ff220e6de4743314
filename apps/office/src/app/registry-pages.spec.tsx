import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Account } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { AccountActs } from '../features/accounts/accounts-page.js';
import { HelpersPage } from '../features/helper-registry/helpers-page.js';
import { ImportsPage } from '../features/imports/imports-page.js';
import { CodeWordDialog } from '../features/seniors/code-word-dialog.js';
import { ErasureDialog } from '../features/seniors/erasure-dialog.js';
import { queries, session } from '../shared/app-client.js';
import type { PageProps } from '../shared/page-props.js';
import { pageWithServer } from '../shared/testing/server.js';
import { en, zh } from './messages.js';

function shows(Page: ComponentType<PageProps>, path: string, at: string, role: string): void {
  const user = { id: 'zhao', name: '赵敏', role, regionId: 'r' };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  const element = <Page user={user} timeZone="Asia/Shanghai" />;
  const router = createMemoryRouter([{ path: `/${path}/*`, element }], { initialEntries: [at] });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

const regions = { items: [{ id: 'r', parentId: null, name: '银铃县', active: true }] };
const accountOf = (id: string, more: Partial<Account>): Account => ({
  ...{ id, username: id, name: id, kind: 'person', roles: [], waitingRoles: [], disabled: false },
  ...{
    mustChangePassword: false,
    hasTotp: false,
    organisationSubject: null,
    helperId: null,
    seniorIds: [],
    version: 7,
  },
  ...more,
});

/** Opens a list of choices and takes one. */
async function chooses(field: string, choice: string): Promise<void> {
  await userEvent.click(screen.getByRole('combobox', { name: field }));
  const options = await screen.findAllByTitle(choice);
  await userEvent.click(options[options.length - 1] as HTMLElement);
}

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('a disabled account', () => {
  it('is let in again, at the version that was read; one in use has no such button', async () => {
    const sent = pageWithServer({ '/accounts': {} });
    const Both = () => (
      <>
        <AccountActs account={accountOf('li', { disabled: true })} self={false} />
        <AccountActs account={accountOf('wang', {})} self={false} />
      </>
    );
    shows(Both, 'accounts', '/accounts', 'security-admin');
    await userEvent.click(await screen.findByRole('button', { name: /^恢复使用/ }));
    await waitFor(() => expect(sent).toEqual([{ path: '/accounts/li/enable', ifMatch: '"7"', body: {} }]));
  });
});

describe('what binds a helper to homes and people', () => {
  const helper = { id: 'h', name: '高立新', pairedHomes: ['home-1'], regionId: 'r' };
  const conflict = { id: 'c', seniorId: 's-1', homeId: null, name: '周月娥', notedAt: '2026-11-28T10:00:00Z' };
  const answers = {
    ...{ '/regions': regions, '/helpers/h': helper, '/helpers/h/conflicts': { items: [conflict] } },
    '/homes/home-1': { id: 'home-1', label: '云谷村三组', address: '云谷村三组2号' },
  };

  it('SR-73: names the homes where she is asked first, and ends a pair', async () => {
    const sent = pageWithServer(answers);
    shows(HelpersPage, 'helpers', '/helpers/h/ties', 'county-officer');
    const row = (await screen.findByText('云谷村三组 · 云谷村三组2号')).closest('tr') as HTMLElement;
    await userEvent.click(within(row).getByRole('button', { name: '解除结对' }));
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/helpers/h/pairs/end', ifMatch: null, body: { homeId: 'home-1' } }]),
    );
    expect(screen.queryByText('不得派往的人和住所')).toBeNull();
  });

  it('H10: shows a lead alone where she is never sent, and ends that too', async () => {
    const sent = pageWithServer(answers);
    shows(HelpersPage, 'helpers', '/helpers/h/ties', 'lead');
    const row = (await screen.findByText('老人 周月娥')).closest('tr') as HTMLElement;
    await userEvent.click(within(row).getByRole('button', { name: '解除登记' }));
    const body = { seniorId: 's-1' };
    await waitFor(() => expect(sent).toEqual([{ path: '/helpers/h/conflicts/end', ifMatch: null, body }]));
    expect(screen.queryByRole('button', { name: '解除结对' })).toBeNull();
  });
});

describe('the file of a senior', () => {
  const senior = { id: 's-1', name: '周月娥' };
  const erased = jest.fn();
  const Dialogs = () => <ErasureDialog senior={senior} onErased={erased} onClose={() => undefined} />;

  it('promise 10: is erased with a reason, when her name was written by hand', async () => {
    const sent = pageWithServer({ '/seniors/s-1/erase': {} });
    shows(Dialogs, 'seniors', '/seniors/s-1', 'admin');
    expect((await screen.findByText(/删除后无法恢复/)).closest('dialog')?.textContent).toMatch(
      /会删除.*证件号.*联系人.*会保留.*求助的编号.*请先收回设备/,
    );
    const erase = screen.getByRole('button', { name: '永久删除' });
    await chooses('原因', '本人要求');
    await userEvent.type(screen.getByLabelText(/请输入她的姓名/), '周月');
    await userEvent.click(erase);
    expect(await screen.findByText('与她的姓名不一致')).toBeTruthy();
    expect(sent).toEqual([]);
    await userEvent.type(screen.getByLabelText(/请输入她的姓名/), '娥');
    await userEvent.click(erase);
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/seniors/s-1/erase', ifMatch: null, body: { reason: 'own-wish' } }]),
    );
    await waitFor(() => expect(erased).toHaveBeenCalledTimes(1));
  });

  it('gets a code word, or loses it', async () => {
    const sent = pageWithServer({ '/seniors/s-1/code-word': {} });
    const Dialogs = () => <CodeWordDialog id="s-1" onClose={() => undefined} />;
    shows(Dialogs, 'seniors', '/seniors/s-1', 'lead');
    await userEvent.type(await screen.findByRole('textbox', { name: /^暗语/ }), '桂花开了');
    await userEvent.click(screen.getByRole('button', { name: /^提交/ }));
    await waitFor(() => expect(sent.map(({ body }) => body)).toEqual([{ codeWord: '桂花开了' }]));
    await chooses('做什么', '取消暗语');
    await userEvent.click(screen.getByRole('button', { name: /^提交/ }));
    await waitFor(() => expect(sent.map(({ body }) => body)).toEqual([{ codeWord: '桂花开了' }, { codeWord: null }]));
  });
});

describe('an import in which no heading is known', () => {
  const cell = (column: string, text: string, isHeading = true) => ({ column, text, isHeading });
  const one = {
    ...{ id: 'i', kind: 'people', state: 'checked', rows: 0, accepted: 0, rejected: 0, warnings: 0, progress: 1 },
    ...{ kept: 0, fileName: '花名册.csv', createdAt: '2026-11-28T10:00:00Z', createdBy: { id: 'zhao', name: '赵敏' } },
    failure: { code: 'no-headings', sentence: '没有找到表头' },
    sheets: [{ name: '表', row: 1, columns: ['何人', '住在'].map((heading) => ({ heading, field: null })) }],
    firstRows: [
      { sheet: '表', row: 1, cells: [cell('A', '何人'), cell('B', '住在')] },
      { sheet: '表', row: 2, cells: [cell('A', '甲'), cell('B', '***', false)] },
    ],
    fields: [
      { name: 'name', heading: '姓名' },
      { name: 'address', heading: '详细地址' },
    ],
    expired: false,
  };

  it('shows its first rows, and is read again with what a person says its columns are', async () => {
    const sent = pageWithServer({ '/imports/i': one });
    shows(ImportsPage, 'imports', '/imports/i', 'county-officer');
    await screen.findByText('等待指明各列');
    expect(screen.getByRole('table', { name: '前几行 表' }).textContent).toContain('甲***');
    expect(screen.queryByText('要处理的行')).toBeNull();
    await chooses('“何人”当作', '姓名');
    await chooses('“住在”当作', '详细地址');
    await userEvent.click(screen.getByRole('button', { name: '按新的对应重新检查' }));
    const mapping = { 何人: 'name', 住在: 'address' };
    await waitFor(() => expect(sent).toEqual([{ path: '/imports/i/mapping', ifMatch: null, body: { mapping } }]));
  });
});
