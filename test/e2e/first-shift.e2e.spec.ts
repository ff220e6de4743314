import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { Browsers, keepPicture, obstacles } from './support/browser.js';
import { eventually } from './support/eventually.js';
import { helpersGoOnDuty, thoseAsked } from './support/helpers-on-duty.js';
import { OutsideDevice } from './support/mosquitto.js';
import { OutsideCaller } from './support/outside-http.js';
import { choosesByKeys, logsInByKeys, startsDutyByKeys, tabsTo } from './support/person-at-keys.js';
import { Station } from './support/station.js';

/** The steps of "An operator's first shift", as the README of the console tells them to somebody new. */
const told = /## An operator's first shift\n([\s\S]*?)\n## /.exec(
  readFileSync(new URL('../../apps/console/README.md', import.meta.url), 'utf8'),
)?.[1];

let station: Station;
let browsers: Browsers;
let lead: OutsideCaller;
/** What was pressed of the keys that the README names. */
const pressed = new Set<string>();

beforeAll(async () => {
  station = await Station.starts(['--quiet-demo']);
  browsers = await Browsers.open(station.http);
  lead = await OutsideCaller.logsIn(station.http, 'lead');
}, 150_000);

afterAll(async () => {
  await browsers?.close();
  await station?.isRemoved();
}, 180_000);

const KEYS: Readonly<Record<string, string>> = { '?': 'Shift+Slash', 'Ctrl+K': 'Control+k' };

async function presses(page: Page, key: string): Promise<void> {
  pressed.add(key);
  await page.keyboard.press(KEYS[key] ?? key);
}
const row = (page: Page) => page.getByRole('navigation', { name: '实时队列' }).locator('[data-row]');
const incident = (page: Page) => page.getByRole('main', { name: '事件' });
const focusIn = (page: Page, selector: string): Promise<boolean> =>
  eventually(`the focus is at ${selector}`, () =>
    page.evaluate((wanted) => document.activeElement?.closest(wanted) != null, selector),
  );

/** A dialog is filled, then the named button is reached and pressed. */
async function sends(
  page: Page,
  name: string,
  button: string,
  choices: Readonly<Record<string, string>>,
): Promise<void> {
  const dialog = page.getByRole('dialog', { name });
  await dialog.waitFor();
  for (const [field, choice] of Object.entries(choices))
    await choosesByKeys(page, dialog.getByRole('combobox', { name: field }), choice);
  await tabsTo(page, dialog.getByRole('button', { name: button }));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}

