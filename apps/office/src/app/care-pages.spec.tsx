import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServiceOrderOnWire } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { MemoryRouter } from 'react-router';
import { queries, session } from '../shared/app-client.js';
import type { PageProps } from '../shared/page-props.js';
import { en, zh } from './messages.js';
import { AssignmentBoard } from '../features/care/assignment-board.js';
import { clockOf, momentOf } from '../features/care/care-day.js';
import { MealsPage } from '../features/care/meals-page.js';
import { CareCallsPage } from '../features/care-calls/care-calls-page.js';
import { VillageScoresPage } from '../features/care/village-scores-page.js';
import { VisitsPage } from '../features/care/visits-page.js';
import { WorkPage } from '../features/care/work-page.js';

interface Sent {
  readonly path: string;
  readonly ifMatch: string | null;
  readonly body: unknown;
}
type Answer = unknown;

/** Answers by the beginning of the path; what is written gets `refusal`. */
function server(answers: Readonly<Record<string, Answer>>, refusal: object | null = null): readonly Sent[] {
  const sent: Sent[] = [];
  globalThis.fetch = ((url: string, init: { method: string; body?: string; headers: HeadersInit }) => {
    const path = url.replace(/^.*\/api\/v1/, '');
    const writes = init.method !== 'GET';
    if (writes)
      sent.push({ path, ifMatch: new Headers(init.headers).get('if-match'), body: JSON.parse(init.body ?? '{}') });
    const [, answer] = Object.entries(answers).find(([begin]) => path.startsWith(begin)) ?? [];
    const refused = writes && refusal !== null;
    return Promise.resolve({
      ...{ ok: !refused, status: refused ? 409 : 200, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(refused ? refusal : (answer ?? {}))),
    } as Response);
  }) as typeof fetch;
  return sent;
}

const user = { id: 'he', name: '何丽', role: 'provider-manager', regionId: 'r' };
function shows(Page: ComponentType<PageProps>, at: string): void {
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[at]}>
        <Page user={user} timeZone="Asia/Shanghai" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const orderOf = (more: Partial<ServiceOrderOnWire>): Partial<ServiceOrderOnWire> => ({
  ...{ id: 'o-1', version: 3, state: 'planned', day: '2026-10-15', senior: { id: 'care-b', name: '李福全' } },
  ...{ itemNames: ['居室清洁'], workerId: null, secondWorkerId: null, allowedActions: ['assign'] },
  ...{ plannedStart: '2026-10-15T01:00:00.000Z', plannedEnd: '2026-10-15T03:00:00.000Z' },
  ...more,
});
const workerOf = (id: string, name: string, until: string) => ({
  ...{ id, name, regionId: 'r', provider: { id: 'p', name: 'p' }, training: null, active: true, suspended: false },
  ...{ version: 1, certificates: [{ kind: 'health', number: null, from: null, until, valid: true }] },
});
const base = {
  '/regions': { items: [{ id: 'r', parentId: null, name: '银铃县', active: true }] },
  '/catalogue': { regionId: 'r', on: '2026-10-15', items: [] },
  '/workers': {
    items: [workerOf('worker-1', '孙晓燕', '2027-06-30'), workerOf('worker-2', '钱丽华', '2026-10-14')],
    nextCursor: null,
  },
  '/service-orders': {
    items: [
      orderOf({}),
      orderOf({ id: 'o-2', state: 'assigned', workerId: 'worker-1', senior: { id: 'care-c', name: '王秀兰' } }),
    ],
    nextCursor: null,
  },
};

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('the assignment board of a day', () => {
  it('shows what waits and what every worker has, with what is known against her', async () => {
    server(base);
    shows(AssignmentBoard, '/service-orders/board');
    const form = await screen.findByRole('form', { name: '派给 李福全 09:00' });
    const choices = within(form)
      .getAllByRole('option')
      .map(({ textContent }) => textContent);
    expect(choices.slice(1)).toEqual(['孙晓燕（当天另有 09:00）', '钱丽华（健康证 2026-10-14 到期）']);
    expect(screen.getByRole('region', { name: '孙晓燕（1 单）' }).textContent).toContain('王秀兰');
    expect(screen.getByRole('region', { name: '钱丽华（0 单）' }).textContent).toContain('这一天没有安排');
  });

  it('assigns at the version that she sees, by the keys alone', async () => {
    const sent = server(base);
    shows(AssignmentBoard, '/service-orders/board?day=2026-10-15');
    const form = await screen.findByRole('form', { name: '派给 李福全 09:00' });
    await userEvent.selectOptions(within(form).getByRole('combobox', { name: '护理员' }), 'worker-1');
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/service-orders/o-1/assign', ifMatch: '"3"', body: { workerId: 'worker-1' } }]),
    );
  });

  it('names everything against an assignment, and asks for a second worker where needed', async () => {
    const refusal = {
      ...{ type: 'https://silverbell.example/problems/certificate-expired', title: '证件在服务当日无效', status: 409 },
      facts: { blocks: 'certificate-expired worker-overlap second-worker' },
    };
    server(base, refusal);
    shows(AssignmentBoard, '/service-orders/board?day=2026-10-15');
    const form = await screen.findByRole('form', { name: '派给 李福全 09:00' });
    await userEvent.selectOptions(within(form).getByRole('combobox', { name: '护理员' }), 'worker-2');
    await userEvent.click(within(form).getByRole('button', { name: '派单' }));
    const said = await within(form).findByRole('alert');
    expect(
      within(said)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['健康证或资格证当日无效', '与她的另一单时间冲突（含路程30分钟）', '该项目需要两人']);
    expect(within(form).getByRole('combobox', { name: '第二名护理员' })).toBeTruthy();
  });
});

