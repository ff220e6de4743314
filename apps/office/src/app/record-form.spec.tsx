import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { en, zh } from './messages.js';
import { drafts, queries, session } from '../shared/app-client.js';
import { RecordForm } from '../shared/form/record-form.js';

interface Values {
  readonly name: string;
  readonly voiceNumber: string;
}
interface Sent {
  readonly method: string;
  readonly ifMatch: string | null;
  readonly body: unknown;
}

/** A server that gives these answers, one after the other, and remembers what it was sent. */
function server(answers: readonly { readonly status: number; readonly body: unknown }[]) {
  const sent: Sent[] = [];
  const rest = [...answers];
  globalThis.fetch = ((
    _: unknown,
    { method, headers, body }: { method: string; headers: HeadersInit; body: string },
  ) => {
    sent.push({ method, ifMatch: new Headers(headers).get('if-match'), body: JSON.parse(body) as unknown });
    const { status, body: answer } = rest.shift() ?? { status: 500, body: {} };
    return Promise.resolve({
      ...{ ok: status < 300, status, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(answer)),
    } as Response);
  }) as typeof fetch;
  return sent;
}

const seat = { name: '值班室', voiceNumber: '000-1' };
const problem = (status: number, more: object) => ({
  status,
  body: { type: 'https://silverbell.example/problems/x', title: '不行', status, ...more },
});

function shows(onDone = jest.fn(), initial: Values = seat) {
  const form = (
    <RecordForm<Values, 'changeDutySeat'>
      title="席位"
      draft="seat:s-1"
      sections={[
        {
          title: '席位',
          fields: [
            { key: 'name', label: '姓名', kind: 'text', required: true },
            { key: 'voiceNumber', label: '号码', kind: 'phone', required: true },
          ],
        },
      ]}
      initial={initial}
      route="changeDutySeat"
      inputOf={(values) => ({ params: { id: 's-1' }, body: values })}
      version={3}
      currentOf={(current) => {
        const { version, name, voiceNumber } = current as Values & { version: number };
        return { values: { name, voiceNumber }, version };
      }}
      onDone={onDone}
      onCancel={() => undefined}
    />
  );
  const router = createMemoryRouter([{ path: '*', element: form }]);
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return onDone;
}
const field = (name: string): HTMLInputElement => screen.getByRole('textbox', { name });

beforeEach(() => {
  startI18n('office', { zh, en });
  window.sessionStorage.clear();
  const user = { id: 'wang', name: '王', role: 'admin', regionId: 'root' };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
});
afterEach(cleanup);

describe('the form of a record', () => {
  it('CR-77: goes to the next field with Enter and submits with Ctrl+Enter, under the version it was read with', async () => {
    const sent = server([{ status: 200, body: { id: 's-1' } }]);
    const done = shows();
    const person = userEvent.setup();
    await person.clear(field('姓名'));
    await person.type(field('姓名'), '赵敏{Enter}');
    expect(document.activeElement).toBe(field('号码'));
    expect(sent).toEqual([]);
    await person.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(done).toHaveBeenCalled());
    expect(sent).toEqual([{ method: 'PATCH', ifMatch: '"3"', body: { name: '赵敏', voiceNumber: '000-1' } }]);
    expect(drafts.read('seat:s-1')).toBeUndefined();
  });

  it('sends nothing while a required field is empty, and says which one at the field', async () => {
    const sent = server([]);
    shows();
    const person = userEvent.setup();
    await person.clear(field('号码'));
    await person.click(screen.getByRole('button', { name: /^提交/ }));
    expect(screen.getByText('请填写号码')).toBeTruthy();
    expect(field('号码').getAttribute('aria-invalid')).toBe('true');
    expect(sent).toEqual([]);
  });

  it('shows what the server refused at its field', async () => {
    server([problem(400, { errors: [{ field: 'voiceNumber', message: '号码太短' }] })]);
    shows();
    await userEvent.setup().click(screen.getByRole('button', { name: /^提交/ }));
    await screen.findByText('号码太短');
    expect(field('号码').getAttribute('aria-describedby')).toContain('-error');
  });

  it('keeps a draft over a log-out and brings it back to its owner', async () => {
    server([]);
    shows();
    await userEvent.setup().type(field('姓名'), '甲');
    cleanup();
    session.end('left');
    const user = { id: 'wang', name: '王', role: 'admin', regionId: 'root' };
    session.begin({ token: 't2', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
    shows();
    expect(field('姓名').value).toBe('值班室甲');
    expect(screen.getByRole('status').textContent).toContain('草稿');
  });

  it('asks field by field when somebody else changed the record, and sends the choice under the new version', async () => {
    const current = { id: 's-1', name: '镇值班室', voiceNumber: '000-9', version: 4 };
    const sent = server([
      problem(412, { current, changedBy: { id: 'li', name: '李' } }),
      { status: 200, body: { id: 's-1' } },
    ]);
    const done = shows();
    const person = userEvent.setup();
    await person.type(field('姓名'), '甲');
    await person.click(screen.getByRole('button', { name: /^提交/ }));
    await screen.findByText(/李 刚刚修改了这条记录/);
    const row = within(screen.getByRole('row', { name: /号码/, hidden: true }));
    expect((row.getAllByRole('radio', { hidden: true })[1] as HTMLInputElement).checked).toBe(true);
    await person.click(screen.getByRole('button', { name: '按以上选择提交', hidden: true }));
    await waitFor(() => expect(done).toHaveBeenCalled());
    expect(sent[1]).toEqual({ method: 'PATCH', ifMatch: '"4"', body: { name: '值班室甲', voiceNumber: '000-9' } });
  });
});
