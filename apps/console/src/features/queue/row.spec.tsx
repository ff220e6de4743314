import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { clock } from '../../shared/app-client.js';
import { en, zh } from '../../app/messages.js';
import { summaryOf } from '../../shared/testing/incidents.js';
import { Row } from './row.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const shows = (more: Parameters<typeof summaryOf>[0], selected = false) => {
  render(
    <MemoryRouter>
      <Row one={summaryOf(more)} me="me" selected={selected} timeZone="Asia/Shanghai" />
    </MemoryRouter>,
  );
  return screen.getByRole('link');
};

describe('a row of the queue', () => {
  it('says how urgent, which phase, who, where, what and that it has no owner', () => {
    const row = shows({});
    for (const words of ['一级·紧急', '待受理', '周月娥', '桃源村五组', '无人受理'])
      expect(row.textContent).toContain(words);
    expect(row.className).toContain('waiting');
  });

  it('says that it is mine, and how many are going', () => {
    const by = { id: 'me', name: '许燕' };
    const going = [{ state: 'departed' }, { state: 'accepted' }, { state: 'withdrawn' }];
    const row = shows({
      attention: { state: 'attended', by, since: '2026-11-28T06:00:06.000Z' },
      response: { state: 'going', wave: 1, openOffers: 0, assignments: going } as never,
    });
    expect(row.textContent).toContain('我在受理 · 2 人前往');
    expect(row.className).not.toContain('waiting');
  });

  it('counts signals that joined, for the eye and for a reader', () => {
    const row = shows({ signalCount: 3 });
    expect(row.textContent).toContain('×3');
    expect(row.textContent).toContain('信号 3 次');
  });

  it('leads to its case, and says when it is the one on the screen', () => {
    expect(shows({ id: 'a' }, true).getAttribute('href')).toBe('/incidents/a');
    expect(screen.getByRole('link').getAttribute('aria-current')).toBe('true');
  });

  it('marks a drill before the name', () => {
    expect(shows({ practice: 'drill' }).textContent).toMatch(/演练.*周月娥/);
  });

  it('says for how long its next step is overdue, and not before the platform had its moment', () => {
    const escalation = { rung: null, nextStep: 'depart-limit', nextDueAt: '2026-11-28T06:00:00.000Z' };
    const second = jest.spyOn(clock, 'second').mockReturnValue(Date.parse('2026-11-28T06:01:30.000Z'));
    expect(shows({ escalation }).textContent).toContain('催办 01:30');
    cleanup();
    second.mockReturnValue(Date.parse('2026-11-28T06:00:04.000Z'));
    expect(shows({ escalation }).textContent).not.toContain('催办');
  });

  it('says until when it is on hold, unless it is overdue', () => {
    const hold = { reason: 'watching', until: '2026-11-28T06:20:00.000Z' } as const;
    const second = jest.spyOn(clock, 'second').mockReturnValue(Date.parse('2026-11-28T06:10:00.000Z'));
    const escalation = { rung: null, nextStep: 'hold', nextDueAt: '2026-11-28T06:20:00.000Z' };
    expect(shows({ hold, escalation }).textContent).toContain('挂起至 14:20');
    cleanup();
    second.mockReturnValue(Date.parse('2026-11-28T06:21:00.000Z'));
    const late = shows({ hold, escalation }).textContent;
    expect(late).toContain('催办 01:00');
    expect(late).not.toContain('挂起');
  });

  it('keeps a name of markup as the letters it is', () => {
    const row = shows({ seniors: [{ id: 's', name: '<img src=x onerror=alert(1)>' }] });
    expect(row.querySelector('img')).toBeNull();
    expect(row.textContent).toContain('<img src=x');
  });
});
