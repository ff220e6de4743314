// Real: the station, the console in Chromium, Kamailio, rtpengine, SIPp. Not real: the microphone, and the reports of an exchange, which a
// few lines make of what Kamailio sees.
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { softphoneLoginOf } from '@silverbell/adapter-telephony';
import { instant } from '@silverbell/kernel';
import type { Page } from 'playwright-core';
import { Browsers, keepPicture, logsIn, obstacles } from '../e2e/support/browser.js';
import { eventually } from '../e2e/support/eventually.js';
import { OutsideDevice } from '../e2e/support/mosquitto.js';
import { OutsideCaller } from '../e2e/support/outside-http.js';
import { Station } from '../e2e/support/station.js';
import { Caller, CALLER_NUMBER } from './caller.js';
import { Exchange, WEBHOOK_SECRET } from './exchange.js';
import { registers } from './registers.js';
import { DOMAIN, EXTENSION, SIP_SECRET, SipServer } from './sip-server.js';

jest.setTimeout(180_000);

const BACKUP = '0571-88880000';
const exchange = new Exchange();
let sip: SipServer;
let station: Station;
let browsers: Browsers;
let lead: OutsideCaller;
let operator: OutsideCaller;
const callers: Caller[] = [];

beforeAll(async () => {
  sip = await SipServer.starts(exchange.sees);
  station = await Station.starts(['--quiet-demo'], 'node', {
    ...{ SILVERBELL_SIP_URL: sip.wsUrl, SILVERBELL_SIP_DOMAIN: DOMAIN, SILVERBELL_SIP_SECRET: SIP_SECRET },
    ...{ SILVERBELL_WEBHOOK_SECRET: WEBHOOK_SECRET, SILVERBELL_TELEPHONY_BACKUP_NUMBER: BACKUP },
  });
  exchange.platform = station.http;
  browsers = await Browsers.open(station.http, { microphone: true });
  [lead, operator] = await Promise.all([
    OutsideCaller.logsIn(station.http, 'lead'),
    OutsideCaller.logsIn(station.http, 'operator'),
  ]);
}, 240_000);

afterEach(async () => {
  await sip.startsAgain();
  for (const caller of callers.splice(0)) await caller.isGone();
  await browsers.everybodyLeaves();
  for (const { id } of await lead.openCases()) await endsByPhone(id as string);
  await operator.does('PUT', '/me/duty', { onDuty: false });
  expect([browsers.takeWrongs(), exchange.failures]).toEqual([[], []]);
});

afterAll(async () => {
  await browsers?.close();
  await station?.isRemoved();
  await sip?.isRemoved();
}, 120_000);

async function endsByPhone(id: string): Promise<void> {
  await lead.posts(`/incidents/${id}/take-over`, { reason: 'lead-decision' });
  await lead.posts(`/incidents/${id}/calls`, { party: 'senior', result: 'senior-recognised', recognisedBy: 'voice' });
  await lead.posts(`/incidents/${id}/close`, { outcome: 'reassured' });
}

async function rings(): Promise<Caller> {
  const caller = await Caller.rings(sip.sipPort, sip.folder);
  callers.push(caller);
  return caller;
}

const bar = (page: Page) => page.getByRole('region', { name: '通话', exact: true });
const phone = (page: Page) => bar(page).getByRole('group', { name: '网页电话' });
const phoneSays = (page: Page, words: string): Promise<void> =>
  phone(page).getByRole('status').filter({ hasText: words }).waitFor();
const barSays = (page: Page, words: string): Promise<void> =>
  bar(page).getByRole('status').filter({ hasText: words }).first().waitFor();
const REGISTERED = `网页电话：已注册，分机 ${EXTENSION}`;

/** Keeps the connections of this page in its hand, to ask them what they carry. */
function keepConnections(): void {
  const kept: RTCPeerConnection[] = [];
  const Original = RTCPeerConnection;
  Object.assign(window, {
    kept,
    RTCPeerConnection: class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        kept.push(this);
      }
    },
  });
}

/** Of the last call of this page: how the connection stands, and how much sound came in and went out. */
const media = (page: Page) =>
  page.evaluate(async () => {
    const connection = (window as unknown as { kept: RTCPeerConnection[] }).kept.at(-1)!;
    const counted = { in: 0, out: 0 };
    for (const report of (await connection.getStats()).values() as Iterable<Record<string, unknown>>) {
      if (report['type'] === 'inbound-rtp') counted.in += Number(report['packetsReceived']);
      if (report['type'] === 'outbound-rtp') counted.out += Number(report['packetsSent']);
    }
    return { state: connection.connectionState, ...counted };
  });

async function operatorComes(): Promise<Page> {
  const page = await browsers.visitor('/console/');
  await page.addInitScript(keepConnections);
  await page.reload();
  await logsIn(page, 'operator');
  await page.getByRole('button', { name: '开始值班' }).waitFor();
  return page;
}

async function operatorAtPhone(): Promise<Page> {
  const page = await operatorComes();
  await page.getByRole('button', { name: '开始值班' }).click();
  await bar(page).getByRole('textbox', { name: '我的分机号' }).fill(EXTENSION);
  const ready = bar(page).getByRole('button', { name: '示闲' });
  if (await ready.isVisible()) await ready.click();
  await phoneSays(page, REGISTERED);
  return page;
}

const reported = (caller: Caller): readonly string[] =>
  exchange.reported.filter(({ callId }) => callId === caller.callId).map(({ type }) => type);

