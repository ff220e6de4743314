import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { CoverageNow } from '@silverbell/wire';
import { cleanup, screen, within } from '@testing-library/react';
import { en, zh } from '../../app/messages.js';
import { shown } from '../../shared/testing/shown.js';
import { CoveragePanel } from './coverage-panel.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const at = '2026-11-28T06:40:00.000Z';
const coverage = (more: Partial<CoverageNow> = {}): CoverageNow => ({
  ...{ at, withinS: 900, night: false, homes: 330, unreached: 18, helpers: 14 },
  villages: [
    {
      ...{ regionId: 'v', name: '云谷村', homes: 24, unreached: 18, atRisk: 6, points: [] },
      soonest: { name: '唐敏', arrivalS: 1_290 },
    },
  ],
  couldBeAsked: [
    { helper: { id: 'h', name: '罗雪梅' }, kind: 'village-doctor', region: '云谷村', homes: 14, offDutySince: null },
  ],
  ...more,
});
const tonight = (uncovered: readonly string[]) => ({
  ...{
    from: '2026-11-28',
    withinMinutes: 15,
    villages: [{ regionId: 'v', name: '云谷村', centre: { lat: 30, lng: 119 }, hours: [], uncovered: 0 }],
  },
  tonight: { from: '2026-11-28T14:00:00.000Z', to: '2026-11-28T22:00:00.000Z', uncovered },
});
const shows = (now: CoverageNow, uncovered: readonly string[] = []) =>
  shown(<CoveragePanel timeZone="Asia/Shanghai" />, { coverageNow: now, helperCoverage: tonight(uncovered) });

describe('the panel of coverage', () => {
  it('names the village, how many homes nobody reaches, who is nearest and in how many minutes', async () => {
    shows(coverage());
    const row = (await screen.findByRole('rowheader', { name: '云谷村' })).closest('tr')!;
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['18（共 24）', '6', '唐敏', '22 分']);
    expect(screen.getByText('312 / 330 户')).toBeTruthy();
  });

  it('says who could be asked and what that would bring, without asking anybody', async () => {
    shows(coverage());
    const asked = await screen.findByRole('region', { name: '可以请来上岗的人' });
    expect(asked.textContent).toContain('罗雪梅');
    expect(asked.textContent).toContain('14 户');
    expect(within(asked).queryByRole('button')).toBeNull();
  });

  it('says that nobody may be sent, and names no helper of another county', async () => {
    const [village] = coverage().villages;
    shows(
      coverage({
        villages: [
          { ...village!, soonest: null },
          { ...village!, regionId: 'w', name: '竹海村', soonest: { name: null, arrivalS: 960 } },
        ],
      }),
    );
    expect((await screen.findByRole('rowheader', { name: '云谷村' })).closest('tr')?.textContent).toContain('无人可派');
    expect(screen.getByRole('rowheader', { name: '竹海村' }).closest('tr')?.textContent).toContain('外区人员');
  });

  it('names the villages that the duty calendar leaves alone tonight', async () => {
    shows(coverage(), ['v']);
    const gap = await screen.findByRole('region', { name: '今夜缺口' });
    expect(gap.textContent).toContain('22:00–06:00');
    expect(gap.textContent).toContain('云谷村');
  });

  it('says so when every home is reached, and offers nobody then', async () => {
    shows(coverage({ unreached: 0, villages: [], couldBeAsked: [] }));
    expect(await screen.findByText('此刻每户都有在岗的人能及时到达。')).toBeTruthy();
    expect(screen.queryByRole('region', { name: '可以请来上岗的人' })).toBeNull();
  });
});
