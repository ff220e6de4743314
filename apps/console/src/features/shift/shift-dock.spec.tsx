import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { chooseLanguage, startI18n } from '@silverbell/web-ui';
import type { CoverageNow, IncidentSummary, Pace } from '@silverbell/wire';
import { act, cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { clock, helperPositions, live, queries } from '../../shared/app-client.js';
import { summaryOf } from '../../shared/testing/incidents.js';
import { shown, type Answers } from '../../shared/testing/shown.js';
import { ShiftDock } from './shift-dock.js';

const NOW = Date.parse('2026-11-28T06:26:40.000Z');
const AT = '2026-11-28T06:26:00.000Z';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
  queries.clear();
});

const coverage = (more: Partial<CoverageNow> = {}): CoverageNow => ({
  ...{ at: AT, withinS: 900, night: false, homes: 330, unreached: 32, helpers: 14, couldBeAsked: [] },
  villages: [
    village('竹海村', 9, null),
    village('云谷村', 18, 1_290),
    village('杏花村', 5, 930),
    village('石泉村', 1, 1_000),
  ],
  ...more,
});
function village(name: string, unreached: number, arrivalS: number | null): CoverageNow['villages'][number] {
  return {
    ...{ regionId: name, name, homes: 30, unreached, atRisk: 0, points: [] },
    soonest: arrivalS === null ? null : { name: null, arrivalS },
  };
}
function pace(judged: number, inTime: number, limitS: number, medianS: number | null = null): Pace {
  return { judged, inTime, limitS, medianS };
}
const counts = { recall: 0, offline: 5, 'battery-low': 6, 'never-heard': 0, 'test-due': 12, 'sim-expiring': 0 };
const item = (key: string, verdict: string, words: string) => ({
  ...{
    key,
    verdict,
    words: { 'zh-CN': words, en: words },
    value: 1,
    unit: 's',
    limit: 5,
    critical: false,
    server: null,
  },
});
const line = (service: string, checkedAt: string | null, checkDue: boolean) => ({
  ...{ service, number: '000', fromRegionId: 'r', checkedAt, checkDue },
});
const seat = (name: string, more: object = {}) => ({
  ...{
    person: { id: name, name },
    role: 'operator',
    regionId: 'r',
    training: false,
    since: AT,
    consoleConnected: true,
  },
  ...more,
});
const callBack = {
  ...{ id: 't1', kind: 'call-back', senior: { id: 's', name: '张桂兰' }, homeLabel: '桃源村五组', owner: 'operator' },
  ...{ takenBy: { id: 'me', name: '许晓燕' }, dueAt: '2026-11-28T06:45:00.000Z', incidentId: null },
};
const EMPTY: Answers = {
  seatsOnDuty: { items: [], at: AT },
  tasks: { items: [] },
  coverageNow: coverage({ homes: 0, unreached: 0, villages: [] }),
  incidentFigures: {
    at: AT,
    since: AT,
    raised: 0,
    answered: pace(0, 0, 15),
    accepted: pace(0, 0, 60),
    arrived: pace(0, 0, 900),
    urgentOther: { count: 0, of: 0 },
  },
  deviceWork: { items: [], nextCursor: null, counts: { ...counts, offline: 0, 'battery-low': 0, 'test-due': 0 } },
  platformHealth: { verdict: 'ok', rings: false, at: AT, items: [] },
  emergencyNumbers: { regionId: 'r', items: [] },
  followUps: { items: [], nextCursor: null },
  handovers: { items: [], receivers: [] },
};
const FULL: Answers = {
  seatsOnDuty: {
    items: [seat('许晓燕'), seat('李文静', { consoleConnected: false }), seat('实习', { training: true })],
    at: AT,
  },
  tasks: { items: [callBack, { ...callBack, id: 't2', takenBy: null, dueAt: '2026-11-28T07:30:00.000Z' }] },
  coverageNow: coverage(),
  incidentFigures: {
    ...{ at: AT, since: AT, raised: 21, answered: pace(21, 20, 15, 6.4), accepted: pace(9, 8, 60, 60) },
    arrived: pace(8, 7, 900, 520),
    urgentOther: { count: 2, of: 20 },
  },
  deviceWork: { items: [{}, {}], nextCursor: null, counts },
  platformHealth: {
    ...{ verdict: 'late', rings: false, at: AT },
    items: [
      item('relay:sms', 'ok', '短信等待 1 秒'),
      item('loop:ticker', 'ok', '到期步骤检查 1 秒前'),
      item('overdue', 'late', '最早的逾期步骤 12 秒'),
    ],
  },
  emergencyNumbers: { regionId: 'r', items: [line('120', AT, false), line('119', AT, true), line('110', null, true)] },
  followUps: {
    items: [
      { owner: { id: 'me', name: '许晓燕' }, incidentId: 'i7' },
      { owner: null, incidentId: null },
    ],
    nextCursor: null,
  },
  handovers: { items: [{ to: { id: 'me', name: '许晓燕' }, state: 'open' }], receivers: [] },
};
const never = new Promise(() => undefined);

