import 'fake-indexeddb/auto';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { MyOrder } from '@silverbell/wire';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { outbox, queries } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { logsInAs, pageWithServer } from '../../shared/testing/server.js';
import { visitOf } from '../../shared/testing/wire.js';
import { Care } from './care.js';
import type { Stroke } from './signature.js';
import { SignedForm } from './signed-form.js';

const user = userEvent.setup();
const NOW = '2026-10-14T01:02:00.000Z';
let owner = 0;
beforeAll(() => startI18n('helper', { zh, en }));
beforeEach(() => logsInAs(`worker-${String((owner += 1))}`));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const shows = (...items: readonly MyOrder[]) =>
  render(
    <QueryClientProvider client={queries}>
      <Care
        day={{ today: '2026-10-14', demoClock: NOW, items: [...items] }}
        failed={false}
        timeZone="Asia/Shanghai"
        desk="000-8001"
      />
    </QueryClientProvider>,
  );
const presses = (name: string | RegExp) => user.click(screen.getByRole('button', { name }));
const opens = async (...items: readonly MyOrder[]) => {
  shows(...items);
  await presses(/李福全/);
};
const second = visitOf({
  ...{ id: 'order-2', seniorId: 'care-c', senior: { id: 'care-c', name: '王秀兰' } },
  ...{ plannedStart: '2026-10-14T04:00:00.000Z', plannedEnd: '2026-10-14T05:30:00.000Z' },
});

describe('the list of a worker’s day', () => {
  it('is in walking order, with time, place, content and state, and says how many are done', () => {
    shows(second, visitOf(), visitOf({ id: 'order-0', state: 'confirmed', plannedStart: '2026-10-14T00:00:00.000Z' }));
    expect(screen.getByText('今天 3 家，已完成 1 家')).toBeTruthy();
    const rows = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(rows[1]).toContain('李福全09:00 到 11:00桃源村敬老路居室清洁 · 已派单');
    expect(rows[2]).toContain('王秀兰');
    const now = screen.getAllByRole('listitem').filter((row) => row.getAttribute('aria-current') === 'step');
    expect(now.map(({ textContent }) => textContent)).toEqual([rows[1]]);
  });

  it('keeps tomorrow apart, and lets nobody check in before the day', async () => {
    shows(visitOf({ day: '2026-10-15', plannedStart: '2026-10-15T01:00:00.000Z' }));
    expect(screen.getByText('今天没有派给您的服务。')).toBeTruthy();
    await user.click(within(screen.getByRole('region', { name: '明天' })).getByRole('button'));
    expect(screen.getByText(/到那天才能签到/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '签到，开始服务' })).toBeNull();
  });
});

describe('a visit', () => {
  it('has the way, the call and the address; more time is unpaid unless agreed', async () => {
    await opens(visitOf());
    expect(screen.getByRole('link', { name: '打给李福全' }).getAttribute('href')).toBe('tel:000-1701');
    expect(screen.getByText('桃源村敬老路2号')).toBeTruthy();
    expect(screen.getByText(/没有约定加时/)).toBeTruthy();
    cleanup();
    const quote = {
      ...{ extraMinutes: 30, items: [], rateFenPerHour: 2_000, amountFen: 1_000, quotedAt: NOW, acceptedAt: null },
    };
    await opens(visitOf({ quote }));
    expect(screen.getByText(/还没有人同意：到点请结束/)).toBeTruthy();
    cleanup();
    const items = [{ code: 'laundry', count: 1, priceFen: 6_000 }];
    await opens(visitOf({ quote: { ...quote, extraMinutes: 0, items } }));
    expect(screen.getByText(/还没有人同意：没有同意的项目请先不做/)).toBeTruthy();
    cleanup();
    await opens(visitOf({ quote: { ...quote, acceptedAt: NOW } }));
    expect(screen.getByText('已约定加 30 分钟，自付 10.00 元')).toBeTruthy();
  });

  it('begins with the door code, at the time of the press', async () => {
    const asked = pageWithServer({ 'POST /service-orders/order-1/start': () => ({ body: visitOf() }) });
    await opens(visitOf());
    await user.type(screen.getByRole('textbox', { name: '门牌码（可不填）' }), ' tag-care-b ');
    await presses('签到，开始服务');
    await waitFor(() => expect(asked[0]?.body).toEqual({ at: NOW, doorTag: 'tag-care-b' }));
  });

  it('without code or position asks for the reason before anything is sent', async () => {
    const asked = pageWithServer({ 'POST /service-orders/order-1/start': () => ({ body: visitOf() }) });
    await opens(visitOf());
    await presses('签到，开始服务');
    expect((await screen.findByRole('alert')).textContent).toContain('请选原因');
    expect(asked).toEqual([]);
    await presses('不带证明签到（要复核）');
    expect(screen.getByText('请选择原因')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: '没有门牌' }));
    await presses('不带证明签到（要复核）');
    await waitFor(() => expect(asked[0]?.body).toEqual({ at: NOW, reason: 'no-tag' }));
  });

  it('goes on without network, and says that the check-in waits; it arrives with its own time', async () => {
    pageWithServer({ 'POST /service-orders/order-1/start': () => 'no network' });
    await opens(visitOf());
    await user.type(screen.getByRole('textbox', { name: '门牌码（可不填）' }), 'tag-care-b');
    await presses('签到，开始服务');
    await screen.findByText('签到：待发送');
    expect(screen.getByText(/签到待发送/)).toBeTruthy();
    expect(screen.getByRole('button', { name: '服务完毕，写报告' })).toBeTruthy();
    const asked = pageWithServer({ 'POST /service-orders/order-1/start': () => ({ body: visitOf() }) });
    await act(() => outbox.flush());
    expect(asked[0]?.body).toEqual({ at: NOW, doorTag: 'tag-care-b' });
  });

  it('entered afterwards needs a time and a reason, both in words she understands', async () => {
    const asked = pageWithServer({ 'POST /service-orders/order-1/start': () => ({ body: visitOf() }) });
    await opens(visitOf({ state: 'missed' }));
    await presses('补录签到');
    await presses('提交补录');
    expect(screen.getByRole('alert').textContent).toContain('请填写时间');
    await user.type(screen.getByRole('textbox', { name: '实际开始时间' }), '9:05');
    await user.click(screen.getByRole('radio', { name: '忘记签到' }));
    await presses('提交补录');
    await waitFor(() => expect(asked[0]?.body).toEqual({ at: '2026-10-14T01:05:00.000Z', reason: 'forgot' }));
  });
});

