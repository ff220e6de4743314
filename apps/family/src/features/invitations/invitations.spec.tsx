import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { queries, session } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { seniorOf } from '../../shared/testing/wire.js';
import { JoinForm } from './join-form.js';
import { OwnBinding } from './own-binding.js';

interface Sent {
  readonly path: string;
  readonly body: unknown;
}
let sent: Sent[];

/** A server that gives these answers by path, and remembers what it was sent. */
function server(answers: Readonly<Record<string, { readonly status: number; readonly body: unknown }>>): void {
  sent = [];
  globalThis.fetch = ((url: string, { body }: { body?: string }) => {
    const path = new URL(url, 'http://here').pathname.replace('/api/v1', '');
    sent.push({ path, body: body === undefined ? null : (JSON.parse(body) as unknown) });
    const { status, body: answer } = answers[path] ?? { status: 404, body: {} };
    return Promise.resolve({
      ...{ ok: status < 300, status, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(answer)),
    } as Response);
  }) as typeof fetch;
}
const fills = (name: RegExp, value: string): boolean =>
  fireEvent.change(screen.getByLabelText(name), { target: { value } });
const presses = (name: string): boolean => fireEvent.click(screen.getByRole('button', { name }));

beforeAll(() => startI18n('family', { zh, en }));
beforeEach(() => session.end('left'));
afterEach(cleanup);

describe('a relative with a code and no account (SR-71, CR-72)', () => {
  const shows = (): unknown =>
    render(
      <QueryClientProvider client={queries}>
        <JoinForm />
      </QueryClientProvider>,
    );

  it('makes one with the code and its number, and is logged in with it', async () => {
    const login = {
      ...{ accessToken: 't', expiresAt: '2099-01-01T00:00:00.000Z', unfinished: [] },
      user: { id: 'a', username: 'li', name: '李', role: 'family', roles: [{ role: 'family', regionId: 'r' }] },
    };
    server({
      '/auth/family-invitation': { status: 201, body: { id: 'a', username: 'li' } },
      '/auth/login': { status: 200, body: login },
    });
    shows();
    fills(/^绑定码/, '1234 5678');
    fills(/^收到绑定码的手机号/, ' 000-2001 ');
    fills(/^您的姓名/, '李志强');
    fills(/^用户名/, 'Li');
    fills(/^设置密码/, 'bamboo-lantern-on-the-river');
    presses('注册并登录');
    await waitFor(() => expect(session.state().user?.id).toBe('a'));
    const [joined, loggedIn] = sent;
    expect(joined?.body).toEqual({
      ...{ code: '12345678', phone: '000-2001', name: '李志强', username: 'Li' },
      password: 'bamboo-lantern-on-the-river',
    });
    expect(loggedIn?.body).toEqual({ username: 'li', password: 'bamboo-lantern-on-the-river' });
  });

  it('reads what is missing before anything is sent, and what she typed stays', () => {
    server({});
    shows();
    fills(/^绑定码/, '1234');
    presses('注册并登录');
    expect(screen.getByRole('alert').textContent).toBe('请填写 8 位绑定码和收到它的手机号。');
    fills(/^绑定码/, '12345678');
    fills(/^收到绑定码的手机号/, '000-2001');
    presses('注册并登录');
    expect(screen.getByRole('alert').textContent).toBe('请填写您的姓名。');
    fills(/^您的姓名/, '李志强');
    fills(/^用户名/, 'li');
    fills(/^设置密码/, 'short');
    presses('注册并登录');
    expect(screen.getByRole('alert').textContent).toBe('密码至少 12 位。');
    expect(screen.getByLabelText<HTMLInputElement>(/^绑定码/).value).toBe('12345678');
    expect(sent).toEqual([]);
  });

  it('reads why a code is refused', async () => {
    const body = { type: 'https://silverbell.example/problems/invitation-wrong', title: '绑定码不对或已失效' };
    server({ '/auth/family-invitation': { status: 422, body } });
    shows();
    fills(/^绑定码/, '12345678');
    fills(/^收到绑定码的手机号/, '000-2001');
    fills(/^您的姓名/, '李志强');
    fills(/^用户名/, 'li');
    fills(/^设置密码/, 'bamboo-lantern-on-the-river');
    presses('注册并登录');
    expect((await screen.findByRole('alert')).textContent).toContain('绑定码不对或已失效');
    expect(session.state().user).toBeNull();
  });
});

describe('a family account (CR-72)', () => {
  const shows = (): unknown =>
    render(
      <QueryClientProvider client={queries}>
        <OwnBinding seniors={[seniorOf()]} />
      </QueryClientProvider>,
    );

  it('lets a senior go at once, and only when asked twice', async () => {
    const { id } = seniorOf();
    server({ [`/me/seniors/${id}`]: { status: 200, body: {} } });
    shows();
    presses('解除与周月娥的绑定');
    expect(sent).toEqual([]);
    presses('确认解除');
    await waitFor(() => expect(sent.map(({ path }) => path)).toContain(`/me/seniors/${id}`));
  });

  it('takes one more with her code', async () => {
    server({ '/me/seniors': { status: 200, body: {} } });
    shows();
    presses('再绑定一位老人');
    fills(/^绑定码/, '87654321');
    fills(/^收到绑定码的手机号/, '000-2001');
    presses('绑定');
    await screen.findByText('已绑定。');
    expect(sent.find(({ path }) => path === '/me/seniors')?.body).toEqual({ code: '87654321', phone: '000-2001' });
  });
});
