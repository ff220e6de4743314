import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntitlementOnWire } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { EntitlementsPage } from '../features/care/entitlements-page.js';
import { queries, session } from '../shared/app-client.js';
import { pageWithServer, type Refusal, type Sent } from '../shared/testing/server.js';
import { en, zh } from './messages.js';

const active: EntitlementOnWire = {
  ...{ id: 'e-1', senior: { id: 'care-b', name: '李福全' }, regionId: 't', state: 'active', version: 2 },
  ...{ from: '2026-07-01', to: null, minutesPerDay: 120, localClass: 'disabled', endReason: null },
  ...{ payee: { kind: 'provider', id: 'p-1' }, suspensions: [], trail: [], allowedActions: ['suspend', 'end'] },
};
const ended: EntitlementOnWire = {
  ...{ ...active, state: 'ended', to: '2026-10-10', endReason: 'death', allowedActions: [] },
  trail: [{ type: 'ended', on: '2026-10-10', reason: 'death', at: '2026-10-11T01:00:00.000Z', by: null }],
};
const noted = (notice: string, by: string): EntitlementOnWire['trail'][number] => ({
  ...{ type: 'acknowledged', on: '2026-10-12', reason: notice, at: '2026-10-12T01:00:00.000Z' },
  by: { id: by, name: by },
});

function shows(at: string, role: string, one: EntitlementOnWire | null, refusals: readonly Refusal[] = []) {
  const answers = {
    '/regions': { items: [{ id: 't', parentId: null, name: '清溪镇', active: true }] },
    '/catalogue': { regionId: 't', on: '2026-10-15', items: [] },
    '/providers': { items: [{ id: 'p-1', name: '青松居家' }], nextCursor: null },
    '/entitlements': { items: one === null ? [] : [one], nextCursor: null },
    '/entitlements/e-1': one,
  };
  const sent: readonly Sent[] = pageWithServer(answers, refusals);
  const user = { id: 'he', name: '何丽', role, regionId: 't' };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[at]}>
        <Routes>
          <Route path="/entitlements/*" element={<EntitlementsPage user={user} timeZone="Asia/Shanghai" />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return sent;
}
async function chooses(box: RegExp, option: string): Promise<void> {
  fireEvent.mouseDown(screen.getByRole('combobox', { name: box }));
  fireEvent.click(await screen.findByText(option, { selector: '.ant-select-item-option-content' }));
}
const writes = (name: RegExp, words: string): void =>
  void fireEvent.change(screen.getByRole('textbox', { name }), { target: { value: words } });
const submits = (): void => void fireEvent.click(screen.getByText('提交'));

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('the list of entitlements', () => {
  it('CR-24: says from when, for how many minutes a day and to whom is paid', async () => {
    shows('/entitlements', 'county-officer', active);
    const row = (await screen.findByRole('link', { name: '李福全' })).closest('tr');
    await waitFor(() => expect(row?.textContent).toBe('李福全清溪镇享受中2026-07-01未定120失能服务组织 青松居家'));
  });

  it('says that it is empty', async () => {
    shows('/entitlements', 'finance-officer', null);
    expect(await screen.findByText('没有符合条件的记录。')).toBeTruthy();
  });
});

describe('an entitlement', () => {
  it('CR-26: is suspended with a reason from a day on, at the version that was read', async () => {
    const sent = shows('/entitlements/e-1', 'township-officer', active);
    fireEvent.click(await screen.findByRole('button', { name: '暂停' }));
    await chooses(/^原因/, '住院');
    writes(/^从哪天/, '20261020');
    submits();
    const body = { reason: 'hospital', from: '2026-10-20', to: null };
    await waitFor(() => expect(sent).toEqual([{ path: '/entitlements/e-1/suspend', ifMatch: '"2"', body }]));
  });

  it('is resumed only where it is suspended', async () => {
    const suspended: EntitlementOnWire = {
      ...{ ...active, state: 'suspended', allowedActions: ['suspend', 'resume', 'end'] },
      suspensions: [{ from: '2026-10-10', to: null, reason: 'hospital' }],
    };
    const sent = shows('/entitlements/e-1', 'township-officer', suspended);
    expect(await screen.findByText('2026-10-10 起 住院')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '恢复' }));
    writes(/^重新付费的第一天/, '2026.10.21');
    submits();
    const body = { on: '2026-10-21' };
    await waitFor(() => expect(sent).toEqual([{ path: '/entitlements/e-1/resume', ifMatch: '"2"', body }]));
    cleanup();
    queries.clear();
    shows('/entitlements/e-1', 'township-officer', active);
    await screen.findByRole('button', { name: '暂停' });
    expect(screen.queryByRole('button', { name: '恢复' })).toBeNull();
  });

  it('CR-27: is ended for a reason, and a death is left to the file of the senior', async () => {
    const refusal = { status: 422, title: '日期先后有误，或在今天之后' };
    const sent = shows('/entitlements/e-1', 'county-officer', active, [refusal]);
    fireEvent.click(await screen.findByRole('button', { name: '终止' }));
    submits();
    expect(screen.getByText('请填写原因')).toBeTruthy();
    expect(sent).toEqual([]);
    await chooses(/^原因/, '本人放弃');
    expect(screen.queryByText('死亡', { selector: '.ant-select-item-option-content' })).toBeNull();
    writes(/^发生或作出决定的日期/, '2026-10-30');
    submits();
    expect(await screen.findByText('日期先后有误，或在今天之后')).toBeTruthy();
    expect(sent[0]?.body).toEqual({ reason: 'own-wish', on: '2026-10-30' });
  });

  it('is not touched by those who only look', async () => {
    shows('/entitlements/e-1', 'supervisor', active);
    await screen.findByRole('heading', { name: '服务资格 · 李福全' });
    expect(screen.queryByRole('button', { name: /^(暂停|恢复|终止)/ })).toBeNull();
  });

  it('that ended is noted by the county itself, whatever its provider has noted', async () => {
    const sent = shows('/entitlements/e-1', 'county-officer', {
      ...ended,
      trail: [...ended.trail, noted('ended', 'p')],
    });
    fireEvent.click(await screen.findByRole('button', { name: '终止备案' }));
    submits();
    const body = { notice: 'ended' };
    await waitFor(() => expect(sent).toEqual([{ path: '/entitlements/e-1/acknowledge', ifMatch: null, body }]));
  });

  it.each([
    ['the county noted it', 'county-officer', [...ended.trail, noted('ended', 'he')]],
    ['the family was told', 'community-officer', [...ended.trail, noted('family', 'li')]],
    ['the community has nothing to note', 'community-officer', []],
    ['nobody moved', 'township-officer', ended.trail],
  ] as const)('offers no notice where %s', async (_, role, trail) => {
    shows('/entitlements/e-1', role, { ...ended, trail: [...trail] });
    await screen.findByRole('heading', { name: '服务资格 · 李福全' });
    expect(screen.queryByRole('button', { name: /备案|已告知家属/ })).toBeNull();
  });
});
