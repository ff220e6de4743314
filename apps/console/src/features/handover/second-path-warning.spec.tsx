import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { SecondPathList } from '@silverbell/wire';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { queries } from '../../shared/app-client.js';
import { shown } from '../../shared/testing/shown.js';
import { SecondPathWarning } from './second-path-warning.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
  queries.clear();
});

type Path = SecondPathList['items'][number];
const path = (more: Partial<Path> = {}): Path => ({
  ...{ seatId: 'seat', role: 'lead', name: '袁红', voiceNumber: '000-1300', answeredAt: null, proven: false, ...more },
});
const warning = () => screen.queryByRole('group', { name: '第二通道未证实' });
let items: readonly Path[];
const answers = {
  get secondPaths() {
    return { items };
  },
  secondPathAnswered: {},
};
function shows(...now: Path[]) {
  items = now;
  const { calls } = shown(<SecondPathWarning timeZone="Asia/Shanghai" />, answers, queries);
  return (name: string) => calls.mock.calls.flatMap(([route, input]) => (route === name ? [input] : []));
}

describe('the second path of a seat on duty', () => {
  it('that no voice answered stands above every page, with a call to try it', async () => {
    shows(path(), path({ seatId: 'other', role: 'overflow', name: '备援', answeredAt: '2026-09-01T02:00:00.000Z' }));
    await screen.findByText('第二通道未证实');
    expect(warning()?.textContent).toContain('袁红：没有接通过');
    expect(warning()?.textContent).toContain('备援：上次接通 09/01 10:00:00');
    expect(screen.getAllByRole('link').map((one) => one.getAttribute('href'))).toEqual([
      'tel:000-1300',
      'tel:000-1300',
    ]);
  });

  it('is recorded by who tried it, and the warning goes when it is proven', async () => {
    const asked = shows(path());
    await userEvent.click(await screen.findByRole('button', { name: '袁红 已接通，登记' }));
    expect(asked('secondPathAnswered')).toEqual([{ params: { id: 'seat' }, body: {} }]);
    items = [path({ proven: true, answeredAt: '2026-12-01T02:00:00.000Z' })];
    await act(() => queries.invalidateQueries());
    await waitFor(() => expect(warning()).toBeNull());
  });

  it('is silent while one of them is proven, and says when no number is on file', async () => {
    const asked = shows(path(), path({ seatId: 'b', proven: true }));
    await waitFor(() => expect(asked('secondPaths')).toHaveLength(1));
    await act(() => Promise.resolve());
    expect(warning()).toBeNull();
    cleanup();
    queries.clear();
    shows();
    expect((await screen.findByText('第二通道未证实')).parentElement?.textContent).toContain('没有登记班长或备援中心');
  });
});
