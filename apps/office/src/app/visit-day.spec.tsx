import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WelfareVisitOnWire } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter, Route, Routes } from 'react-router';
import { VisitDayPage } from '../features/care/visit-day-page.js';
import { bodyOf, levelOwed, NO_DRAFT, walkOf } from '../features/care/visit-day.js';
import { queries, session } from '../shared/app-client.js';
import { en, zh } from './messages.js';

const TODAY = '2026-10-14';
const visitOf = (id: string, more: Partial<WelfareVisitOnWire> = {}): WelfareVisitOnWire => ({
  ...{ id, version: 2, state: 'planned', level: 'community', cause: 'regular', frequency: 'weekly', risk: 'high' },
  ...{ seniorId: `senior-${id}`, senior: { id: `senior-${id}`, name: `老人${id}` }, regionId: 'r' },
  ...{ from: '2026-10-12', to: TODAY, dueOn: TODAY, walkingOrder: 1, way: null, doneAt: null, proof: null },
  home: { id: 'h', label: 'h', addressWords: `清水村 ${id} 号`, hasDoorTag: true, position: { lat: 30, lng: 119 } },
  ...{ marks: [], servedBy: null, report: null, emptyAt: null, retryBy: null, contact: null, excuse: null },
  ...{ missedAt: null, missedReason: null, sample: null, incidentId: null },
  allowedActions: ['done', 'excuse', 'miss'],
  ...more,
});

interface Sent {
  readonly path: string;
  readonly key: string | null;
  readonly ifMatch: string | null;
  readonly body: unknown;
}
type Line = 'works' | 'cut' | 'refuses';
/** A server whose line may be cut while a save is on its way; by the beginning of the path. */
function server(answers: Readonly<Record<string, unknown>>): { readonly sent: readonly Sent[]; line: Line } {
  const sent: Sent[] = [];
  const state = { sent, line: 'works' as Line };
  globalThis.fetch = ((url: string, init: { method: string; body?: string; headers: HeadersInit }) => {
    const path = url.replace(/^.*\/api\/v1/, '');
    const headers = new Headers(init.headers);
    const writes = init.method !== 'GET';
    if (writes) {
      const [key, ifMatch] = ['idempotency-key', 'if-match'].map((name) => headers.get(name));
      sent.push({ path, key: key ?? null, ifMatch: ifMatch ?? null, body: JSON.parse(init.body ?? '{}') });
      if (state.line === 'cut') return Promise.reject(new TypeError('cut'));
    }
    const refused = writes && state.line === 'refuses';
    const refusal = { type: 'https://silverbell.example/problems/reason-missing', title: '请说明理由', status: 422 };
    const [, answer] = Object.entries(answers).find(([begin]) => path.startsWith(begin)) ?? [];
    return Promise.resolve({
      ...{ ok: !refused, status: refused ? 422 : 200, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(refused ? refusal : (answer ?? {}))),
    } as Response);
  }) as typeof fetch;
  return state;
}

const counts = { owed: 1, done: 0, excused: 0, missed: 0, rate: 0 };
const listOf = (items: readonly WelfareVisitOnWire[]) => ({ items, nextCursor: null, counts });
const base = (items: readonly WelfareVisitOnWire[]) => ({
  '/welfare-visits?from=2026-09-30': listOf([]),
  '/welfare-visits': listOf(items),
  '/regions': { items: [{ id: 'r', parentId: null, name: '清水村', active: true }] },
  '/catalogue': { regionId: 'r', on: TODAY, items: [] },
  '/meta': { demo: true },
});

function shows(role: string): void {
  const user = { id: 'gan', name: '甘部', role, regionId: 'r' };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={['/visits-today']}>
        <Routes>
          <Route path="/visits-today/*" element={<VisitDayPage user={user} timeZone="Asia/Shanghai" />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
const hasPosition = (is: boolean): void => {
  const found = { coords: { latitude: 30, longitude: 119, accuracy: 12 }, timestamp: 0 };
  const getCurrentPosition = (ok: (at: unknown) => void, no: () => void): void => (is ? ok(found) : no());
  Object.defineProperty(navigator, 'geolocation', { configurable: true, value: { getCurrentPosition } });
};
const choose = (name: string) => userEvent.click(screen.getByRole('radio', { name }));
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
  sessionStorage.clear();
  hasPosition(true);
});
afterEach(cleanup);