describe('nobody opens', () => {
  it('is reported at once: knock and call first, then wait at the door', async () => {
    const asked = pageWithServer({
      'POST /service-orders/order-1/no-entry': () => ({ body: visitOf({ state: 'no-entry' }) }),
    });
    await opens(visitOf());
    await presses('敲门没人应');
    expect(screen.getByText(/先敲门、喊名字、打电话/)).toBeTruthy();
    await presses('报告：没有人开门');
    await waitFor(() => expect(asked[0]?.body).toEqual({}));
    cleanup();
    await opens(visitOf({ state: 'no-entry' }));
    expect(screen.getByText(/请在门口等候/)).toBeTruthy();
  });

  it('takes the code at the door along, and needs none', async () => {
    const asked = pageWithServer({
      'POST /service-orders/order-1/no-entry': () => ({ body: visitOf({ state: 'no-entry' }) }),
    });
    await opens(visitOf());
    await presses('敲门没人应');
    await user.type(screen.getByRole('textbox', { name: '门牌码（可不填）' }), ' tag-care-b ');
    await presses('报告：没有人开门');
    await waitFor(() => expect(asked[0]?.body).toEqual({ doorTag: 'tag-care-b' }));
  });

  it('without network is never queued: she is told to call the desk', async () => {
    pageWithServer({ 'POST /service-orders/order-1/no-entry': () => 'no network' });
    await opens(visitOf());
    await presses('敲门没人应');
    await presses('报告：没有人开门');
    expect((await screen.findByRole('alert')).textContent).toContain('没有送到！请打电话');
    expect(screen.getByRole('link', { name: '拨打 000-8001' }).getAttribute('href')).toBe('tel:000-8001');
    expect(outbox.entries()).toEqual([]);
  });
});

describe('an alarm from the home', () => {
  it('needs what has happened, and without network shows the numbers to call', async () => {
    pageWithServer({ 'POST /service-orders/order-1/alarm': () => 'no network' });
    await opens(visitOf({ state: 'started' }));
    await presses('现场报警');
    await presses('马上报警');
    expect(screen.getByRole('alert').textContent).toContain('请选择发生了什么');
    await user.click(screen.getByRole('radio', { name: '老人没有反应' }));
    await presses('马上报警');
    for (const n of ['120', '119', '110', '000-8001'])
      expect((await screen.findByRole('link', { name: `拨打 ${n}` })).getAttribute('href')).toBe(`tel:${n}`);
  });
});

