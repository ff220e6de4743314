import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown, withDialogs } from '../../shared/testing/shown.js';
import { CloseDialog } from './close-dialog.js';

beforeAll(() => {
  startI18n('console', { zh, en });
  withDialogs();
});
beforeEach(() => sessionStorage.clear());
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

let cases = 0;
function shows(more: Parameters<typeof incidentOf>[0] = {}) {
  const [onClose, onAsk] = [jest.fn(), jest.fn()];
  const incident = incidentOf({ id: `to-close-${String((cases += 1))}`, allowedActions: ['close'], ...more });
  const asked = { action: 'close', incidentId: incident.id } as const;
  const { calls } = shown(
    <CloseDialog asked={asked} incident={incident} timeZone="Asia/Shanghai" onAsk={onAsk} onClose={onClose} />,
    { close: incident, incident },
  );
  return { calls, onClose, onAsk, id: incident.id };
}
const outcome = () => screen.getByRole<HTMLSelectElement>('combobox', { name: '办结结果' });

describe('the closing of a case', () => {
  it('says word for word what the device says and contacts are sent, before it is closed (H20)', async () => {
    shows({ closingWords: '【银铃】已办结。' });
    const words = () => screen.getByRole('list', { name: '办结后会说的话' }).textContent;
    expect(words()).toContain('给联系人的短信：“【银铃】已办结。”');
    expect(words()).toContain('呼叫器播报：“');
    await userEvent.selectOptions(outcome(), 'merged');
    expect(words()).toBe('不给联系人发短信。');
    cleanup();
    shows({ silent: true });
    expect(words()).toBe('不给联系人发短信。');
  });

  it('preselects no outcome, and sends nothing without one', async () => {
    const { calls } = shows();
    expect(outcome().value).toBe('');
    await userEvent.click(screen.getByRole('button', { name: /确认办结/ }));
    expect(calls.mock.calls.filter(([name]) => name === 'close')).toEqual([]);
  });

  it('shows which proof an outcome needs as soon as it is chosen', async () => {
    shows();
    await userEvent.selectOptions(outcome(), 'hospital-by-others');
    expect(screen.getByRole('textbox', { name: '医院' })).toBeTruthy();
    expect(screen.getByRole('textbox', { name: '陪同人' })).toBeTruthy();
    await userEvent.selectOptions(outcome(), 'helped-up');
    expect(screen.queryByRole('textbox', { name: '医院' })).toBeNull();
  });

  it('sends outcome, proof and note, and only what was filled in', async () => {
    const { calls, id } = shows();
    await userEvent.selectOptions(outcome(), 'hospital-by-others');
    await userEvent.type(screen.getByRole('textbox', { name: '医院' }), '县医院');
    await userEvent.type(screen.getByRole('textbox', { name: '说明' }), '  家属陪同  ');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(calls.mock.calls.find(([name]) => name === 'close')?.[1]).toMatchObject({
      ...{ params: { id } },
      body: { outcome: 'hospital-by-others', note: '家属陪同', proof: { hospital: '县医院' } },
    });
  });
});
