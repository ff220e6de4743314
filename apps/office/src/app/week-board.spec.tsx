import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServiceOrderOnWire } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { WeekBoard } from '../features/care/week-board.js';
import { queries, session } from '../shared/app-client.js';
import { pageWithServer } from '../shared/testing/server.js';
import { en, zh } from './messages.js';

const user = { id: 'he', name: '何丽', role: 'provider-manager', regionId: 'r' };
function shows(at: string): void {
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[at]}>
        <WeekBoard user={user} timeZone="Asia/Shanghai" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const orderOf = (more: Partial<ServiceOrderOnWire>): Partial<ServiceOrderOnWire> => ({
  ...{ id: 'o-1', version: 3, state: 'planned', day: '2026-10-15', senior: { id: 'care-b', name: '李福全' } },
  ...{ itemNames: ['居室清洁'], workerId: null, secondWorkerId: null, worker: null, allowedActions: ['assign'] },
  ...{ plannedStart: '2026-10-15T01:00:00.000Z', plannedEnd: '2026-10-15T03:00:00.000Z', marks: [], review: null },
  ...more,
});
const workerOf = (id: string, name: string, until: string) => ({
  ...{ id, name, regionId: 'r', provider: { id: 'p', name: 'p' }, training: null, active: true, suspended: false },
  ...{ version: 1, certificates: [{ kind: 'health', number: null, from: null, until, valid: true }] },
});
const sun = { workerId: 'worker-1', worker: { id: 'worker-1', name: '孙晓燕' } };
const answers = {
  '/regions': { items: [{ id: 'r', parentId: null, name: '银铃县', active: true }] },
  '/catalogue': { regionId: 'r', on: '2026-10-15', items: [] },
  '/workers': {
    items: [workerOf('worker-1', '孙晓燕', '2027-06-30'), workerOf('worker-2', '钱丽华', '2026-10-31')],
    nextCursor: null,
  },
  '/service-orders': {
    today: '2026-10-15',
    items: [
      orderOf({}),
      orderOf({ id: 'o-2', state: 'assigned', ...sun, senior: { id: 'care-c', name: '王秀兰' } }),
      orderOf({
        ...{ id: 'o-3', day: '2026-10-13', state: 'finished', ...sun, senior: { id: 'care-c', name: '王秀兰' } },
        ...{ marks: ['manual'], allowedActions: ['review'] },
      }),
    ],
    nextCursor: null,
  },
};
const table = () => screen.findByRole('table', { name: '周排班 2026-10-12 至 2026-10-18' });
const rowOf = async (name: RegExp): Promise<HTMLElement> => {
  const head = within(await table()).getByRole('rowheader', { name });
  return head.closest('tr') as HTMLElement;
};
/** Of a row, the cell of the fourth day: Thursday, the 15th. */
const thursday = (row: HTMLElement): HTMLElement => within(row).getAllByRole('cell')[3] as HTMLElement;
/** What a browser hands to the page while something is dragged. */
const dragging = { dataTransfer: { setData: () => undefined } };

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('the week board', () => {
  it('has a row for what waits, with its hours, and one for each worker with her certificates', async () => {
    pageWithServer(answers);
    shows('/service-orders/week');
    const open = await rowOf(/^未派/);
    expect(thursday(open).textContent).toContain('1 单未派，2 小时09:00–11:00 李福全居室清洁');
    expect((await rowOf(/^孙晓燕/)).textContent).toContain('2 单');
    expect((await rowOf(/^钱丽华/)).textContent).toContain('健康证 2026-10-31 到期');
    const figures = screen.getByRole('list', { name: '本周情况' }).textContent;
    expect(figures).toContain('未派的服务单1 共 2 小时');
  });

  it('counts the manual entries to review, marks them, and leads to their list', async () => {
    pageWithServer(answers);
    shows('/service-orders/week?week=2026-10-15');
    expect((await rowOf(/^孙晓燕/)).textContent).toContain('手工记录待复核');
    await userEvent.click(screen.getByRole('link', { name: '待复核的手工记录' }));
    const list = await screen.findByRole('table', { name: '待复核的手工记录' });
    expect(within(list).getByRole('link', { name: '2026-10-13' }).getAttribute('href')).toBe('/service-orders/o-3');
    expect(within(list).getAllByRole('row')).toHaveLength(2);
    await userEvent.click(screen.getByRole('link', { name: '返回整周' }));
    expect(await table()).toBeTruthy();
  });

  it('assigns an order that is dragged to a worker, at the version that is seen', async () => {
    const sent = pageWithServer(answers);
    shows('/service-orders/week?week=2026-10-12');
    const card = (await screen.findByText(/李福全/, { selector: 'li' })).closest('li') as HTMLElement;
    fireEvent.dragStart(card, dragging);
    const wednesday = within(await rowOf(/^孙晓燕/)).getAllByRole('cell')[2] as HTMLElement;
    fireEvent.drop(wednesday);
    expect(sent).toEqual([]);
    fireEvent.dragStart(card, dragging);
    fireEvent.dragOver(thursday(await rowOf(/^孙晓燕/)));
    fireEvent.drop(thursday(await rowOf(/^孙晓燕/)));
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/service-orders/o-1/assign', ifMatch: '"3"', body: { workerId: 'worker-1' } }]),
    );
    expect(await screen.findByText('已派给 孙晓燕。')).toBeTruthy();
  });

  it('names everything against a drag in the form, with the worker chosen', async () => {
    const refusal = {
      ...{ type: 'https://silverbell.example/problems/worker-overlap', title: '时间冲突', status: 409 },
      facts: { blocks: 'certificate-expired worker-overlap' },
    };
    pageWithServer(answers, [refusal]);
    shows('/service-orders/week?week=2026-10-12');
    const card = (await screen.findByText(/李福全/, { selector: 'li' })).closest('li') as HTMLElement;
    fireEvent.dragStart(card, dragging);
    fireEvent.drop(thursday(await rowOf(/^钱丽华/)));
    const dialog = await screen.findByRole('dialog', { name: '改派：李福全 2026-10-15 09:00–11:00' });
    const said = within(dialog).getByRole('alert');
    expect(
      within(said)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['健康证或资格证当日无效', '与她的另一单时间冲突（含路程30分钟）']);
    const chosen = within(dialog).getByRole<HTMLSelectElement>('combobox', { name: '护理员' });
    expect(chosen.value).toBe('worker-2');
    await userEvent.click(within(dialog).getByRole('button', { name: '取消' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('opens the form by a button, with the worker who has the order, and closes it when done', async () => {
    const sent = pageWithServer(answers);
    shows('/service-orders/week?week=2026-10-12');
    await userEvent.click(await screen.findByRole('button', { name: '改派 王秀兰 2026-10-15 09:00–11:00' }));
    const dialog = await screen.findByRole('dialog');
    const chosen = within(dialog).getByRole<HTMLSelectElement>('combobox', { name: '护理员' });
    expect(chosen.value).toBe('worker-1');
    await userEvent.selectOptions(chosen, 'worker-2');
    await userEvent.click(within(dialog).getByRole('button', { name: '派单' }));
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/service-orders/o-2/assign', ifMatch: '"3"', body: { workerId: 'worker-2' } }]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says that a week has no orders, and still shows the workers', async () => {
    pageWithServer({ ...answers, '/service-orders': { today: '2026-10-15', items: [], nextCursor: null } });
    shows('/service-orders/week?week=2026-10-12');
    expect(await screen.findByText('这一周没有服务单。')).toBeTruthy();
    expect(await rowOf(/^孙晓燕/)).toBeTruthy();
  });
});
