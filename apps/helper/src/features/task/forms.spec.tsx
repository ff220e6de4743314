import 'fake-indexeddb/auto';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { session } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { logsInAs, pageWithServer } from '../../shared/testing/server.js';
import { taskOf } from '../../shared/testing/wire.js';
import { FinishForm } from './finish-form.js';
import { SceneForm } from './scene-form.js';
import { WithdrawForm } from './withdraw-form.js';

const user = userEvent.setup();
const task = taskOf({ state: 'arrived' });
let owner = 0;
beforeAll(() => startI18n('helper', { zh, en }));
beforeEach(() => logsInAs(`helper-of-forms-${String((owner += 1))}`));
afterEach(cleanup);

function shows(Form: typeof FinishForm) {
  const onDone = jest.fn();
  const asked = pageWithServer({
    'POST /assignments/task-1/finish': () => ({ body: taskOf({ state: 'finished' }) }),
    'POST /assignments/task-1/scene': () => ({ body: task }),
    'POST /assignments/task-1/withdraw': () => ({ body: taskOf({ state: 'withdrawn' }) }),
  });
  render(<Form task={task} onDone={onDone} onBack={() => undefined} />);
  return { onDone, asked };
}
const presses = (name: string | RegExp) => user.click(screen.getByRole('button', { name }));
const writes = (label: RegExp, text: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value: text } });

describe('the end of a task', () => {
  it('has no condition before she chose one, and is not sent without', async () => {
    const { asked, onDone } = shows(FinishForm);
    expect(screen.getAllByRole<HTMLInputElement>('radio').filter(({ checked }) => checked)).toEqual([]);
    await presses('提交处置结果');
    expect(screen.getByRole('alert').textContent).toBe('请选择老人状况。');
    expect([asked, onDone.mock.calls]).toEqual([[], []]);
  });

  it('carries emoji, right-to-left marks and HTML as the text they are', async () => {
    const words = '老人说“没事”👵\u202E<b>看</b>';
    const { asked, onDone } = shows(FinishForm);
    await user.click(screen.getByRole('radio', { name: '受惊' }));
    await user.click(screen.getByRole('checkbox', { name: '缺食' }));
    writes(/^说明/, words);
    await presses('提交处置结果');
    await waitFor(() => expect(asked[0]?.body).toEqual({ condition: 'shaken', flags: ['no-food'], note: words }));
    expect(onDone).toHaveBeenCalled();
    expect(document.querySelector('b')).toBeNull();
  });

  it('never cuts 4,000 characters: it says how many are too many, and keeps them all', async () => {
    const { asked } = shows(FinishForm);
    await user.click(screen.getByRole('radio', { name: '良好' }));
    writes(/^说明/, '字'.repeat(4_000));
    await presses('提交处置结果');
    expect(screen.getByText('最多 2000 个字，还要删去 2000 个。')).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^说明/ }).value).toHaveLength(4_000);
    expect(asked).toEqual([]);
  });

  it('keeps what she wrote when her token ends in the middle of it', () => {
    shows(FinishForm);
    writes(/^说明/, '门口有狗');
    session.end('expired');
    cleanup();
    shows(FinishForm);
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^说明/ }).value).toBe('门口有狗');
  });
});

describe('a report from the scene', () => {
  it('is sent with the code on its button', async () => {
    const { asked } = shows(SceneForm);
    await user.click(screen.getByRole('radio', { name: '需要钥匙' }));
    await presses('提交现场情况：需要钥匙');
    await waitFor(() => expect(asked[0]?.body).toEqual({ code: 'need-key' }));
  });

  it('says how she got in, and is not sent before she did (H17)', async () => {
    const { asked } = shows(SceneForm);
    expect(screen.queryByRole('radio', { name: '钥匙' })).toBeNull();
    await user.click(screen.getByRole('radio', { name: '入户方式' }));
    await presses('提交现场情况：入户方式');
    expect(screen.getByRole('alert').textContent).toBe('请选择怎样进的门。');
    await user.click(screen.getByRole('radio', { name: '钥匙' }));
    await presses('提交现场情况：入户方式');
    await waitFor(() => expect(asked.map(({ body }) => body)).toEqual([{ code: 'entry', entry: 'key' }]));
  });

  it('without a code asks for one', async () => {
    const { asked } = shows(SceneForm);
    await presses('提交现场情况');
    expect(screen.getByRole('alert').textContent).toBe('请选择现场情况。');
    expect(asked).toEqual([]);
  });
});

describe('a withdrawal', () => {
  it('needs one press; its reason is asked with it', async () => {
    const { asked } = shows(WithdrawForm);
    await user.selectOptions(screen.getByRole('combobox', { name: '退单理由' }), '车辆故障');
    await presses('确认退单');
    await waitFor(() => expect(asked[0]?.body).toEqual({ reason: 'breakdown' }));
  });
});
