import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { Browsers, DESK, keepPicture, logsIn, obstacles, PHONE } from './support/browser.js';
import { eventually } from './support/eventually.js';
import { OutsideDevice } from './support/mosquitto.js';
import { chooses, freshCodeOf, submits, writes } from './support/office.js';
import { Station } from './support/station.js';

/** 11.10: a town that was in no seed. Each step stands on the one before it, so they are one journey. */
const VILLAGE = { lat: 30.2565, lng: 119.0311 };
const PLACE = `${String(VILLAGE.lat)},${String(VILLAGE.lng)}`;
const OWN = 'bamboo-lantern-on-the-river';

const PAGES = resolve(import.meta.dirname, '../../apps/office/src/app/pages.tsx');

let station: Station;
let browsers: Browsers;
/** Of the administrator's second factor. */
let secret = '';
let deviceId = '';

beforeAll(async () => {
  station = await Station.starts(['--empty']);
  browsers = await Browsers.open(station.http);
}, 150_000);

afterEach(async () => {
  await browsers.everybodyLeaves();
  expect(browsers.takeWrongs()).toEqual([]);
});

afterAll(async () => {
  await browsers?.close();
  await station?.isRemoved();
}, 180_000);

/** The one-time password, then one of her own. */
async function choosesPassword(page: Page, username: string, oneTime: string): Promise<void> {
  await logsIn(page, username, oneTime);
  await page.getByRole('heading', { name: '设置自己的密码' }).waitFor();
  await page.getByLabel('当前密码').fill(oneTime);
  await page.getByLabel('新密码', { exact: true }).fill(OWN);
  await page.getByLabel('再输一次新密码').fill(OWN);
  await page.getByRole('button', { name: '保存密码' }).click();
}

async function shownOnce(page: Page, label: string): Promise<string> {
  const text = page.locator(`.office-once[aria-label="${label}"]`);
  await text.waitFor();
  return (await text.innerText()).trim();
}

async function opens(page: Page, menu: string): Promise<void> {
  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: menu, exact: true }).click();
  await page.getByRole('main', { name: menu }).waitFor();
}

async function makesAccount(page: Page, username: string, name: string, role: string, helperId = ''): Promise<string> {
  await opens(page, '账号');
  await page.getByRole('button', { name: /^新增/ }).click();
  await writes(page, { 用户名: username, 姓名: name, ...(helperId === '' ? {} : { 助老员档案编号: helperId }) });
  await chooses(page, '角色 1', role);
  await chooses(page, '区划 1', '银铃县');
  await submits(page);
  const password = await shownOnce(page, '一次性密码');
  await page.getByRole('button', { name: '我已保存' }).click();
  return password;
}

