import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { IncidentSummary } from '@silverbell/wire';
import type { LiveCasesState } from '@silverbell/web-live';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { clock } from '../../shared/app-client.js';
import { en, zh } from '../../app/messages.js';
import { summaryOf } from '../../shared/testing/incidents.js';
import { sized } from '../../shared/testing/sized.js';
import { Queue } from './queue.js';

beforeAll(() => {
  startI18n('console', { zh, en });
  sized(900);
});
afterEach(cleanup);

type State = LiveCasesState<IncidentSummary>;
const stateOf = (cases: readonly IncidentSummary[], more: Partial<State> = {}): State =>
  ({
    ...{ cases: new Map(cases.map((one) => [one.id, one])), connection: 'live', known: true },
    ...{ listFailed: false, listReadAt: null },
    ...more,
  }) as State;

function shows(state: State, onNew: (() => void) | null = null) {
  const element = (now: State) => (
    <MemoryRouter>
      <Queue me="me" state={now} selectedId={null} timeZone="Asia/Shanghai" onNew={onNew} />
    </MemoryRouter>
  );
  const { rerender } = render(element(state));
  return { becomes: (now: State) => rerender(element(now)), nav: screen.getByRole('navigation', { name: '实时队列' }) };
}

const attended = { state: 'attended', by: { id: 'o', name: '李文静' }, since: '2026-11-28T06:00:06.000Z' } as const;
const press = summaryOf({ id: 'a' });
const fall = summaryOf({ id: 'b', attention: attended, seniors: [{ id: 's2', name: '何有才' }] });
const battery = summaryOf({ id: 'c', severity: 3, attention: attended, seniors: [{ id: 's3', name: '邓树林' }] });
const links = () => screen.queryAllByRole('link').map((row) => row.getAttribute('href'));

