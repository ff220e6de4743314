import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { HandoverOnWire } from '@silverbell/wire';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { en, zh } from '../../app/messages.js';
import { HandoverSheet } from './handover-sheet.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

const item = (more: Partial<HandoverOnWire['items'][number]>): HandoverOnWire['items'][number] => ({
  ...{ kind: 'incident', item: 'case', count: null, label: '何有才 · 云谷村', severity: 1, phase: 'responding' },
  ...{ dueAt: '2026-11-28T07:47:00.000Z', acceptedAt: null, ...more },
});
const handover = (more: Partial<HandoverOnWire> = {}): HandoverOnWire => ({
  ...{ id: 'h', regionId: 'county', from: { id: 'xu', name: '许晓燕' }, to: { id: 'sun', name: '孙佳慧' } },
  ...{ openedAt: '2026-11-28T07:40:00.000Z', state: 'open', signedFromAt: null, signedToAt: null },
  items: [item({}), item({ kind: 'silent-devices', item: null, count: 5, label: '', severity: null, dueAt: null })],
  secondPaths: [{ role: 'lead', name: '袁红', answeredAt: '2026-11-28T07:38:00.000Z', proven: true }],
  ...more,
});
function shows(me: 'xu' | 'sun', one = handover()) {
  const acts = { onAccept: jest.fn(), onSign: jest.fn(), onWithdraw: jest.fn() };
  render(
    <MemoryRouter>
      <HandoverSheet handover={one} me={me} timeZone="Asia/Shanghai" busy={false} {...acts} />
    </MemoryRouter>,
  );
  return acts;
}
const done = handover({ items: [item({ acceptedAt: '2026-11-28T07:41:00.000Z' })] });

describe('the sheet of a handover', () => {
  it('lets the receiver take each item by name', async () => {
    const { onAccept } = shows('sun');
    await userEvent.click(screen.getByRole('button', { name: '接手：何有才 · 云谷村' }));
    await userEvent.click(screen.getByRole('button', { name: '已知：失联 5 台' }));
    expect(onAccept.mock.calls.map(([one]) => (one as { kind: string }).kind)).toEqual(['incident', 'silent-devices']);
  });

  it('gives the giver nothing to take, and says who has to', () => {
    shows('xu');
    expect(screen.queryByRole('button', { name: /^接手/ })).toBeNull();
    expect(screen.getByText(/请接班人在自己的席位打开本页/)).toBeTruthy();
  });

  it('says how many items are left, and cannot be signed before', () => {
    shows('sun');
    const signs = screen.getByRole('region', { name: '签名' });
    expect(within(signs).getByRole('status').textContent).toBe('还差 2 项未核对，暂不能签名');
    expect(within(signs).getByRole<HTMLButtonElement>('button', { name: '接班签名' }).disabled).toBe(true);
  });

  it('is signed by each for himself, with both names on it', async () => {
    const { onSign } = shows('sun', done);
    expect(screen.queryByRole('button', { name: '交班签名' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '接班签名' }));
    expect(onSign).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('region', { name: '签名' }).textContent).toMatch(/许晓燕.*孙佳慧/);
  });

  it('shows whether a voice line beside the console is proven', () => {
    shows('sun', handover({ secondPaths: [{ role: 'lead', name: '袁红', answeredAt: null, proven: false }] }));
    expect(screen.getByRole('region', { name: '接班席位的第二通道' }).textContent).toContain('没有接通过');
    cleanup();
    shows('sun', handover({ secondPaths: [] }));
    expect(screen.getByRole('alert').textContent).toContain('不能接班');
  });
});
