import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { CareGroundPage } from '../features/care-ground/care-ground-page.js';
import { queries, session } from '../shared/app-client.js';
import { en, zh } from './messages.js';

interface Sent {
  readonly path: string;
  readonly ifMatch: string | null;
  readonly body: unknown;
}
/** No answer at all: the server knows of no such thing. */
const NOT_FOUND = null;

/** Answers by the beginning of the path, longer ones first; what is written gets `refusal`. */
function server(answers: Readonly<Record<string, unknown>>, refusal: object | null = null): readonly Sent[] {
  const sent: Sent[] = [];
  const byLength = Object.entries(answers).sort(([one], [other]) => other.length - one.length);
  globalThis.fetch = ((url: string, init: { method: string; body?: string | FormData; headers: HeadersInit }) => {
    const path = url.replace(/^.*\/api\/v1/, '');
    const writes = init.method !== 'GET';
    const body: unknown =
      init.body instanceof FormData ? Object.fromEntries(init.body) : JSON.parse(String(init.body ?? '{}'));
    if (writes) sent.push({ path, ifMatch: new Headers(init.headers).get('if-match'), body });
    const [, found = NOT_FOUND] = byLength.find(([begin]) => path.startsWith(begin)) ?? [];
    const refused = writes ? refusal : found === NOT_FOUND ? { type: 'x/not-found', title: '没有找到' } : null;
    return Promise.resolve({
      ...{ ok: refused === null, status: refused === null ? 200 : writes ? 403 : 404, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(refused ?? found ?? {})),
    } as Response);
  }) as typeof fetch;
  return sent;
}