describe('a county that takes the product into use', () => {
  it('goes from the one-time password to the first alert that its own people close', async () => {
    const [, oneTime = ''] = /admin \/ (\S+)/.exec(station.said) ?? [];
    const page = await browsers.visitor('/office/', { viewport: DESK });
    await choosesPassword(page, 'admin', oneTime);
    await page.getByRole('button', { name: '取得密钥' }).click();
    secret = await page.locator('dd > code').first().innerText();
    expect(await obstacles(page)).toEqual([]);
    await page.getByRole('textbox', { name: '动态验证码' }).fill(await freshCodeOf(secret));
    await page.getByRole('button', { name: '启用' }).click();

    // The first page of an empty town says what is missing.
    await page.getByRole('main', { name: '启用准备' }).waitFor();
    await page.getByText(/还差 \d 步/).waitFor();
    await keepPicture(page, 'office-first-run');
    expect(await obstacles(page)).toEqual([]);

    await page.getByRole('link', { name: '命名本县' }).click();
    await writes(page, { 名称: '银铃县', 坐标: PLACE });
    await submits(page);
    await page.getByRole('button', { name: /^新增下级/ }).click();
    await writes(page, { 名称: '桃源村', 层级名称: '村', 层级序号: '4', 坐标: PLACE });
    await submits(page);
    await page.getByRole('region', { name: '桃源村' }).waitFor();
    await keepPicture(page, 'office-regions');
    expect(await obstacles(page)).toEqual([]);

    await page.getByRole('button', { name: '新增席位' }).click();
    await chooses(page, '角色', '班长');
    await writes(page, { 姓名或单位: '县值班室', 语音号码: '000-7000' });
    await submits(page);
    await page.getByRole('table', { name: '值班席位' }).getByText('县值班室').waitFor();

    await opens(page, '住所');
    await page.getByRole('button', { name: /^新增/ }).click();
    await writes(page, { 简称: '桃源村三组', 门牌地址: '桃源村三组 2 号', 坐标: PLACE });
    await chooses(page, '区划', '桃源村');
    await submits(page);
    await page.getByRole('link', { name: '登记老人 桃源村三组' }).click();
    await writes(page, { 姓名: '周月娥', 出生日期: '19471112', 电话: '000-1001' });
    await submits(page);
    await page.getByRole('tab', { name: /^联系人/ }).click();
    await page.getByRole('button', { name: '新增联系人' }).click();
    await writes(page, { 姓名: '周志强', 关系: '儿子', 电话: '000-2001' });
    await chooses(page, '何时告知', '每次求助都通知');
    await submits(page);
    await page.getByRole('table', { name: '联系人' }).getByText('周志强').waitFor();
    await page.getByRole('tab', { name: '概况' }).click();
    await keepPicture(page, 'office-senior');
    expect(await obstacles(page)).toEqual([]);

    await opens(page, '助老员');
    await page.getByRole('button', { name: /^新增/ }).click();
    await writes(page, { 姓名: '王海涛', 电话: '000-3001', 出生日期: '1980-05-06', 编号: 'wang', 坐标: PLACE });
    await chooses(page, '类别', '助老员');
    await chooses(page, '区划', '桃源村');
    await chooses(page, '交通', '电动车');
    await submits(page);
    await page.getByRole('table', { name: '助老员' }).getByText('王海涛').waitFor();

    const operator = await makesAccount(page, 'xu', '许晓燕', '坐席');
    const helper = await makesAccount(page, 'wang', '王海涛', '助老员', 'wang');

    await opens(page, '设备');
    await page.getByRole('button', { name: /^新增/ }).click();
    await chooses(page, '种类', '呼叫器');
    await chooses(page, '住所', '桃源村三组');
    await submits(page);
    deviceId = await shownOnce(page, '编号');
    const deviceSecret = await shownOnce(page, '密钥');
    await page.getByRole('button', { name: '我已保存' }).click();
    await keepPicture(page, 'office-devices');
    expect(await obstacles(page)).toEqual([]);
    await page.setViewportSize({ width: 683, height: 768 });
    await page.getByRole('group', { name: '界面语言' }).getByRole('button', { name: 'English' }).click();
    await page.getByRole('main', { name: 'Devices' }).waitFor();
    await keepPicture(page, 'office-devices-200-percent-en');
    expect(await obstacles(page)).toEqual([]);

    await firstAlert({ operator, helper, deviceSecret });
  }, 300_000);

  it('CR-77: every page of the office opens, by day and by night, for a role that may see it', async () => {
    const all = [...readFileSync(PAGES, 'utf8').matchAll(/path: '([^']*)'/g)].map(([, path = '']) => path);
    expect(all.length).toBeGreaterThan(10);
    const page = await browsers.visitor('/office/', { viewport: DESK });
    await logsIn(page, 'admin', OWN);
    await page.getByRole('textbox', { name: '动态验证码' }).fill(await freshCodeOf(secret));
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('navigation', { name: '页面' }).waitFor();
    const auditor = await makesAccount(page, 'shen', '沈志远', '审计管理员');
    const opened = new Set(await opensEveryPage(page));
    for (const path of ['devices/labels', `devices/${deviceId}`, 'facilities/new', 'device-models/new'])
      await looksRight(page, path);

    await page.setViewportSize(PHONE);
    for (const path of ['installer', `installer?device=${deviceId}`]) await looksRight(page, path);
    await page.getByRole('button', { name: '打开试铃窗口' }).click();
    await page.getByRole('timer').waitFor();
    await keepPicture(page, 'office-installer');

    const other = await browsers.visitor('/office/', { viewport: DESK });
    await choosesPassword(other, 'shen', auditor);
    await other.getByRole('navigation', { name: '页面' }).waitFor();
    for (const path of await opensEveryPage(other)) opened.add(path);
    expect([...opened].sort()).toEqual([...all].sort());
  }, 600_000);
});

