import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown, withDialogs } from '../../shared/testing/shown.js';
import { ActionDialog } from './action-dialog.js';

beforeAll(() => {
  startI18n('console', { zh, en });
  withDialogs();
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

function shows() {
  const emergencyNumbers = [{ service: '120', number: '000-9040', checkedAt: null }] as const;
  const incident = incidentOf({ allowedActions: ['agency-call'], emergencyNumbers: [...emergencyNumbers] });
  const onAsk = jest.fn();
  const asked = { action: 'services', incidentId: incident.id } as const;
  shown(<ActionDialog asked={asked} incident={incident} timeZone="Asia/Shanghai" onAsk={onAsk} onClose={jest.fn()} />, {
    incident,
  });
  return onAsk;
}

describe('the choice of a service', () => {
  it('has three buttons with the numbers of this county, and sends nothing by itself', () => {
    shows();
    const names = screen.getAllByRole('button').map((one) => one.textContent ?? '');
    expect(names).toHaveLength(5);
    expect(names[0]).toContain('000-9040');
    for (const [at, service] of ['120', '119', '110'].entries()) expect(names[at]).toContain(service);
    expect(names[1]).toContain('没有登记直拨号码');
    expect(document.activeElement?.textContent).toContain('120');
    expect(screen.getByRole('dialog', { name: '外呼救援' }).textContent).toContain('周月娥');
  });

  it('leads to the card that is read to that service', async () => {
    const onAsk = shows();
    await userEvent.click(screen.getByRole('button', { name: /119/ }));
    expect(onAsk.mock.calls).toEqual([[{ action: 'read-out', service: '119' }]]);
  });

  it('leads to the form of what they said', async () => {
    const onAsk = shows();
    await userEvent.click(screen.getByRole('button', { name: '登记进展' }));
    expect(onAsk.mock.calls).toEqual([[{ action: 'agency-call' }]]);
  });
});
