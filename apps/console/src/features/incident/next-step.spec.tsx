import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen } from '@testing-library/react';
import { clock } from '../../shared/app-client.js';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { NextStep } from './next-step.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const NOW = Date.parse('2026-11-28T06:00:00.000Z');
function shows(nextDueAt: string | null, nextStep: string | null) {
  jest.spyOn(clock, 'second').mockReturnValue(NOW);
  render(
    <NextStep incident={incidentOf({ escalation: { rung: null, nextDueAt, nextStep } })} timeZone="Asia/Shanghai" />,
  );
  return screen.getByRole('note', { name: '下一步' });
}

describe('what comes next', () => {
  it('is a sentence, a time and a countdown', () => {
    const note = shows('2026-11-28T06:01:30.000Z', 'next-wave');
    for (const words of ['无人接单则派下一批', '14:01:30 执行', '还有 01:30'])
      expect(note.textContent).toContain(words);
    expect(note.className).not.toContain('soon');
    expect(note.querySelector('strong')?.textContent).toBe('下一步');
  });

  it('says by how much it is overdue, and is marked', () => {
    const note = shows('2026-11-28T05:59:15.000Z', 'depart-limit');
    expect(note.textContent).toContain('已超时 00:45');
    expect(note.textContent).toContain('+00:45');
    expect(note.className).toContain('soon');
    expect(note.querySelector('strong')?.textContent).toBe('催办');
  });

  it('says that nothing more is due of an archived case', () => {
    expect(shows(null, null).textContent).toBe('事件已归档，无后续步骤。');
  });

  it('says the day of a step that is far away', () => {
    expect(shows('2026-11-30T01:00:00.000Z', 'follow-up').textContent).toMatch(/11.*30.*09:00/);
  });
});