/** Every page of the menu; answers their paths. */
async function opensEveryPage(page: Page): Promise<readonly string[]> {
  const links = page.getByRole('navigation', { name: '页面' }).getByRole('link');
  const paths = await links.evaluateAll((all) =>
    all.map((link) => (link.getAttribute('href') ?? '').replace(/^\/office\/?/, '')),
  );
  for (const path of paths) await looksRight(page, path);
  return paths;
}

/** Opened by its address: with its title, nothing that failed, nothing beyond the edge, and without obstacles in both themes. */
async function looksRight(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', `/office/${to}`);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const seen = {
    failed: await page.getByRole('main').getByRole('alert').allInnerTexts(),
    beyondPx: await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    day: await obstacles(page),
  };
  await page.emulateMedia({ colorScheme: 'dark' });
  const night = await obstacles(page);
  await page.emulateMedia({ colorScheme: 'light' });
  expect({ path, ...seen, night }).toEqual({ path, failed: [], beyondPx: 0, day: [], night: [] });
}

interface Town {
  readonly operator: string;
  readonly helper: string;
  readonly deviceSecret: string;
}

/** The operator and the helper of this town, by the pages they work with. */
async function firstAlert({ operator, helper, deviceSecret }: Town): Promise<void> {
  const desk = await browsers.visitor('/console/');
  await choosesPassword(desk, 'xu', operator);
  await desk.getByRole('button', { name: '开始值班' }).click();
  await desk.getByRole('button', { name: '结束值班' }).waitFor();
  const phone = await browsers.visitor('/helper/', { viewport: PHONE });
  await choosesPassword(phone, 'wang', helper);
  await phone.getByRole('button', { name: '开始值班' }).click();
  await phone.getByRole('status').filter({ hasText: '我在值班' }).waitFor();

  await new OutsideDevice(station.mqttPort, deviceId, deviceSecret).presses({ id: 'the-first' });
  await desk.getByRole('navigation', { name: '实时队列' }).getByRole('link').first().click();
  await desk.getByRole('region', { name: '当事人', exact: true }).getByText('周月娥').waitFor();
  const act = (name: string) => desk.getByRole('main', { name: '事件' }).getByRole('button', { name, exact: true });
  await act('受理').click();
  await act('核实结论').click();
  const verdict = desk.getByRole('dialog', { name: '核实结论' });
  await verdict.getByRole('combobox', { name: '核实结论' }).selectOption({ label: '属实，需要救助' });
  await verdict.getByRole('button', { name: '提交' }).click();

  await phone
    .getByRole('region', { name: '有人求助，您能去吗？' })
    .getByRole('button', { name: '我去（接单）' })
    .click();
  const task = phone.getByRole('region', { name: '我的任务' });
  // As it is kept: without the blanks it was typed with.
  await task.getByText('桃源村三组2号').first().waitFor();
  await task.getByRole('button', { name: '我出发了' }).click();
  await task.getByRole('button', { name: '我到了' }).click();
  await task.getByRole('button', { name: '处置完毕' }).click();
  const finish = phone.getByRole('region', { name: '处置完毕' });
  await finish.getByRole('radio', { name: '良好' }).check();
  await finish.getByRole('button', { name: '提交处置结果' }).click();

  await desk.getByRole('main', { name: '事件' }).getByText('已处置').first().waitFor();
  await act('办结').click();
  const close = desk.getByRole('dialog', { name: '办结' });
  await close.getByRole('combobox', { name: '办结结果' }).selectOption({ label: '现场协助' });
  await close.getByRole('button', { name: '确认办结' }).click();
  await close.waitFor({ state: 'hidden' });
  await eventually(
    'no case is open any more',
    async () => (await desk.getByRole('navigation', { name: '实时队列' }).getByRole('link').count()) === 0,
  );
  await keepPicture(desk, 'office-first-alert-closed');
}
