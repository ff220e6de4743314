import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen } from '@testing-library/react';
import type { FamilySenior } from '@silverbell/wire';
import { en, zh } from '../../shared/messages.js';
import { seniorOf } from '../../shared/testing/wire.js';
import { SeniorFacts } from './senior-facts.js';

beforeAll(() => startI18n('family', { zh, en }));
afterEach(cleanup);

const shows = (more: Partial<FamilySenior> = {}, doubtful = false) => {
  render(
    <SeniorFacts
      senior={seniorOf(more)}
      doubtful={doubtful}
      timeZone="Asia/Shanghai"
      readAtMs={Date.parse('2026-11-28T06:26:00Z')}
    />,
  );
  return screen.getByRole('region', { name: '周月娥' }).textContent;
};

describe('the facts of a senior', () => {
  it('stand with their time, and with when they were read', () => {
    const words = shows({
      lastContact: { sign: 'seen', at: '2026-11-28T03:40:00.000Z' },
      devices: [{ id: 'd', role: 'pendant', lastSeenAt: '2026-11-28T06:25:00.000Z', batteryPct: 64 }],
    });
    for (const said of ['14:26 更新', '最近一次活动', '11:40:00', '见到本人', '电量 64%', '79 岁', '桃源村五组'])
      expect(words).toContain(said);
  });

  it('H15: never say that all is well, least of all without a connection', () => {
    expect(shows()).toContain('目前没有正在处理的求助');
    cleanup();
    const words = shows({}, true);
    expect(words).not.toContain('没有正在处理的求助');
    expect(words).not.toMatch(/平安|一切正常|安好/);
  });

  it('CR-27: say when the purchased service ended, and nothing of it while it runs', () => {
    expect(shows()).not.toContain('上门服务');
    cleanup();
    expect(shows({ serviceEndedOn: '2026-11-09' })).toContain('政府购买的上门服务已于 2026-11-09 终止');
  });

  it('offer one number to call: hers, and none beside an open case', () => {
    shows();
    expect(screen.getByRole('link', { name: '打给周月娥' }).getAttribute('href')).toBe('tel:000-1001');
    cleanup();
    shows({ openIncidentId: 'incident-1' });
    expect(screen.queryByRole('link')).toBeNull();
  });
});