describe('a call in the browser', () => {
  it('is answered, held and resumed by keys, carries sound, and ends with its caller', async () => {
    const page = await operatorAtPhone();
    const caller = await rings();
    await phoneSays(page, '网页电话：振铃');
    await barSays(page, `来电 未登记号码 ${CALLER_NUMBER}`);
    expect(await page.getByText(CALLER_NUMBER).count()).toBe(1);
    await keepPicture(page, 'softphone-rings');
    expect(await obstacles(page)).toEqual([]);

    await page.keyboard.press('Alt+a');
    await phoneSays(page, '网页电话：通话中');
    await barSays(page, `通话中 未登记号码 ${CALLER_NUMBER}`);
    await eventually('sound goes both ways', async () => {
      const { state, ...packets } = await media(page);
      return state === 'connected' && packets.in > 20 && packets.out > 20;
    });
    expect(await page.getByText(CALLER_NUMBER).count()).toBe(1);

    await page.keyboard.press('Alt+w');
    await phoneSays(page, '网页电话：保持');
    await barSays(page, `保持中 未登记号码 ${CALLER_NUMBER}`);
    await page.keyboard.press('Alt+w');
    await phoneSays(page, '网页电话：通话中');
    await page.keyboard.press('Alt+q');
    await phone(page).getByRole('button', { name: '打开麦克风' }).waitFor();

    await caller.hangsUp();
    await phoneSays(page, REGISTERED);
    expect(await caller.ended).toBe(0);
    await barSays(page, '没有通话');
    expect(reported(caller)).toEqual(['ringing', 'answered', 'held', 'resumed', 'ended']);
    expect((await media(page)).state).toBe('closed');
  });

  it('ends for the caller when the operator hangs up by a key', async () => {
    const page = await operatorAtPhone();
    const caller = await rings();
    await phoneSays(page, '网页电话：振铃');
    await page.keyboard.press('Alt+a');
    await phoneSays(page, '网页电话：通话中');
    await page.keyboard.press('Alt+x');
    await phoneSays(page, REGISTERED);
    expect(await caller.ended).toBe(0);
    await eventually('the exchange reports the end', () => reported(caller).at(-1) === 'ended');
  });

  it('is refused at the desk by a key before it was answered', async () => {
    const page = await operatorAtPhone();
    const caller = await rings();
    await phoneSays(page, '网页电话：振铃');
    await page.keyboard.press('Alt+x');
    await phoneSays(page, REGISTERED);
    expect(await caller.ended).toBe(1);
  });

  it('rings in no browser of an operator who is off duty', async () => {
    const page = await operatorComes();
    expect(await phone(page).count()).toBe(0);
    const caller = await rings();
    expect(await caller.ended).toBe(1);
    expect(reported(caller)).toEqual([]);
  });
});

describe('a telephone system that dies', () => {
  it('is said to be down in red while an incident is worked, and comes back', async () => {
    const page = await operatorAtPhone();
    await sip.kamailioIsKilled();
    await bar(page)
      .getByRole('alert')
      .filter({ hasText: `电话中断，请用备用座机 ${BACKUP}` })
      .waitFor();
    await phoneSays(page, '网页电话：未注册');
    await keepPicture(page, 'softphone-down');

    await new OutsideDevice(station.mqttPort, 'demo-pendant-1').presses({ id: 'while-the-phone-is-down' });
    const rows = page.getByRole('navigation', { name: '实时队列' }).locator('[data-row]');
    await rows.filter({ hasText: '待受理' }).first().waitFor();
    await page.keyboard.press('F2');
    await rows.filter({ hasText: '已受理' }).first().waitFor();
    await page.keyboard.press('F9');
    const note = page.getByRole('dialog', { name: '备注' });
    await note.getByRole('textbox').first().fill('用备用座机回拨');
    await note.getByRole('button', { name: '提交' }).click();
    await note.waitFor({ state: 'hidden' });
    await page.getByRole('region', { name: '时间线' }).getByText('用备用座机回拨').waitFor();

    await sip.startsAgain();
    await phoneSays(page, REGISTERED);
    expect(await bar(page).getByRole('alert').count()).toBe(0);
    const caller = await rings();
    await phoneSays(page, '网页电话：振铃');
    await page.keyboard.press('Alt+a');
    await phoneSays(page, '网页电话：通话中');
    await caller.hangsUp();
    expect(await caller.ended).toBe(0);
  });
});

describe('the login of the phone', () => {
  it('lies neither in the storage of the browser nor in a log of the station', async () => {
    const page = await operatorComes();
    const asked = page.waitForResponse((response) => response.url().endsWith('/me/softphone'));
    await page.getByRole('button', { name: '开始值班' }).click();
    const { username, password } = (await (await asked).json()) as { username: string; password: string };
    await phoneSays(page, REGISTERED);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    for (const secret of [password, username, SIP_SECRET]) {
      expect(kept).not.toContain(secret);
      expect(station.log('api') + station.log('engine')).not.toContain(secret);
    }
  });

  it('opens its own extension, until it lapses, and no other', async () => {
    const server = { url: sip.wsUrl, domain: DOMAIN, secret: SIP_SECRET, turn: null };
    const now = instant(Date.now());
    const given = softphoneLoginOf(server, '902', now);
    expect(await registers(sip.sipPort, '902', given)).toBe(200);
    expect(await registers(sip.sipPort, EXTENSION, given)).toBe(403);
    const lapsed = softphoneLoginOf(server, '902', instant(now - 3_600_000));
    const forged = softphoneLoginOf({ ...server, secret: 'not-the-one-of-the-server' }, '902', now);
    for (const login of [lapsed, forged]) expect(await registers(sip.sipPort, '902', login)).toBe(401);
  });
});
