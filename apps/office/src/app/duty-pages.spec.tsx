import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { MemoryRouter } from 'react-router';
import { ChannelsPage } from '../features/channels/channels-page.js';
import { CoveragePage } from '../features/helper-coverage/coverage-page.js';
import { RotaPage } from '../features/rota/rota-page.js';
import { queries, session } from '../shared/app-client.js';
import type { PageProps } from '../shared/page-props.js';
import { en, zh } from './messages.js';

interface Sent {
  readonly path: string;
  readonly body: unknown;
}

/** Answers by the beginning of the path, and remembers what was written. */
function server(answers: Readonly<Record<string, unknown>>): readonly Sent[] {
  const sent: Sent[] = [];
  globalThis.fetch = ((url: string, { method, body }: { method: string; body?: string }) => {
    const path = url.replace(/^.*\/api\/v1/, '');
    if (method !== 'GET') sent.push({ path, body: JSON.parse(body ?? '{}') as unknown });
    const [, answer] = Object.entries(answers).find(([begin]) => path.startsWith(begin)) ?? [];
    return Promise.resolve({
      ...{ ok: true, status: 200, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(answer ?? {})),
    } as Response);
  }) as typeof fetch;
  return sent;
}

const user = { id: 'zhao', name: '赵敏', role: 'county-officer', regionId: 'r' };
function shows(Page: ComponentType<PageProps>): void {
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter>
        <Page user={user} timeZone="Asia/Shanghai" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const regions = { items: [{ id: 'r', parentId: null, name: '银铃县', active: true }] };

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('the pages of duty', () => {
  it('show the gaps of a rota and plan shifts as instants of the county', async () => {
    const span = { from: '2026-11-28T10:00:00Z', to: '2026-11-29T00:00:00Z' };
    const seat = {
      ...{ seatId: 's-1', regionId: 'r', role: 'lead', name: '县值班室', keepsRota: true, holderNow: null },
      ...{ shifts: [], gaps: [span] },
    };
    const sent = server({ '/regions': regions, '/rota': { ...span, seats: [seat] } });
    shows(RotaPage);
    await screen.findByText('近日空档 1 处');
    const person = userEvent.setup();
    await person.click(screen.getByRole('button', { name: '排班：县值班室' }));
    const write = (label: RegExp, text: string): Promise<void> =>
      person.type(screen.getByRole('textbox', { name: label, hidden: true }), text);
    await write(/^值班人/, '王海涛');
    await write(/^第一天/, '20261128');
    await write(/^开始/, '18:00');
    await write(/^结束/, '8:00');
    await person.click(screen.getByRole('button', { name: /^提交/, hidden: true }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({
      path: '/duty-seats/s-1/shifts',
      body: {
        items: [{ personName: '王海涛', from: '2026-11-28T10:00:00.000Z', to: '2026-11-29T00:00:00.000Z' }],
      },
    });
  });

  it('say which village nobody could reach tonight, and mark the hours without a helper', async () => {
    const hours = Array.from({ length: 168 }, (_, hour) => (hour === 3 ? 0 : 2));
    server({
      '/regions': regions,
      '/helper-coverage': {
        ...{ from: '2026-11-28', withinMinutes: 15 },
        villages: [{ regionId: 'r', name: '云谷村', centre: { lat: 30, lng: 119 }, hours, uncovered: 1 }],
        tonight: { from: '2026-11-28T14:00:00Z', to: '2026-11-28T22:00:00Z', uncovered: ['r'] },
      },
    });
    shows(CoveragePage);
    expect((await screen.findByText(/今晚无人可到/)).textContent).toContain('银铃县');
    expect(screen.getByTitle('3 点 0 人').className).toBe('wrong');
    expect(screen.getByTitle('4 点 2 人').className).toBe('');
  });

  it('let an officer take the work of a channel that fails', async () => {
    const one = {
      ...{ helper: { id: 'h', name: '高立新' }, regionId: 'r', channel: 'sms', state: 'fails', testedAt: null },
      ...{ workedAt: null },
      work: { since: '2026-11-27T00:00:00Z', dueAt: '2026-11-30T00:00:00Z', late: false, owner: null, error: 'no' },
    };
    const counts = { untested: 0, waiting: 0, works: 0, fails: 1 };
    const sent = server({ '/regions': regions, '/helper-channels': { items: [one], nextCursor: null, counts } });
    shows(ChannelsPage);
    await userEvent.setup().click(await screen.findByRole('button', { name: '我来处理' }));
    await waitFor(() => expect(sent).toEqual([{ path: '/helpers/h/channel-work', body: { channel: 'sms' } }]));
  });
});