describe('CR-77: the walk of a day', () => {
  it('numbers what is due or was tried in vain first, each in walking order, each person once', () => {
    const { due, later } = walkOf(
      [
        visitOf('a', { walkingOrder: 2, dueOn: '2026-10-18' }),
        visitOf('b', { walkingOrder: 3 }),
        visitOf('c', { walkingOrder: 1, dueOn: '2026-10-18', state: 'empty' }),
        visitOf('d', { state: 'done', allowedActions: [] }),
        visitOf('e', { allowedActions: [] }),
        visitOf('f', { walkingOrder: 9, seniorId: 'senior-b' }),
      ],
      TODAY,
    );
    expect([...due, ...later].map(({ no, visit }) => `${String(no)} ${visit.id}`)).toEqual(['1 c', '2 b', '3 a']);
    expect(later).toHaveLength(1);
  });

  it('is that of the level that the roles owe', () => {
    expect([levelOwed(['village-cadre', 'community-officer']), levelOwed(['township-officer'])]).toEqual([
      ...['community', 'township'],
    ]);
    expect(levelOwed(['community-officer', 'township-officer'])).toBeUndefined();
  });

  it('says so when nothing is owed', async () => {
    server(base([]));
    shows('village-cadre');
    expect(await screen.findByText('今天没有要走访的老人。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '看地图' })).toBeNull();
  });
});

describe('CR-77: the result of a visit', () => {
  it('is saved in three taps, with the position, at the version that was read', async () => {
    const { sent } = server(base([visitOf('a')]));
    shows('village-cadre');
    await userEvent.click(await screen.findByRole('link', { name: /老人a.*清水村 a 号.*今天到期/ }));
    await choose('良好');
    await press('保存');
    expect(await screen.findByText('老人a：已保存')).toBeTruthy();
    expect(sent).toMatchObject([
      {
        ...{ path: '/welfare-visits/a/done', ifMatch: '"2"' },
        body: { way: 'home', seen: true, health: 'fine', position: { lat: 30, lng: 119, accuracyM: 12 } },
      },
    ]);
  });

  it('is sent again with the same key and words after the line was cut', async () => {
    const state = server(base([visitOf('a')]));
    shows('village-cadre');
    await userEvent.click(await screen.findByRole('link', { name: /老人a/ }));
    await choose('没有人');
    expect(screen.getByText(/24 小时内再去一次/)).toBeTruthy();
    state.line = 'cut';
    await press('保存');
    expect(await screen.findByText(/没有收到保存结果/)).toBeTruthy();
    // The list names what did not arrive, and another look at the visit finds it as it was.
    await userEvent.click(screen.getByRole('link', { name: '返回走访路线' }));
    await userEvent.click(await screen.findByRole('link', { name: /没有送达/ }));
    state.line = 'works';
    await press('再次保存');
    expect(await screen.findByText('老人a：已保存')).toBeTruthy();
    const [first, second] = state.sent;
    expect(second).toEqual(first);
    expect(first).toMatchObject({ body: { seen: false, way: 'home' } });
  });

  it('asks for the reason where neither the phone nor a door tag shows the place', async () => {
    hasPosition(false);
    const { sent } = server(base([visitOf('a')]));
    shows('village-cadre');
    await userEvent.click(await screen.findByRole('link', { name: /老人a/ }));
    await press('保存');
    expect(screen.getByRole('alert').textContent).toBe('请先选择结果');
    await choose('需就医');
    await press('保存');
    expect((await screen.findByRole('alert')).textContent).toMatch(/请选择原因/);
    expect(sent).toEqual([]);
    await choose('没有信号');
    await press('保存');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toEqual({ way: 'home', seen: true, health: 'needs-doctor', reason: 'no-signal' });
  });

  it('keeps the draft when it is refused, and asks for what the server misses', async () => {
    const state = server(base([visitOf('a')]));
    state.line = 'refuses';
    shows('village-cadre');
    await userEvent.click(await screen.findByRole('link', { name: /老人a/ }));
    await choose('良好');
    await press('保存');
    expect((await screen.findByRole('alert')).textContent).toContain('请说明理由');
    expect(screen.getByRole('group', { name: /没有标签或补录的原因/ })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '良好' }).checked).toBe(true);
  });

  it('takes of the check list what was looked at, and nothing of it where nobody opened', () => {
    const draft = { ...NO_DRAFT, result: 'fine', checked: { mood: 'low', food: '' }, note: ' 咳嗽 ' } as const;
    const shown = { at: null, position: null };
    expect(bodyOf(draft, shown)).toEqual({ way: 'home', seen: true, health: 'fine', mood: 'low', note: '咳嗽' });
    expect(bodyOf({ ...draft, result: 'nobody', way: 'call' }, shown)).toEqual({
      ...{ way: 'home', seen: false, note: '咳嗽' },
    });
  });
});

describe('CR-77: the calls of a visit', () => {
  const contact = { id: 'c', name: '李强', relation: '儿子', phone: '000-2001', position: 1, conflict: false };
  const file = {
    ...{ masked: false, phone: '000-1001', homeFile: { hazards: ['dog'], entryNote: null } },
    contacts: [{ ...contact, id: 'd', name: '张三', phone: '000-2002', conflict: true }, contact],
  };

  it('go to her and to her contacts, and her hazards are named, for those who keep her file', async () => {
    server({ ...base([visitOf('a')]), '/seniors/senior-a': file });
    shows('community-officer');
    await userEvent.click(await screen.findByRole('link', { name: /老人a/ }));
    const calls = within(await screen.findByRole('region', { name: '打电话' }));
    const numbers = (await calls.findAllByRole('link')).map(
      (link) => `${link.textContent ?? ''} ${(link as HTMLAnchorElement).href}`,
    );
    expect(numbers).toEqual(['打给老人a tel:000-1001', '打给儿子李强 tel:000-2001']);
    expect(screen.getByText('有狗')).toBeTruthy();
  });

  it('are none where no number may be read, and her file is not asked for', async () => {
    const read: string[] = [];
    server(base([visitOf('a')]));
    const answer = globalThis.fetch;
    globalThis.fetch = ((url: string, init: RequestInit) => {
      read.push(url);
      return answer(url, init);
    }) as typeof fetch;
    shows('village-cadre');
    await userEvent.click(await screen.findByRole('link', { name: /老人a/ }));
    expect(screen.getByText('这里没有可以拨打的号码。')).toBeTruthy();
    expect(read.filter((url) => url.includes('/seniors/'))).toEqual([]);
  });
});
