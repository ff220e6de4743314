import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { TaskOnWire } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { HelpersPage } from '../features/helper-status/helper-page.js';
import { ActionDialog } from '../features/actions/action-dialog.js';
import { NewIncidentDialog } from '../features/new-incident/new-incident.js';
import { NewTaskForm } from '../features/tasks/new-task-form.js';
import { TaskRow } from '../features/tasks/task-row.js';
import type { ActionAsked } from '../shared/action-asked.js';
import { session } from '../shared/app-client.js';
import { incidentOf } from '../shared/testing/incidents.js';
import { shown, withDialogs } from '../shared/testing/shown.js';
import { en, zh } from './messages.js';

const login = (): void =>
  session.begin({
    ...{ token: 'token', expiresAt: '2099-01-01T00:00:00Z', lifetimeMs: 3_600_000, unfinished: [] },
    user: { id: 'me', name: '许燕', role: 'lead', regionId: null },
  });

beforeAll(() => {
  startI18n('console', { zh, en });
  withDialogs();
});
beforeEach(() => {
  sessionStorage.clear();
  login();
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const incident = incidentOf({ id: 'written-about', allowedActions: ['note', 'close', 'agency-call'] });
const act = (action: ActionAsked['action']) => (
  <ActionDialog
    asked={{ action, incidentId: incident.id }}
    incident={incident}
    timeZone="Asia/Shanghai"
    onAsk={jest.fn()}
    onClose={jest.fn()}
  />
);
const task = { id: 't', kind: 'call-back', dueAt: '2026-11-29T08:00:00Z', takenBy: null, note: null } as TaskOnWire;
const row = (onFinish: (result: string) => void) => (
  <ul>
    <TaskRow
      task={{ ...task, incidentId: null }}
      timeZone="Asia/Shanghai"
      busy={false}
      onTake={null}
      onFinish={onFinish}
    />
  </ul>
);
const standing = { helper: { id: 'h', name: '王海涛' }, suspended: false, suspensions: [] };
const helper = { path: '/h', page: <HelpersPage user={{ role: 'lead' } as never} timeZone="Asia/Shanghai" /> };

interface Written {
  readonly field: string;
  readonly piece: (onSend: (sent: unknown) => void) => ReactElement;
  readonly button: string;
  readonly path?: string;
  readonly before?: () => Promise<void>;
  /** What else must be filled in before it is sent. */
  readonly choose?: () => Promise<unknown>;
}
const choose = (field: string, option: string) =>
  userEvent.selectOptions(screen.getByRole('combobox', { name: field }), option);
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
/** Every form of the console in which a person writes in words of her own. */
const forms: Readonly<Record<string, Written>> = {
  备注: { piece: () => act('note'), field: '内容', button: '提交' },
  办结: { piece: () => act('close'), field: '说明', button: '确认办结', choose: () => choose('办结结果', 'helped-up') },
  登记进展: {
    piece: () => act('agency-call'),
    ...{ field: '告知对方的内容', button: '提交' },
    choose: () => userEvent.type(screen.getByLabelText('拨打的号码'), '000-9040'),
  },
  约定回拨: { piece: () => act('call-back'), field: '内容', button: '提交' },
  上报险情: { piece: () => act('near-miss'), field: '内容', button: '提交' },
  来电立案: {
    piece: () => <NewIncidentDialog about={{}} onClose={jest.fn()} onOpened={jest.fn()} />,
    ...{ field: '说明', button: '立案' },
  },
  待办: { piece: (onSend) => <NewTaskForm busy={false} sent={0} onSend={onSend} />, field: '内容', button: '登记' },
  办理结果: {
    piece: (onSend) => row(onSend),
    ...{ field: '办理结果', button: '办结', before: () => press('办结') },
  },
  停用: {
    piece: () => helper.page,
    ...{ path: helper.path, field: '说明（仅班长和管理员可见，可不填）', button: '停用' },
    choose: () => userEvent.selectOptions(screen.getByRole('combobox', { name: '原因' }), 'unreliable'),
  },
};

const COMMANDS = ['notes', 'close', 'agencyCalls', 'openTask', 'openIncident', 'suspend'];

function open({ piece, path }: Written) {
  const onSend = jest.fn();
  const { calls } = shown(piece(onSend), { standing }, undefined, path);
  const sent = () => [...onSend.mock.calls, ...calls.mock.calls.filter(([name]) => COMMANDS.includes(name as string))];
  return { sent };
}
const fieldOf = ({ field }: Written) => screen.findByRole<HTMLTextAreaElement>('textbox', { name: field });

describe.each(Object.entries(forms))('what is written in %s', (_, form) => {
  it('is there again after a session that ran out, for her alone', async () => {
    open(form);
    await form.before?.();
    const field = await fieldOf(form);
    await userEvent.clear(field);
    await userEvent.type(field, '门口有狗');
    session.end('expired');
    cleanup();
    login();
    open(form);
    expect((await fieldOf(form)).value).toBe('门口有狗');
    cleanup();
    session.end('left');
    login();
    open(form);
    await form.before?.();
    expect((await fieldOf(form)).value).not.toBe('门口有狗');
  });
});

/** Of every kind that was ever pasted into a note: emoji of two halves, marks that turn the line around, markup. */
const ODD = '👵\u202Eشقة ١٢\u202C<img src=x onerror=alert(1)>{{t}}';
const LONG = ODD.repeat(Math.ceil(4_000 / ODD.length)).slice(0, 4_000);

describe.each(Object.entries(forms))('4,000 characters pasted into %s', (_, form) => {
  it('stay whole, are counted and refused in words, and are sent once they fit', async () => {
    const { sent } = open(form);
    await form.before?.();
    const field = await fieldOf(form);
    fireEvent.change(field, { target: { value: LONG } });
    expect(field.value).toBe(LONG);
    expect(field.dir).toBe('auto');
    const told = screen.getByText('最多 2000 个字，还要删去 2000 个。');
    expect(field.getAttribute('aria-describedby')).toContain(told.id);
    expect(document.querySelector('img[src="x"]')).toBeNull();
    await form.choose?.();
    await userEvent.click(screen.getByRole('button', { name: form.button }));
    expect(sent()).toEqual([]);
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: LONG.slice(0, 1_990) } });
    expect(screen.getByText(/还可写 10 个字。/)).toBeTruthy();
    expect(screen.queryByText(/还要删去/)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: form.button }));
    expect(JSON.stringify(sent())).toContain(JSON.stringify(LONG.slice(0, 1_990).trim()).slice(1, -1));
  });
});
