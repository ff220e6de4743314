import type { Locator, Page } from 'playwright-core';

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

const hasFocus = async (wanted: Locator): Promise<boolean> =>
  (await wanted.count()) === 1 && wanted.evaluate((element) => element === document.activeElement);
