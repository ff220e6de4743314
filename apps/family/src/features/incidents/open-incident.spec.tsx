import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { FamilyIncident } from '@silverbell/wire';
import { queries } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { incidentOf } from '../../shared/testing/wire.js';
import { OpenIncident } from './open-incident.js';
import { PastIncidents } from './past-incidents.js';

beforeAll(() => startI18n('family', { zh, en }));
afterEach(cleanup);

const shows = (more: Partial<FamilyIncident> = {}) => {
  render(
    <QueryClientProvider client={queries}>
      <OpenIncident incident={incidentOf(more)} deskNumber="000-8001" timeZone="Asia/Shanghai" />
    </QueryClientProvider>,
  );
  return screen.getByRole('article', { name: '事件 12' }).textContent;
};

describe('a case for the family', () => {
  it('promises no minutes before somebody accepted', () => {
    const words = shows();
    expect(words).toContain('还没有人接单');
    expect(words).not.toMatch(/分钟|预计/);
  });

  it('says who is coming, how long and when, and the one number to call', () => {
    const words = shows({ helper: { name: '王 助老员', etaAt: '2099-11-28T06:36:00.000Z', arrivedAt: null } });
    for (const said of ['王 助老员正在赶来', '14:36 前后到', '预计到场', '结束时一定会告诉您结果'])
      expect(words).toContain(said);
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['tel:000-8001']);
  });

  it('takes the minutes back when the expected time has passed without an arrival', () => {
    const words = shows({ helper: { name: '王 助老员', etaAt: '2020-11-28T06:36:00.000Z', arrivedAt: null } });
    expect(words).toContain('还没有到场的消息');
    expect(words).not.toContain('预计还有');
  });

  it('never cuts 4,000 characters of a note', () => {
    shows();
    const note = screen.getByRole<HTMLTextAreaElement>('textbox', { name: /给值班人员留言/ });
    fireEvent.change(note, { target: { value: '字'.repeat(4_000) } });
    expect(screen.getByText('最多 500 个字，还要删去 3500 个。')).toBeTruthy();
    expect(note.value).toHaveLength(4_000);
  });
});

describe('the cases that ended', () => {
  it('H11: each stand with how they ended', () => {
    const closedAt = '2026-11-28T07:00:00.000Z';
    render(<PastIncidents incidents={[incidentOf({ outcome: 'assisted', closedAt })]} timeZone="Asia/Shanghai" />);
    expect(screen.getByRole('region', { name: '最近的求助' }).textContent).toContain('结果：现场协助');
  });
});
