import 'fake-indexeddb/auto';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { queries } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { logsInAs, pageWithServer } from '../../shared/testing/server.js';
import { Duty } from './duty.js';

beforeAll(() => {
  startI18n('helper', { zh, en });
  logsInAs('wang');
});
afterEach(cleanup);

const shows = (more: Partial<Parameters<typeof Duty>[0]> = {}) =>
  render(
    <QueryClientProvider client={queries}>
      <Duty onDuty={false} known nightCalls={false} phone="000****6101" {...more} />
    </QueryClientProvider>,
  );

describe('the duty of a helper', () => {
  it('says whether she is on duty, and how she is reached', () => {
    shows();
    expect(screen.getByRole('status').textContent).toContain('我未值班');
    for (const said of ['电话 000****6101', '只在接单后发送位置', '夜间不找您'])
      expect(screen.getByText(said)).toBeTruthy();
  });

  it('says that this phone cannot ring instead of promising it', () => {
    shows();
    expect(screen.getByText('这台手机不能响铃')).toBeTruthy();
  });

  it('cannot be changed before it is known, so that a press never ends what it should begin', () => {
    shows({ known: false });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '正在读取…' }).disabled).toBe(true);
  });

  it('begins with one press, and an offline press says so at once', async () => {
    const asked = pageWithServer({ 'PUT /me/duty': () => 'no network' });
    shows();
    await userEvent.click(screen.getByRole('button', { name: '开始值班' }));
    expect((await screen.findByRole('alert')).getAttribute('data-slug')).toBe('unreachable');
    await waitFor(() => expect(asked[0]?.body).toEqual({ onDuty: true }));
  });
});
