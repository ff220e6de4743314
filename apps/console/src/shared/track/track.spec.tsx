import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen, within } from '@testing-library/react';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../testing/incidents.js';
import { Track } from './track.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

const steps = (more: Parameters<typeof incidentOf>[0]) => {
  render(<Track incident={incidentOf(more)} timeZone="Asia/Shanghai" />);
  return within(screen.getByRole('list', { name: '进程' })).getAllByRole('listitem');
};

describe('the track above the map', () => {
  it('has the seven steps in their order', () => {
    expect(steps({}).map((step) => step.textContent)).toEqual(
      ['待受理', '已受理', '派单中', '赶往中', '已到场', '已处置', '已办结'].map((name, at) => `${at + 1}${name}`),
    );
  });

  it('names the step of the case as the current one, in alarm while a P1 waits', () => {
    const current = steps({}).filter((step) => step.getAttribute('aria-current') === 'step');
    expect(current.map((step) => step.textContent)).toEqual(['1待受理']);
    expect(current[0]?.className).toContain('alarm');
  });

  it('says when the helper is expected, in the time of the county', () => {
    const going = [{ state: 'departed', etaAt: '2026-11-28T06:36:20.000Z' }];
    const shown = steps({ phase: 'responding', response: { state: 'going', assignments: going } as never });
    expect(shown[4]?.textContent).toBe('5已到场预计 14:36');
  });

  it('stands there without a case, too, with every step ahead', () => {
    render(<Track incident={undefined} timeZone={undefined} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(7);
    expect(document.querySelector('[aria-current]')).toBeNull();
  });
});
