import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Incident } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { Actions } from './actions.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

function shows(incident: Incident) {
  const [onAsk, onAttend] = [jest.fn(), jest.fn()];
  const { container } = render(<Actions incident={incident} me="me" onAsk={onAsk} onAttend={onAttend} busy={false} />);
  return { onAsk, onAttend, container };
}

const button = (name: string): HTMLButtonElement =>
  within(screen.getByRole('toolbar', { name: '事件操作' })).getByRole('button', { name });
const attended = { state: 'attended', by: { id: 'me', name: '我' }, since: '2026-11-28T06:00:00.000Z' } as const;
const PLACES = ['派单', '呼叫老人', '呼叫联系人', '外呼救援', '核实结论', '前往地点', '挂起', '备注'];

describe('the acts of a case', () => {
  it.each([
    [['attend'], 'waiting'],
    [['wave', 'call', 'note', 'verdict'], 'attended'],
    [['note'], 'handled'],
  ] as const)('keep their places whatever is allowed: %p', (allowedActions, phase) => {
    shows(incidentOf({ phase, allowedActions: [...allowedActions] }));
    const shown = screen.getAllByRole('button').map((one) => one.firstChild?.textContent);
    expect(shown.filter((name) => PLACES.includes(name ?? ''))).toEqual(PLACES);
  });

  it('are grey with a reason when the server does not allow them now', () => {
    shows(incidentOf({ allowedActions: ['note'] }));
    expect(button('派单').disabled).toBe(true);
    expect(button('派单').title).toBe('此事件目前不能进行这项操作。');
    expect(button('备注').disabled).toBe(false);
  });

  it('ask for what was pressed, with the party of a call', async () => {
    const { onAsk } = shows(incidentOf({ phase: 'attended', attention: attended, allowedActions: ['call', 'wave'] }));
    await userEvent.click(button('呼叫联系人'));
    await userEvent.click(button('派单'));
    expect(onAsk.mock.calls).toEqual([[{ action: 'call', party: 'contact' }], [{ action: 'wave' }]]);
  });

  it('lead to the numbers of 120, 119 and 110, and beside them to the record', async () => {
    const { onAsk } = shows(incidentOf({ allowedActions: ['agency-call'] }));
    await userEvent.click(button('外呼救援'));
    await userEvent.click(button('登记进展'));
    expect(onAsk.mock.calls).toEqual([[{ action: 'services' }], [{ action: 'agency-call' }]]);
  });

  it('offer to attend until the case is mine', async () => {
    const { onAttend } = shows(incidentOf({ allowedActions: ['attend'] }));
    await userEvent.click(button('受理'));
    expect(onAttend).toHaveBeenCalledTimes(1);
    cleanup();
    shows(incidentOf({ attention: attended, allowedActions: ['attend', 'note'] }));
    expect(screen.queryByRole('button', { name: '受理' })).toBeNull();
  });

  it('fill the one that answers what comes next: ask her first, then send a helper', () => {
    shows(incidentOf({ phase: 'attended', attention: attended, allowedActions: ['call', 'wave'] }));
    expect(button('呼叫老人').className).toContain('primary');
    cleanup();
    shows(incidentOf({ phase: 'attended', attention: attended, verdict: 'real', allowedActions: ['call', 'wave'] }));
    expect(button('派单').className).toContain('primary');
    expect(button('呼叫老人').className).not.toContain('primary');
  });

  it('never hold closing beside dispatching (H20)', () => {
    shows(incidentOf({ allowedActions: ['wave', 'close'] }));
    expect(screen.queryByRole('button', { name: '办结' })).toBeNull();
  });

  it('are one sentence for those who may only look', () => {
    shows(incidentOf({ allowedActions: [] }));
    expect(screen.queryByRole('toolbar')).toBeNull();
    expect(screen.getByText('此事件目前没有您可以进行的操作。')).toBeTruthy();
  });
});
