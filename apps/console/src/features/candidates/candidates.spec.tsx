import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { Candidate } from '@silverbell/wire';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Candidates } from './candidates.js';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown } from '../../shared/testing/shown.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const candidate = (id: string, name: string, more: Partial<Candidate> = {}): Candidate =>
  ({
    ...{ helper: { id, name }, kind: 'aide', expectedArrivalS: 240, distanceM: 1_300, place: null, onDuty: true },
    ...{ fix: null, reasons: ['on-duty'], doubts: [], offer: null, lat: 29.5, lng: 103.6 },
    ...more,
  }) as Candidate;
const open = { state: 'open', id: 'o', overReason: null } as Candidate['offer'];

function shows(items: readonly Candidate[], allowedActions: readonly string[] = ['offer']) {
  const onAsk = jest.fn();
  const incident = incidentOf({ id: items[0]?.helper.id ?? 'none', allowedActions: allowedActions as never });
  shown(<Candidates incident={incident} timeZone="Asia/Shanghai" onAsk={onAsk} />, {
    candidates: { items, barred: [] },
  });
  return onAsk;
}
const wang = candidate('a', '王海涛');
const deng = candidate('b', '邓玲', { offer: open, doubts: ['position-old'], reasons: ['on-duty', 'position-old'] });

describe('the candidates of a case', () => {
  it('are named with their minutes, distance and doubts', async () => {
    shows([wang, deng]);
    const first = (await screen.findByText('王海涛')).closest('li')!;
    expect(first.textContent).toContain('4 分钟');
    expect(first.textContent).toContain('1.3 公里');
    expect(screen.getByText('邓玲').closest('li')!.textContent).toContain('顾虑');
  });

  it('are sent together when they were picked, and not without one', async () => {
    const onAsk = shows([wang]);
    await userEvent.click(await screen.findByRole('checkbox', { name: '选择 王海涛' }));
    await userEvent.click(screen.getByRole('button', { name: '向选中的 1 人派单' }));
    expect(onAsk.mock.calls).toEqual([[{ action: 'offer', helpers: [{ id: 'a', name: '王海涛' }] }]]);
  });

  it('cannot be asked twice while an offer is open', async () => {
    shows([deng]);
    expect((await screen.findByRole<HTMLInputElement>('checkbox', { name: '选择 邓玲' })).disabled).toBe(true);
  });

  it('are one Tab stop that the arrow keys walk, past those who were asked already', async () => {
    shows([wang, deng, candidate('c', '李文静')]);
    const [first, asked, last] = await screen.findAllByRole('checkbox');
    expect([first, asked, last].map((one) => one!.tabIndex)).toEqual([0, -1, -1]);
    await userEvent.tab();
    expect(document.activeElement).toBe(first);
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(first);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(last);
    expect([first, asked, last].map((one) => one!.tabIndex)).toEqual([-1, -1, 0]);
  });

  it('are dispatched one alone by Enter, whoever else was picked', async () => {
    const onAsk = shows([wang, candidate('c', '李文静')]);
    (await screen.findByRole('checkbox', { name: '选择 王海涛' })).focus();
    await userEvent.keyboard(' {ArrowDown}{Enter}');
    expect(onAsk.mock.calls).toEqual([[{ action: 'offer', helpers: [{ id: 'c', name: '李文静' }] }]]);
  });

  it('are nothing to those who may only look', () => {
    shows([wang], []);
    expect(screen.queryByRole('region', { name: '可派人员' })).toBeNull();
  });
});