function shows(at: string, role: string, id = 'he'): void {
  const user = { id, name: '何丽', role, regionId: 'town' };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[at]}>
        <Routes>
          <Route path="/care-ground/*" element={<CareGroundPage user={user} timeZone="Asia/Shanghai" />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
const rowsOf = async (table: string): Promise<string[][]> =>
  within(await screen.findByRole('table', { name: table }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell'))
    .map((cells) => cells.map(({ textContent }) => textContent ?? ''));
const field = (name: RegExp): HTMLElement => screen.getByRole('textbox', { name });
const presses = async (name: string | RegExp): Promise<void> =>
  userEvent.click(await screen.findByRole('button', { name }));

const item = (code: string, name: string, more: object) => ({
  ...{ code, name, aid: 'cleaning', content: '打扫', unit: 'hour', priceFen: 2000, standard: '按规范', classes: [] },
  ...{ subsidised: true, twoPeople: false, certificate: null, from: null, ...more },
});
const haircut = item('haircut', '理发', { unit: 'time', priceFen: 1500, classes: ['disabled'] });
const catalogueOn = (on: string) => ({
  '/regions': {
    items: [
      { id: 'county', parentId: null, name: '银铃县', active: true },
      { id: 'town', parentId: 'county', name: '云谷镇', active: true },
    ],
  },
  '/catalogue?regionId=county': { regionId: 'county', on, items: [item('cleaning', '居室清洁', {}), haircut] },
  '/catalogue?regionId=town': {
    ...{ regionId: 'town', on },
    items: [item('cleaning', '居室清洁', { priceFen: 2500, from: 'town' })],
  },
});
const days = [
  { date: '2026-10-01', kind: 'off', name: '国庆节' },
  { date: '2026-10-02', kind: 'off', name: '国庆节' },
  { date: '2026-10-10', kind: 'work', name: '国庆节调休上班' },
];
const proposed = { by: { id: 'county-1', name: '赵敏' }, at: '2026-09-30T01:00:00.000Z' };
const published = { year: 2026, days, source: '通知', state: 'published', proposed, confirmed: proposed, version: 3 };
const open = { ...published, state: 'proposed', confirmed: null };
const answers = { ...catalogueOn('2026-10-15'), '/calendar/2026': published };

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('the catalogue of a region', () => {
  it('CR-16: shows what the region says otherwise, the price above it, and what is hidden', async () => {
    server(answers);
    shows('/care-ground?regionId=town', 'township-officer');
    expect(await rowsOf('服务目录')).toEqual([
      ['居室清洁', '助洁', '不限', '25.00 元/小时 上级 20.00 元', '按规范', '本级规定', '调整'],
      ['理发 云谷镇已隐藏', '助洁', '失能', '15.00 元/次', '按规范', '模板', '调整'],
    ]);
    expect(screen.getByRole('main').textContent).toContain('云谷镇，2026-10-15 有效');
  });

  it('is changed by what differs alone, and by nothing when nothing differs', async () => {
    const sent = server(answers);
    shows('/care-ground?regionId=town', 'township-officer');
    await presses('调整 居室清洁');
    await userEvent.type(field(/^依据/), '镇务会议');
    await presses(/^提交/);
    expect((await screen.findByRole('alert')).textContent).toBe('没有改动，未提交。');
    fireEvent.change(field(/^价格/), { target: { value: '26.5' } });
    await presses(/^提交/);
    const body = { regionId: 'town', code: 'cleaning', validFrom: '2026-10-15', source: '镇务会议', priceFen: 2650 };
    await waitFor(() => expect(sent).toEqual([{ path: '/catalogue', ifMatch: null, body }]));
  });

  it('is read by a provider, who changes nothing and has no look at the settings', async () => {
    server(answers);
    shows('/care-ground', 'provider-manager');
    await screen.findByRole('table', { name: '服务目录' });
    expect(screen.queryByRole('button', { name: /^调整|^新增/ })).toBeNull();
    expect(screen.getByRole('link', { name: '工作日历' }).getAttribute('href')).toBe('/care-ground/calendar');
    expect(screen.queryByRole('link', { name: '日间服务设置' })).toBeNull();
  });
});

describe('the working-day calendar', () => {
  it('CR-02: shows days that follow each other as one line, and who sent the year in', async () => {
    server({ ...answers, '/calendar/2026': open });
    shows('/care-ground/calendar', 'county-officer', 'county-1');
    expect(await rowsOf('2026 年放假和上班的日子')).toEqual([
      ['2026-10-01 周四 – 2026-10-02 周五', '2', '放假', '国庆节'],
      ['2026-10-10 周六', '1', '上班', '国庆节调休上班'],
    ]);
    const card = screen.getByRole('region', { name: '2026 年' });
    expect(card.textContent).toMatch(/待第二人确认.*放假 2 天，调休上班 1 天.*赵敏.*由您报送，须另一人确认/);
    expect(within(card).queryByRole('button', { name: '确认' })).toBeNull();
  });

  it('is confirmed by a second person with the same days, at the version that she read', async () => {
    const sent = server({ ...answers, '/calendar/2026': open });
    shows('/care-ground/calendar', 'county-officer', 'county-2');
    await presses('确认');
    expect(screen.getByRole('dialog').textContent).toContain('共 3 天，依据“通知”');
    await presses(/^提交/);
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/calendar/2026', ifMatch: '"3"', body: { days, source: '通知' } }]),
    );
  });

  it('says in words why it was not confirmed', async () => {
    server(
      { ...answers, '/calendar/2026': open },
      { type: 'x/four-eyes', title: '同一环节须由另一人办理', status: 403 },
    );
    shows('/care-ground/calendar', 'county-officer', 'county-2');
    await presses('确认');
    await presses(/^提交/);
    expect((await screen.findByRole('alert')).textContent).toContain('同一环节须由另一人办理');
  });

  it('of the next year is missed from November on, and no earlier', async () => {
    server({ ...catalogueOn('2026-11-02'), '/calendar/2026': published });
    shows('/care-ground', 'supervisor');
    expect((await screen.findByText(/^2027 年还没有报送/)).closest('[role=status]')).toBeTruthy();
    expect(screen.getByRole('link', { name: '去看看' }).getAttribute('href')).toBe('/care-ground/calendar?year=2027');
    cleanup();
    queries.clear();
    server(answers);
    shows('/care-ground', 'supervisor');
    await screen.findByRole('table', { name: '服务目录' });
    expect(screen.queryByText(/还没有报送/)).toBeNull();
  });

  it('of a year that is missing is an empty page with its reason, for others without a button', async () => {
    server(answers);
    shows('/care-ground/calendar?year=2028', 'community-officer');
    expect((await screen.findByRole('region', { name: '2028 年' })).textContent).toContain('2028 年还没有报送');
    expect(screen.queryByRole('button', { name: '报送' })).toBeNull();
  });

  it('is sent in by lines; one that cannot be read is named and nothing is sent', async () => {
    const sent = server(answers);
    shows('/care-ground/calendar/2027', 'county-officer');
    await userEvent.type(await screen.findByRole('textbox', { name: /^依据/ }), '通知');
    const lines = field(/^放假和调休上班的日子/);
    fireEvent.change(lines, { target: { value: '2027-01-01~2027-01-02 放假 元旦\n元旦' } });
    await presses('报送');
    expect(await screen.findByText('第 2 行读不出来')).toBeTruthy();
    expect(sent).toEqual([]);
    fireEvent.change(lines, { target: { value: '2027-01-01~2027-01-02 放假 元旦' } });
    await presses('报送');
    const off = ['2027-01-01', '2027-01-02'].map((date) => ({ date, kind: 'off', name: '元旦' }));
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/calendar/2027', ifMatch: null, body: { days: off, source: '通知' } }]),
    );
  });

  it('is sent in anew as a spreadsheet, at the version that was read', async () => {
    const sent = server(answers);
    shows('/care-ground/calendar/2026', 'county-officer');
    await userEvent.upload(await screen.findByLabelText('表格'), new File(['x'], '日历.xlsx'));
    await presses('报送');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ path: '/calendar/2026/file', ifMatch: '"3"', body: { source: '通知' } });
    expect(Object.keys(sent[0]?.body as object)).toEqual(['source', 'file']);
  });
});

