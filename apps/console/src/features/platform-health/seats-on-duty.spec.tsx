import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen } from '@testing-library/react';
import { en, zh } from '../../app/messages.js';
import { shown } from '../../shared/testing/shown.js';
import { SeatsOnDuty } from './seats-on-duty.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const seat = (id: string, name: string) => ({
  ...{ person: { id, name }, role: 'operator', regionId: 'r', training: false, since: '2026-11-28T00:00:00.000Z' },
  consoleConnected: true,
});
const agent = {
  account: { id: 'xu', name: '许晓燕' },
  role: 'operator',
  state: 'wrap-up',
  since: '',
  extension: '801',
};
const ANSWERS = {
  seatsOnDuty: { items: [seat('xu', '许晓燕'), seat('li', '李文静')], at: '2026-11-28T06:00:00.000Z' },
  telephony: { link: 'up', agents: [agent], calls: [] },
};
const lines = () => screen.getAllByRole('listitem').map((one) => one.textContent);
const shows = (role: string, answers: object = ANSWERS) =>
  shown(<SeatsOnDuty role={role} timeZone="Asia/Shanghai" />, { ...ANSWERS, ...answers });

describe('the seats on duty', () => {
  it.each(['lead', 'supervisor'])('tell a %s what each telephone does', async (role) => {
    shows(role);
    await screen.findByText('话机：话后整理');
    expect(lines()).toEqual([
      expect.stringMatching(/^许晓燕.*话机：话后整理/),
      expect.stringMatching(/^李文静.*话机：离线/),
    ]);
  });

  it('say nothing of telephones to others, or without an exchange', async () => {
    const { calls } = shows('operator');
    await screen.findByText('李文静');
    expect(calls.mock.calls.map(([name]) => name)).toEqual(['seatsOnDuty']);
    cleanup();
    shows('lead', { telephony: { link: 'none', agents: [], calls: [] } });
    await screen.findByText('李文静');
    expect(screen.queryByText(/话机/)).toBeNull();
  });
});
