import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PhoneCallOnWire, TelephonyOnWire } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { CallBar, type CallBarProps } from './call-bar.js';
import { callAtDesk, homesOf, secondsOf } from './calls-of.js';
import { FakeSoftphone } from './fake.softphone.js';
import { doneHere, type PhoneLeg, type SoftphoneState } from './softphone.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

const NOW = Date.parse('2026-11-29T06:00:42Z');
const callOf = (more: Partial<PhoneCallOnWire> = {}): PhoneCallOnWire => ({
  ...{ id: 'c1', regionId: 'village', direction: 'in', state: 'ringing', number: '13900001234', extension: null },
  ...{ agent: null, matches: [], startedAt: '2026-11-29T06:00:30Z', answeredAt: null, endedAt: null, cause: null },
  ...{ incidentId: null, missedIncidentId: null, recording: null },
  ...more,
});
const match = (name: string, homeId: string): PhoneCallOnWire['matches'][number] => ({
  ...{ as: 'contact', id: name, name, seniorName: '周月娥', homeId, homeLabel: `${homeId}号` },
});
const telephonyOf = (calls: PhoneCallOnWire[], more: Partial<TelephonyOnWire> = {}): TelephonyOnWire => ({
  ...{ link: 'up', downSince: null, backupNumber: null, me: { state: 'ready', extension: '801' }, agents: [], calls },
  softphone: false,
  ...more,
});
function shows(
  telephony: TelephonyOnWire,
  { selectedId = null, softphone = null }: Partial<Pick<CallBarProps, 'selectedId' | 'softphone'>> = {},
) {
  const acts = {
    ...{ onControl: jest.fn(), onOpenIncident: jest.fn(), onLink: jest.fn(), onSelect: jest.fn(), onChoose: jest.fn() },
    onMicrophone: jest.fn(),
  };
  const fixed = { telephony, accountId: 'me', selectedId, softphone, now: NOW, busy: false };
  render(<CallBar {...fixed} {...acts} />);
  return acts;
}
const legOf = (state: PhoneLeg['state'], microphoneOff = false): SoftphoneState => ({
  ...{ line: 'registered', leg: { state, microphoneOff } },
});
const button = (name: RegExp): HTMLElement => screen.getByRole('button', { name });

describe('the call bar', () => {
  it('shows who rings without taking the focus from the form that is open', () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    shows(telephonyOf([callOf({ matches: [match('周建国', 'a')] })]));
    expect(screen.getByRole('status').textContent).toBe('来电 周建国（紧急联系人·周月娥）');
    expect(screen.getByRole('timer').textContent).toBe('00:12');
    expect(document.activeElement).toBe(field);
    field.remove();
  });

  it('answers, and opens the incident of the home the number is on file of', async () => {
    const call = callOf({ matches: [match('周建国', 'a'), match('周建军', 'a')] });
    const { onControl, onOpenIncident } = shows(telephonyOf([call]));
    await userEvent.click(button(/^接听/));
    await userEvent.click(button(/^立案：周月娥/));
    expect(onControl).toHaveBeenCalledWith(call, 'answer');
    expect(onOpenIncident).toHaveBeenCalledWith(call, 'a');
    expect(screen.queryByRole('button', { name: /未登记来电/ })).toBeNull();
  });

  it('lets the operator choose when a family line is on file of two homes', () => {
    shows(telephonyOf([callOf({ matches: [match('甲', 'a'), match('乙', 'b')] })]));
    expect(screen.getByRole('status').textContent).toBe('来电 2 人登记此号码，请选择');
    expect(screen.getAllByRole('button', { name: /^立案/ })).toHaveLength(2);
  });

  it('opens an incident of an unknown number, and says so of a hidden one', async () => {
    const call = callOf({ number: null });
    const { onOpenIncident } = shows(telephonyOf([call]));
    expect(screen.getByRole('status').textContent).toBe('来电 对方隐藏号码');
    await userEvent.click(button(/^未登记来电立案/));
    expect(onOpenIncident).toHaveBeenCalledWith(call, null);
  });

  it('holds, resumes, adds a third party and hangs up', async () => {
    const call = callOf({ state: 'talking', extension: '801', answeredAt: '2026-11-29T06:00:40Z' });
    const { onControl } = shows(telephonyOf([call]));
    await userEvent.click(button(/^保持/));
    await userEvent.type(screen.getByRole('textbox', { name: '加入第三方号码' }), '120');
    await userEvent.click(button(/^加入$/));
    await userEvent.click(button(/^挂断/));
    expect(onControl.mock.calls.map(([, ...rest]) => rest)).toEqual([['hold'], ['conference', '120'], ['hang-up']]);
  });

  it('transfers to a lead who is free, and says when none is', async () => {
    const call = callOf({ state: 'talking', extension: '801' });
    const agent = (id: string, more: object = {}): TelephonyOnWire['agents'][number] => ({
      ...{ account: { id, name: id }, role: 'lead', state: 'ready', since: '2026-11-29T05:00:00Z', extension: '900' },
      ...more,
    });
    const busy = agent('邓海霞', { state: 'talking', extension: '901' });
    const { onControl } = shows(telephonyOf([call], { agents: [busy, agent('袁红'), agent('me')] }));
    await userEvent.click(button(/^转班长 袁红/));
    expect(onControl).toHaveBeenCalledWith(call, 'transfer', '900');
    cleanup();
    shows(telephonyOf([call], { agents: [busy, agent('me'), agent('许晓燕', { role: 'operator' })] }));
    expect((button(/^转班长（无空闲）/) as HTMLButtonElement).disabled).toBe(true);
    cleanup();
    shows(telephonyOf([call]));
    expect(screen.queryByRole('button', { name: /^转班长/ })).toBeNull();
  });

  it('says that the telephone is down and names the desk phone; nothing else is closed', () => {
    shows(telephonyOf([], { link: 'down', backupNumber: '0571-8888' }));
    expect(screen.getByRole('alert').textContent).toContain('0571-8888');
  });

  it('says without an exchange that operators dial themselves', () => {
    shows(telephonyOf([], { link: 'none' }));
    expect(screen.getByText(/请自行拨号/)).toBeTruthy();
    expect(screen.queryByRole('group', { name: '我的话机' })).toBeNull();
  });

  it('asks for an extension before she is ready', async () => {
    const { onChoose } = shows(telephonyOf([], { me: { state: 'offline', extension: null } }));
    expect((button(/^示闲/) as HTMLButtonElement).disabled).toBe(true);
    await userEvent.type(screen.getByRole('textbox', { name: '我的分机号' }), '802');
    await userEvent.click(button(/^示闲/));
    expect(onChoose).toHaveBeenCalledWith('ready', '802');
  });
});

