import { createHmac } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
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
