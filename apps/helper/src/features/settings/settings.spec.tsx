import 'fake-indexeddb/auto';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { queries } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { logsInAs, pageWithServer, type Asked } from '../../shared/testing/server.js';
import { Settings } from './settings.js';

beforeAll(() => {
  startI18n('helper', { zh, en });
  logsInAs('wang');
});
afterEach(() => {
  cleanup();
  queries.clear();
});

const test = (more: object = {}) => ({
  ...{ id: 'test-1', channel: 'sms', sentAt: '2026-11-28T01:00:00.000Z', answerBy: '2026-11-29T01:00:00.000Z' },
  ...{ needsCode: true },
  ...more,
});
function shows(tests: readonly object[], confirm: { status?: number; body: unknown } = { body: {} }): readonly Asked[] {
  const asked = pageWithServer({
    'GET /me/channel-tests': () => ({ body: { items: tests } }),
    'POST /me/channel-tests/test-1/confirm': () => confirm,
  });
  render(
    <QueryClientProvider client={queries}>
      <Settings name="王丽" helper={{ transport: 'e-bike', nightCalls: true }} />
    </QueryClientProvider>,
  );
  return asked;
}

describe("the helper's own page", () => {
  it('confirms the weekly test of a message with its four digits', async () => {
    const asked = shows([test()]);
    const code = await screen.findByRole('textbox', { name: /数字/ });
    await userEvent.click(screen.getByRole('button', { name: /确认收到/ }));
    expect(screen.getByText('请填写 4 位数字')).toBeTruthy();
    await userEvent.type(code, '4711');
    await userEvent.click(screen.getByRole('button', { name: /确认收到/ }));
    await waitFor(() => expect(asked.find(({ what }) => what.endsWith('/confirm'))?.body).toEqual({ code: '4711' }));
  });

  it('says why a code was refused', async () => {
    const title = '验证码不正确';
    shows([test()], { status: 409, body: { type: 'urn:silverbell:channel-code-wrong', title, status: 409 } });
    await userEvent.type(await screen.findByRole('textbox', { name: /数字/ }), '0000');
    await userEvent.click(screen.getByRole('button', { name: /确认收到/ }));
    expect((await screen.findByRole('alert')).textContent).toBe(title);
  });

  it('says that no test waits', async () => {
    shows([]);
    expect(await screen.findByText(/目前没有等您确认的自检/)).toBeTruthy();
  });

  it('sets the text to 18, 22, 26 or 30 px, and the page follows', async () => {
    shows([]);
    for (const [name, px] of [
      ['大', '22px'],
      ['特大', '26px'],
      ['最大', '30px'],
      ['标准', '18px'],
    ] as const) {
      await userEvent.click(screen.getByRole('radio', { name }));
      expect(document.documentElement.style.fontSize).toBe(px);
    }
  });
});
