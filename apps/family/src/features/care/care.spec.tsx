import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { ServiceOrderOnWire } from '@silverbell/wire';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { queries } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { visitOf } from '../../shared/testing/wire.js';
import { Care } from './care.js';

beforeAll(() => startI18n('family', { zh, en }));
afterEach(() => {
  cleanup();
  queries.clear();
});

/** Answers every list with these visits on 2026-10-14, and remembers what was asked. */
function shows(...items: readonly ServiceOrderOnWire[]) {
  const [first] = items;
  // One order by its id has what was reported of it.
  const byId = { ...first, trail: [], report: { seen: true, condition: 'fine', flags: null } };
  const asked: { readonly path: string; readonly body: unknown }[] = [];
  globalThis.fetch = ((url: string, { body }: { body?: string }) => {
    asked.push({ path: url.replace(/^.*\/api\/v1/, ''), body: body === undefined ? null : JSON.parse(body) });
    const list = { today: '2026-10-14', items, nextCursor: null };
    const answer = body !== undefined ? first : url.endsWith(`/service-orders/${first?.id ?? ''}`) ? byId : list;
    return Promise.resolve({
      ...{ ok: true, status: 200, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(answer)),
    } as Response);
  }) as typeof fetch;
  render(
    <QueryClientProvider client={queries}>
      <Care timeZone="Asia/Shanghai" />
    </QueryClientProvider>,
  );
  return asked;
}
const past = visitOf({
  ...{ id: 'past', state: 'confirmed', day: '2026-10-13', deliveredMinutes: 119 },
  ...{ plannedStart: '2026-10-13T01:00:00.000Z', plannedEnd: '2026-10-13T03:00:00.000Z' },
  allowedActions: ['rate'],
});

describe('the visits of a senior for her family', () => {
  it('are those to come and those that took place, around the day of care', async () => {
    const asked = shows(past, visitOf({ worker: null, workerId: null, state: 'planned' }));
    const ahead = await screen.findByRole('region', { name: '要来的服务' });
    expect(ahead.textContent).toContain('2026-10-14 09:00 到 11:00，李福全居室清洁 · 待派单还没有派人');
    expect(screen.getByRole('region', { name: '来过的服务' }).textContent).toContain('孙晓燕上门 · 服务 119 分钟');
    expect(asked.at(-1)?.path).toBe('/service-orders?from=2026-09-30&to=2026-10-28&limit=200');
  });

  it('has what the worker reported of it, when the family asks', async () => {
    const checkOut = { at: past.plannedEnd, receivedAt: past.plannedEnd, proof: 'tag', reason: null } as const;
    const asked = shows({ ...past, checkOut });
    await userEvent.click(await screen.findByRole('button', { name: '看护理员的报告' }));
    await screen.findByText('护理员报告：见到了老人本人，老人状况：良好');
    expect(asked.at(-1)?.path).toBe('/service-orders/past');
  });

  it('offer a price to agree to with the words of what it costs', async () => {
    const quote = {
      ...{ extraMinutes: 30, rateFenPerHour: 2_000, amountFen: 104_000, quotedAt: past.day, acceptedAt: null },
      items: [{ code: 'urgent-repair', count: 2, priceFen: 1_500 }],
    };
    const of = { items: ['urgent-repair'], itemNames: ['应急维修'], quote };
    const asked = shows(visitOf({ ...of, allowedActions: ['accept-quote'] }));
    await screen.findByText(/报价：加 30 分钟、应急维修 × 2，自付 1,040.00 元。不同意就不做，不收费/);
    await userEvent.click(screen.getByRole('button', { name: '同意，自付 1,040.00 元' }));
    await waitFor(() => expect(asked.map(({ path }) => path)).toContain('/service-orders/order-1/accept-quote'));
  });
});

describe('a complaint about a visit (CR-52)', () => {
  it('is sent with its kind and words, and says until when it is answered', async () => {
    const asked = shows({ ...past, answerDue: '2026-10-21' } as ServiceOrderOnWire);
    await userEvent.click(await screen.findByRole('button', { name: '投诉这次服务' }));
    await userEvent.click(screen.getByRole('button', { name: '提交投诉' }));
    expect(screen.getByRole('alert').textContent).toBe('请选投诉什么，并写清经过。');
    await userEvent.click(screen.getByRole('radio', { name: '态度' }));
    await userEvent.type(screen.getByRole('textbox', { name: '写清经过' }), '进门就吵');
    await userEvent.click(screen.getByRole('button', { name: '提交投诉' }));
    await screen.findByText('投诉已收到，最迟 2026-10-21 前答复您。');
    expect(asked.filter(({ body }) => body !== null)).toEqual([
      { path: '/complaints', body: { orderId: 'past', by: 'contact', kind: 'attitude', text: '进门就吵' } },
    ]);
  });

  it('is not offered of a visit that has no worker yet', async () => {
    shows(visitOf({ worker: null, workerId: null, state: 'planned' }));
    await screen.findByRole('region', { name: '要来的服务' });
    expect(screen.queryByRole('button', { name: '投诉这次服务' })).toBeNull();
  });
});

describe('one more visit (CR-77)', () => {
  it('is booked from the services she knows, and not before its times are in order', async () => {
    const asked = shows(past);
    await userEvent.click(await screen.findByRole('button', { name: '再约一次服务' }));
    const form = within(screen.getByRole('form', { name: '再约一次服务' }));
    await userEvent.click(form.getByRole('radio', { name: '居室清洁' }));
    await userEvent.type(form.getByLabelText('开始'), '15:00');
    await userEvent.type(form.getByLabelText('结束'), '14:00');
    await userEvent.click(form.getByRole('button', { name: '提交预约' }));
    expect(form.getByRole('alert').textContent).toContain('结束要晚于开始');
    await userEvent.clear(form.getByLabelText('结束'));
    await userEvent.type(form.getByLabelText('结束'), '16:00');
    await userEvent.click(form.getByRole('button', { name: '提交预约' }));
    await screen.findByText(/已约 .*等服务组织派人/);
    expect(asked.filter(({ body }) => body !== null)).toEqual([
      {
        path: '/service-orders',
        body: { seniorId: 'care-b', items: ['cleaning'], day: '2026-10-14', startTime: '15:00', endTime: '16:00' },
      },
    ]);
  });
});

describe('the rating of a visit', () => {
  it('has nothing chosen before, and is not sent without a choice', async () => {
    const asked = shows(past);
    await userEvent.click(await screen.findByRole('button', { name: '评价这次服务' }));
    const form = within(screen.getByRole('form', { name: '您对这次服务满意吗' }));
    expect(form.getAllByRole<HTMLInputElement>('radio').map(({ checked }) => checked)).toEqual([false, false, false]);
    await userEvent.click(form.getByRole('button', { name: '提交评价' }));
    expect(form.getByRole('alert').textContent).toBe('请先选一个。');
    expect(asked.filter(({ body }) => body !== null)).toEqual([]);
  });

  it('is sent as the word of a contact by page', async () => {
    const asked = shows(past);
    await userEvent.click(await screen.findByRole('button', { name: '评价这次服务' }));
    await userEvent.click(screen.getByRole('radio', { name: '不满意' }));
    await userEvent.click(screen.getByRole('button', { name: '提交评价' }));
    await waitFor(() =>
      expect(asked.find(({ body }) => body !== null)).toEqual({
        path: '/service-orders/past/rate',
        body: { by: 'contact', channel: 'page', value: 'dissatisfied' },
      }),
    );
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
  });
});
