import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TaskOnWire } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { en, zh } from '../../app/messages.js';
import { NewTaskForm } from './new-task-form.js';
import { TaskRow } from './task-row.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

const taskOf = (more: Partial<TaskOnWire> = {}): TaskOnWire => ({
  ...{ id: 't1', kind: 'call-back', regionId: 'village', incidentId: null, senior: null, homeLabel: '桃源村五组' },
  ...{ owner: 'operator', takenBy: null, dueAt: '2026-11-29T08:00:00Z', overdue: false, state: 'open' },
  ...{
    openedAt: '2026-11-29T06:00:00Z',
    openedBy: null,
    note: '女儿四点来电',
    doneAt: null,
    doneBy: null,
    result: null,
  },
  version: 1,
  ...more,
});
function shows(task: TaskOnWire, acts = true) {
  const [onTake, onFinish] = [jest.fn(), jest.fn()];
  render(
    <MemoryRouter>
      <ul>
        <TaskRow
          task={task}
          timeZone="Asia/Shanghai"
          busy={false}
          onTake={acts ? onTake : null}
          onFinish={acts ? onFinish : null}
        />
      </ul>
    </MemoryRouter>,
  );
  return { onTake, onFinish };
}

describe('a task', () => {
  it('says what, about whom, by when and whose', () => {
    shows(taskOf({ senior: { id: 's', name: '周月娥' }, takenBy: { id: 'a', name: '李敏' } }));
    const text = screen.getByRole('listitem').textContent ?? '';
    for (const part of ['约定回电', '周月娥·桃源村五组', '16:00', '李敏 已领取', '女儿四点来电'])
      expect(text).toContain(part);
    expect(screen.queryByRole('button', { name: '领取' })).toBeNull();
  });

  it('that is overdue says so in words', () => {
    shows(taskOf({ overdue: true }));
    expect(screen.getByText(/已逾期/)).toBeTruthy();
  });

  it('is finished with the words of what was done, and not without', async () => {
    const { onTake, onFinish } = shows(taskOf());
    await userEvent.click(screen.getByRole('button', { name: '领取' }));
    expect(onTake).toHaveBeenCalledTimes(1);
    await userEvent.click(screen.getByRole('button', { name: '办结' }));
    expect((screen.getByRole('button', { name: '办结' }) as HTMLButtonElement).disabled).toBe(true);
    await userEvent.type(screen.getByRole('textbox', { name: '办理结果' }), '已回电{Enter}');
    expect(onFinish).toHaveBeenCalledWith('已回电');
  });

  it('has no buttons for those who only look', () => {
    shows(taskOf({ kind: 'near-miss' }), false);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('listitem').textContent).toContain('匿名');
  });
});

describe('the form of a new task', () => {
  it('promises a call for a time', async () => {
    const onSend = jest.fn();
    render(<NewTaskForm busy={false} sent={0} onSend={onSend} />);
    await userEvent.type(screen.getByLabelText(/约定时间/), '2026-11-29T16:00');
    await userEvent.type(screen.getByRole('textbox', { name: '内容' }), '回电');
    await userEvent.click(screen.getByRole('button', { name: '登记' }));
    expect(onSend).toHaveBeenCalledWith({
      kind: 'call-back',
      note: '回电',
      dueAt: new Date('2026-11-29T16:00').toISOString(),
    });
  });

  it('reports a near miss without a name when she wants that', async () => {
    const onSend = jest.fn();
    render(<NewTaskForm busy={false} sent={0} onSend={onSend} />);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: '类型' }), 'near-miss');
    await userEvent.click(screen.getByRole('checkbox', { name: '不记我的姓名' }));
    await userEvent.type(screen.getByRole('textbox', { name: '内容' }), '同名');
    await userEvent.click(screen.getByRole('button', { name: '登记' }));
    expect(onSend).toHaveBeenCalledWith({ kind: 'near-miss', note: '同名', anonymous: true });
  });

  it('keeps what was written until the server has taken it', async () => {
    const form = (sent: number) => <NewTaskForm busy={false} sent={sent} onSend={jest.fn()} />;
    const { rerender } = render(form(3));
    const note = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: '内容' });
    await userEvent.type(note(), '回电');
    await userEvent.click(screen.getByRole('button', { name: '登记' }));
    expect(note().value).toBe('回电');
    rerender(form(4));
    expect(note().value).toBe('');
  });
});