const visit = {
  ...{
    id: 'v-1',
    version: 2,
    state: 'planned',
    level: 'community',
    cause: 'regular',
    frequency: 'weekly',
    risk: 'high',
  },
  ...{
    seniorId: 'care-b',
    senior: { id: 'care-b', name: '李福全' },
    regionId: 'r',
    from: '2026-10-12',
    to: '2026-10-18',
  },
  ...{ dueOn: '2026-10-18', walkingOrder: 2, way: null, doneAt: null, proof: null, marks: [], servedBy: null },
  home: { id: 'h', label: 'h', addressWords: '清水村 3 号', hasDoorTag: true, position: { lat: 30, lng: 119 } },
  ...{ report: null, emptyAt: null, retryBy: null, contact: null, excuse: null, missedAt: null },
  ...{ missedReason: null, sample: null },
  ...{ incidentId: null, allowedActions: ['done', 'excuse', 'miss'], trail: [] },
};
const counts = { owed: 10, done: 6, excused: 2, missed: 1, rate: 0.75 };

describe('welfare visits', () => {
  it('stand in walking order with their place, under what is owed and done', async () => {
    server({ ...base, '/welfare-visits': { items: [visit], nextCursor: null, counts } });
    shows(VisitsPage, '/');
    const row = (await screen.findByRole('link', { name: '李福全' })).closest('tr');
    expect(row?.textContent).toMatch(/^2李福全清水村 3 号/);
    expect((await screen.findByRole('list', { name: '汇总' })).textContent).toContain('走访率75.0 %');
  });

  it('are recorded with what was seen, at the version that she sees', async () => {
    const sent = server({ ...base, '/welfare-visits/v-1': visit });
    shows(VisitsPage, '/v-1');
    await userEvent.click(await screen.findByRole('button', { name: '登记走访' }));
    await userEvent.type(screen.getByRole('textbox', { name: /^门牌标签/ }), 'tag-care-b');
    await userEvent.type(screen.getByRole('textbox', { name: /^走访时间/ }), '2026-10-14 9:30');
    await userEvent.click(screen.getByRole('button', { name: '提交' }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          ...{ path: '/welfare-visits/v-1/done', ifMatch: '"2"' },
          body: { way: 'home', seen: true, doorTag: 'tag-care-b', at: '2026-10-14T01:30:00.000Z' },
        },
      ]),
    );
  });

  it('take a time that is none as it was written', () => {
    expect(momentOf('this morning', 'Asia/Shanghai')).toBe('this morning');
  });
});

