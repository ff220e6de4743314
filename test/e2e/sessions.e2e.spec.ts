import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Browsers, keepPicture, logsIn, obstacles, PHONE } from './support/browser.js';
import { endsEveryCase } from './support/ends-cases.js';
import { eventually } from './support/eventually.js';
import { OutsideDevice } from './support/mosquitto.js';
import { OutsideCaller } from './support/outside-http.js';
import { Station } from './support/station.js';

const HOUR = 3_600_000;
const PENDANT = 'demo-pendant-1';

let station: Station;
let browsers: Browsers;
let lead: OutsideCaller;
let incidentId: string;

beforeAll(async () => {
  station = await Station.starts(['--quiet-demo']);
  browsers = await Browsers.open(station.http);
  lead = await OutsideCaller.logsIn(station.http, 'lead');
  const at = new Date(Date.now() - 6 * HOUR).toISOString();
  const fall = { id: 'n12', kind: 'fall', at, values: { 'heart-rate': 38 } };
  await new OutsideDevice(station.mqttPort, PENDANT).presses(fall);
  incidentId = (await lead.seesIncidentOf(PENDANT)).id;
}, 150_000);

afterEach(async () => {
  await browsers.everybodyLeaves();
  expect(browsers.takeWrongs()).toEqual([]);
});

afterAll(async () => {
  await browsers?.close();
  await station?.isRemoved();
}, 180_000);

const signals = (page: Page) => page.getByRole('region', { name: '信号' });
const openCase = async (page: Page): Promise<void> => {
  await page.getByRole('navigation', { name: '实时队列' }).locator('[data-row]').first().click();
  await signals(page).waitFor();
};

describe('what the device said', () => {
  it('N12: the operator reads that the device says 6 h ago, its value, and its very message', async () => {
    const page = await browsers.person('/console/', 'operator');
    await openCase(page);
    await signals(page).getByText('设备称 6 小时前').waitFor();
    await signals(page).getByText('心率 38/min').waitFor();
    await signals(page)
      .getByRole('button', { name: /查看原文/ })
      .click();
    await page.getByText('"heart-rate":38').waitFor();
    await signals(page).scrollIntoViewIfNeeded();
    await keepPicture(page, 'signal-line');
    expect(await obstacles(page)).toEqual([]);
    await page.getByRole('group', { name: '界面语言' }).getByText('English').click();
    await page.getByText('device says 6 h ago').waitFor();
    await page.setViewportSize({ width: 683, height: 768 });
    await page.getByText('device says 6 h ago').scrollIntoViewIfNeeded();
    await keepPicture(page, 'signal-line-200-percent-en');
    await page.getByRole('group', { name: 'Language' }).getByText('中文').click();
  });
});

describe('a PC whose clock is wrong', () => {
  it.each([
    ['B1: 3 h fast', 3 * HOUR],
    ['B1b: 10 h fast', 10 * HOUR],
    ['3 h slow', -3 * HOUR],
  ])("%s: she logs in, stays in after a reload, and every age is the server's", async (_, pcFastMs) => {
    const helper = await OutsideCaller.logsIn(station.http, 'helper-1');
    await helper.does('PUT', '/me/duty', { onDuty: true });
    await helper.does('POST', '/me/position', {
      ...{ lat: 30.2565, lng: 119.0311, accuracyM: 10, at: new Date().toISOString() },
    });
    const page = await browsers.person('/console/', 'operator', { pcFastMs });
    await openCase(page);
    await page.reload();
    await signals(page).getByText('设备称 6 小时前').waitFor();
    await page.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();
    const shown = await page.getByRole('timer', { name: '现在时间' }).textContent();
    const now = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', hourCycle: 'h23' });
    const hours = [-60_000, 60_000].map((off) => now.format(Date.now() + off).replace(/\D/g, ''));
    expect(hours).toContain(shown?.slice(0, 2));
    await eventually(
      'a helper stands on the map',
      async () => (await page.getByRole('img', { name: /^助老员/ }).count()) > 0,
    );
    expect(await page.getByRole('img', { name: /位置过期/ }).count()).toBe(0);
  });
});

/** The server gives out a session; the page is told that it ends in so many seconds. */
async function sessionsEndAfter(page: Page, seconds: number): Promise<void> {
  await page.route('**/api/v1/auth/login', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as Record<string, unknown>;
    const expiresAt = new Date(Date.now() + seconds * 1_000).toISOString();
    await route.fulfill({ response, json: { ...body, expiresAt } });
  });
}

