import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen, within } from '@testing-library/react';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../testing/incidents.js';
import { clock, helperPositions } from '../app-client.js';
import { Track } from './track.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const steps = (more: Parameters<typeof incidentOf>[0]) => {
  render(<Track incident={incidentOf(more)} timeZone="Asia/Shanghai" />);
  return within(screen.getByRole('list', { name: '进程' })).getAllByRole('listitem');
};

describe('the track above the map', () => {
  it('has the seven steps in their order', () => {
    expect(steps({}).map((step) => step.textContent)).toEqual(
      ['待受理', '已受理限 15 秒', '派单中限 3 分', '赶往中限 60 秒', '已到场限 15 分', '已处置', '已办结'].map(
        (name, at) => `${at + 1}${name}`,
      ),
    );
  });

  it('names the step of the case as the current one, in alarm while a P1 waits', () => {
    const current = steps({}).filter((step) => step.getAttribute('aria-current') === 'step');
    expect(current.map((step) => step.textContent)).toEqual(['1待受理']);
    expect(current[0]?.className).toContain('alarm');
  });

  it('says when the helper is expected, in the time of the county, and whether that holds', () => {
    const now = Date.parse('2026-11-28T06:30:00.000Z');
    jest.spyOn(clock, 'second').mockReturnValue(now);
    const [etaAt, promisedAt] = ['2026-11-28T06:36:20.000Z', '2026-11-28T06:33:20.000Z'];
    const one = { id: 'task', helper: { id: 'wang', name: '王海涛' }, state: 'departed', etaAt, promisedAt };
    const below = (seenS: number | null) => {
      const place = { lat: 30, lng: 119, atS: now / 1_000 - (seenS ?? 0) };
      jest.spyOn(helperPositions, 'places').mockReturnValue(new Map(seenS === null ? [] : [['wang', place]]));
      const shown = steps({ phase: 'responding', response: { state: 'going', assignments: [one] } as never })[4];
      const late = shown?.querySelector('.late') !== null;
      cleanup();
      return `${shown?.textContent}${late ? ' late' : ''}`;
    };
    expect(below(4)).toBe('5已到场预计 14:36·约晚 3 分 late');
    expect(below(240)).toBe('5已到场预计 14:36·未知 late');
    expect(below(null)).toBe('5已到场预计 14:36·未知 late');
  });

  it('says in yellow and in words that the limit of the next step is over', () => {
    jest.spyOn(clock, 'second').mockReturnValue(Date.parse('2026-11-28T06:00:16.000Z'));
    const raised = {
      seq: 1,
      type: 'raised',
      at: '2026-11-28T06:00:00.000Z',
      by: { id: null, name: '', kind: 'device' },
    };
    const [waiting, attended] = steps({ timeline: [raised] as never });
    expect(waiting?.textContent).toBe('1待受理14:00:00');
    expect(attended?.textContent).toBe('2已受理超过 15 秒');
    expect(attended?.querySelector('.late')).not.toBeNull();
  });

  it('stands there without a case, too, with every step ahead', () => {
    render(<Track incident={undefined} timeZone={undefined} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(7);
    expect(document.querySelector('[aria-current]')).toBeNull();
  });
});
