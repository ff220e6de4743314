import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { AnswerOf } from '@silverbell/wire';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { SeniorFile } from '../features/seniors/senior-file.js';
import { queries, session } from '../shared/app-client.js';
import { pageWithServer, type Sent } from '../shared/testing/server.js';
import { en, zh } from './messages.js';

type CareFile = AnswerOf<'careFile'>;

const senior = {
  ...{ id: 's-1', name: '周月娥', age: 84, status: 'active', masked: false, away: null, dispatchFirst: false },
  ...{ home: { id: 'home-1', label: '云谷村三组' }, homeFile: { keys: [] }, warnings: [] },
  ...{ contacts: [], devices: [], incidents: [], consents: [], readings: [], careCategories: [], protectionFlags: [] },
};
const son = { name: '吴刚', community: { words: '上海' }, capable: true, proof: null };
const daughter = { name: '吴梅', community: { regionId: 'village' }, capable: false, proof: '残疾证 12' };
const file: CareFile = {
  senior: { id: 's-1', name: '周月娥', regionId: 'village', birthDate: null },
  eligibility: {
    ...{ on: '2026-10-15', eligible: false, failed: [], unknown: [], documents: [], conditions: [] },
    ...{ economicClass: null, localClass: null, minutesPerDay: null },
  },
  assessments: {
    ...{ state: 'expired', localClass: 'semi-disabled' },
    items: [
      {
        ...{ id: 'a-1', scheme: 'GB/T 42195', schemeVersion: '2022', scores: { 进食: 5 }, level: 2 },
        assessors: [
          { name: '何丽', office: '云谷社区' },
          { name: '钱伟', office: '云谷镇' },
        ],
        ...{ on: '2025-10-01', validUntil: '2026-09-30', localClass: 'semi-disabled' },
        ...{ extendedUntil: null, extendedReason: null },
      },
    ],
  },
  classProofs: { items: [] },
  children: { children: [son, daughter], livesAlone: true, version: 4 },
  entitlements: [],
};
const nothing: CareFile = {
  ...file,
  assessments: { state: 'missing', localClass: null, items: [] },
  children: { children: null, livesAlone: null, version: 0 },
};

function shows(role: string, care: CareFile, masked = false): readonly Sent[] {
  const sent = pageWithServer({
    ...{ '/seniors/s-1': { ...senior, masked }, '/seniors/s-1/file': care },
    ...{ '/regions': { items: [{ id: 'village', parentId: null, name: '云谷村', active: true }] } },
  });
  const user = { id: 'zhao', name: '赵敏', role, regionId: 'village' };
  session.begin({ token: 't', expiresAt: '2100-01-01T00:00:00Z', lifetimeMs: 1, user, unfinished: [] });
  const element = <SeniorFile user={user} timeZone="Asia/Shanghai" />;
  const router = createMemoryRouter([{ path: '/seniors/:id/*', element }], { initialEntries: ['/seniors/s-1/care'] });
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return sent;
}

const card = (name: string): Promise<HTMLElement> => screen.findByRole('region', { name });
const presses = async (name: string | RegExp): Promise<void> =>
  userEvent.click(await screen.findByRole('button', { name }));
const writes = (name: RegExp, value: string): void =>
  void fireEvent.change(within(screen.getByRole('dialog')).getByRole('textbox', { name }), { target: { value } });
/** Opens a list of choices and takes one. */
async function chooses(name: RegExp, choice: string): Promise<void> {
  fireEvent.mouseDown(within(screen.getByRole('dialog')).getByRole('combobox', { name }));
  fireEvent.click(await screen.findByText(choice, { selector: '.ant-select-item-option-content' }));
}

beforeEach(() => {
  startI18n('office', { zh, en });
  queries.clear();
});
afterEach(cleanup);

