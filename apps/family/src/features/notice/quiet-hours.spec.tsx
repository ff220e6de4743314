import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { FamilySenior } from '@silverbell/wire';
import { queries } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { QuietHours } from './quiet-hours.js';

const sent: unknown[] = [];
beforeAll(() => startI18n('family', { zh, en }));
beforeEach(() => {
  sent.length = 0;
  globalThis.fetch = ((_url: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body));
    const answer = { ok: true, status: 200, headers: new Headers(), text: () => Promise.resolve('{}') };
    return Promise.resolve(answer as Response);
  }) as unknown as typeof fetch;
});
afterEach(cleanup);

const shows = (quietHours: NonNullable<FamilySenior['contact']>['quietHours'] = null) =>
  render(
    <QueryClientProvider client={queries}>
      <QuietHours seniorId="senior-1" contact={{ noticeLevel: 'at-risk', hours: null, quietHours }} />
    </QueryClientProvider>,
  );
const writes = (name: string, value: string): boolean =>
  fireEvent.change(screen.getByLabelText(name), { target: { value } });
const presses = (name: string): boolean => fireEvent.click(screen.getByRole('button', { name }));

describe('the quiet hours of a relative (H11)', () => {
  it('are none until she chooses, and she reads what waits and what does not before she does', () => {
    shows();
    const words = screen.getByRole('region', { name: '安静时段' }).textContent;
    for (const said of ['没有设置', '不发短信', '按铃求助、有风险、有人前往，任何时候', '一定会收到结果'])
      expect(words).toContain(said);
    expect(screen.queryByRole('button', { name: '不再设安静时段' })).toBeNull();
  });

  it('are kept as she wrote them, over midnight too', async () => {
    shows();
    writes('从', '21:30');
    presses('保存安静时段');
    await waitFor(() => expect(sent).toEqual([{ seniorId: 'senior-1', hours: { from: '21:30', until: '06:00' } }]));
    expect(await screen.findByRole('status')).toBeTruthy();
  });

  it('are not sent while they say nothing', () => {
    shows();
    writes('从', '06:00');
    presses('保存安静时段');
    expect(screen.getByRole('alert').textContent).toContain('两个不同的时间');
    expect(sent).toEqual([]);
  });

  it('are shown with their times, and end with one press', async () => {
    shows({ from: '22:15', until: '06:45', timeZone: 'Asia/Shanghai' });
    expect(screen.getByText('每天 22:15 到 06:45。')).toBeTruthy();
    presses('不再设安静时段');
    await waitFor(() => expect(sent).toEqual([{ seniorId: 'senior-1', hours: null }]));
  });
});