describe('the softphone in the call bar', () => {
  const phone = (): HTMLElement => screen.getByRole('group', { name: '网页电话' });
  const words = (): string | null => within(phone()).getByRole('status').textContent;

  it('is not there unless one is configured', () => {
    shows(telephonyOf([]));
    expect(screen.queryByRole('group', { name: '网页电话' })).toBeNull();
  });

  it.each([
    ['starting', '网页电话：正在注册…'],
    ['registered', '网页电话：已注册，分机 801'],
    ['refused', '网页电话：未注册，电话系统不接受分机 801'],
    ['no-microphone', '网页电话：未注册，浏览器没有提供麦克风'],
  ] as const)('says in words that it is %s, and raises no alarm of it', (line, said) => {
    shows(telephonyOf([]), { softphone: { line, leg: null } });
    expect(words()).toBe(said);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('whose line is cut shows the same red words as an exchange that is down', () => {
    shows(telephonyOf([], { backupNumber: '0571-8888' }), { softphone: { line: 'lost', leg: null } });
    expect(screen.getByRole('alert').textContent).toContain('电话中断，请用备用座机 0571-8888');
    expect(words()).toContain('未注册');
  });

  it('says nothing of who calls: the number stands on the screen once', () => {
    shows(telephonyOf([callOf({ extension: '801' })]), { softphone: legOf('ringing') });
    expect(screen.getAllByText(/13900001234/)).toHaveLength(1);
    expect(words()).toBe('网页电话：振铃');
    expect(screen.getAllByRole('button', { name: /^接听/ })).toHaveLength(1);
  });

  it('that rings before the exchange has reported it can be answered', async () => {
    const { onControl } = shows(telephonyOf([]), { softphone: legOf('ringing') });
    await userEvent.click(button(/^接听/));
    expect(onControl).toHaveBeenCalledWith(null, 'answer');
  });

  it('offers no second answer while the report of the first is on its way', () => {
    shows(telephonyOf([callOf({ extension: '801' })]), { softphone: legOf('talking') });
    expect(screen.queryByRole('button', { name: /^接听/ })).toBeNull();
    expect(button(/^保持/)).toBeTruthy();
  });

  it('is held and resumed, and its microphone closed and opened', async () => {
    const call = callOf({ extension: '801', state: 'talking' });
    const { onControl, onMicrophone } = shows(telephonyOf([call]), { softphone: legOf('held', true) });
    await userEvent.click(button(/^恢复/));
    await userEvent.click(button(/^打开麦克风/));
    expect([onControl.mock.calls, onMicrophone.mock.calls]).toEqual([[[call, 'resume']], [[true]]]);
  });

  it('does at the phone what it can, and leaves to the exchange what it cannot', () => {
    const fake = new FakeSoftphone();
    expect(doneHere(null, 'answer')).toBe(false);
    expect(doneHere(fake, 'answer')).toBe(false);
    fake.rings();
    expect([doneHere(fake, 'answer'), fake.state().leg?.state]).toEqual([true, 'connecting']);
    fake.confirms();
    expect([doneHere(fake, 'hold'), fake.state().leg?.state]).toEqual([true, 'held']);
    expect([doneHere(fake, 'resume'), fake.state().leg?.state]).toEqual([true, 'talking']);
    expect([doneHere(fake, 'transfer'), doneHere(fake, 'conference')]).toEqual([false, false]);
    expect([doneHere(fake, 'hang-up'), fake.state().leg]).toEqual([true, null]);
  });
});

describe('the call at a desk', () => {
  const me = { state: 'ready', extension: '801' } as const;
  it('is my own before one that rings for everybody, and never a colleague’s', () => {
    const colleague = callOf({ id: 'hers', extension: '802', state: 'talking' });
    const forAll = callOf({ id: 'all' });
    const mine = callOf({ id: 'mine', extension: '801', state: 'talking' });
    expect(callAtDesk({ calls: [colleague], me }, 'me')).toBeNull();
    expect(callAtDesk({ calls: [colleague, forAll], me }, 'me')?.id).toBe('all');
    expect(callAtDesk({ calls: [colleague, forAll, mine], me }, 'me')?.id).toBe('mine');
  });
  it('names each home once, and counts no time before the beginning', () => {
    expect(homesOf(callOf({ matches: [match('甲', 'a'), match('乙', 'a')] }))).toHaveLength(1);
    expect(secondsOf(callOf(), NOW - 60_000)).toBe(0);
  });
});
