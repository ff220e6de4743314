import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown, withDialogs } from '../../shared/testing/shown.js';
import { readOutOf } from './read-out.js';
import { ReadOutDialog } from './read-out-dialog.js';

beforeAll(() => {
  startI18n('console', { zh, en });
  withDialogs();
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const one = {
  ...{
    id: 's',
    name: '周月娥',
    age: 79,
    sex: 'female',
    photoId: null,
    health: '高血压',
    medication: '氨氯地平',
    allergies: null,
  },
};
const person = {
  ...{ people: [one], contacts: [], devices: [], pairedHelpers: [], emergencyNumbers: [] },
  home: {
    ...{ address: '水井巷 37 号', lat: 30, lng: 119, entry: null, hazards: [] },
    ...{ ambulancePoint: '30.00072, 119.00000', ambulanceAt: { lat: 30.00072, lng: 119 } },
  },
  keys: [
    { holder: '曹建军', mayUse: true, conflict: false },
    { holder: '他儿子', mayUse: true, conflict: true },
  ],
} as never;
const LOCAL = { service: '120', number: '000-9040', checkedAt: '2026-11-03T01:00:00.000Z' };
const UP = { link: 'up', backupNumber: '000-9000', me: { state: 'ready', extension: '802' }, agents: [], calls: [] };

function shows(
  more: Parameters<typeof incidentOf>[0] = {},
  telephony: object = UP,
  service: '120' | '119' | '110' = '120',
) {
  const incident = incidentOf({
    ...{ id: 'to-read', allowedActions: ['agency-call', 'emergency-decision'], emergencyNumbers: [LOCAL], person },
    ...{ emergencyDecisions: [{ service: '120', decision: null, reason: null }], ...more },
  });
  const onClose = jest.fn();
  const asked = { action: 'read-out', incidentId: incident.id, service } as const;
  const { calls } = shown(
    <ReadOutDialog asked={asked} incident={incident} timeZone="Asia/Shanghai" onAsk={jest.fn()} onClose={onClose} />,
    { telephony, placeCall: { id: 'line' }, agencyCalls: incident, emergencyDecision: incident, incident },
  );
  const sent = (name: string) => calls.mock.calls.flatMap(([route, input]) => (route === name ? [input] : []));
  return { onClose, sent, incident };
}

describe('what is read to 120', () => {
  it('is the place first, then who, what, what is known, and how the crew comes in', () => {
    const { incident } = shows();
    expect(readOutOf(incident).map(({ what }) => what)).toEqual(['place', 'people', 'state', 'history', 'entry']);
    expect(screen.getByText(/桃源村 水井巷 37 号/)).toBeTruthy();
    expect(screen.getByText('周月娥 · 女 · 79 岁')).toBeTruthy();
  });

  it('names no key holder who must not be asked', () => {
    const { incident } = shows();
    expect(readOutOf(incident).find(({ what }) => what === 'entry')?.say).toEqual([
      ...['住所门口北侧约 80 米', '30.00072, 119.00000', '曹建军'],
    ]);
  });

  it('dials the number of her county and says when it was tried last (H16)', async () => {
    const { sent } = shows();
    expect(screen.getByText(/不是本机所在城市的 120/).textContent).toContain('000-9040');
    await userEvent.click(await screen.findByRole('button', { name: '拨打 000-9040' }));
    expect(sent('placeCall')).toMatchObject([{ body: { number: '000-9040', incidentId: 'to-read' } }]);
    expect(sent('agencyCalls')).toMatchObject([
      {
        body: { service: '120', numberDialled: '000-9040', status: 'called', told: expect.stringContaining('水井巷') },
      },
    ]);
  });

  it('is dialled by hand without an exchange, and recorded then', async () => {
    const { sent } = shows({}, { ...UP, link: 'none' });
    await userEvent.click(await screen.findByRole('button', { name: '已拨打 000-9040，登记' }));
    expect(sent('placeCall')).toEqual([]);
    expect(sent('agencyCalls')).toHaveLength(1);
  });

  it('warns when the county has no number of its own on file', () => {
    shows({ emergencyNumbers: [] });
    expect(screen.getByText(/没有登记 120 直拨号码/)).toBeTruthy();
  });

  it('leaves the focus on cancel: a call cannot be taken back', () => {
    const { sent } = shows();
    expect(document.activeElement?.textContent).toBe('取消');
    expect(sent('agencyCalls')).toEqual([]);
  });

  it('takes a reason instead while the question is open', async () => {
    const { sent, onClose } = shows();
    const reasons = screen.getByRole('group', { name: '不呼叫，要选理由' });
    expect(within(reasons).getAllByRole('button')).toHaveLength(5);
    await userEvent.click(within(reasons).getByRole('button', { name: '非医疗' }));
    expect(sent('emergencyDecision')).toMatchObject([
      { body: { service: '120', decision: 'no-call', reason: 'not-medical' } },
    ]);
    expect(onClose).toHaveBeenCalled();
    cleanup();
    shows({ emergencyDecisions: [] });
    expect(screen.queryByRole('group', { name: '不呼叫，要选理由' })).toBeNull();
  });

  it.each([
    ['120', '000-2120'],
    ['119', '000-2119'],
    ['110', '000-2110'],
  ] as const)(
    "shows and records %s of the case's own county, at whatever desk it is read (H16)",
    async (service, number) => {
      const emergencyNumbers = [
        ...['120', '119', '110'].filter((other) => other !== service).map((other) => ({ ...LOCAL, service: other })),
        { ...LOCAL, service, number },
      ];
      const { sent } = shows({ emergencyNumbers, regionName: '乙县' }, UP, service);
      expect(screen.getByText(/不是本机所在城市/).textContent).toContain(`拨打乙县的 ${service} 直拨 ${number}`);
      await userEvent.click(await screen.findByRole('button', { name: `拨打 ${number}` }));
      expect(sent('agencyCalls')).toMatchObject([{ body: { service, numberDialled: number } }]);
    },
  );

  it('names who meets the crew, the one at the door first, and says when there is none (H16)', () => {
    const assignments = [
      { state: 'departed', helper: { id: 'h2', name: '李 邻居' } },
      { state: 'arrived', helper: { id: 'h1', name: '王 助老员' } },
      { state: 'withdrawn', helper: { id: 'h3', name: '赵 邻居' } },
    ];
    const { incident } = shows({
      response: { state: 'assigned', wave: 1, openOffers: 0, ...{ assignments } } as never,
    });
    expect(readOutOf(incident).find(({ what }) => what === 'meets')?.say).toEqual([
      '王 助老员（已到场）',
      '李 邻居（已出发）',
    ]);
    expect(screen.queryByText(/没有人能接应/)).toBeNull();
    cleanup();
    shows();
    expect(screen.getByText(/没有人能接应/)).toBeTruthy();
    cleanup();
    shows({ silent: true });
    expect(screen.queryByText(/没有人能接应/)).toBeNull();
  });

  it('promises no word of the device in a silent case', () => {
    shows({ silent: true });
    expect(screen.queryByText(/呼叫器播报/)).toBeNull();
  });
});
