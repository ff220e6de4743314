import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { AT_NIGHT, Browsers, logsIn, obstacles } from './support/browser.js';
import { OutsideDevice } from './support/mosquitto.js';
import { OutsideCaller } from './support/outside-http.js';
import { Station } from './support/station.js';

/** Every page and every dialog of the console is looked at by axe, by day and by night (B1): lists of names would forget the next one. */

const PAGES = new URL('../../apps/console/src/app/pages.tsx', import.meta.url);
/** Pages of the menu and beside it that `pages.tsx` does not list. */
const BESIDE = ['', 'coverage', 'wallboard', 'map-window'];

let station: Station;
let browsers: Browsers;
let lead: OutsideCaller;
const found: Record<string, readonly string[]> = {};

beforeAll(async () => {
  station = await Station.starts(['--quiet-demo']);
  browsers = await Browsers.open(station.http);
  lead = await OutsideCaller.logsIn(station.http, 'lead');
}, 150_000);

afterAll(async () => {
  await browsers?.close();
  await station?.isRemoved();
}, 180_000);

async function look(page: Page, name: string, part?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const wrongs = await obstacles(page, colorScheme === 'dark' ? AT_NIGHT : 'all', part);
    if (wrongs.length > 0) found[`${name}, ${colorScheme}`] = wrongs;
  }
}

async function opens(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', `/console/${to}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await page.waitForLoadState('networkidle');
  await page.getByText('正在读取…').first().waitFor({ state: 'detached' });
}

/** Opens each act that the incident on the screen allows, and looks at its dialog. */
async function looksAtEveryAct(page: Page, seen: Set<string>): Promise<void> {
  const bar = page.getByRole('toolbar', { name: '事件操作' });
  await bar.waitFor();
  for (const button of await bar.getByRole('button').all()) {
    if (!(await button.isEnabled())) continue;
    const name = (await button.innerText()).replace(/\s/g, ' ');
    if (seen.has(name) || name.startsWith('受理')) continue;
    seen.add(name);
    await button.click();
    await looksAtTheDialog(page, name);
  }
}

async function looksAtTheDialog(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await look(page, name, 'dialog[open]');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

describe('axe by day and by night', () => {
  it('finds nothing serious on any page of the console and in any of its dialogs', async () => {
    const page = await browsers.visitor('/console/');
    await logsIn(page, 'lead');
    await page.getByRole('button', { name: '开始值班' }).click();
    await page.getByRole('button', { name: '结束值班' }).waitFor();
    await new OutsideDevice(station.mqttPort, 'demo-pendant-1').presses({ id: 'every-dialog' });
    const { id } = await lead.seesIncidentOf('demo-pendant-1');

    const listed = [...readFileSync(PAGES, 'utf8').matchAll(/path: '([^']*)'/g)].map(([, path = '']) => path);
    expect(listed.length).toBeGreaterThan(8);
    for (const path of [...listed, ...BESIDE, `incidents/${String(id)}`]) {
      await opens(page, path);
      await look(page, `/${path}`);
    }

    for (const [name, key] of [
      ['快捷键', 'Shift+Slash'],
      ['查找', 'Control+k'],
      ['来电立案', 'Alt+n'],
    ] as const) {
      await page.keyboard.press(key);
      await looksAtTheDialog(page, name);
    }
    const seen = new Set<string>();
    const attend = page.getByRole('toolbar', { name: '事件操作' }).getByRole('button', { name: '受理', exact: true });
    await attend.waitFor();
    await looksAtEveryAct(page, seen);
    await lead.does('POST', `/incidents/${String(id)}/attend`);
    await attend.waitFor({ state: 'detached' });
    await looksAtEveryAct(page, seen);
    await lead.does('POST', `/incidents/${String(id)}/verdict`, { verdict: 'real' });
    await page.locator('[role=toolbar] [aria-keyshortcuts="F7"]:enabled').waitFor();
    await looksAtEveryAct(page, seen);
    await page.getByRole('button', { name: '办结', exact: true }).click();
    await looksAtTheDialog(page, '办结');
    expect(seen.size).toBeGreaterThan(10);
    expect(found).toEqual({});
    expect(browsers.takeWrongs()).toEqual([]);
  }, 400_000);
});