describe('a session', () => {
  it('B2: is warned about before it ends, by a banner whose button is reached by keys', async () => {
    const page = await browsers.visitor('/console/');
    await page.route('**/api/v1/auth/renew', (route) => route.abort());
    await logsIn(page, 'operator');
    await openCase(page);
    // As the tab would keep it nine minutes before the end.
    await page.evaluate(
      (expiresAt) => {
        const kept = JSON.parse(sessionStorage.getItem('silverbell.console') ?? '{}') as object;
        sessionStorage.setItem('silverbell.console', JSON.stringify({ ...kept, expiresAt }));
      },
      new Date(Date.now() + 9 * 60_000).toISOString(),
    );
    await page.reload();
    const warning = page.getByRole('alert').filter({ hasText: '到期' });
    await warning.waitFor();
    await signals(page).waitFor();
    await keepPicture(page, 'session-warning');
    expect(await obstacles(page)).toEqual([]);
    await page.unroute('**/api/v1/auth/renew');
    await warning.getByRole('button', { name: '继续工作' }).focus();
    await page.keyboard.press('Enter');
    await warning.waitFor({ state: 'hidden' });
    await page.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();
  });

  it('that ends in the middle of a case loses neither the case nor what was being written', async () => {
    const page = await browsers.visitor('/console/');
    await sessionsEndAfter(page, 30);
    await page.route('**/api/v1/auth/renew', (route) => route.abort());
    await logsIn(page, 'operator');
    await openCase(page);
    await page.getByRole('toolbar', { name: '事件操作' }).getByRole('button', { name: '备注' }).click();
    const note = page.getByRole('dialog', { name: '备注' });
    await note.getByRole('textbox', { name: '内容' }).fill('门口有狗，先打电话');
    const again = page.getByRole('dialog', { name: '重新登录' });
    await again.waitFor();
    await keepPicture(page, 'session-over');
    await page.unroute('**/api/v1/auth/login');
    await logsIn(page, 'operator');
    await again.waitFor({ state: 'hidden' });
    expect(await note.getByRole('textbox', { name: '内容' }).inputValue()).toBe('门口有狗，先打电话');
    await page.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();

    await page.reload();
    await signals(page).waitFor();
    await page.keyboard.press('F9');
    expect(await note.getByRole('textbox', { name: '内容' }).inputValue()).toBe('门口有狗，先打电话');
    await note.getByRole('button', { name: '提交' }).click();
    await note.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('textbox', { name: '用户名' }).waitFor();
    expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain('狗');
    expect((await lead.reads(incidentId)).timeline).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ data: expect.objectContaining({ text: '门口有狗，先打电话' }) }),
      ]),
    );
  });
});

describe('a phone whose clock is wrong', () => {
  // The alarm of the tests above would ask her as well, by its own ladder.
  beforeEach(() => endsEveryCase(lead));

  it.each([
    ['3 h fast', 3 * HOUR, 'helper-1', 'demo-pendant-2'],
    ['3 h slow', -3 * HOUR, 'helper-2', 'demo-pendant-3'],
  ])(
    "%s: offer, way and position of a helper go by the server's time",
    async (_, pcFastMs, username, pendant) => {
      const helper = await OutsideCaller.logsIn(station.http, username);
      await helper.does('PUT', '/me/duty', { onDuty: true });
      await new OutsideDevice(station.mqttPort, pendant).presses({ id: `phone-of-${username}`, kind: 'sos' });
      const { id } = await lead.seesIncidentOf(pendant);
      await lead.does('POST', `/incidents/${id}/attend`);
      await lead.does('POST', `/incidents/${id}/verdict`, { verdict: 'real' });
      const offer = await eventually(`${username} is asked`, () => helper.hasOffer(id));

      const page = await browsers.person('/helper/', username, { viewport: PHONE, pcFastMs });
      const asked = page.getByRole('region', { name: '有人求助，您能去吗？' });
      await asked.getByText('还能答复的时间。').waitFor();
      const digits = await asked.getByText(/^\d\d:\d\d$/).innerText();
      const [minutes = 0, seconds = 0] = digits.split(':').map(Number);
      const leftS = (Date.parse(offer.lapsesAt) - Date.now()) / 1_000;
      expect(Math.abs(minutes * 60 + seconds - leftS)).toBeLessThan(10);
      await keepPicture(page, `helper-offer-${pcFastMs > 0 ? 'fast' : 'slow'}-phone`);

      const position = page.waitForRequest((request) => request.url().endsWith('/api/v1/me/position'));
      await asked.getByRole('button', { name: '我去（接单）' }).click();
      const task = page.getByRole('region', { name: '我的任务' });
      await task.waitFor();
      const { at, sentAt } = (await position).postDataJSON() as { at: string; sentAt: string };
      for (const time of [at, sentAt]) expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(60_000);
      await task.getByText(/^位置：不到 1 分钟前发送/).waitFor();
      const { assignments } = (await lead.reads(id)).response;
      const shown = new Intl.DateTimeFormat('zh-CN', {
        ...{ timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      }).format(Date.parse(assignments[0].etaAt));
      const band = await task.getByText(`${shown} 到`).innerText();
      expect(band).toMatch(/^(不到 1|[1-9]|[1-5]\d) 分钟/);

      await task.getByRole('button', { name: '我出发了' }).click();
      await task.getByRole('button', { name: '我到了' }).click();
      const { arrivedAt } = await eventually(`${username} is there`, async () => {
        const [one] = (await lead.reads(id)).response.assignments;
        return one.arrivedAt === null ? null : one;
      });
      expect(Math.abs(Date.parse(arrivedAt) - Date.now())).toBeLessThan(60_000);
      const there = new Date(arrivedAt).toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' }).slice(0, 5);
      await task.getByText(new RegExp(`^${there} · `)).waitFor();
      await helper.does('POST', `/assignments/${assignments[0].id as string}/finish`, { condition: 'fine' });
    },
    180_000,
  );
});
