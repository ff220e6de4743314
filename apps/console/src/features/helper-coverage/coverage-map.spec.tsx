import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { CoverageNow, HelperCoverage } from '@silverbell/wire';
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { en, zh } from '../../app/messages.js';
import { shown } from '../../shared/testing/shown.js';
import { CoverageMap } from './coverage-map.js';
import { gapsTonight } from './drawn-gaps.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const coverageNow: CoverageNow = {
  ...{ at: '2026-11-28T06:40:00.000Z', withinS: 900, night: false, homes: 330, unreached: 2, helpers: 14 },
  villages: [
    {
      ...{ regionId: 'v', name: '云谷村', homes: 24, unreached: 2, atRisk: 1, soonest: null },
      points: [
        [3_025_000, 11_903_000],
        [3_025_200, 11_903_400],
      ],
    },
  ],
  couldBeAsked: [],
};
const village = (regionId: string, name: string, lat: number) => ({
  ...{ regionId, name, centre: { lat, lng: 119.03 }, hours: [], uncovered: 1 },
});
const helperCoverage: HelperCoverage = {
  ...{ from: '2026-11-28', withinMinutes: 15 },
  villages: [village('v', '云谷村', 30.25), village('w', '竹海村', 30.28), village('x', '桃源村', 30.21)],
  tonight: { from: '2026-11-28T14:00:00.000Z', to: '2026-11-28T22:00:00.000Z', uncovered: ['w', 'x'] },
};
const onMap = (): readonly string[] =>
  within(screen.getByRole('region', { name: '地图' }))
    .queryAllByRole('tooltip')
    .map(({ textContent }) => textContent ?? '');
const legend = (): string => screen.getByRole('list', { name: '图例' }).textContent ?? '';
const looksAt = (when: '此刻' | '今夜'): void => {
  fireEvent.click(within(screen.getByRole('group', { name: '看哪个时候' })).getByRole('button', { name: when }));
};

describe('the map of coverage', () => {
  it('shows this moment first, and tonight by the duty calendar when it is asked for', async () => {
    shown(<CoverageMap />, { coverageNow, helperCoverage });
    await screen.findByText('无人可到的住所 2 户');
    expect(onMap()).toEqual(['云谷村 2 户\n无人可派']);
    looksAt('今夜');
    expect(onMap()).toEqual(['竹海村', '桃源村']);
    expect(legend()).toContain('今夜至少一小时无人可到的村 2 个');
    expect(screen.getByRole('button', { name: '今夜' }).getAttribute('aria-pressed')).toBe('true');
    looksAt('此刻');
    expect(onMap()).toEqual(['云谷村 2 户\n无人可派']);
  });

  it('says that tonight was not read, rather than showing a map without gaps', async () => {
    shown(<CoverageMap />, { coverageNow });
    await screen.findByText('无人可到的住所 2 户');
    looksAt('今夜');
    expect(onMap()).toEqual([]);
    expect(legend()).toContain('今夜的覆盖还没有读到');
    expect(legend()).not.toContain('0');
  });

  it('draws every village without a helper tonight, and names no more than have room', () => {
    const many = Array.from({ length: 40 }, (_, n) => village(`v${n}`, `村${n}`, 30 + n / 100));
    const uncovered = many.map(({ regionId }) => regionId);
    const drawn = gapsTonight({ ...helperCoverage, villages: many, tonight: { ...helperCoverage.tonight, uncovered } });
    expect([drawn.gaps.length, drawn.words.length]).toEqual([40, 12]);
  });
});
