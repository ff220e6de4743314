import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Browsers, keepPicture, obstacles, PHONE } from './support/browser.js';
import { eventually } from './support/eventually.js';
import { filmsCode } from './support/film.js';
import { chooses, submits, writes } from './support/office.js';
import { OutsideCaller } from './support/outside-http.js';
import { Station } from './support/station.js';
import { tonesOf } from './support/tones.js';

let station: Station;
let browsers: Browsers;
let admin: OutsideCaller;
let operator: OutsideCaller;
const films = mkdtempSync(join(tmpdir(), 'silverbell-film-'));

beforeAll(async () => {
  station = await Station.starts(['--quiet-demo']);
  // What the camera of the worker sees: the code at the door of 周玉珍.
  const camera = join(films, 'door.y4m');
  filmsCode('tag-care-f', camera);
  browsers = await Browsers.open(station.http, { camera });
  [admin, operator] = (await Promise.all(
    ['admin', 'operator'].map((name) => OutsideCaller.logsIn(station.http, name)),
  )) as [OutsideCaller, OutsideCaller];
}, 150_000);

afterEach(async () => {
  await browsers.everybodyLeaves();
  expect(browsers.takeWrongs()).toEqual([]);
});

afterAll(async () => {
  await browsers?.close();
  await station?.isRemoved();
  rmSync(films, { recursive: true });
}, 180_000);

const careClock = (time: string): Promise<unknown> =>
  admin.does('PUT', '/demo/care-clock', { now: `2026-10-${time}:00+08:00` });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** The provider gives the visit of 周玉珍 on that day to 孙晓燕. */
async function assigns(office: Page, day: string): Promise<void> {
  await office.goto(`${station.http}/office/service-orders/board?day=2026-10-${day}`);
  const form = office.getByRole('form', { name: '派给 周玉珍 14:00' });
  await form.getByRole('combobox', { name: '护理员' }).selectOption('worker-1');
  await form.getByRole('button', { name: '派单' }).click();
  await office.getByRole('table', { name: '孙晓燕' }).getByText('周玉珍').waitFor();
}

/** Her page by the clock of care: as after a look at the phone. */
async function opensVisit(phone: Page, clock: string): Promise<void> {
  await phone.reload();
  await phone.getByText(`演示时间 ${clock}`).waitFor();
  await button(phone, /周玉珍/)
    .first()
    .click();
  await phone.getByRole('region', { name: '周玉珍家的服务' }).waitFor();
}

