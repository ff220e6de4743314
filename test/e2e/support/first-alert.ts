import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DESK, keepPicture, obstacles, PHONE, type Browsers } from './browser.js';
import { eventually } from './eventually.js';
import { OutsideDevice } from './mosquitto.js';
import { choosesPassword, freshCodeOf } from './office.js';
import type { Station } from './station.js';

/** The first person of an empty town: a password and a second factor of her own, then the page that says what is missing. */
export async function entersFirst(
  station: Station,
  browsers: Browsers,
): Promise<{ readonly page: Page; readonly secret: string }> {
  const [, oneTime = ''] = /admin \/ (\S+)/.exec(station.said) ?? [];
  const page = await browsers.visitor('/office/', { viewport: DESK });
  await choosesPassword(page, 'admin', oneTime);
  await page.getByRole('button', { name: '取得密钥' }).click();
  const secret = await page.locator('dd > code').first().innerText();
  expect(await obstacles(page)).toEqual([]);
  await page.getByRole('textbox', { name: '动态验证码' }).fill(await freshCodeOf(secret));
  await page.getByRole('button', { name: '启用' }).click();
  await page.getByRole('main', { name: '启用准备' }).waitFor();
  return { page, secret };
}

export interface Town {
  /** One-time password of the operator, who is called xu. */
  readonly operator: string;
  readonly helper: { readonly username: string; readonly oneTime: string };
  readonly deviceId: string;
  readonly deviceSecret: string;
  /** Who wears the device; where she lives, as it is kept. */
  readonly senior: string;
  readonly address?: string;
}

/** The operator and the helper of this town, by the pages they work with. */
export async function firstAlert(station: Station, browsers: Browsers, town: Town): Promise<void> {
  const { operator, helper, deviceId, deviceSecret, senior, address } = town;
  const desk = await browsers.visitor('/console/');
  await choosesPassword(desk, 'xu', operator);
  await desk.getByRole('button', { name: '开始值班' }).click();
  await desk.getByRole('button', { name: '结束值班' }).waitFor();
  const phone = await browsers.visitor('/helper/', { viewport: PHONE });
  await choosesPassword(phone, helper.username, helper.oneTime);
  await phone.getByRole('button', { name: '开始值班' }).click();
  await phone.getByRole('status').filter({ hasText: '我在值班' }).waitFor();

  await new OutsideDevice(station.mqttPort, deviceId, deviceSecret).presses({ id: 'the-first' });
  await desk.getByRole('navigation', { name: '实时队列' }).locator('[data-row]').first().click();
  await desk.getByRole('region', { name: '当事人', exact: true }).getByText(senior).waitFor();
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
  if (address !== undefined) await task.getByText(address).first().waitFor();
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
    async () => (await desk.getByRole('navigation', { name: '实时队列' }).locator('[data-row]').count()) === 0,
  );
  await keepPicture(desk, 'office-first-alert-closed');
}
