import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { AssignmentsList, CallsList } from './incident-lists.js';
import { en, zh } from '../../app/messages.js';
import { clock, helperPositions } from '../../shared/app-client.js';
import { incidentOf } from '../../shared/testing/incidents.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

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

  it('say of who is on her way whether her time holds, or how old her position is', () => {
    const now = Date.parse(at);
    jest.spyOn(clock, 'second').mockReturnValue(now);
    const place = (seenS: number) => ({ lat: 30, lng: 119, atS: now / 1_000 - seenS });
    const onTheWay = (id: string) => ({
      ...going,
      ...{ id, helper: { id, name: id }, state: 'departed', arrivedAt: null, etaAt: at, promisedAt: at },
    });
    const places = new Map([
      ['王海涛', place(4)],
      ['邓玲', place(250)],
    ] as const);
    jest.spyOn(helperPositions, 'places').mockReturnValue(places);
    const assignments = ['王海涛', '邓玲', '傅敏'].map(onTheWay);
    const response = { state: 'going', wave: 1, openOffers: 0, assignments } as never;
    render(<AssignmentsList incident={incidentOf({ response })} {...zone} onAsk={jest.fn()} />);
    for (const [index, words] of ['守时', '未知（位置 4 分前）', '未知（没有位置）'].entries())
      expect(items()[index]).toContain(`预计 14:31 到达 ${words}`);
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
