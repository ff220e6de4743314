import type { Locator, Page } from 'playwright-core';
import { PASSWORD } from './browser.js';

/** Tab until it has the focus, as somebody without a mouse does. */
export async function tabsTo(page: Page, wanted: Locator, atMost = 60): Promise<void> {
  for (let count = 0; count < atMost; count += 1) {
    if (await hasFocus(wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${String(wanted)}`);
}

/** Arrow down in a list box until the words are there. */
export async function choosesByKeys(page: Page, list: Locator, words: string): Promise<void> {
  await tabsTo(page, list);
  const shown = (): Promise<string> =>
    list.evaluate((box) => (box as HTMLSelectElement).selectedOptions[0]?.textContent ?? '');
  const count = await list.evaluate((box) => (box as HTMLSelectElement).options.length);
  for (let step = 0; step < count; step += 1) {
    if ((await shown()).trim() === words) return;
    await page.keyboard.press('ArrowDown');
  }
  if ((await shown()).trim() !== words) throw new Error(`"${words}" is not in the list: ${await list.innerText()}`);
}

/** From the login page to the first page, with the keys alone. */
export async function logsInByKeys(page: Page, username: string): Promise<void> {
  await tabsTo(page, page.getByRole('textbox', { name: '用户名' }));
  await page.keyboard.type(username);
  await tabsTo(page, page.getByLabel('密码'));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
}

export async function startsDutyByKeys(page: Page): Promise<void> {
  const duty = page.getByRole('button', { name: '开始值班' });
  await duty.waitFor();
  await tabsTo(page, duty);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '结束值班' }).waitFor();
}

const hasFocus = async (wanted: Locator): Promise<boolean> =>
  (await wanted.count()) === 1 && wanted.evaluate((element) => element === document.activeElement);
