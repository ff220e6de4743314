import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { AnswerOf } from '@silverbell/wire';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { SeniorFile } from '../features/seniors/senior-file.js';
import { queries, session } from '../shared/app-client.js';
import { pageWithServer } from '../shared/testing/server.js';
import { en, zh } from './messages.js';

type CareFile = AnswerOf<'careFile'>;

const senior = {
  ...{ id: 's-1', name: '周*娥', age: 84, status: 'active', masked: true, away: null, dispatchFirst: false },
  ...{ home: { id: 'home-1', label: '云谷村三组' }, homeFile: { keys: [] }, warnings: [] },
  ...{ contacts: [], devices: [], incidents: [], consents: [], readings: [], careCategories: [], protectionFlags: [] },
};
const empty: CareFile = {
  senior: { id: 's-1', name: '周月娥', regionId: 'r', birthDate: null },
  eligibility: {
    ...{ on: '2026-10-15', eligible: false, failed: [], unknown: ['class'], documents: [] },
    conditions: [{ condition: 'class', met: null, words: '属于保障对象且证明有效' }],
    ...{ economicClass: null, localClass: null, minutesPerDay: null },
  },
  assessments: { state: 'missing', localClass: null, items: [] },
  classProofs: { items: [] },
  children: { children: null, livesAlone: null, version: 0 },
  entitlements: [],
};
const proof = { economicClass: 'subsistence' as const, from: '2025-01-01', valid: true };
const assessors = [
  { name: '何丽', office: '云谷社区' },
  { name: '钱伟', office: '银铃街道' },
];
const whole: CareFile = {
  ...empty,
  eligibility: {
    ...{ on: '2026-10-15', eligible: true, failed: [], unknown: [] },
    conditions: [{ condition: 'class', met: true, words: '属于保障对象且证明有效' }],
    ...{ economicClass: 'subsistence', localClass: 'semi-disabled', minutesPerDay: 90 },
    documents: [{ code: 'id-copy', name: '身份证' }],
  },
  assessments: {
    ...{ state: 'valid', localClass: 'semi-disabled' },
    items: [
      {
        ...{ id: 'a-1', scheme: 'GB/T 42195', schemeVersion: '2022', scores: {}, level: 2, assessors },
        ...{ on: '2025-11-01', validUntil: '2026-10-31', localClass: 'semi-disabled' },
        ...{ extendedUntil: '2027-01-31', extendedReason: '住院中' },
      },
    ],
  },
  classProofs: {
    items: [
      { ...proof, id: 'p-1', certificate: '低保证 77', until: '2026-11-14' },
      { ...proof, id: 'p-2', certificate: '低保证 78', until: '2026-11-15' },
      { ...proof, id: 'p-3', certificate: '低保证 12', until: '2026-10-14', valid: false },
      { ...proof, id: 'p-4', certificate: '低保证 79', until: null },
    ],
  },
  children: {
    children: [{ name: '吴刚', community: { words: '上海' }, capable: true, proof: null }],
    ...{ livesAlone: true, version: 1 },
  },
  entitlements: [
    {
      ...{ id: 'e-1', senior: { id: 's-1', name: '周*娥' }, regionId: 'r', state: 'suspended', version: 2 },
      ...{ from: '2026-01-01', to: null, minutesPerDay: 90, localClass: 'semi-disabled' },
      payee: { kind: 'provider', id: 'provider-1' },
      suspensions: [{ from: '2026-10-10', to: null, reason: 'hospital' }],
      ...{ endReason: null, allowedActions: [] },
      trail: [
        {
          ...{ type: 'suspended', on: '2026-10-10', reason: 'hospital', at: '2026-10-10T01:00:00.000Z' },
          by: { id: 'zhao', name: '赵敏' },
        },
      ],
    },
  ],
};

