import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { clock } from '../../shared/app-client.js';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown } from '../../shared/testing/shown.js';
import { UndoBar } from './undo-bar.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const until = (seconds: number) => new Date(clock.now() + seconds * 1_000).toISOString();
function shows(seconds: number) {
  const incident = incidentOf({ undo: { act: 'hold', until: until(seconds) } });
  return shown(<UndoBar incident={incident} />, { undo: incident, incident });
}

describe('the undoing of an act', () => {
  it('names what is undone and counts down its time', () => {
    shows(8);
    expect(screen.getByRole('button', { name: '撤销“挂起”' }).textContent).toMatch(/撤销“挂起”（[78] 秒）/);
  });

  it('sends which act is meant, so that a later one is never undone instead', async () => {
    const { calls } = shows(8);
    await userEvent.click(screen.getByRole('button', { name: '撤销“挂起”' }));
    expect(calls.mock.calls.find(([name]) => name === 'undo')?.[1]).toMatchObject({ body: { act: 'hold' } });
  });

  it('is gone when its time is over', () => {
    shows(-1);
    expect(screen.queryByRole('button')).toBeNull();
  });
});