describe('the children of a senior', () => {
  it('CR-14: stand with their communities, ability and proof, under whether she lives alone', async () => {
    shows('community-officer', file);
    const children = await card('子女与独居');
    await within(children).findByText('云谷村');
    const rows = within(children).getAllByRole('row').slice(1);
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      '吴刚上海能—修改删除',
      '吴梅云谷村不能残疾证 12修改删除',
    ]);
    expect(children.textContent).toContain('独居：是');
  });

  it('are sent as a whole when one is changed, at the version that was read', async () => {
    const sent = shows('community-officer', file);
    await presses('修改子女：吴刚');
    writes(/^其他地方/, '杭州');
    await presses(/^提交/);
    const body = { children: [{ ...son, community: { words: '杭州' } }, daughter] };
    await waitFor(() => expect(sent).toEqual([{ path: '/seniors/s-1/children', ifMatch: '"4"', body }]));
  });

  it('live in one place: a community here and another place are not sent together', async () => {
    const sent = shows('community-officer', file);
    await presses('修改子女：吴梅');
    writes(/^其他地方/, '杭州');
    await presses(/^提交/);
    expect((await screen.findByRole('alert')).textContent).toBe('本地社区和其他地方只能填一项。');
    expect(sent).toEqual([]);
  });

  it('that were never stated are not none, until that is stated', async () => {
    const sent = shows('township-officer', nothing);
    expect((await card('子女与独居')).textContent).toMatch(/独居：缺资料.*尚未登记/);
    await presses('登记没有子女');
    await presses(/^提交/);
    await waitFor(() =>
      expect(sent).toEqual([{ path: '/seniors/s-1/children', ifMatch: '"0"', body: { children: [] } }]),
    );
  });

  it('have no names for a reader whose file is masked, and no buttons', async () => {
    shows('lead', file, true);
    const children = await card('子女与独居');
    expect(children.textContent).toContain('子女1');
    expect(screen.getByRole('main').textContent).not.toMatch(/吴刚|吴梅/);
    expect(screen.queryByRole('button', { name: /^登记|^修改子女|^延长/ })).toBeNull();
  });
});

describe('the proofs and assessments of a senior', () => {
  it('CR-17: a proof is put on file with its first and last day', async () => {
    const sent = shows('community-officer', file);
    await presses('登记证明');
    await chooses(/^保障类别/, '低保');
    writes(/^证明/, '低保证 77');
    writes(/^有效期至/, '20271014');
    await presses(/^提交/);
    const body = { economicClass: 'subsistence', certificate: '低保证 77', from: '2026-10-15', until: '2027-10-14' };
    await waitFor(() => expect(sent).toEqual([{ path: '/seniors/s-1/class-proofs', ifMatch: null, body }]));
  });

  it('CR-13: an assessment names two people of two offices, and none of them may be missing', async () => {
    const sent = shows('community-officer', nothing);
    await presses('登记评估');
    await chooses(/^级别/, '2 级');
    writes(/^有效期至/, '2027-10-14');
    writes(/^评估人1(?!的)/, '何丽');
    writes(/^评估人1的单位/, '云谷社区');
    writes(/^评估人2(?!的)/, '钱伟');
    await presses(/^提交/);
    expect(await screen.findByText('请填写评估人2的单位')).toBeTruthy();
    expect(sent).toEqual([]);
    writes(/^评估人2的单位/, '云谷镇');
    await presses(/^提交/);
    const [wanted] = file.assessments.items;
    const body = {
      ...{ scheme: 'GB/T 42195', schemeVersion: '2022', scores: {}, level: 2, assessors: wanted?.assessors },
      ...{ on: '2026-10-15', validUntil: '2027-10-14' },
    };
    await waitFor(() => expect(sent).toEqual([{ path: '/seniors/s-1/assessments', ifMatch: null, body }]));
  });

  it('are extended by the township with a reason; the community has no such button', async () => {
    const sent = shows('township-officer', file);
    expect((await card('能力评估')).textContent).toContain('进食 5');
    await presses('延长有效期');
    writes(/^延长到/, '2026-12-31');
    writes(/^原因/, '住院中');
    await presses(/^提交/);
    const body = { until: '2026-12-31', reason: '住院中' };
    await waitFor(() => expect(sent).toEqual([{ path: '/assessments/a-1/extend', ifMatch: null, body }]));
    cleanup();
    queries.clear();
    shows('community-officer', file);
    await card('能力评估');
    expect(screen.queryByRole('button', { name: '延长有效期' })).toBeNull();
  });
});