function shows(role: string, file: CareFile, tab = 'care'): void {
  pageWithServer({ '/seniors/s-1': senior, '/seniors/s-1/file': file });
  const user = { id: 'zhao', name: '赵敏', role, regionId: 'r' };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  const element = <SeniorFile user={user} timeZone="Asia/Shanghai" />;
  const initialEntries = [`/seniors/s-1/${tab}`];
  const router = createMemoryRouter([{ path: '/seniors/:id/*', element }], { initialEntries });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

const card = (name: string): Promise<HTMLElement> => screen.findByRole('region', { name });
const rowsOf = (inside: HTMLElement, table: string): string[][] =>
  within(within(inside).getByRole('table', { name: table }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell'))
    .map((cells) => cells.map(({ textContent }) => textContent ?? ''));

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('the care tab in the file of a senior', () => {
  it('CR-06: shows the entitlement with its terms and what happened to it', async () => {
    shows('township-officer', whole);
    const entitlements = await card('享受待遇');
    expect(rowsOf(entitlements, '享受待遇')).toEqual([
      ['暂停', '2026-01-01 起', '90', '半失能', '服务组织', '2026-10-10 起 住院', '—'],
    ]);
    expect(rowsOf(entitlements, '待遇经过')).toEqual([['2026-10-10', '暂停', '住院', '赵敏']]);
  });

  it('CR-77: marks in words which proofs end within 30 days, and which have ended', async () => {
    shows('township-officer', whole);
    const rows = rowsOf(await card('保障类别证明'), '保障类别证明');
    expect(rows.map((cells) => [cells[1], ...cells.slice(3)])).toEqual([
      ['低保证 77', '2026-11-14 30 天内到期', '有效'],
      ['低保证 78', '2026-11-15', '有效'],
      ['低保证 12', '2026-10-14 已过期', '无效'],
      ['低保证 79', '长期', '有效'],
    ]);
  });

  it('shows the assessment as it was extended, and the verdict with its conditions', async () => {
    shows('township-officer', whole);
    expect(rowsOf(await card('能力评估'), '能力评估')).toEqual([
      [
        ...['2025-11-01', 'GB/T 42195 2022', '2 级', '半失能', '何丽 云谷社区、钱伟 银铃街道'],
        ...['2027-01-31', '住院中'],
      ],
    ]);
    const verdict = await card('政府购买服务资格');
    expect(verdict.textContent).toMatch(/截至 2026-10-15.*符合条件.*低保.*身份证/);
    expect(rowsOf(verdict, '条件')).toEqual([['属于保障对象且证明有效', '符合']]);
  });

  it('says of an empty file what is missing, and never that she is not eligible', async () => {
    shows('supervisor', empty);
    const verdict = await card('政府购买服务资格');
    expect(verdict.textContent).toMatch(/资料不全，暂不能认定.*尚未登记/);
    expect(verdict.textContent).not.toContain('不符合条件');
    expect((await card('能力评估')).textContent).toContain('尚未评估');
    for (const name of ['享受待遇', '保障类别证明', '能力评估'])
      expect((await card(name)).textContent).toContain('没有记录。');
  });

  it('shows no full name to a reader whose file is masked', async () => {
    shows('lead', whole);
    await card('享受待遇');
    expect(screen.getByRole('main').textContent).not.toMatch(/周月娥|吴刚/);
  });

  it('leads to her orders, visits and complaints those who may open these lists', async () => {
    shows('community-officer', whole);
    const orders = await screen.findByRole('link', { name: '服务单' });
    expect(orders.getAttribute('href')).toBe('/service-orders?seniorId=s-1&from=2026-09-15');
    expect(screen.getByRole('link', { name: '走访' }).getAttribute('href')).toBe('/welfare-visits?seniorId=s-1');
    expect(screen.getByRole('link', { name: '投诉' }).getAttribute('href')).toBe('/complaints?seniorId=s-1');
    cleanup();
    shows('admin', whole);
    await card('享受待遇');
    expect(screen.queryByRole('link', { name: '服务单' })).toBeNull();
  });

  it('is there for those alone who may read the working file', async () => {
    shows('operator', whole, 'readings');
    expect(await screen.findByRole('tab', { name: '谁看过' })).toBeTruthy();
    expect(screen.queryByRole('tab', { name: '照料' })).toBeNull();
    cleanup();
    shows('lead', whole, 'readings');
    expect(await screen.findByRole('tab', { name: '照料' })).toBeTruthy();
  });
});
