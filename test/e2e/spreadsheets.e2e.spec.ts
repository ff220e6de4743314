import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { Browsers, keepPicture, obstacles } from './support/browser.js';
import { entersFirst, firstAlert } from './support/first-alert.js';
import { chooses, makesAccount, opens, picks, shownOnce, submits, writes } from './support/office.js';
import { Station } from './support/station.js';

/** `npm run nightly -- town` takes the county at its real size. */
const IS_REAL = process.env['TOWN_SIZE'] === 'real';
const SIZE = IS_REAL ? { seniors: 14_584, helpers: 60, devices: 400 } : { seniors: 45, helpers: 9, devices: 9 };
/** For what takes longer the more rows there are. */
const WITHIN_MS = IS_REAL ? 1_800_000 : 60_000;
const VILLAGES = 9;
const DEVICE = 'SB-00001';
const MAKER = resolve(import.meta.dirname, '../../apps/worker/make-spreadsheets.mjs');

let station: Station;
let browsers: Browsers;
const files = join(tmpdir(), `silverbell-files-${String(process.pid)}`);

beforeAll(async () => {
  station = await Station.starts(['--empty']);
  browsers = await Browsers.open(station.http);
  const size = Object.entries(SIZE).flatMap(([name, count]) => [`--${name}`, String(count)]);
  execFileSync(process.execPath, [MAKER, ...size, '--seed', '1', '--out', files], { stdio: 'ignore' });
}, 300_000);

afterEach(async () => {
  await browsers?.everybodyLeaves();
  expect(browsers?.takeWrongs() ?? []).toEqual([]);
});

afterAll(async () => {
  await browsers?.close();
  await station?.isRemoved();
  rmSync(files, { recursive: true, force: true });
}, 180_000);

/** Uploads a file, reads what is wrong with it, and writes the rest. Answers how many rows were written. */
async function imports(page: Page, kind: string, file: string): Promise<number> {
  await opens(page, '批量导入');
  await page.getByRole('button', { name: '导入文件', exact: true }).click();
  await picks(page, '内容', kind);
  await picks(page, '坐标系', 'WGS-84');
  await page.locator('input[type="file"]').setInputFiles(join(files, `${file}.xlsx`));
  await page.getByRole('button', { name: '上传并检查' }).click();
  const commit = page.getByRole('button', { name: /^导入 \d+ 行$/ });
  await commit.waitFor({ timeout: WITHIN_MS });
  const rows = Number(/\d+/.exec(await commit.innerText())?.[0]);
  if (file === 'people') {
    await page.getByRole('table', { name: '要处理的行' }).getByRole('row').nth(1).waitFor();
    await keepPicture(page, 'office-import-checked');
    expect(await obstacles(page)).toEqual([]);
    await page.getByRole('tab', { name: '导入预览' }).click();
    const preview = page.getByRole('table', { name: '导入预览' });
    await preview.getByText('将新建：住所、老年人').first().waitFor();
    expect(await preview.innerText()).not.toMatch(/\d{17}[\dX]|\b000\d{8}\b/);
    await keepPicture(page, 'office-import-preview');
    expect(await obstacles(page)).toEqual([]);
  }
  await commit.click();
  await page.getByRole('status').filter({ hasText: '已导入' }).waitFor({ timeout: WITHIN_MS });
  return rows;
}