describe('the dated settings of care', () => {
  const grace = {
    ...{
      key: 'care.assessment.graceD',
      value: 20,
      fromRegionId: 'county',
      validFrom: '2026-07-01',
      source: '会议纪要',
    },
    ...{ by: { id: 'county-1', name: '赵敏' }, default: 30, twoPeople: true },
    rule: { type: 'number', unit: 'days', least: 0, most: 366 },
    next: null,
    proposed: [{ value: 25, validFrom: '2027-01-01', source: '新文件', by: { id: 'county-1', name: '赵敏' } }],
  };
  const pool = {
    ...{ key: 'care.entitlement.pool', value: 'day', fromRegionId: null, validFrom: null, source: 'CR-33', by: null },
    ...{ default: 'day', twoPeople: true, rule: { type: 'choice', of: ['day', 'week'] }, next: null, proposed: [] },
  };
  const withSettings = { ...answers, '/regions/county/care-settings': { on: '2026-10-15', items: [grace, pool] } };

  it('CR-04: show the value, its default, where it comes from and what waits', async () => {
    server(withSettings);
    shows('/care-ground/settings', 'finance-officer');
    expect(await rowsOf('日间服务设置')).toEqual([
      [
        ...['评估到期后的宽限', '20 天', '30 天', '银铃县 · 2026-07-01 · 会议纪要 · 赵敏', '—'],
        '25 天，2027-01-01 起 · 新文件 · 赵敏 ',
      ],
      ['服务时长的结算周期', '按日', '按日', '默认 · CR-33', '—', '—'],
    ]);
    expect(screen.queryByRole('button', { name: /^修改/ })).toBeNull();
  });

  it('count when a second person sends the same value for the same day', async () => {
    const sent = server(withSettings);
    shows('/care-ground/settings', 'county-officer', 'county-2');
    await presses('确认 评估到期后的宽限');
    await presses(/^提交/);
    const body = { key: 'care.assessment.graceD', value: 25, validFrom: '2027-01-01', source: '新文件' };
    await waitFor(() => expect(sent).toEqual([{ path: '/regions/county/care-settings', ifMatch: null, body }]));
  });

  it('are proposed as a number; the first person cannot confirm what she sent in', async () => {
    const sent = server(withSettings);
    shows('/care-ground/settings', 'county-officer', 'county-1');
    expect(await screen.findByText('由您提交，须另一人确认')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^确认/ })).toBeNull();
    await presses('修改 评估到期后的宽限');
    expect(screen.getByRole('dialog').textContent).toContain('由另一人确认才生效');
    fireEvent.change(field(/^值/), { target: { value: '15' } });
    await userEvent.type(field(/^依据/), '会议');
    await presses(/^提交/);
    const body = { key: 'care.assessment.graceD', value: 15, validFrom: '2026-10-15', source: '会议' };
    await waitFor(() => expect(sent).toEqual([{ path: '/regions/county/care-settings', ifMatch: null, body }]));
  });
});
