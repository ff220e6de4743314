import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Browsers, keepPicture, obstacles } from './support/browser.js';
import { endsEveryCase } from './support/ends-cases.js';
import { eventually } from './support/eventually.js';
import { OutsideDevice } from './support/mosquitto.js';
import { OutsideCaller } from './support/outside-http.js';
import { logsInByKeys, startsDutyByKeys } from './support/person-at-keys.js';
import { Station } from './support/station.js';
import { tonesOf } from './support/tones.js';

/** Two windows of one operator, a laptop that slept, a tile source that dies. */

let station: Station;
let browsers: Browsers;
let lead: OutsideCaller;
let operator: OutsideCaller;

beforeAll(async () => {
  station = await Station.starts(['--quiet-demo']);
  browsers = await Browsers.open(station.http);
  [lead, operator] = (await Promise.all(
    ['lead', 'operator'].map((name) => OutsideCaller.logsIn(station.http, name)),
  )) as [OutsideCaller, OutsideCaller];
}, 150_000);

afterEach(async () => {
  await browsers.everybodyLeaves();
  await endsEveryCase(lead);
  await operator.does('PUT', '/me/duty', { onDuty: false });
  expect(browsers.takeWrongs()).toEqual([]);
});

afterAll(async () => {
  await browsers?.close();
  await station?.isRemoved();
}, 180_000);

const queue = (page: Page) => page.getByRole('navigation', { name: '实时队列' });
const row = (page: Page) => queue(page).locator('[data-row]');
const incident = (page: Page) => page.getByRole('main', { name: '事件' });
const stage = (page: Page) => page.getByRole('region', { name: '进程与地图' });
const map = (page: Page) => page.getByRole('region', { name: '地图', exact: true });
const isLive = (page: Page) => page.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();
/** A picture of one pixel. */
const TILE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mPk+M9QDwADvQGAL2tKpwAAAABJRU5ErkJggg==',
  'base64',
);
const presses = async (deviceId: string, alertId: string): Promise<string> => {
  await new OutsideDevice(station.mqttPort, deviceId).presses({ id: alertId });
  return (await lead.seesIncidentOf(deviceId)).id as string;
};

async function onDuty(page: Page, username: string): Promise<void> {
  await logsInByKeys(page, username);
  await startsDutyByKeys(page);
  await isLive(page);
}

