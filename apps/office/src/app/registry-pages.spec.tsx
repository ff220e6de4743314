import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Account } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { AccountActs } from '../features/accounts/accounts-page.js';
import { HelpersPage } from '../features/helper-registry/helpers-page.js';
import { queries, session } from '../shared/app-client.js';
import type { PageProps } from '../shared/page-props.js';
import { en, zh } from './messages.js';

interface Sent {
  readonly path: string;
  readonly ifMatch: string | null;
  readonly body: unknown;
}

/** Answers by the beginning of the path, longer ones first, and remembers what was written. */
function server(answers: Readonly<Record<string, unknown>>): readonly Sent[] {
  const sent: Sent[] = [];
  const byLength = Object.entries(answers).sort(([one], [other]) => other.length - one.length);
  globalThis.fetch = ((
    url: string,
    { method, body, headers }: { method: string; body?: string; headers: HeadersInit },
  ) => {
    const path = url.replace(/^.*\/api\/v1/, '');
    const ifMatch = new Headers(headers).get('if-match');
    if (method !== 'GET') sent.push({ path, ifMatch, body: JSON.parse(body ?? '{}') as unknown });
    const [, answer] = byLength.find(([begin]) => path.startsWith(begin)) ?? [];
    return Promise.resolve({
      ...{ ok: true, status: 200, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(answer ?? {})),
    } as Response);
  }) as typeof fetch;
  return sent;
}

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

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('a disabled account', () => {
  it('is let in again, at the version that was read; one in use has no such button', async () => {
    const sent = server({ '/accounts': {} });
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
    const sent = server(answers);
    shows(HelpersPage, 'helpers', '/helpers/h/ties', 'county-officer');
    const row = (await screen.findByText('云谷村三组 · 云谷村三组2号')).closest('tr') as HTMLElement;
    await userEvent.click(within(row).getByRole('button', { name: '解除结对' }));
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/helpers/h/pairs/end', ifMatch: null, body: { homeId: 'home-1' } }]),
    );
    expect(screen.queryByText('不得派往的人和住所')).toBeNull();
  });

  it('H10: shows a lead alone where she is never sent, and ends that too', async () => {
    const sent = server(answers);
    shows(HelpersPage, 'helpers', '/helpers/h/ties', 'lead');
    const row = (await screen.findByText('老人 周月娥')).closest('tr') as HTMLElement;
    await userEvent.click(within(row).getByRole('button', { name: '解除登记' }));
    const body = { seniorId: 's-1' };
    await waitFor(() => expect(sent).toEqual([{ path: '/helpers/h/conflicts/end', ifMatch: null, body }]));
    expect(screen.queryByRole('button', { name: '解除结对' })).toBeNull();
  });
});
