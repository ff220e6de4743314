import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { TelephonyOnWire } from '@silverbell/wire';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { en, zh } from '../app/messages.js';
import { CallButton } from './call-button.js';
import { callOfDesk } from './desk-phone.js';
import { shown, type Answers } from './testing/shown.js';
import { cacheWith, phoneCallOf, telephonyOf } from './testing/telephony.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

function shows(
  telephony: TelephonyOnWire | undefined,
  more: Partial<ComponentProps<typeof CallButton>> = {},
  answers: Answers = { placeCall: { id: 'line' } },
) {
  const { calls } = shown(
    <CallButton number="13900001234" who="周月娥" incidentId="incident-1" {...more} />,
    answers,
    cacheWith(telephony),
  );
  return { sent: () => calls.mock.calls.flatMap(([route, input]) => (route === 'placeCall' ? [input] : [])) };
}
const link = () => screen.queryByRole('link')?.getAttribute('href') ?? null;

describe('a number that can be called', () => {
  it('is placed by the exchange, about the incident', async () => {
    const onPlaced = jest.fn();
    const { sent } = shows(telephonyOf(), { onPlaced });
    await userEvent.click(screen.getByRole('button', { name: '拨打 13900001234（周月娥）' }));
    expect(sent()).toEqual([{ body: { number: '13900001234', incidentId: 'incident-1' } }]);
    expect(onPlaced).toHaveBeenCalledWith({ id: 'line' });
    expect(link()).toBeNull();
  });

  it.each([
    ['without a call bar', undefined],
    ['without an exchange', telephonyOf({ link: 'none' })],
    ['while the exchange is down', telephonyOf({ link: 'down' })],
    ['without an extension', telephonyOf({ me: { state: 'offline', extension: null } })],
  ])('is a link that the desk dials %s', (_, telephony) => {
    shows(telephony);
    expect(link()).toBe('tel:13900001234');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('is a link where one press must not ring', () => {
    shows(telephonyOf(), { byHand: true });
    expect(link()).toBe('tel:13900001234');
  });

  it('says that it was not placed, and can be dialled by hand then', async () => {
    shows(telephonyOf(), {}, {});
    await userEvent.click(screen.getByRole('button'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(link()).toBe('tel:13900001234');
  });
});

describe('the call of this desk', () => {
  const mine = phoneCallOf({ id: 'mine', extension: '801', incidentId: 'i', state: 'talking', number: '057188881234' });
  const of = (more: object = {}) => ({ paired: null, incidentId: 'i', number: '8888 1234', ...more });
  it('is found by its number and its incident, with or without the area code', () => {
    expect(callOfDesk(telephonyOf({ calls: [mine] }), of())?.id).toBe('mine');
    expect(callOfDesk(telephonyOf({ calls: [mine] }), of({ number: '13900001234' }))).toBeUndefined();
    expect(callOfDesk(telephonyOf({ calls: [mine] }), of({ incidentId: 'another' }))).toBeUndefined();
  });
  it("is never a colleague's, and one that is over is found by its id alone", () => {
    expect(callOfDesk(telephonyOf({ calls: [{ ...mine, extension: '802' }] }), of())).toBeUndefined();
    const over = telephonyOf({ calls: [{ ...mine, state: 'ended' }] });
    expect(callOfDesk(over, of())).toBeUndefined();
    expect(callOfDesk(over, of({ paired: 'mine' }))?.state).toBe('ended');
  });
});