describe('the machines of an operator', () => {
  it('loses the tiles of its map and then its streets, reads what is left, and gets them back', async () => {
    const page = await browsers.visitor('/console/');
    const dead = { tiles: false, streets: false };
    // As of a deployment with a tile server; the station of this file has none.
    await page.route('**/api/v1/meta', async (route) => {
      const response = await route.fetch();
      const meta = (await response.json()) as { map: object };
      const tiles = { urls: ['/tiles/{z}/{x}/{y}.png'], datum: 'gcj02', attribution: '测试图源', approvalNo: null };
      await route.fulfill({ response, json: { ...meta, map: { ...meta.map, tiles } } });
    });
    await page.route('**/tiles/**', (route) =>
      dead.tiles ? route.abort() : route.fulfill({ contentType: 'image/png', body: TILE }),
    );
    await page.route('**/*.pmtiles', (route) => (dead.streets ? route.abort() : route.continue()));
    await page.reload();
    await onDuty(page, 'operator');
    const caption = map(page).getByRole('status');
    const says = (words: string, timeout = 45_000) => caption.getByText(words, { exact: true }).waitFor({ timeout });
    await says('在线底图 · 测试图源');
    const nearer = map(page).getByRole('button', { name: '放大', exact: true });
    dead.tiles = true;
    await nearer.click();
    await says('在线底图无法读取 · 演示地图（虚构）');
    dead.streets = true;
    await nearer.click();
    await says('在线底图无法读取 · 演示地图（虚构），仅区划与道路');
    await keepPicture(page, 'console-without-tiles');
    // Asked every 15 s, and taken up after three good answers.
    dead.streets = false;
    await says('在线底图无法读取 · 演示地图（虚构）', 90_000);
    dead.tiles = false;
    await says('在线底图 · 测试图源', 90_000);
  }, 300_000);

  it('has the map on a second screen: chosen on one, open on the other, and back', async () => {
    const page = await browsers.visitor('/console/');
    await onDuty(page, 'operator');
    const ids = await Promise.all(
      ['demo-pendant-1', 'demo-pendant-2'].map((device) => presses(device, `second-window-${device}`)),
    );
    const [first, second] = ids as [string, string];
    await row(page).nth(1).waitFor();
    const opened = page.context().waitForEvent('page');
    await stage(page).getByRole('button', { name: '第二窗口' }).click();
    const other = await opened;
    await stage(page).getByText('地图在第二窗口；这里是概览。').waitFor();
    const marker = async (id: string) => {
      const { number } = (await lead.reads(id)) as { number: string };
      return map(other).getByRole('button', { name: new RegExp(`^事件 ${number}，`) });
    };
    const isChosen = async (id: string): Promise<boolean> =>
      (await (await marker(id)).getAttribute('aria-pressed')) === 'true';
    await (await marker(first)).press('Enter');
    await page.waitForURL(`**/console/incidents/${first}`);
    await incident(page).getByRole('button', { name: '受理', exact: true }).waitFor();
    await queue(page).locator(`a[href$="${second}"]`).click();
    await eventually('the second window shows what was opened at the desk', () => isChosen(second));
    expect(await isChosen(first)).toBe(false);
    expect(await obstacles(other)).toEqual([]);
    await keepPicture(other, 'console-second-window');
    await other.close();
    await stage(page).getByText('地图在第二窗口；这里是概览。').waitFor({ state: 'hidden' });
    await stage(page).getByRole('button', { name: '第二窗口' }).waitFor();
  }, 180_000);

  it('wakes her laptop after a sleep: what came meanwhile is shown and rings', async () => {
    const page = await browsers.visitor('/console/');
    await onDuty(page, 'operator');
    const tones = await tonesOf(page);
    await page.evaluate(() => {
      const beats = [performance.now()];
      Object.assign(window, { longestPause: () => Math.max(...beats.map((at, n) => at - (beats[n - 1] ?? at))) });
      setInterval(() => beats.push(performance.now()), 500);
    });
    const devTools = await page.context().newCDPSession(page);
    // As on a machine that sleeps, nothing of the page runs; headless, the browser's own freezing stops no timer.
    await devTools.send('Debugger.enable');
    await devTools.send('Debugger.pause');
    const id = await presses('demo-pendant-5', 'during-a-sleep');
    const { raisedAt } = (await lead.reads(id)) as { raisedAt: string };
    await eventually('the press is 35 s old', () => Date.now() - Date.parse(raisedAt) > 35_000);
    expect(await tones()).toEqual([]);
    await devTools.send('Debugger.resume');
    await devTools.send('Debugger.disable');
    await row(page).filter({ hasText: '待受理' }).waitFor();
    await isLive(page);
    await eventually('it rings', async () => (await tones()).length > 0);
    await eventually('the title counts who waits', async () => /1/.test(await page.title()));
    const pause = await page.evaluate(() => (window as unknown as { longestPause(): number }).longestPause());
    expect(pause).toBeGreaterThan(30_000);
  }, 180_000);

  it('has two consoles: to attend at one silences the other, and both say who has the case', async () => {
    const page = await browsers.visitor('/console/');
    await onDuty(page, 'operator');
    const other = await page.context().newPage();
    await other.goto(`${station.http}/console/`);
    await logsInByKeys(other, 'operator');
    await other.getByRole('button', { name: '结束值班' }).waitFor();
    await isLive(other);
    // Any press of hers opens its sound.
    await other.keyboard.press('Tab');
    const tones = await tonesOf(other);
    const id = await presses('demo-pendant-8', 'two-consoles');
    await eventually('the other rings, too', async () => (await tones()).length > 0);
    await page.keyboard.press('F2');
    await lead.waitsFor(id, 'attended', ({ attention }) => attention.state === 'attended');
    for (const one of [page, other]) await row(one).filter({ hasText: '我在受理' }).waitFor();
    const [heard, from] = [(await tones()).length, Date.now()];
    // What waits rings every 8 s.
    await eventually('ten seconds later', () => Date.now() - from > 10_000);
    expect(await tones()).toHaveLength(heard);
    await row(other).filter({ hasText: '我在受理' }).click();
    const acts = incident(other).getByRole('toolbar', { name: '事件操作' });
    await acts.waitFor();
    expect(await acts.getByRole('button', { name: '受理', exact: true }).count()).toBe(0);
  }, 180_000);
});
