import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { Incident } from '@silverbell/wire';
import { cleanup, render, screen } from '@testing-library/react';
import { en, zh } from '../../app/messages.js';
import { clock } from '../../shared/app-client.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { LadderAhead } from './ladder-ahead.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const T0 = Date.parse('2026-11-28T06:00:00.000Z');
const line = (rung: string, s: number, fired = false): Incident['ladder'][number] => ({
  ...{ rung, class: 'A', at: new Date(T0 + s * 1_000).toISOString(), fired },
});
const ladder = [line('press', 0, true), line('one-offer', 30), line('unattended-b', 60), line('last', 660)];

function shows(seconds: number) {
  jest.spyOn(clock, 'second').mockReturnValue(T0 + seconds * 1_000);
  render(<LadderAhead incident={incidentOf({ ladder })} timeZone="Asia/Shanghai" />);
  return screen.getAllByRole('listitem');
}

describe('what happens if nobody attends an incident', () => {
  it('is a line per rung: what was done with its time, what is to come with its countdown', () => {
    expect(shows(17).map((one) => one.textContent)).toEqual([
      '00:00坐席响铃14:00:00 已执行',
      '00:30先邀请一名就近人员00:13 后',
      '01:00转为立即派单00:43 后',
      '11:00反复呼叫全部责任人10:43 后',
    ]);
    expect(screen.getByRole('region', { name: '没有人受理时会发生什么' })).toBeTruthy();
  });

  it('points at the next rung, and says now when its time is there', () => {
    const next = shows(31).find((one) => one.getAttribute('aria-current') === 'step');
    expect(next?.textContent).toBe('00:30先邀请一名就近人员正在执行');
  });

  it('is not there once the incident is attended', () => {
    const { container } = render(<LadderAhead incident={incidentOf()} timeZone={undefined} />);
    expect(container.childElementCount).toBe(0);
  });
});
