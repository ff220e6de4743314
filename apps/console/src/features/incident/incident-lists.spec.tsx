import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { AssignmentsList, CallsList } from './incident-lists.js';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

const at = '2026-11-28T06:31:02.000Z';
const helper = { id: 'a', name: '王海涛' };
const going = {
  ...{ id: 'task', helper, role: 'primary', state: 'arrived', place: null, etaAt: null, arrivedAt: at },
  ...{ arrivalProof: 'unproven', condition: null },
};
const zone = { timeZone: 'Asia/Shanghai' };
const items = () => screen.getAllByRole('listitem').map((one) => one.textContent);

describe('the lists of a case', () => {
  it('say that an arrival is not proven, and let the code of the lock be told only then', async () => {
    const onAsk = jest.fn();
    const incident = incidentOf({
      ...{ response: { state: 'going', wave: 1, openOffers: 0, assignments: [going] } as never },
      allowedActions: ['entry-code'],
    });
    render(<AssignmentsList incident={incident} {...zone} onAsk={onAsk} />);
    expect(items()[0]).toContain('14:31:02 到场');
    await userEvent.click(screen.getByRole('button', { name: '告知门锁密码' }));
    expect(onAsk.mock.calls).toEqual([[{ action: 'entry-code', assignmentId: 'task' }]]);
    cleanup();
    const proven = { ...going, arrivalProof: 'position' };
    render(
      <AssignmentsList
        incident={{ ...incident, response: { ...incident.response, assignments: [proven] as never } }}
        {...zone}
        onAsk={onAsk}
      />,
    );
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('keep open calls apart from those with a result, and show what an agency was told', () => {
    const call = {
      id: 'c',
      startedAt: at,
      party: 'senior',
      number: '000-1001',
      result: null,
      recognisedBy: null,
      by: null,
    };
    const agency = {
      at,
      service: '120',
      numberDialled: '120',
      status: 'dispatched',
      reference: 'R-7',
      told: '跌倒',
      by: null,
    };
    render(<CallsList incident={incidentOf({ calls: [call] as never, agencyCalls: [agency] as never })} {...zone} />);
    const rows = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(rows[0]!.querySelector('.tagStrong')).not.toBeNull();
    expect(rows[1]!.textContent).toContain('R-7');
    expect(rows[1]!.textContent).toContain('跌倒');
  });
});
