import { createHmac } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { logsIn } from './browser.js';
import { eventually } from './eventually.js';

/** Fills the fields of a form of the office by their labels; what may be left out has a remark behind its label. */
export async function writes(form: Page | Locator, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields))
    await form.getByRole('textbox', { name: new RegExp(`^${label}(（可不填）)?$`) }).fill(text);
}

/** Chooses from a list that is searched by typing. */
export async function chooses(page: Page, label: string, words: string): Promise<void> {
  const list = page.getByRole('combobox', { name: new RegExp(`^${label}(（可不填）)?$`) });
  await list.fill(words);
  const option = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText(words).first();
  await option.click();
}

/** From a short list, which is not searched by typing. */
export async function picks(page: Page, label: string, words: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).press('ArrowDown');
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText(words).first().click();
}

export async function submits(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^提交/ }).first().click();
}

/** A code of the second factor, as an authenticator shows it: RFC 6238, 30 s, six digits. */
function codeOf(secret: string, atMs = Date.now()): string {
  const bits = [...secret.replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const from = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const shown = new Set<string>();

/** The next code that was not used in this run: a code opens once, so a login within the same half minute waits for the next. */
export const freshCodeOf = (secret: string): Promise<string> =>
  eventually(
    'the authenticator shows another code',
    () => {
      const code = codeOf(secret);
      if (shown.has(code)) return null;
      shown.add(code);
      return code;
    },
    { withinMs: 40_000 },
  );

export const OWN = 'bamboo-lantern-on-the-river';

/** The one-time password, then one of her own. */
export async function choosesPassword(page: Page, username: string, oneTime: string): Promise<void> {
  await logsIn(page, username, oneTime);
  await page.getByRole('heading', { name: '设置自己的密码' }).waitFor();
  await page.getByLabel('当前密码').fill(oneTime);
  await page.getByLabel('新密码', { exact: true }).fill(OWN);
  await page.getByLabel('再输一次新密码').fill(OWN);
  await page.getByRole('button', { name: '保存密码' }).click();
}

export async function shownOnce(page: Page, label: string): Promise<string> {
  const text = page.locator(`.office-once[aria-label="${label}"]`);
  await text.waitFor();
  return (await text.innerText()).trim();
}

export async function opens(page: Page, menu: string): Promise<void> {
  await page.getByRole('navigation', { name: '页面' }).getByRole('link', { name: menu, exact: true }).click();
  await page.getByRole('main', { name: menu }).waitFor();
}

export async function makesAccount(
  page: Page,
  username: string,
  name: string,
  role: string,
  helperId = '',
): Promise<string> {
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