/** The list of meals is rendered twice before its button stays. */
const SLOWLY = { timeout: 4_000 };

describe('meals', () => {
  it('are taken by somebody else or by herself, and the list says by whom', async () => {
    const meal = {
      ...{
        id: 'm-1',
        version: 1,
        state: 'booked',
        seniorId: 'care-b',
        regionId: 'r',
        mealPointId: 'p',
        on: '2026-10-15',
      },
      ...{ senior: { id: 'care-b', name: '李福全' }, mealPoint: { id: 'p', name: '村老年食堂' } },
      ...{ opensAt: '2026-10-15T03:00:00.000Z', closesAt: '2026-10-15T05:00:00.000Z', priceFen: 800, subsidyFen: 300 },
      ...{ payFen: 500, attendedAt: null, means: null, by: null, inPerson: null, untouched: false },
      allowedActions: ['attend', 'cancel'],
    };
    const points = { items: [{ id: 'p', name: '村老年食堂', active: true }], nextCursor: null };
    const sent = server({ ...base, '/meal-points': points, '/meal-bookings': { items: [meal], nextCursor: null } });
    shows(MealsPage, '/');
    // The list is made anew once the day of care is known.
    await waitFor(() => {
      const button = screen.getByText('登记取餐', { selector: '[aria-label="登记取餐 李福全"]' });
      expect(button.closest('tr')?.textContent).toContain('5.00 元');
      fireEvent.click(button);
      screen.getByText('提交');
    }, SLOWLY);
    fireEvent.click(screen.getByText('提交'));
    // Who took it is never taken for granted.
    expect(screen.getByText(/谁取的/, { selector: '.error' })).toBeTruthy();
    expect(sent).toEqual([]);
  });
});

describe('care calls', () => {
  const call = {
    ...{ id: 'call-1', version: 3, state: 'to-ask', planId: 'p', orderId: null },
    ...{ seniorId: 'care-b', regionId: 'r', on: '2026-10-14' },
    ...{ senior: { id: 'care-b', name: '李福全' }, dueOn: '2026-10-14', startTime: '09:00', endTime: '10:00' },
    tries: [
      { at: '2026-10-14T01:10:00.000Z', result: 'unanswered' },
      { at: '2026-10-14T01:40:00.000Z', result: 'not-recognised' },
    ],
    ...{ contact: null, reached: null, helpAskedAt: null, incidentId: null },
    allowedActions: ['record', 'ask-contact'],
  };

  it('CR-29: takes for a sign of life only what was chosen so, for the version that was read', async () => {
    const sent = server({ ...base, '/care-calls': { items: [call], nextCursor: null } });
    shows(CareCallsPage, '/');
    fireEvent.click(await screen.findByRole('button', { name: '登记通话 李福全' }));
    expect(screen.getByText(/只有本人接听并确认是她/)).toBeTruthy();
    fireEvent.click(screen.getByText('提交'));
    expect(sent).toEqual([]);
    fireEvent.mouseDown(screen.getByRole('combobox', { name: /结果/ }));
    fireEvent.click(await screen.findByText('本人接听并确认', { selector: '.ant-select-item-option-content' }));
    fireEvent.click(screen.getByText('提交'));
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/care-calls/call-1/record', ifMatch: '"3"', body: { result: 'spoken' } }]),
    );
  });

  it('shows every try with what it found, and offers what may be done now', async () => {
    server({ ...base, '/care-calls/call-1': { ...call, trail: [] } });
    shows(CareCallsPage, '/call-1');
    expect(await screen.findByText(/无人接听；.*有人接听，未能确认是本人/)).toBeTruthy();
    expect(screen.getByRole('button', { name: '登记联系人答复' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '请应急端敲门' })).toBeNull();
  });
});

