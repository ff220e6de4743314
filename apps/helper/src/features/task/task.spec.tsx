import 'fake-indexeddb/auto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { Assignment } from '@silverbell/wire';
import { outbox } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { FakeGeolocation, hasOnPhone } from '../../shared/testing/phone.js';
import { logsInAs, pageWithServer, type Asked } from '../../shared/testing/server.js';
import { destinationOf, taskOf } from '../../shared/testing/wire.js';
import { Task } from './task.js';

const user = userEvent.setup();
const presses = (name: string | RegExp) => user.click(screen.getByRole('button', { name }));
const shows = (more: Partial<Assignment> = {}) =>
  render(<Task task={taskOf(more)} timeZone="Asia/Shanghai" others={0} />);

let owner = 0;
beforeAll(() => startI18n('helper', { zh, en }));
// Each test is another helper: nothing of the one before is hers.
beforeEach(() => logsInAs(`helper-${String((owner += 1))}`));
afterEach(cleanup);

describe('a task on the phone', () => {
  it('says who, where, which floor, who keeps a key and what to beware of', () => {
    const keys = [{ holder: '曹建军', kind: 'neighbour' as const, fits: null }];
    shows({ destination: destinationOf({ keys }) });
    const words = screen.getByRole('region', { name: '我的任务' }).textContent;
    for (const said of [
      '请去周月娥家',
      '79 岁',
      '听力不好',
      '桃源村水井巷37号',
      '1 楼',
      '没有电梯',
      '曹建军',
      '没有试过能不能开门',
    ])
      expect(words).toContain(said);
    expect(screen.getByRole('link', { name: /致电老人家/ }).getAttribute('href')).toBe('tel:000-1234');
  });

  it('H09: says before everything else that nobody enters a fire', () => {
    shows({
      state: 'arrived',
      arrivedAt: '2026-11-28T06:36:00.000Z',
      destination: destinationOf({ outsideOnly: true }),
    });
    expect(screen.getByText(/只在屋外/)).toBeTruthy();
    expect(screen.getByText('不要进入。在屋外等候，拦住他人。')).toBeTruthy();
  });

  it('opens the navigation apps in the datum each of them expects', async () => {
    shows();
    await presses('导航');
    const links = within(screen.getByRole('navigation', { name: '导航' }));
    expect(links.getByRole('link', { name: '高德导航' }).getAttribute('href')).toMatch(/coordinate=gaode$/);
    expect(links.getByRole('link', { name: '百度导航' }).getAttribute('href')).toMatch(/coord_type=gcj02$/);
    expect(links.getByRole('link', { name: '其他地图' }).getAttribute('href')).toContain('geo:30.256500,119.031100');
  });

  it('at a door without network shows her arrival as waiting, and lets her go on working', async () => {
    pageWithServer({ 'POST /assignments/task-1/arrive': () => 'no network' });
    shows({ state: 'departed', departedAt: '2026-11-28T06:31:00.000Z' });
    await presses('我到了');
    await screen.findByText(/我到了：待发送/);
    expect(screen.getByText('到场报告待发送')).toBeTruthy();
    expect(screen.getByRole('button', { name: '处置完毕' })).toBeTruthy();
    const asked = pageWithServer({ 'POST /assignments/task-1/arrive': () => ({ body: taskOf({ state: 'arrived' }) }) });
    await act(() => outbox.flush());
    expect(await screen.findByText(/我到了：已送达/)).toBeTruthy();
    expect(asked[0]?.body).toEqual({});
  });

  it('shows the sentence of a refusal with its slug until she has read it', async () => {
    pageWithServer({
      'POST /assignments/task-1/depart': () => ({
        status: 409,
        body: { type: 'urn:silverbell:already-closed', title: '事件已办结', status: 409 },
      }),
    });
    shows();
    await presses('我出发了');
    const refused = await screen.findByRole('alert');
    expect(refused.getAttribute('data-slug')).toBe('already-closed');
    expect(refused.textContent).toContain('事件已办结');
    await user.click(within(refused).getByRole('button', { name: '知道了' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('H19: sends no position once she said that she is done, also while that waits', async () => {
    const gps = new FakeGeolocation();
    const takeAway = hasOnPhone('geolocation', gps);
    const fixes = (asked: readonly Asked[]) => asked.filter(({ what }) => what.endsWith('/me/position')).length;
    const offline = pageWithServer({ 'POST /me/position': () => ({ body: {} }) });
    shows({ state: 'arrived', arrivedAt: '2026-11-28T06:36:00.000Z' });
    act(() => gps.isAt(30.2565, 119.0311));
    await waitFor(() => expect(fixes(offline)).toBe(1));
    expect(screen.getByText(/位置/)).toBeTruthy();

    const late = pageWithServer({ 'POST /assignments/task-1/finish': () => 'no network' });
    await act(() => outbox.add('finish', 'task-1', { condition: 'fine' }));
    await screen.findByText(/处置完毕：待发送/);
    expect(gps.watched).toBe(0);
    act(() => gps.isAt(30.3, 119.1));
    const arrived = pageWithServer({
      'POST /assignments/task-1/finish': () => ({ body: taskOf({ state: 'finished' }) }),
    });
    await act(() => outbox.flush());
    // Delivered, and this page has not read its task anew yet.
    await screen.findByText(/处置完毕：已送达/);
    act(() => gps.isAt(30.4, 119.2));
    expect([gps.watched, fixes(late), fixes(arrived)]).toEqual([0, 0, 0]);
    cleanup();
    takeAway();
  });

  it('goes on with her position when the platform refuses her last word', async () => {
    const gps = new FakeGeolocation();
    const takeAway = hasOnPhone('geolocation', gps);
    pageWithServer({
      'POST /assignments/task-1/withdraw': () => ({
        ...{ status: 409, body: { type: 'urn:silverbell:already-done', title: '已经到场，不能退单', status: 409 } },
      }),
    });
    shows();
    expect(gps.watched).toBe(1);
    await act(() => outbox.add('withdraw', 'task-1', { reason: 'breakdown' }));
    await screen.findByRole('alert');
    expect(gps.watched).toBe(1);
    cleanup();
    takeAway();
  });

  it('sends the door code she typed as proof of her arrival', async () => {
    const asked = pageWithServer({ 'POST /assignments/task-1/arrive': () => ({ body: taskOf({ state: 'arrived' }) }) });
    shows({ state: 'departed' });
    await user.type(screen.getByRole('textbox', { name: '门牌码（贴在门框上，可不填）' }), ' T-37 ');
    await presses('我到了');
    await waitFor(() => expect(asked[0]?.body).toEqual({ doorTag: 'T-37' }));
  });

  it('H09: one press at the scene says that the helper needs help herself', async () => {
    const asked = pageWithServer({ 'POST /assignments/task-1/scene': () => ({ body: taskOf({ state: 'arrived' }) }) });
    shows({ state: 'arrived', arrivedAt: '2026-11-28T06:36:00.000Z', arrivalProof: 'position' });
    await presses('我需要帮助');
    await waitFor(() => expect(asked[0]?.body).toEqual({ code: 'helper-needs-help' }));
    expect(screen.getByText('已报告：我需要帮助')).toBeTruthy();
  });

  it('says until when she is expected to report from the scene', () => {
    shows({ state: 'arrived', arrivedAt: '2026-11-28T06:36:00.000Z', checkInBy: '2099-11-28T06:51:00.000Z' });
    expect(screen.getByText(/请在 14:51 前报告一次/)).toBeTruthy();
  });

  it('shows the code of the lock only as far as the platform gives it, else why not', () => {
    const at = { state: 'arrived' as const, arrivedAt: '2026-11-28T06:36:00.000Z' };
    shows({ ...at, destination: destinationOf({ entryCodeWithheld: 'unproven' }) });
    expect(screen.getByText(/到场尚未证实/)).toBeTruthy();
    expect(screen.getByRole('button', { name: '证实我已到门口' })).toBeTruthy();
    cleanup();
    shows({ ...at, destination: destinationOf({ entryCode: '4711#' }) });
    expect(screen.getByText('4711#')).toBeTruthy();
  });
});