describe('the queue', () => {
  it('counts who waits and what is open; the count is hot only while a P1 waits', () => {
    const { becomes } = shows(stateOf([press, fall, battery]));
    const counts = () => screen.getAllByRole('status')[0]!;
    expect(counts().textContent).toBe('1 待受理3 未办结');
    expect(counts().querySelector('.hot')).not.toBeNull();
    becomes(stateOf([fall, battery]));
    expect(counts().textContent).toBe('0 待受理2 未办结');
    expect(counts().querySelector('.hot')).toBeNull();
  });

  it('shows one severity by a tab, says when it has none, and all again', async () => {
    shows(stateOf([press, battery]));
    const tabs = within(screen.getByRole('group', { name: '按级别' }));
    await userEvent.click(tabs.getByRole('button', { name: /三级/ }));
    expect(links()).toEqual(['/incidents/c']);
    await userEvent.click(tabs.getByRole('button', { name: /二级/ }));
    expect(screen.getByText('没有这一级的未办结事件。')).toBeTruthy();
    await userEvent.click(tabs.getByRole('button', { name: /全部/ }));
    expect(links()).toEqual(['/incidents/a', '/incidents/c']);
  });

  it('counts what is overdue and shows only that when asked, to the lead as to everybody', async () => {
    jest.spyOn(clock, 'second').mockReturnValue(Date.parse('2026-11-28T07:00:00.000Z'));
    const due = (nextDueAt: string) => ({ rung: null, nextStep: 'check-in', nextDueAt });
    const late = { ...fall, escalation: due('2026-11-28T06:59:00.000Z') };
    const { becomes } = shows(stateOf([press, late, { ...battery, escalation: due('2026-11-28T07:01:00.000Z') }]));
    await userEvent.click(screen.getByRole('button', { name: '催办 1' }));
    expect(links()).toEqual(['/incidents/b']);
    becomes(stateOf([press, fall]));
    expect(screen.getByText('没有超时的事件。')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /^全部/ }));
    expect(screen.queryByRole('button', { name: /^催办/ })).toBeNull();
    jest.restoreAllMocks();
  });

  it('says that nothing is open only when the server said so', () => {
    const { becomes } = shows(stateOf([]));
    expect(screen.getByText('当前没有未办结的求助事件。')).toBeTruthy();
    becomes(stateOf([], { connection: 'down' }));
    expect(screen.queryByText('当前没有未办结的求助事件。')).toBeNull();
    expect(screen.getByText('连接中断，无法确认是否有求助事件。')).toBeTruthy();
    becomes(stateOf([], { known: false }));
    expect(screen.getByText('正在读取求助事件…')).toBeTruthy();
  });

  it('moves no row under the pointer: a new case goes to the end and is announced', async () => {
    const { becomes, nav } = shows(stateOf([battery]));
    await userEvent.hover(nav);
    becomes(stateOf([battery, press]));
    expect(links()).toEqual(['/incidents/c', '/incidents/a']);
    expect(screen.getByText(/有 1 条新事件/)).toBeTruthy();
    await userEvent.unhover(nav);
    expect(links()).toEqual(['/incidents/a', '/incidents/c']);
  });

  it('is walked by the arrow keys and stops at both ends', async () => {
    shows(stateOf([press, fall]));
    const [first, second] = screen.getAllByRole('link');
    first!.focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(first);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(second);
  });

  const many = (severity: 1 | 2 | 3, count: number) =>
    Array.from({ length: count }, (_, n) =>
      summaryOf({ id: `${severity}-${String(n).padStart(4, '0')}`, severity, attention: attended }),
    );

  it('draws of 2,000 cases only those that are seen, and says how many there are', () => {
    shows(stateOf(many(2, 2_000)));
    const rows = screen.getAllByRole('listitem');
    expect(rows.length).toBeLessThan(40);
    expect(rows[0]!.getAttribute('aria-setsize')).toBe('2000');
    expect(screen.getByRole('button', { name: '全部 2000' })).toBeTruthy();
  });

  it('keeps the focused row when it is scrolled away, and goes on from it', async () => {
    const { nav } = shows(stateOf(many(2, 300)));
    screen.getAllByRole('link')[0]!.focus();
    const list = nav.querySelector('ul')!.parentElement!;
    list.scrollTop = 94 * 200;
    fireEvent.scroll(list);
    expect(document.activeElement?.getAttribute('href')).toBe('/incidents/2-0000');
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement?.getAttribute('href')).toBe('/incidents/2-0001');
  });

  it('moves no row while it is scrolled: a new P1 is announced, and comes to the top when asked', async () => {
    const rows = many(2, 60);
    const { becomes, nav } = shows(stateOf(rows));
    const list = nav.querySelector('ul')!.parentElement!;
    list.scrollTop = 94 * 20;
    fireEvent.scroll(list);
    const before = links();
    becomes(stateOf([...rows, press]));
    expect(links()).toEqual(before);
    expect(screen.getByText('其中有一级')).toBeTruthy();
    list.scrollTop = 0;
    await userEvent.click(screen.getByRole('button', { name: '重新排序' }));
    fireEvent.scroll(list);
    expect(links()[0]).toBe('/incidents/a');
  });

  it('puts P3 into their own tab when 30 of them wait', async () => {
    const waiting = many(3, 30).map((one) => ({ ...one, attention: press.attention }));
    const { becomes } = shows(stateOf([press, ...waiting.slice(1)]));
    expect(links().length).toBeGreaterThan(5);
    becomes(stateOf([press, ...waiting]));
    expect(links()).toEqual(['/incidents/a']);
    expect(screen.getByText('三级 30 条在“三级”标签中，不响铃。')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /^三级/ }));
    expect(links()[0]).toBe('/incidents/3-0000');
  });

  it('opens a case from a call for those who may', async () => {
    const onNew = jest.fn();
    shows(stateOf([]), onNew);
    await userEvent.click(screen.getByRole('button', { name: '来电立案' }));
    expect(onNew).toHaveBeenCalledTimes(1);
    cleanup();
    shows(stateOf([]));
    expect(screen.queryByRole('button', { name: '来电立案' })).toBeNull();
  });
});
