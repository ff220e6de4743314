import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServiceOrderOnWire } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { MemoryRouter } from 'react-router';
import { queries, session } from '../shared/app-client.js';
import type { PageProps } from '../shared/page-props.js';
import { en, zh } from './messages.js';
import { AssignmentBoard } from '../features/care/assignment-board.js';
import { clockOf } from '../features/care/plan-form.js';

interface Sent {
  readonly path: string;
  readonly ifMatch: string | null;
  readonly body: unknown;
}
type Answer = unknown;

/** Answers by the beginning of the path; what is written gets `refusal`. */
function server(answers: Readonly<Record<string, Answer>>, refusal: object | null = null): readonly Sent[] {
  const sent: Sent[] = [];
  globalThis.fetch = ((url: string, init: { method: string; body?: string; headers: HeadersInit }) => {
    const path = url.replace(/^.*\/api\/v1/, '');
    const writes = init.method !== 'GET';
    if (writes)
      sent.push({ path, ifMatch: new Headers(init.headers).get('if-match'), body: JSON.parse(init.body ?? '{}') });
    const [, answer] = Object.entries(answers).find(([begin]) => path.startsWith(begin)) ?? [];
    const refused = writes && refusal !== null;
    return Promise.resolve({
      ...{ ok: !refused, status: refused ? 409 : 200, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(refused ? refusal : (answer ?? {}))),
    } as Response);
  }) as typeof fetch;
  return sent;
}

const user = { id: 'he', name: '何丽', role: 'provider-manager', regionId: 'r' };
function shows(Page: ComponentType<PageProps>, at: string): void {
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[at]}>
        <Page user={user} timeZone="Asia/Shanghai" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const orderOf = (more: Partial<ServiceOrderOnWire>): Partial<ServiceOrderOnWire> => ({
  ...{ id: 'o-1', version: 3, state: 'planned', day: '2026-10-15', senior: { id: 'care-b', name: '李福全' } },
  ...{ itemNames: ['居室清洁'], workerId: null, secondWorkerId: null, allowedActions: ['assign'] },
  ...{ plannedStart: '2026-10-15T01:00:00.000Z', plannedEnd: '2026-10-15T03:00:00.000Z' },
  ...more,
});
const workerOf = (id: string, name: string, until: string) => ({
  ...{ id, name, regionId: 'r', provider: { id: 'p', name: 'p' }, training: null, active: true, suspended: false },
  ...{ version: 1, certificates: [{ kind: 'health', number: null, from: null, until, valid: true }] },
});
const base = {
  '/regions': { items: [{ id: 'r', parentId: null, name: '银铃县', active: true }] },
  '/catalogue': { regionId: 'r', on: '2026-10-15', items: [] },
  '/workers': {
    items: [workerOf('worker-1', '孙晓燕', '2027-06-30'), workerOf('worker-2', '钱丽华', '2026-10-14')],
    nextCursor: null,
  },
  '/service-orders': {
    items: [
      orderOf({}),
      orderOf({ id: 'o-2', state: 'assigned', workerId: 'worker-1', senior: { id: 'care-c', name: '王秀兰' } }),
    ],
    nextCursor: null,
  },
};

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('the assignment board of a day', () => {
  it('shows what waits and what every worker has, with what is known against her', async () => {
    server(base);
    shows(AssignmentBoard, '/service-orders/board');
    const form = await screen.findByRole('form', { name: '派给 李福全 09:00' });
    const choices = within(form)
      .getAllByRole('option')
      .map(({ textContent }) => textContent);
    expect(choices.slice(1)).toEqual(['孙晓燕（当天另有 09:00）', '钱丽华（健康证 2026-10-14 到期）']);
    expect(screen.getByRole('region', { name: '孙晓燕（1 单）' }).textContent).toContain('王秀兰');
    expect(screen.getByRole('region', { name: '钱丽华（0 单）' }).textContent).toContain('这一天没有安排');
  });

  it('assigns at the version that she sees, by the keys alone', async () => {
    const sent = server(base);
    shows(AssignmentBoard, '/service-orders/board?day=2026-10-15');
    const form = await screen.findByRole('form', { name: '派给 李福全 09:00' });
    await userEvent.selectOptions(within(form).getByRole('combobox', { name: '护理员' }), 'worker-1');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/service-orders/o-1/assign', ifMatch: '"3"', body: { workerId: 'worker-1' } }]),
    );
  });

  it('names everything against an assignment, and asks for a second worker where needed', async () => {
    const refusal = {
      ...{ type: 'https://silverbell.example/problems/certificate-expired', title: '证件在服务当日无效', status: 409 },
      facts: { blocks: 'certificate-expired worker-overlap second-worker' },
    };
    server(base, refusal);
    shows(AssignmentBoard, '/service-orders/board?day=2026-10-15');
    const form = await screen.findByRole('form', { name: '派给 李福全 09:00' });
    await userEvent.selectOptions(within(form).getByRole('combobox', { name: '护理员' }), 'worker-2');
    await userEvent.click(within(form).getByRole('button', { name: '派单' }));
    const said = await within(form).findByRole('alert');
    expect(
      within(said)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['健康证或资格证当日无效', '与她的另一单时间冲突（含路程30分钟）', '该项目需要两人']);
    expect(within(form).getByRole('combobox', { name: '第二名护理员' })).toBeTruthy();
  });
});

describe('a time of day in a plan', () => {
  it.each([
    ['9:00', '09:00'],
    ['9：00', '09:00'],
    ['0930', '09:30'],
    ['early', 'early'],
  ])('%s is sent as %s', (written, sent) => {
    expect(clockOf(written)).toBe(sent);
  });
});