interface Stage {
  readonly cases?: readonly IncidentSummary[];
  readonly known?: boolean;
  readonly connection?: 'live' | 'down';
  readonly role?: string;
  readonly heard?: readonly number[] | null;
}
function shows(
  answers: Answers,
  { cases = [], known = true, connection = 'live', role = 'operator', heard = [] }: Stage = {},
) {
  const state = {
    ...{ cases: new Map(cases.map((one) => [one.id, one])), connection, known, listFailed: false, listReadAt: 0 },
    missedPushes: 0,
  };
  jest.spyOn(live, 'state').mockReturnValue(state);
  jest.spyOn(clock, 'second').mockReturnValue(NOW);
  jest.spyOn(clock, 'now').mockReturnValue(NOW);
  jest.spyOn(helperPositions, 'heardAt').mockReturnValue(heard === null ? null : NOW - 2_000);
  jest.spyOn(helperPositions, 'nowS').mockReturnValue(NOW / 1_000);
  const places = (heard ?? []).map(
    (ageS, n) => [String(n), { lat: 30, lng: 119, atS: ageS === 0 ? 0 : NOW / 1_000 - ageS }] as const,
  );
  jest.spyOn(helperPositions, 'places').mockReturnValue(new Map(places));
  return shown(
    <ShiftDock user={{ id: 'me', name: '许晓燕', role, regionId: 'r' }} timeZone="Asia/Shanghai" reads />,
    answers,
    queries,
  );
}
const card = (name: string) => screen.findByRole('region', { name });
const text = async (name: string) => (await card(name)).textContent;