describe('the work of daytime care', () => {
  it('says how many days a thing is overdue, and leads to where it is done', async () => {
    const item = {
      ...{ kind: 'visit-due', id: 'v-1', ownerRole: 'community-officer', regionId: 'r', seniorId: 'care-b' },
      ...{ senior: { id: 'care-b', name: '李福全' }, dueOn: '2026-10-11', state: 'missed', group: 'overdue' },
      ...{ daysOverdue: 3, remindedAt: null },
    };
    const of = { overdue: 1, today: 0, ahead: 0, supervised: 0 };
    server({ ...base, '/work': { today: '2026-10-14', counts: of, items: [item] } });
    shows(WorkPage, '/work');
    const link = await screen.findByRole('link', { name: '走访 李福全' });
    expect(link.getAttribute('href')).toBe('/welfare-visits/v-1');
    expect(link.closest('tr')?.textContent).toContain('2026-10-11，逾期 3 天');
  });

  it('CR-27: takes note of an end on the list itself, and names whose contract ends', async () => {
    const common = { ownerRole: 'provider-manager', regionId: 'r', worker: null, daysOverdue: 0, remindedAt: null };
    const items = [
      {
        ...{
          ...common,
          kind: 'service-ended',
          id: 'e-1',
          seniorId: 'care-b',
          senior: { id: 'care-b', name: '李福全' },
        },
        ...{ provider: null, dueOn: '2026-10-19', state: 'death', group: 'ahead' },
      },
      {
        ...{ ...common, kind: 'contract-ending', id: 'c-1', seniorId: null, senior: null, dueOn: '2026-10-30' },
        ...{ provider: { id: 'p-1', name: '青松居家' }, state: 'running', group: 'ahead' },
      },
    ];
    const counts = { overdue: 0, today: 0, ahead: 2, supervised: 0 };
    const sent = server({ ...base, '/work': { today: '2026-10-14', counts, items } });
    shows(WorkPage, '/work');
    const contract = await screen.findByRole('link', { name: '服务协议将到期 青松居家' });
    expect(contract.getAttribute('href')).toBe('/providers/p-1');
    await userEvent.click(screen.getByRole('button', { name: '终止备案 李福全' }));
    await userEvent.click(screen.getByRole('button', { name: '提交' }));
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/entitlements/e-1/acknowledge', ifMatch: null, body: { notice: 'ended' } }]),
    );
  });
});

describe('CR-54: the scores of villages', () => {
  it('show no points where no target is set, and set one at the version that is seen', async () => {
    const none = { measure: null, target: null, done: null, points: null, frozenOn: null, version: 0 };
    const some = { measure: 'seniors-served', target: 3, done: 2, points: 1.33, version: 2 };
    const of = { year: 2026, fullPoints: 2, deadline: '2026-12-15', allowedActions: ['set-target'] };
    const items = [
      { ...of, ...none, regionId: 'r' },
      { ...of, ...some, regionId: 'v', frozenOn: '2026-12-16', allowedActions: [] },
    ];
    const sent = server({ ...base, '/village-scores': { items, nextCursor: null } });
    shows(VillageScoresPage, '/village-scores');
    const frozen = await screen.findByText('1.33（满分 2）');
    expect(frozen.closest('tr')?.textContent).toContain('2026-12-15，已锁定');
    const button = screen.getByRole('button', { name: '设目标 银铃县' });
    expect(button.closest('tr')?.textContent).toContain('未设目标');
    await userEvent.click(button);
    await userEvent.type(screen.getByRole('textbox', { name: /目标数/ }), '40');
    await userEvent.click(screen.getByRole('button', { name: '提交' }));
    const body = { year: 2026, measure: 'seniors-served', target: 40 };
    await waitFor(() => expect(sent).toEqual([{ path: '/village-scores/r', ifMatch: '"0"', body }]));
  });
});

describe('a time of day in a plan', () => {
  it.each([
    ['9:00', '09:00'],
    ['9：00', '09:00'],
    ['0930', '09:30'],
    ['early', 'early'],
  ])('%s is sent as %s', (written, sent) => {
    expect(clockOf(written)).toBe(sent);
  });
});