/** A list in which no heading is known: a person says what its columns are, and it is checked again. */
async function namesColumns(page: Page): Promise<void> {
  await opens(page, '批量导入');
  await page.getByRole('button', { name: '导入文件', exact: true }).click();
  await picks(page, '内容', '助老员');
  const text = '某县名单,,,\n谁呀,做啥,话机,哪天生\n甲某,志愿者,00012340000,1980-01-01\n';
  const file = { name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.getByRole('status').filter({ hasText: '等待指明各列' }).waitFor();
  const first = page.getByRole('table', { name: /^前几行/ });
  expect(await first.innerText()).toMatch(/谁呀[^]*甲某/);
  expect(await first.innerText()).not.toContain('00012340000');
  await keepPicture(page, 'office-import-columns');
  expect(await obstacles(page)).toEqual([]);
  for (const [heading, field] of [
    ['谁呀', '姓名'],
    ['做啥', '人员类别'],
    ['话机', '联系电话'],
    ['哪天生', '出生日期'],
  ] as const)
    await chooses(page, `“${heading}”当作`, field);
  await page.getByRole('button', { name: '按新的对应重新检查' }).click();
  // All but its village is understood now.
  await page.getByRole('table', { name: '要处理的行' }).getByText('没有写所属区划').waitFor();
}

/** The file of a person: a code word is set, and she is erased with her name written by hand. */
async function erases(page: Page, other: string): Promise<void> {
  await opens(page, '老人档案');
  const list = page.getByRole('table', { name: '老人档案' });
  await list.waitFor();
  const names = await list.getByRole('row').getByRole('link').allInnerTexts();
  const name = names.find((one) => one !== other && names.filter((same) => same === one).length === 1) ?? '';
  await list.getByRole('link', { name, exact: true }).click();
  await page.getByRole('button', { name: '暗语' }).click();
  await page.getByRole('textbox', { name: /^暗语/ }).fill('桂花开了');
  await submits(page);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '永久删除' }).click();
  const dialog = page.getByRole('dialog', { name: `永久删除：${name}` });
  await picks(page, '原因', '本人要求');
  await dialog.getByRole('textbox', { name: /^请输入她的姓名/ }).fill(name);
  await keepPicture(page, 'office-erasure');
  expect(await obstacles(page)).toEqual([]);
  await dialog.getByRole('button', { name: '永久删除' }).click();
  await list.getByText('已删除').first().waitFor();
  expect(await list.getByText(name, { exact: true }).count()).toBe(0);
}

it(
  'SR-09: a county moves in by its spreadsheets, and its own people close its first alert',
  async () => {
    const { page } = await entersFirst(station, browsers);
    await page.getByRole('link', { name: '命名本县' }).click();
    await writes(page, { 名称: '银铃县', 坐标: '30.2,119.1' });
    await submits(page);
    await page.getByRole('button', { name: '新增席位' }).click();
    await chooses(page, '角色', '班长');
    await writes(page, { 姓名或单位: '县值班室', 语音号码: '000-7000' });
    await submits(page);
    await page.getByRole('table', { name: '值班席位' }).getByText('县值班室').waitFor();

    expect(await imports(page, '区划', 'regions')).toBeGreaterThan(VILLAGES);
    expect(await imports(page, '养老服务设施', 'facilities')).toBe(VILLAGES);
    expect(await imports(page, '老年人及住所、联系人', 'people')).toBe(SIZE.seniors);
    expect(await imports(page, '助老员', 'helpers')).toBe(SIZE.helpers);
    expect(await imports(page, '设备', 'devices')).toBe(SIZE.devices);

    await namesColumns(page);

    // The device of the first row, whose wearer and home the list names; who installs it draws its secret.
    await opens(page, '设备');
    await page.getByRole('textbox', { name: '查找' }).fill(DEVICE);
    await page.getByRole('link', { name: DEVICE, exact: true }).click();
    await page.getByRole('main', { name: `设备 ${DEVICE}` }).waitFor();
    const facts = page.getByRole('region', { name: '设备信息' });
    const senior = await facts.getByRole('link').nth(1).innerText();
    const village = await facts
      .getByText('区划', { exact: true })
      .locator('xpath=following-sibling::dd[1]')
      .innerText();
    await page.getByRole('button', { name: '更换密钥' }).click();
    await submits(page);
    const deviceSecret = await shownOnce(page, '密钥');
    await page.getByRole('button', { name: '我已保存' }).click();

    await opens(page, '助老员');
    const row = page.getByRole('table', { name: '助老员' }).getByRole('row').filter({ hasText: village }).first();
    const name = await row.getByRole('cell').first().innerText();
    // The first alert may come at night, when only those who agreed are asked.
    await row.getByRole('link', { name: /^修改/ }).click();
    await picks(page, '夜间可叫', '是');
    await submits(page);
    await page.getByRole('table', { name: '助老员' }).waitFor();
    // Name, file, role and region of her account are known from her row.
    await page.getByRole('link', { name: `开通账号 ${name}` }).click();
    await writes(page, { 用户名: 'bang' });
    await submits(page);
    const helper = await shownOnce(page, '一次性密码');
    await page.getByRole('button', { name: '我已保存' }).click();
    await erases(page, senior);
    const operator = await makesAccount(page, 'xu', '许晓燕', '坐席');
    await firstAlert(station, browsers, {
      ...{ operator, helper: { username: 'bang', oneTime: helper }, deviceId: DEVICE, deviceSecret, senior },
    });
  },
  IS_REAL ? 3_600_000 : 300_000,
);