/** She signs with her finger, in three strokes. */
async function signs(phone: Page): Promise<void> {
  const area = phone.getByRole('img', { name: '签名区' });
  await area.scrollIntoViewIfNeeded();
  const box = await area.boundingBox();
  if (box === null) throw new Error('there is no area to sign on');
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  for (const x of [0.2, 0.4, 0.6]) {
    await phone.mouse.move(...at(x, 0.2));
    await phone.mouse.down();
    await phone.mouse.move(...at(x + 0.1, 0.8), { steps: 8 });
    await phone.mouse.up();
  }
  expect(await area.locator('path').count()).toBe(3);
  for (const name of ['我确认', '擦掉重签', /不签名，周玉珍本人按此确认/]) {
    const target = await button(phone, name).boundingBox();
    expect(Math.min(target?.width ?? 0, target?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
}

/** The order on the screen has her signature, and it can be looked at. */
async function showsSignature(page: Page): Promise<void> {
  await button(page, /签名/).click();
  const picture = page.getByRole('img', { name: /^签名/ });
  await picture.waitFor();
  expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(600);
}

/** A visit of an hour, rated by her on the spot. */
async function visits(phone: Page, day: string, rating: string): Promise<void> {
  await careClock(`${day}T14:00`);
  await opensVisit(phone, '14:00');
  await button(phone, '扫门牌码').click();
  await button(phone, '服务完毕，写报告').waitFor();
  await careClock(`${day}T15:00`);
  await opensVisit(phone, '15:00');
  await button(phone, '服务完毕，写报告').click();
  await phone.getByRole('checkbox', { name: '居室清洁' }).check();
  await phone.getByRole('radio', { name: '见到了' }).check();
  await phone.getByRole('radio', { name: '良好' }).check();
  expect(await obstacles(phone)).toEqual([]);
  await button(phone, '提交报告并签退').click();
  await button(phone, '请老人确认').click();
  await phone.getByRole('radio', { name: rating, exact: true }).check();
  await signs(phone);
  await keepPicture(phone, `care-confirm-${day}`);
  expect(await obstacles(phone)).toEqual([]);
  await button(phone, '我确认').click();
  await phone.getByText('周玉珍 · 已确认').waitFor();
}

/** Two dissatisfied ratings in a week brought it to the township: both sides are heard, and it is upheld. */
async function verifies(township: Page): Promise<void> {
  await township.goto(`${station.http}/office/verifications`);
  await township.getByRole('table', { name: '护理员核实' }).getByRole('link', { name: '孙晓燕' }).click();
  for (const side of ['护理员', '反映人']) {
    await button(township, '听取意见').click();
    const dialog = township.getByRole('dialog', { name: '听取意见' });
    await chooses(township, '听取哪一方', side);
    await dialog.getByRole('textbox', { name: '对方怎么说' }).fill('电话中说明了情况');
    expect(await obstacles(township)).toEqual([]);
    await dialog.getByRole('button', { name: /^提交/ }).click();
    await dialog.waitFor({ state: 'detached' });
  }
  await button(township, '作出结论').click();
  const dialog = township.getByRole('dialog', { name: '作出结论' });
  await chooses(township, '结论', '属实');
  await dialog.getByRole('button', { name: /^提交/ }).click();
  await township.getByText('更换护理员中').first().waitFor();
  expect(await obstacles(township)).toEqual([]);
}

describe('daytime service', () => {
  it('goes from a plan to a door that nobody opens, and on to visits that she rates', async () => {
    await careClock('14T08:00');
    const township = await browsers.person('/office/service-plans/new', 'township-1');
    await township.getByRole('form', { name: '新建服务计划' }).waitFor();
    await chooses(township, '老人', '周玉珍');
    await township.getByRole('group', { name: '服务项目' }).getByText('居室清洁').click();
    await writes(township, { 开始时间: '14:00', 结束时间: '15:00', 从: '20261014' });
    await keepPicture(township, 'care-plan-form');
    expect(await obstacles(township)).toEqual([]);
    await submits(township);
    await township.getByRole('table', { name: '服务计划' }).getByText('周玉珍').waitFor();
    expect(await obstacles(township)).toEqual([]);

    const office = await browsers.person('/office/', 'provider-1');
    await office.getByRole('main', { name: '照料待办' }).waitFor();
    await keepPicture(office, 'care-work');
    expect(await obstacles(office)).toEqual([]);
    await office.getByRole('navigation').getByRole('link', { name: '服务单', exact: true }).click();
    await office.getByRole('main', { name: '服务单' }).waitFor();
    await assigns(office, '14');
    await keepPicture(office, 'care-board');
    expect(await obstacles(office)).toEqual([]);

    const phone = await browsers.person('/helper/', 'worker-1', { viewport: PHONE });
    await phone.getByText('今天 1 家，已完成 0 家').waitFor();
    await keepPicture(phone, 'care-day');
    expect(await obstacles(phone)).toEqual([]);
    const desk = await browsers.person('/console/', 'operator');
    await button(desk, '开始值班').click();
    await button(desk, '结束值班').waitFor();
    await desk.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();
    const heard = await tonesOf(desk);

    await careClock('14T14:00');
    await opensVisit(phone, '14:00');
    await keepPicture(phone, 'care-visit');
    expect(await obstacles(phone)).toEqual([]);
    await button(phone, '敲门没人应').click();
    await button(phone, '扫门牌码').click();
    await phone.locator('input[value="tag-care-f"]').waitFor();
    await keepPicture(phone, 'care-no-entry');
    expect(await obstacles(phone)).toEqual([]);
    expect(await heard()).toEqual([]);
    const reportedAt = performance.now();
    await button(phone, '报告：没有人开门').click();
    const row = desk.getByRole('navigation', { name: '实时队列' }).locator('[data-row]');
    await row.filter({ hasText: '周玉珍' }).waitFor();
    await eventually('the console rings', async () => (await heard()).length > 0);
    expect(performance.now() - reportedAt).toBeLessThan(5_000);
    const incident = await eventually('an open incident at her home', async () =>
      (await operator.openCases()).find(({ home }) => home?.id === 'home-care-f'),
    );
    expect(incident.class).toBe('F');
    await row.first().click();
    await act(desk, '受理').click();
    await desk
      .getByText(/敲门并打电话均无人应答，现在门口等候指示（已扫门牌码）/)
      .first()
      .waitFor();
    // The console has her at the door, and how that is known.
    await desk
      .getByText(/孙晓燕/)
      .first()
      .waitFor();
    await desk
      .getByText(/（门牌码证实）/)
      .first()
      .waitFor();
    await phone.getByRole('region', { name: '我的任务' }).waitFor();
    await keepPicture(desk, 'care-nobody-opens');
    await endsAtDoor(phone);
    await closes(desk);
    await eventually('the case is closed', async () =>
      (await operator.openCases()).every(({ id }: { readonly id: string }) => id !== incident.id),
    );
    await desk.getByText('当前没有未办结的求助事件。').waitFor();

    for (const day of ['15', '16']) {
      await careClock(`${day}T08:00`);
      await assigns(office, day);
      if (day === '16') await assigns(office, '17');
      await visits(phone, day, '不满意');
    }
    await office.goto(`${station.http}/office/service-orders?from=2026-10-14&to=2026-10-16&seniorId=care-f`);
    const table = office.getByRole('table', { name: '服务单' });
    await table.getByText('不满意').nth(1).waitFor();
    await table.getByText('敲门无人应').waitFor();
    await table.getByRole('link', { name: '2026-10-15' }).click();
    await office.getByRole('table', { name: '经过' }).getByText('签到').waitFor();
    await office.getByText('良好').waitFor();
    await showsSignature(office);
    const file = await browsers.person(new URL(office.url()).pathname, 'township-1');
    await showsSignature(file);
    await keepPicture(office, 'care-order');
    expect(await obstacles(office)).toEqual([]);

    await verifies(township);
    await office.goto(`${station.http}/office/service-orders/board?day=2026-10-17`);
    const form = office.getByRole('form', { name: '派给 周玉珍 14:00' });
    await form.getByRole('combobox', { name: '护理员' }).selectOption('worker-1');
    await form.getByRole('button', { name: '派单' }).click();
    await form
      .getByText(/经核实已不再服务该老人/)
      .first()
      .waitFor();
    await form.getByRole('combobox', { name: '护理员' }).selectOption('worker-3');
    await form.getByRole('button', { name: '派单' }).click();
    await office.getByRole('table', { name: '郑春梅' }).getByText('周玉珍').waitFor();
    await township.reload();
    await township.getByText('已办结').first().waitFor();
    await township.getByRole('table', { name: '经过' }).getByText('已更换').waitFor();
    await keepPicture(township, 'care-verification');
  }, 400_000);

  it('shows the family what came and what comes, and takes its word', async () => {
    const family = await browsers.person('/family/', 'care-family-1', { viewport: PHONE });
    await button(family, '日间服务').click();
    const past = family.getByRole('region', { name: '来过的服务' });
    const visit = past.getByRole('listitem').filter({ hasText: '2026-10-13' }).first();
    await visit.getByRole('button', { name: '评价这次服务' }).click();
    await visit.getByRole('radio', { name: '基本满意' }).check();
    expect(await obstacles(family)).toEqual([]);
    await visit.getByRole('button', { name: '提交评价' }).click();
    await visit.getByText('评价：基本满意').waitFor();
    await keepPicture(family, 'care-family');
    expect(await obstacles(family)).toEqual([]);
  }, 120_000);
});

const act = (desk: Page, name: string) =>
  desk.getByRole('main', { name: '事件' }).getByRole('button', { name, exact: true });

/** She came back from the garden, and the worker ends her task. */
async function endsAtDoor(phone: Page): Promise<void> {
  await phone.getByRole('region', { name: '我的任务' }).getByRole('button', { name: '处置完毕' }).click();
  const finish = phone.getByRole('region', { name: '处置完毕' });
  await finish.getByRole('radio', { name: '良好' }).check();
  await finish.getByRole('button', { name: '提交处置结果' }).click();
}

/** The operator speaks with her on the telephone, and closes. */
async function closes(desk: Page): Promise<void> {
  await desk.getByRole('main', { name: '事件' }).getByText('已处置').first().waitFor();
  await act(desk, '呼叫老人').click();
  const call = desk.getByRole('dialog', { name: '记录通话' });
  await call.getByRole('combobox', { name: '通话结果' }).selectOption({ label: '本人接听并核对' });
  await call.getByRole('combobox', { name: '如何核对本人' }).selectOption({ label: '核对生日' });
  await call.getByRole('button', { name: '保存通话' }).click();
  await call.waitFor({ state: 'hidden' });
  await act(desk, '办结').click();
  const close = desk.getByRole('dialog', { name: '办结' });
  await close.getByRole('combobox', { name: '办结结果' }).selectOption({ label: '电话安抚' });
  await close.getByRole('button', { name: '确认办结' }).click();
  await close.waitFor({ state: 'hidden' });
}
