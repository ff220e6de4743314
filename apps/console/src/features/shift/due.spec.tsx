import { beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { TaskOnWire } from '@silverbell/wire';
import i18next from 'i18next';
import { en, zh } from '../../app/messages.js';
import { summaryOf } from '../../shared/testing/incidents.js';
import { dueThings } from './due.js';

beforeAll(() => startI18n('console', { zh, en }));

const due = (nextDueAt: string | null) => ({
  rung: null,
  nextDueAt,
  nextStep: nextDueAt === null ? null : 'next-wave',
});
const task = (more: Partial<TaskOnWire>): TaskOnWire =>
  ({ id: 't', kind: 'call-back', senior: null, homeLabel: null, dueAt: '2026-11-28T06:45:00Z', ...more }) as TaskOnWire;
const things = (...[cases, tasks]: [Parameters<typeof dueThings>[0], readonly TaskOnWire[]]) =>
  dueThings(cases, tasks, i18next.getFixedT(null, 'console'));

describe('what is due', () => {
  it('is every next step and every term, in the order of time and not of their words', () => {
    const found = things(
      [
        summaryOf({ id: 'late', escalation: due('2026-11-28T06:50:00.000Z') }),
        summaryOf({ id: 'over', escalation: due('2026-11-28T14:20:00+08:00') }),
        summaryOf({ id: 'done', escalation: due(null) }),
      ],
      [task({ senior: { id: 's', name: '张桂兰' } })],
    );
    expect(found.map(({ to, what, about }) => [to, what, about])).toEqual([
      ['/incidents/over', '无人接单则派下一批', '周月娥'],
      ['/tasks', '约定回电', '张桂兰'],
      ['/incidents/late', '无人接单则派下一批', '周月娥'],
    ]);
  });

  it('names the place of a case without a name, the home of a task without one, and nothing else', () => {
    const escalation = due('2026-11-28T06:50:00.000Z');
    const found = things(
      [summaryOf({ seniors: [], escalation })],
      [task({ homeLabel: '荷塘村二组' }), task({ id: 'u' })],
    );
    expect(found.map(({ about }) => about)).toEqual(['荷塘村二组', '', '桃源村五组']);
  });

  it('keeps the mark of a drill', () => {
    const [drill] = things([summaryOf({ practice: 'drill', escalation: due('2026-11-28T06:50:00.000Z') })], []);
    expect(drill?.practice).toBe('drill');
  });
});