describe("an operator's first shift, by the README of the console", () => {
  it('is worked from login to handover without a mouse, with every key that the README names', async () => {
    const helpers = await helpersGoOnDuty(station.http);
    const page = await browsers.visitor('/console/');

    // 1. Come in.
    await logsInByKeys(page, 'operator');
    await startsDutyByKeys(page);
    await page.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();
    await presses(page, '?');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor();
    await presses(page, 'Escape');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'hidden' });

    // 2. A press.
    await new OutsideDevice(station.mqttPort, 'demo-pendant-1').presses({ id: 'first-of-her-shift' });
    const id = (await lead.seesIncidentOf('demo-pendant-1')).id as string;
    await row(page).filter({ hasText: '待受理' }).waitFor();
    await presses(page, 'F2');
    await lead.waitsFor(id, 'attended', (one) => one.attention.state === 'attended');

    // 3. Who, where, and what to ask.
    await incident(page).waitFor();
    await presses(page, 'F3');
    await focusIn(page, '#person-card');
    await presses(page, 'F4');
    await focusIn(page, '#protocol-card');

    // 4. Speak with her.
    await presses(page, 'F8');
    await sends(page, '记录通话', '保存通话', { 通话结果: '本人接听并核对', 如何核对本人: '核对生日' });

    // 5. Decide; helpers are asked without more.
    await presses(page, 'Alt+V');
    await sends(page, '核实结论', '提交', { 核实结论: '属实，需要救助' });
    const [first] = await thoseAsked(helpers, id);
    await presses(page, 'F6');
    await focusIn(page, '#candidates');
    await keepPicture(page, 'console-first-shift');

    // 6. Follow.
    const { id: assignment } = await first!.helper.does('POST', `/offers/${first!.offer.id}/accept`);
    for (const [step, body] of [
      ['depart', {}],
      ['arrive', {}],
      ['finish', { condition: 'fine' }],
    ] as const)
      await first!.helper.does('POST', `/assignments/${assignment}/${step}`, body);
    await incident(page).getByText('已处置').first().waitFor();
    await presses(page, 'F9');
    const note = page.getByRole('dialog', { name: '备注' });
    await note.waitFor();
    await tabsTo(page, note.getByRole('textbox').first());
    await page.keyboard.type('老人已由助老员扶起，精神好。');
    await tabsTo(page, note.getByRole('button', { name: '提交' }));
    await page.keyboard.press('Enter');
    await note.waitFor({ state: 'hidden' });
    await presses(page, 'Alt+T');
    await focusIn(page, '#timeline');

    // 7. Close.
    await presses(page, 'F10');
    await sends(page, '办结', '确认办结', { 办结结果: '现场协助' });
    await lead.waitsFor(id, 'closed', ({ phase }) => phase === 'closed');

    // 8. Somebody calls.
    await presses(page, 'Alt+N');
    const call = page.getByRole('dialog', { name: '来电立案' });
    await tabsTo(page, call.getByRole('textbox', { name: '来电号码' }));
    await page.keyboard.type('00012345678');
    await tabsTo(page, call.getByRole('button', { name: '立案' }));
    await page.keyboard.press('Enter');
    await call.waitFor({ state: 'hidden' });
    await eventually('the call is an open incident', async () => (await lead.openCases()).length === 1);
    expect(await obstacles(page)).toEqual([]);

    // 9. Hand over, go home.
    await presses(page, 'Ctrl+K');
    await page.getByRole('dialog', { name: '查找' }).waitFor();
    await presses(page, 'Escape');
    await tabsTo(page, page.getByRole('link', { name: '交接班' }), 120);
    await page.keyboard.press('Enter');
    const begin = page.getByRole('form', { name: '发起交班' });
    const next = await OutsideCaller.logsIn(station.http, 'operator-2');
    await choosesByKeys(page, begin.getByRole('combobox', { name: '接班人' }), next.user.name);
    await tabsTo(page, begin.getByRole('button', { name: '发起交班' }));
    await page.keyboard.press('Enter');

    const other = await browsers.visitor('/console/');
    await logsInByKeys(other, 'operator-2');
    await tabsTo(other, other.getByRole('link', { name: '交接班' }), 120);
    await other.keyboard.press('Enter');
    const sheet = other.getByRole('article');
    await sheet.waitFor();
    const items = sheet.getByRole('button', { name: /^(接手|已知)：/ });
    await eventually('the sheet has its items', async () => (await items.count()) > 0);
    while ((await items.count()) > 0) {
      const left = await items.count();
      await tabsTo(other, items.first(), 120);
      await other.keyboard.press('Enter');
      await eventually('one item less', async () => (await items.count()) < left);
    }
    const signs = page.getByRole('button', { name: '交班签名' });
    await eventually('her own page has heard that each item was taken', () => signs.isEnabled());
    await tabsTo(page, signs, 120);
    await page.keyboard.press('Enter');
    await tabsTo(other, sheet.getByRole('button', { name: '接班签名' }), 120);
    await other.keyboard.press('Enter');
    await other.getByRole('button', { name: '结束值班' }).waitFor();
    await page.getByRole('button', { name: '开始值班' }).waitFor();
    await tabsTo(page, page.getByRole('button', { name: '退出登录' }), 120);
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: '用户名' }).waitFor();

    expect(browsers.takeWrongs()).toEqual([]);
    const keys = [...(told ?? '').matchAll(/<kbd>(.+?)<\/kbd>/g)].map(([, key]) => key);
    expect(new Set(keys)).toEqual(pressed);
  }, 400_000);
});