describe('the shift at a glance', () => {
  it('says who is on duty and what a new case does, and that silence means nothing', async () => {
    shows(FULL);
    expect((await screen.findByText(/^值班：/)).textContent).toBe('值班：许晓燕、李文静（控制台未连接） 14:26:00 读取');
    expect(screen.getByText(/按 F2 受理/)).toBeTruthy();
    expect(screen.getByText('这里只列事实。没有事件，只表示没有收到信号。')).toBeTruthy();
  });

  it('has the next thing due with its countdown, opened with Enter, and what comes after it', async () => {
    const escalation = { rung: null, nextStep: 'next-wave', nextDueAt: '2026-11-28T06:50:00.000Z' };
    shows(FULL, { cases: [summaryOf({ id: 'a', escalation })] });
    const first = await screen.findByRole('link', { name: /^下一件到期的事.?约定回电/ });
    expect(first.getAttribute('href')).toBe('/tasks');
    expect(first.textContent).toContain('14:45:00 到期');
    expect(first.textContent).toContain('18:20');
    const after = within(screen.getByRole('list', { name: '之后到期' })).getAllByRole('link');
    expect(after.map((link) => [link.getAttribute('href'), link.textContent])).toEqual([
      ['/incidents/a', '14:50:00无人接单则派下一批：周月娥'],
      ['/tasks', '15:30:00约定回电：张桂兰'],
    ]);
    expect(await text('下一件到期的事')).toMatch(/待办 \d\d:\d\d:\d\d 读取/);
    await userEvent.tab();
    expect(document.activeElement).toBe(first);
  });

  it('counts on after a term is over, and says so', async () => {
    const over = { ...callBack, dueAt: '2026-11-28T06:25:00.000Z' };
    shows({ ...FULL, tasks: { items: [over] } });
    const first = await screen.findByRole('link', { name: /^下一件到期的事.?约定回电/ });
    expect(first.textContent).toContain('已超时');
    expect(first.textContent).toContain('+01:40');
    expect(first.className).toContain('soon');
  });

  it('tells the paces of today with their limits and aims', async () => {
    shows(FULL);
    const answers = await card('应答与到场（今日）');
    await within(answers).findByText('今日 21 件，不含演练和测试');
    for (const words of [
      ...['应答6 秒中位；15 秒内 20/21（目标 95%）', '接单1 分中位；1 分内 8/9（目标 90%）'],
      ...['到场8 分 40 秒中位；15 分内 7/8', '14:26:00 读取'],
    ])
      expect(answers.textContent).toContain(words);
  });

  it.each([
    [2, '非本人按铃的一级：2/20 件（10%）。', false],
    [3, '非本人按铃的一级：3/20 件（15%）。 超过 10%：请核对哪些告警定级过高。按铃不降级。', true],
  ])('warns a lead when more than 10 %% of the alarms are P1 without a press: %d of 20', async (count, said, warns) => {
    const incidentFigures = { ...(FULL['incidentFigures'] as object), urgentOther: { count, of: 20 } };
    shows({ ...FULL, incidentFigures }, { role: 'lead' });
    expect((await screen.findByText(said)).className.includes('doubt')).toBe(warns);
    cleanup();
    shows({ ...FULL, incidentFigures });
    expect(await text('应答与到场（今日）')).not.toContain('非本人按铃');
  });

  it('says where nobody comes in time, the village with most homes first', async () => {
    shows(FULL);
    const reach = await card('此刻 15 分钟可达');
    await within(reach).findByText('298');
    expect(
      within(reach)
        .getAllByRole('term')
        .map((term) => term.textContent),
    ).toEqual([...['云谷村 18 户到不了', '竹海村 9 户到不了', '杏花村 5 户到不了']]);
    for (const words of ['/ 330 户', '最近 22 分', '无人可派', '另有 1 个村', '14:26:00 读取'])
      expect(reach.textContent).toContain(words);
    expect(within(reach).getByRole('link', { name: '覆盖页' }).getAttribute('href')).toBe('/coverage');
  });

  it('counts helpers, devices, the platform and what is mine', async () => {
    const shelf = { reason: 'x', until: '2026-11-28T10:00:00.000Z', by: null } as unknown as IncidentSummary['shelf'];
    shows(FULL, { heard: [0, 0, 5, 400], cases: [summaryOf({ shelf })] });
    await screen.findByText('等我接班');
    const all = {
      急救直拨号码: ['120 急救11/28 14:26:00 核对', '119 消防该核对，上次 11/28', '110 公安从未核对'],
      在岗助老员: ['4 人在岗', '有实时位置1', '按驻地2', '位置过期1', '14:26:30 读取'],
      设备: ['离线5 台', '电量低6 台', '测试到期12 台', '搁置中（三级）1 项，最早 18:00 恢复'],
      通道与平台: ['延迟1', '按时2', '最早的逾期步骤 12 秒', '短信等待 1 秒', '14:26:00 读取'],
      待我处理: [
        '约定回电1 项',
        '本岗位无人领取的待办1 项',
        '（我办结的事件）1 项',
        '我负责的设备待办2 项',
        '等我接班1 项',
      ],
    };
    for (const [name, words] of Object.entries(all)) for (const part of words) expect(await text(name)).toContain(part);
    expect(await text('通道与平台')).not.toContain('到期步骤检查');
  });

  it('says of each card that it is being read, as long as it is', async () => {
    shows(Object.fromEntries(Object.keys(EMPTY).map((name) => [name, never])), { known: false, heard: null });
    for (const name of [
      '下一件到期的事',
      '应答与到场（今日）',
      '此刻 15 分钟可达',
      '设备',
      '通道与平台',
      '急救直拨号码',
      '待我处理',
    ])
      expect(await text(name)).toContain('正在读取…');
    expect(await text('在岗助老员')).toContain('还没有收到助老员位置。');
  });

  it('says of each card that there is nothing, in words that promise nothing', async () => {
    shows(EMPTY);
    expect(await screen.findByText('没有登记给我的待办、回访、设备待办或交班。')).toBeTruthy();
    const said = {
      下一件到期的事: '没有登记在案的期限',
      '应答与到场（今日）': '今日还没有事件',
      '此刻 15 分钟可达': '没有登记有老人居住的住所',
      在岗助老员: '现在没有助老员在岗。',
      设备: '离线0 台',
      急救直拨号码: '120 急救没有登记号码',
      通道与平台: '平台没有报告任何一项。',
    };
    for (const [name, words] of Object.entries(said)) expect(await text(name)).toContain(words);
    expect(screen.getByText(/^现在没有坐席值班。/)).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/平安|正常|无事|良好|放心/);
  });

  it('says of each card that it could not be read, with a way to try again, and keeps the others', async () => {
    const { calls } = shows({}, { connection: 'down' });
    for (const name of [
      '应答与到场（今日）',
      '此刻 15 分钟可达',
      '设备',
      '通道与平台',
      '急救直拨号码',
      '待我处理',
      '下一件到期的事',
    ])
      expect(await within(await card(name)).findAllByRole('button', { name: '重试' }, { timeout: 4_000 })).not.toEqual(
        [],
      );
    expect(await text('下一件到期的事')).toContain('不知道下一件到期的是什么');
    expect(await text('在岗助老员')).toContain('现在没有助老员在岗。');
    const before = calls.mock.calls.filter(([name]) => name === 'coverageNow').length;
    await userEvent.click(within(await card('此刻 15 分钟可达')).getByRole('button', { name: '重试' }));
    expect(calls.mock.calls.filter(([name]) => name === 'coverageNow').length).toBeGreaterThan(before);
  });

  it('tells a lead and a supervisor who is on the telephone, and an operator nothing of it', async () => {
    const agent = (name: string, state: string) => ({
      ...{ account: { id: name, name }, role: 'operator', state, since: '2026-11-28T06:20:00.000Z', extension: '801' },
    });
    const telephony = { link: 'up', agents: [agent('许晓燕', 'talking'), agent('李文静', 'break')], calls: [] };
    shows({ ...FULL, telephony }, { role: 'supervisor' });
    expect(await screen.findByText('话机：许晓燕 通话中、李文静 小休（自 14:20）')).toBeTruthy();
    cleanup();
    queries.clear();
    shows({ ...FULL, telephony: { ...telephony, agents: [] } }, { role: 'lead' });
    expect(await screen.findByText('话机：没有坐席示闲、通话或小休。')).toBeTruthy();
    cleanup();
    queries.clear();
    jest.restoreAllMocks();
    const { calls } = shows({ ...FULL, telephony });
    await screen.findByText('等我接班');
    expect(calls.mock.calls.map(([name]) => name)).not.toContain('telephony');
    expect(screen.queryByText(/^话机：/)).toBeNull();
  });

  it('asks nothing that the role may not read', async () => {
    const { calls } = shows(EMPTY, { role: 'auditor' });
    await screen.findByText('平台没有报告任何一项。');
    const asked = new Set(calls.mock.calls.map(([name]) => name));
    expect([...asked].sort()).toEqual(['deviceWork', 'incidentFigures', 'platformHealth', 'seatsOnDuty']);
    expect(screen.queryByRole('region', { name: '待我处理' })).toBeNull();
  });

  it('speaks English', async () => {
    act(() => chooseLanguage('en'));
    shows(FULL);
    expect(await screen.findByRole('link', { name: /Due next/ })).toBeTruthy();
    expect(await text('Within 15 min now')).toContain('of 330 homes');
    act(() => chooseLanguage('zh-CN'));
  });
});
