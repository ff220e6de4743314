import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PhoneCallOnWire, TelephonyOnWire } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { clock, sound } from '../../shared/app-client.js';
import { shown } from '../../shared/testing/shown.js';
import { CallBarZone } from './call-bar-zone.js';
import { FakeSoftphone } from './fake.softphone.js';

beforeAll(() => startI18n('console', { zh, en }));
let phones: FakeSoftphone[];
let ring: jest.Spied<typeof sound.playWhenFree>;
beforeEach(() => {
  phones = [];
  ring = jest.spyOn(sound, 'playWhenFree').mockReturnValue();
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const CALL: PhoneCallOnWire = {
  ...{ id: 'c1', regionId: 'village', direction: 'in', state: 'ringing', number: '13900001234', extension: '801' },
  ...{ agent: null, matches: [], startedAt: '2026-11-29T06:00:30Z', answeredAt: null, endedAt: null, cause: null },
  ...{ incidentId: null, missedIncidentId: null, recording: null },
};
const telephonyOf = (more: Partial<TelephonyOnWire> = {}): TelephonyOnWire => ({
  ...{ link: 'up', downSince: null, backupNumber: null, softphone: true, agents: [], calls: [] },
  ...{ me: { state: 'ready', extension: '801' } },
  ...more,
});
function zone(telephony: TelephonyOnWire, { onDuty = true, muted = false } = {}, tasks: object = { items: [] }) {
  const start = () => {
    const phone = new FakeSoftphone();
    phones.push(phone);
    return Promise.resolve(phone);
  };
  return shown(
    <CallBarZone
      {...{ accountId: 'me', onDuty, muted, selectedId: null, startSoftphone: start, timeZone: 'Asia/Shanghai' }}
      onSelect={() => undefined}
    />,
    { telephony, tasks, controlCall: CALL },
  );
}
const asked = (calls: jest.Mock, name: string) => calls.mock.calls.filter(([route]) => route === name);
const isStarted = (): Promise<void> => waitFor(() => expect(phones).toHaveLength(1));

describe('the foot of the console', () => {
  it.each([
    ['off duty', telephonyOf(), { onDuty: false }],
    ['without an extension', telephonyOf({ me: { state: 'offline', extension: null } }), {}],
    ['where none is configured', telephonyOf({ softphone: false }), {}],
  ])('starts no softphone %s', async (_, telephony, more) => {
    zone(telephony, more);
    await screen.findByRole('group', { name: '我的话机' });
    // What the page would start, it starts behind its first picture.
    await act(() => Promise.resolve());
    expect(phones).toEqual([]);
  });

  it('answers and hangs up at the softphone, and asks the exchange for neither', async () => {
    const { calls } = zone(telephonyOf({ calls: [CALL] }));
    await isStarted();
    act(() => phones[0]?.accepts());
    act(() => phones[0]?.rings());
    await userEvent.click(screen.getByRole('button', { name: /^接听/ }));
    expect(phones[0]?.state().leg?.state).toBe('connecting');
    act(() => phones[0]?.confirms());
    await userEvent.click(screen.getByRole('button', { name: /^关闭麦克风/ }));
    expect(phones[0]?.state().leg?.microphoneOff).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: /^挂断/ }));
    expect(phones[0]?.state().leg).toBeNull();
    expect(asked(calls, 'controlCall')).toEqual([]);
  });

  it('asks the exchange while the call is at no phone of this browser', async () => {
    const { calls } = zone(telephonyOf({ calls: [CALL] }));
    await isStarted();
    await userEvent.click(await screen.findByRole('button', { name: /^接听/ }));
    expect(asked(calls, 'controlCall').map(([, input]) => input)).toEqual([
      { params: { id: 'c1' }, body: { control: 'answer' } },
    ]);
  });

  it.each([
    ['2026-11-28T06:45:00.000Z', '最近 14:45 张桂兰'],
    ['2026-11-28T06:25:00.000Z', '14:25 已到时 张桂兰'],
  ])('says how many calls were promised, the next of them at %s', async (dueAt, said) => {
    jest.spyOn(clock, 'second').mockReturnValue(Date.parse('2026-11-28T06:26:40.000Z'));
    const promise = { id: 'p', kind: 'call-back', senior: { id: 's', name: '张桂兰' }, homeLabel: null, takenBy: null };
    const hers = { ...promise, id: 'q', takenBy: { id: 'li', name: '李文静' }, dueAt: '2026-11-28T06:00:00.000Z' };
    zone(telephonyOf({ link: 'none' }), {}, { items: [hers, { ...promise, dueAt }] });
    const group = await screen.findByRole('group', { name: '约定回拨' });
    expect(group.textContent).toBe(`约定回拨 1 个${said}查看`);
    expect(within(group).getByRole('link', { name: '查看' }).getAttribute('href')).toBe('/tasks');
  });

  it('rings by the page until it is answered, and not while the desk is muted', async () => {
    zone(telephonyOf());
    await isStarted();
    expect(ring).not.toHaveBeenCalled();
    act(() => phones[0]?.rings());
    expect(ring.mock.calls).toEqual([['call']]);
    cleanup();
    ring.mockClear();
    zone(telephonyOf(), { muted: true });
    await waitFor(() => expect(phones).toHaveLength(2));
    act(() => phones[1]?.rings());
    within(screen.getByRole('group', { name: '网页电话' })).getByText('网页电话：振铃');
    expect(ring).not.toHaveBeenCalled();
  });
});
