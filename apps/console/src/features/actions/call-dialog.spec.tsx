import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { routeKey } from '@silverbell/web-api-client';
import { startI18n } from '@silverbell/web-ui';
import type { TelephonyOnWire } from '@silverbell/wire';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown, withDialogs } from '../../shared/testing/shown.js';
import { cacheWith, phoneCallOf, telephonyOf } from '../../shared/testing/telephony.js';
import { CallDialog } from './call-dialog.js';

beforeAll(() => {
  startI18n('console', { zh, en });
  withDialogs();
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const NUMBER = '13900001234';
const line = (state: 'ringing' | 'talking' | 'ended') =>
  phoneCallOf({ id: 'line', direction: 'out', state, number: NUMBER, extension: '801', incidentId: 'to-call' });

function shows(telephony: TelephonyOnWire | undefined, silent = false) {
  const cache = cacheWith(telephony);
  const incident = incidentOf({
    ...{ id: 'to-call', allowedActions: ['call'], silent },
    person: { people: [{ id: 's', name: '周月娥', age: 79, phone: NUMBER, photoId: null, codeWord: null }] } as never,
  });
  const { calls } = shown(
    <CallDialog
      asked={{ action: 'call', incidentId: incident.id, party: 'senior' }}
      incident={incident}
      timeZone="Asia/Shanghai"
      onAsk={jest.fn()}
      onClose={jest.fn()}
    />,
    { placeCall: { id: 'line' }, calls: incident, incident },
    cache,
  );
  return {
    sent: (name: string) => calls.mock.calls.flatMap(([route, input]) => (route === name ? [input] : [])),
    reports: (...now: ReturnType<typeof line>[]) =>
      act(() => void cache.setQueryData(routeKey('telephony', {}), telephonyOf({ calls: now }))),
  };
}
const dial = () => screen.getByRole('button', { name: `拨打 ${NUMBER}（老人本人）` });
const said = () => screen.getAllByRole('status').map((one) => one.textContent);
const says = (words: string) => waitFor(() => expect(said()).toContain(words));
const save = () => userEvent.click(screen.getByRole('button', { name: '保存通话' }));

describe('F8: a call to the senior', () => {
  it('has the number under the finger where the exchange can place it, and says what will ring', () => {
    shows(telephonyOf());
    expect(document.activeElement).toBe(dial());
    expect(said()).toContain(`先振本席话机，接听后再拨 ${NUMBER}。`);
  });

  it('follows the call at the desk, and asks for its result once it is over', async () => {
    const { sent, reports } = shows(telephonyOf());
    await userEvent.click(dial());
    expect(sent('placeCall')).toEqual([{ body: { number: NUMBER, incidentId: 'to-call' } }]);
    reports(line('ringing'));
    await says(`正在呼叫 ${NUMBER}`);
    reports(line('talking'));
    await says(`通话中 ${NUMBER}`);
    reports(line('ended'));
    await says('通话已结束，请选择通话结果。');
    reports();
    await save();
    expect(screen.getByRole('alert').textContent).toContain('通话结果');
    expect(sent('calls')).toEqual([]);
    await userEvent.selectOptions(screen.getByRole('combobox', { name: '通话结果' }), '无人接听');
    await save();
    expect(sent('calls')).toMatchObject([{ body: { party: 'senior', number: NUMBER, result: 'no-reply' } }]);
  });

  it('finds the call that already goes on with her', async () => {
    const { reports } = shows(telephonyOf({ calls: [line('talking')] }));
    expect(said()).toContain(`通话中 ${NUMBER}`);
    reports(line('ended'));
    await says('通话已结束，请选择通话结果。');
  });

  it('is not placed by one press in a silent case', () => {
    shows(telephonyOf(), true);
    expect(screen.queryByRole('button', { name: /^拨打/ })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: '通话结果' }));
  });

  it('is dialled by the link and recorded without an exchange', async () => {
    const { sent } = shows(telephonyOf({ link: 'none' }));
    expect(screen.getByRole('link', { name: `拨打 ${NUMBER}` }).getAttribute('href')).toBe(`tel:${NUMBER}`);
    await save();
    expect(sent('calls')).toMatchObject([{ body: { party: 'senior', number: NUMBER } }]);
  });
});
