import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { shown } from '../../shared/testing/shown.js';
import { PhoneCalls } from './phone-calls.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const call = (more: object = {}) => ({
  ...{ id: 'c', regionId: 'county', direction: 'in', state: 'ended', number: '000 1234', extension: '802' },
  ...{ agent: { id: 'me', name: '许晓燕' }, matches: [{ name: '周志强' }], startedAt: '2026-11-28T06:00:00Z' },
  ...{ answeredAt: '2026-11-28T06:00:04Z', endedAt: '2026-11-28T06:01:09Z', recording: null, ...more },
});
const shows = (items: readonly object[]) =>
  shown(<PhoneCalls incidentId="i" timeZone="Asia/Shanghai" />, {
    ...{ phoneCalls: { items }, playRecording: { href: '/r/1', until: '2026-11-28T07:00:00Z' } },
  });

describe('the calls of a case', () => {
  it('say who, with whom, and how long they spoke', async () => {
    shows([call()]);
    const line = await screen.findByRole('listitem');
    for (const word of ['来电', '周志强', '01:05', '许晓燕']) expect(line.textContent).toContain(word);
  });

  it('leave no empty list where there is no exchange', async () => {
    const { calls } = shows([]);
    await Promise.resolve();
    expect(calls.mock.calls.map(([name]) => name)).toEqual(['phoneCalls']);
    expect(screen.queryByRole('region')).toBeNull();
  });

  it('are heard only for a purpose that is chosen', async () => {
    const { calls } = shows([call({ recording: { startedAt: '2026-11-28T06:00:04Z', durationS: 65, sha256: 'x' } })]);
    await userEvent.click(await screen.findByRole('button', { name: '录音 01:05' }));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '播放' }).disabled).toBe(true);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: /收听目的/ }), 'complaint');
    await userEvent.click(screen.getByRole('button', { name: '播放' }));
    expect(calls.mock.calls.find(([name]) => name === 'playRecording')?.[1]).toMatchObject({
      ...{ params: { id: 'c' }, body: { purpose: 'complaint' } },
    });
    expect((await screen.findByLabelText('周志强 的录音')).getAttribute('src')).toBe('/r/1');
  });
});