describe('the report of a visit', () => {
  const started = visitOf({
    state: 'started',
    checkIn: { at: NOW, receivedAt: NOW, proof: 'tag', reason: null },
  });

  it('has nothing chosen before, and says what is missing', async () => {
    const asked = pageWithServer({});
    await opens(started);
    await presses('服务完毕，写报告');
    const ticked = [
      ...screen.getAllByRole<HTMLInputElement>('radio'),
      ...screen.getAllByRole<HTMLInputElement>('checkbox'),
    ];
    expect(ticked.filter(({ checked }) => checked)).toEqual([]);
    await presses('提交报告并签退');
    expect(screen.getByRole('alert').textContent).toBe('请选择：见到老人本人了吗。');
    expect(asked).toEqual([]);
  });

  it('sends what was done, whether she was seen, how she is, and the time of the end', async () => {
    const asked = pageWithServer({ 'POST /service-orders/order-1/finish': () => ({ body: started }) });
    await opens(started);
    await presses('服务完毕，写报告');
    await user.click(screen.getByRole('checkbox', { name: '居室清洁' }));
    await user.click(screen.getByRole('radio', { name: '见到了' }));
    await user.click(screen.getByRole('radio', { name: '良好' }));
    await user.click(screen.getByRole('checkbox', { name: '缺食' }));
    await presses('提交报告并签退');
    await waitFor(() =>
      expect(asked[0]?.body).toEqual({
        ...{ at: NOW, items: ['cleaning'], seen: true, condition: 'fine', flags: ['no-food'] },
      }),
    );
  });

  it('with a serious condition says that the desk is told at once', async () => {
    await opens(started);
    await presses('服务完毕，写报告');
    await user.click(screen.getByRole('radio', { name: '危重' }));
    expect(screen.getByText('选“危重”会马上通知值班人员。')).toBeTruthy();
  });
});

describe('the senior’s own word on the worker’s phone', () => {
  it('confirms, with a rating only if she gives one; nothing is chosen before', async () => {
    const asked = pageWithServer({
      'POST /service-orders/order-1/confirm': () => ({ body: visitOf() }),
      'POST /service-orders/order-1/rate': () => ({ body: visitOf() }),
    });
    await opens(visitOf({ state: 'finished', deliveredMinutes: 119 }), second);
    expect(screen.getByRole('button', { name: '下一家：王秀兰' })).toBeTruthy();
    await presses('请老人确认');
    expect(screen.getAllByRole<HTMLInputElement>('radio').filter(({ checked }) => checked)).toEqual([]);
    await user.click(screen.getByRole('radio', { name: '不满意' }));
    await presses('不签名，李福全本人按此确认');
    await waitFor(() => expect(asked.filter(({ what }) => what.startsWith('POST'))).toHaveLength(2));
    expect(asked.map(({ body }) => body).filter((body) => body !== null)).toEqual([
      { by: 'senior', channel: 'on-site' },
      { by: 'senior', channel: 'on-site', value: 'dissatisfied' },
    ]);
  });

  it('is signed by finger: a touch is no signature, and what was drawn goes with it', async () => {
    const asked = pageWithServer({
      'POST /service-orders/order-1/confirm': () => ({ body: visitOf() }),
      'POST /attachments': () => ({ status: 201, body: { id: 'a' } }),
    });
    const drawn: (readonly Stroke[])[] = [];
    const sent: boolean[] = [];
    const draw = (strokes: readonly Stroke[]): Promise<Blob> => {
      drawn.push(strokes);
      return Promise.resolve(new Blob(['png'], { type: 'image/png' }));
    };
    const frame = { orderId: 'order-1', name: '李福全', title: '请您确认', icon: 'hand', send: '我确认' } as const;
    render(
      <SignedForm {...frame} draw={draw} onSent={(signed) => sent.push(signed)} onBack={() => undefined}>
        {null}
      </SignedForm>,
    );
    const area = screen.getByRole('img', { name: '签名区' });
    fireEvent.pointerDown(area);
    fireEvent.pointerUp(area);
    await presses('我确认');
    expect(screen.getByRole('alert').textContent).toContain('还没有签名');
    await presses('擦掉重签');
    fireEvent.pointerDown(area);
    for (let n = 0; n < 3; n += 1) fireEvent.pointerMove(area);
    fireEvent.pointerUp(area);
    fireEvent.pointerMove(area);
    await presses('我确认');
    await waitFor(() => expect(sent).toEqual([true]));
    expect(drawn.map((strokes) => strokes.map(({ length }) => length))).toEqual([[4]]);
    await waitFor(() => expect(asked.map(({ what }) => what)).toContain('POST /attachments'));
  });

  it('CR-34: agrees to a price before the visit, and without network counts as given', async () => {
    pageWithServer({ 'POST /service-orders/order-1/accept-quote': () => 'no network' });
    const quote = {
      ...{ extraMinutes: 30, items: [], rateFenPerHour: 2_000, amountFen: 101_000, quotedAt: NOW, acceptedAt: null },
    };
    await opens(visitOf({ quote }));
    await presses('请老人当场同意自付');
    expect(screen.getByText(/加 30 分钟，自付 1,010.00 元。不同意就不做/)).toBeTruthy();
    await presses('不签名，李福全本人按此确认');
    expect(await screen.findByText('已约定加 30 分钟，自付 1,010.00 元')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '请老人当场同意自付' })).toBeNull();
    const asked = pageWithServer({ 'POST /service-orders/order-1/accept-quote': () => ({ body: visitOf() }) });
    await act(() => outbox.flush());
    expect(asked[0]?.body).toEqual({ by: 'senior', channel: 'on-site' });
  });
});
