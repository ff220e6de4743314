import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { TaskOnWire } from '@silverbell/wire';
import type { ComponentType } from 'react';
import { MemoryRouter } from 'react-router';
import { TasksPage } from '../features/tasks/tasks-page.js';
import { TodoPage } from '../features/todo/todo-page.js';
import { queries, session } from '../shared/app-client.js';
import type { PageProps } from '../shared/page-props.js';
import { pageWithServer } from '../shared/testing/server.js';
import { en, zh } from './messages.js';
import { pages } from './pages.js';

const taskOf = (more: Partial<TaskOnWire> = {}): TaskOnWire => ({
  ...{
    id: 't-1',
    kind: 'no-food',
    regionId: 'r',
    incidentId: 'i-1',
    homeLabel: '桃源村五组',
    owner: 'community-officer',
  },
  ...{ senior: { id: 's-1', name: '周月娥' }, takenBy: null, dueAt: '2099-11-29T08:00:00Z', overdue: false },
  ...{ state: 'open', openedAt: '2026-11-28T06:00:00Z', openedBy: null, note: null, doneAt: null, doneBy: null },
  ...{ result: null, version: 3, ...more },
});
const regions = { items: [{ id: 'r', parentId: null, name: '桃源村', active: true }] };
const listing = (...items: readonly TaskOnWire[]) => ({ '/regions': regions, '/tasks': { items } });

function shows(Page: ComponentType<PageProps>, role = 'community-officer', path = '/'): void {
  const user = { id: 'feng', name: '冯琴', role, regionId: 'r', roles: [{ role, regionId: 'r' }] };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[path]}>
        <Page user={user} timeZone="Asia/Shanghai" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('the tasks of an office', () => {
  it('open for every role that a task is given to and that the console does not admit', () => {
    const may = (path: string) => pages.find((one) => one.path === path)?.roles ?? [];
    for (const role of ['community-officer', 'protection-officer'])
      expect([role, may('tasks').includes(role), may('').includes(role)]).toEqual([role, true, true]);
    for (const role of ['provider-manager', 'village-cadre', 'installer', 'family', 'helper'])
      expect([role, may('tasks').includes(role)]).toEqual([role, false]);
  });

  it('say what was seen, of whom, by when and whose it is', async () => {
    pageWithServer(listing(taskOf(), taskOf({ id: 't-2', kind: 'fire-risk', takenBy: { id: 'x', name: '沈洁' } })));
    shows(TasksPage);
    const [first, second] = (await screen.findAllByRole('row', { name: /周月娥/ })).map((row) => row.textContent);
    for (const part of ['缺食', '桃源村五组', '桃源村', '社区经办']) expect(first).toContain(part);
    for (const part of ['火患', '沈洁']) expect(second).toContain(part);
  });

  it('are taken as they were read, by their version', async () => {
    const sent = pageWithServer({ ...listing(taskOf()), '/tasks/t-1/take': taskOf() });
    shows(TasksPage);
    await userEvent.setup().click(await screen.findByRole('button', { name: '我来办 缺食 周月娥' }));
    await waitFor(() => expect(sent).toEqual([{ path: '/tasks/t-1/take', ifMatch: '"3"', body: {} }]));
  });

  it('end with the words of what was done, and not without', async () => {
    const sent = pageWithServer({ ...listing(taskOf()), '/tasks/t-1/done': taskOf() });
    shows(TasksPage);
    const person = userEvent.setup();
    await person.click(await screen.findByRole('button', { name: '办结 缺食 周月娥' }));
    const dialog = within(screen.getByRole('dialog', { hidden: true }));
    await person.click(dialog.getByRole('button', { name: /^提交/, hidden: true }));
    expect(sent).toEqual([]);
    await person.type(dialog.getByRole('textbox', { name: '办理结果', hidden: true }), '送了米和菜');
    await person.click(dialog.getByRole('button', { name: /^提交/, hidden: true }));
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/tasks/t-1/done', ifMatch: '"3"', body: { result: '送了米和菜' } }]),
    );
  });

  it('that are done say the result and who did it, and have no buttons', async () => {
    const done = { state: 'done', result: '送了米', doneBy: { id: 'x', name: '沈洁' }, doneAt: '2026-11-28T09:00:00Z' };
    pageWithServer(listing(taskOf(done as Partial<TaskOnWire>)));
    shows(TasksPage, 'community-officer', '/?state=done');
    expect((await screen.findByRole('row', { name: /周月娥/ })).textContent).toMatch(/送了米沈洁，.*17:00/);
    expect(screen.queryByRole('button', { name: /^办结/ })).toBeNull();
  });
});

describe('the first page of who does tasks', () => {
  it('lists a suspicion for the protection officer, with its term and the way to it', async () => {
    pageWithServer(listing(taskOf({ kind: 'protected-referral', owner: 'protection-officer', incidentId: null })));
    shows(TodoPage, 'protection-officer');
    const row = await screen.findByRole('row', { name: /上门服务发现疑似受虐（保密） 周月娥，桃源村五组/ });
    expect(row.textContent).toContain('权益保护专员');
    expect(within(row).getByRole('link').getAttribute('href')).toBe('/tasks?kind=protected-referral');
  });

  it('makes one row of more than four of a kind', async () => {
    pageWithServer(
      listing(...[1, 2, 3, 4, 5].map((n) => taskOf({ id: `t-${String(n)}` })), taskOf({ kind: 'confused' })),
    );
    shows(TodoPage);
    expect((await screen.findByRole('row', { name: /缺食/ })).textContent).toContain('5 项');
    expect(screen.getByRole('row', { name: /神志不清.*周月娥/ })).toBeTruthy();
  });
});
