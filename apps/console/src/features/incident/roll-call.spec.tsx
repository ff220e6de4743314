import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { RollCall } from './roll-call.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown } from '../../shared/testing/shown.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const name = (id: string, more: object = {}) => ({
  ...{ senior: { id, name: `老人${id}` }, home: { id, label: '菱湖村' }, phone: null, tier: 3, risks: [] },
  ...{ lastContactAt: null, state: 'waiting', how: null, by: null, at: null, tries: 0, ...more },
});
function shows(rollCall: readonly object[]) {
  const incident = incidentOf({ rollCall: rollCall as never, allowedActions: ['roll-call'] });
  return shown(<RollCall incident={incident} timeZone="Asia/Shanghai" />, { rollCall: incident, incident });
}

describe('the roll-call of an outage', () => {
  it('is not there when no name is listed', () => {
    shows([]);
    expect(screen.queryByRole('region')).toBeNull();
  });

  it('counts who was not reached yet, and keeps the order in which they are called', () => {
    shows([name('a', { tier: 1, risks: ['oxygen'] }), name('b', { state: 'heard' }), name('c')]);
    expect(screen.getByRole('progressbar')).toMatchObject({ max: 3, value: 1 });
    expect(screen.getAllByRole('listitem').map((one) => one.textContent?.slice(0, 3))).toEqual([
      '老人a',
      '老人b',
      '老人c',
    ]);
  });

  it('records how she was reached, by her name', async () => {
    const { calls } = shows([name('a'), name('b')]);
    await userEvent.click(screen.getAllByRole('button', { name: /^老人b：/ })[0]!);
    expect(calls.mock.calls.find(([route]) => route === 'rollCall')?.[1]).toMatchObject({ body: { seniorId: 'b' } });
  });

  it('holds the Tab key at one name, however many there are', () => {
    shows(['a', 'b', 'c', 'd'].map((id) => name(id)));
    const stops = screen.getAllByRole('button').filter((one) => one.tabIndex === 0);
    expect(new Set(stops.map((one) => one.closest('li'))).size).toBe(1);
  });

  it('hides who was reached only when that is asked for', async () => {
    shows([name('a', { state: 'ticked', how: 'spoken' }), name('b')]);
    await userEvent.click(screen.getByRole('checkbox'));
    expect(screen.getAllByRole('listitem').map((one) => one.textContent?.slice(0, 3))).toEqual(['老人b']);
  });
});
