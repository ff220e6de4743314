import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { AT_NIGHT, Browsers, keepPicture, logsIn, obstacles, PHONE } from './support/browser.js';
import { Cable } from './support/cable.js';
import { endsEveryCase } from './support/ends-cases.js';
import { eventually } from './support/eventually.js';
import { EIGHT_HELPERS, helpersGoOnDuty, thoseAsked } from './support/helpers-on-duty.js';
import { OutsideDevice } from './support/mosquitto.js';
import { OutsideCaller } from './support/outside-http.js';
import { choosesByKeys, logsInByKeys, startsDutyByKeys, tabsTo } from './support/person-at-keys.js';
import { Station } from './support/station.js';
import { tonesOf } from './support/tones.js';

/** How long the console's line is cut; by night 90 s (web.md section 6). */
const CUT_MS = Number(process.env['E2E_CUT_S'] ?? 0) * 1_000;

let station: Station;
let browsers: Browsers;
/** Somebody else at another desk, over HTTP. */
let lead: OutsideCaller;
let everybody: readonly OutsideCaller[];

beforeAll(async () => {
  station = await Station.starts(['--quiet-demo']);
  browsers = await Browsers.open(station.http);
  everybody = await Promise.all(
    ['lead', 'operator', 'operator-2', ...EIGHT_HELPERS].map((name) => OutsideCaller.logsIn(station.http, name)),
  );
  lead = everybody[0]!;
}, 150_000);

afterEach(async () => {
  await browsers.everybodyLeaves();
  await endsEveryCase(lead);
  // Nobody leaves while a case is still hers.
  await Promise.all(everybody.map((one) => one.does('PUT', '/me/duty', { onDuty: false })));
  expect(browsers.takeWrongs()).toEqual([]);
});

afterAll(async () => {
  await browsers?.close();
  await station?.isRemoved();
}, 180_000);

const presses = async (deviceId: string, alertId: string): Promise<string> => {
  await new OutsideDevice(station.mqttPort, deviceId).presses({ id: alertId });
  return (await lead.seesIncidentOf(deviceId)).id;
};

const queueRow = (page: Page) => page.getByRole('navigation', { name: '实时队列' }).locator('[data-row]');
const act = (page: Page, name: string) =>
  page.getByRole('main', { name: '事件' }).getByRole('button', { name, exact: true });
const isLive = (page: Page) => page.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();

async function operatorOnDuty(username = 'operator'): Promise<Page> {
  const page = await browsers.person('/console/', username);
  await page.getByRole('button', { name: '开始值班' }).click();
  await page.getByRole('button', { name: '结束值班' }).waitFor();
  await isLive(page);
  return page;
}

describe('an operator', () => {
  it('goes from ring to closure without a mouse', async () => {
    const helpers = await helpersGoOnDuty(station.http);
    const page = await browsers.visitor('/console/');
    const { keyboard } = page;
    await logsInByKeys(page, 'operator');
    await startsDutyByKeys(page);
    await isLive(page);

    const incidentId = await presses('demo-pendant-1', 'by-keys');
    await queueRow(page).filter({ hasText: '待受理' }).waitFor();
    await keyboard.press('F2');
    await attendedBy(incidentId, 'operator', page);

    await keyboard.press('F8');
    const call = page.getByRole('dialog', { name: '记录通话' });
    await choosesByKeys(page, call.getByRole('combobox', { name: '通话结果' }), '本人接听并核对');
    await choosesByKeys(page, call.getByRole('combobox', { name: '如何核对本人' }), '核对生日');
    await tabsTo(page, call.getByRole('button', { name: '保存通话' }));
    await keyboard.press('Enter');
    await call.waitFor({ state: 'hidden' });

    await tabsTo(page, act(page, '核实结论'));
    await keyboard.press('Enter');
    const verdict = page.getByRole('dialog', { name: '核实结论' });
    await choosesByKeys(page, verdict.getByRole('combobox', { name: '核实结论' }), '属实，需要救助');
    await keyboard.press('Tab');
    await tabsTo(page, verdict.getByRole('button', { name: '提交' }));
    await keyboard.press('Enter');
    await verdict.waitFor({ state: 'hidden' });

    const [first] = await thoseAsked(helpers, incidentId);
    const { id } = await first!.helper.does('POST', `/offers/${first!.offer.id}/accept`);
    for (const [step, body] of [
      ['depart', {}],
      ['arrive', {}],
      ['finish', { condition: 'fine' }],
    ] as const)
      await first!.helper.does('POST', `/assignments/${id}/${step}`, body);
    await page.getByRole('main', { name: '事件' }).getByText('已处置').first().waitFor();

    await keyboard.press('F10');
    const close = page.getByRole('dialog', { name: '办结' });
    await choosesByKeys(page, close.getByRole('combobox', { name: '办结结果' }), '现场协助');
    await tabsTo(page, close.getByRole('button', { name: '确认办结' }));
    await keyboard.press('Enter');
    await close.waitFor({ state: 'hidden' });
    await lead.waitsFor(incidentId, 'closed', ({ phase }) => phase === 'closed');
    await page.getByText('当前没有未办结的求助事件。').waitFor();
  }, 270_000);

  it('races another for one case: each reads that the other looks at it too, and the loser who has it', async () => {
    const one = await operatorOnDuty('operator');
    const other = await operatorOnDuty('operator-2');
    const incidentId = await presses('demo-pendant-2', 'race');
    for (const page of [one, other]) {
      await queueRow(page).first().click();
      await act(page, '受理').waitFor();
    }
    const nameOf = (username: string) => everybody.find((someone) => someone.username === username)?.user.name ?? '';
    const alsoLooks = (page: Page, username: string) =>
      page.getByRole('main', { name: '事件' }).getByText(`${nameOf(username)}也在看`, { exact: true });
    await Promise.all([alsoLooks(one, 'operator-2').waitFor(), alsoLooks(other, 'operator').waitFor()]);
    await keepPicture(one, 'console-also-looking');
    // Whoever is a moment later may find that the button has gone already: then her screen was told first, which is as good.
    await Promise.all(
      [one, other].map((page) =>
        act(page, '受理')
          .click({ timeout: 5_000 })
          .catch(() => undefined),
      ),
    );
    const { attention } = await lead.waitsFor(
      incidentId,
      'somebody has it',
      (now) => now.attention.state === 'attended',
    );
    const loser = attention.by.id === (await idOf('operator')) ? other : one;
    const sentence = loser.getByRole('region', { name: '事实' }).getByText(attention.by.name).first();
    await sentence.waitFor();
    await act(loser, '受理').waitFor({ state: 'hidden' });
    await keepPicture(loser, 'console-lost-race');
    // One closes her tab: the other stands alone before the case.
    await other.close();
    await alsoLooks(one, 'operator-2').waitFor({ state: 'hidden' });
  }, 180_000);

  it('sends one helper to her home and another to where her device was, without a mouse', async () => {
    const before = await presses('demo-pendant-6', 'where-she-lives');
    const home = (await lead.reads(before)).destination as { lat: number; lng: number };
    await endsEveryCase(lead);
    const fix = { lat: home.lat + 0.012, lng: home.lng };
    const two = await Promise.all(['helper-1', 'helper-2'].map((name) => OutsideCaller.logsIn(station.http, name)));
    const [atHome, atFix] = two as [OutsideCaller, OutsideCaller];
    for (const [helper, { lat, lng }] of [
      [atHome, home],
      [atFix, fix],
    ] as const) {
      await helper.does('PUT', '/me/duty', { onDuty: true });
      await helper.does('POST', '/me/position', { lat, lng, accuracyM: 5 });
    }
    const page = await browsers.visitor('/console/');
    await logsInByKeys(page, 'operator');
    await startsDutyByKeys(page);
    await isLive(page);

    // Two days old: nobody knows whether she is still there.
    const fixAt = new Date(Date.now() - 48 * 3_600_000).toISOString();
    const position = { ...fix, accuracyM: 10, datum: 'wgs84', fixAt, source: 'gnss' };
    await new OutsideDevice(station.mqttPort, 'demo-pendant-6').presses({ id: 'two-places', position });
    const incidentId = (await lead.seesIncidentOf('demo-pendant-6')).id;
    await queueRow(page).filter({ hasText: '待受理' }).waitFor();
    await page.keyboard.press('F2');
    await attendedBy(incidentId, 'operator', page);

    await tabsTo(page, act(page, '前往地点'));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '前往地点' });
    const split = dialog.getByRole('region', { name: '分头派单' });
    const names = await Promise.all(two.map((helper) => rankedAs(helper, incidentId)));
    for (const name of names) await split.getByRole('checkbox', { name }).waitFor();
    await keepPicture(page, 'console-split-offer');
    await tabsTo(page, split.getByRole('button', { name: '向选中的 2 人派单' }));
    await page.keyboard.press('Enter');

    for (const { helper, offer } of await thoseAsked(two, incidentId, 2))
      await helper.does('POST', `/offers/${offer.id}/accept`);
    const goesTo = async (helper: OutsideCaller): Promise<unknown> => {
      const { items } = await helper.does('GET', '/me/assignments');
      return items.find(({ incidentId }: { incidentId: string }) => incidentId === incidentId)?.destination;
    };
    expect(await goesTo(atHome)).toMatchObject({ choice: 'home', lat: expect.closeTo(home.lat, 4) });
    expect(await goesTo(atFix)).toMatchObject({ choice: 'fix', lat: expect.closeTo(fix.lat, 4) });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const going = page.getByRole('region', { name: '前往人员' });
    for (const name of names) await going.getByText(name).first().waitFor();
  }, 270_000);

  it('turns a telephone call into a case', async () => {
    const page = await operatorOnDuty();
    await page.getByRole('button', { name: '来电立案' }).click();
    const dialog = page.getByRole('dialog', { name: '来电立案' });
    await dialog.getByRole('textbox', { name: '来电号码' }).fill('00012345678');
    await keepPicture(page, 'console-new-case');
    await dialog.getByRole('button', { name: '立案' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await eventually('the call is an open case', async () => (await lead.openCases()).length === 1);
    await queueRow(page).first().waitFor();
  }, 180_000);

  it('is told when the line is cut, keeps what was on the screen, and catches up when it is back', async () => {
    const cable = await Cable.to(station.http);
    try {
      const page = await browsers.visitor('/console/');
      await page.goto(`${cable.address}/console/`);
      await logsIn(page, 'operator');
      await isLive(page);
      await presses('demo-pendant-3', 'before-the-cut');
      await queueRow(page).first().waitFor();
      cable.isPulled();
      const banner = page.getByRole('alert').filter({ hasText: /^实时连接中断/ });
      await banner.waitFor({ timeout: 45_000 });
      expect(await queueRow(page).count()).toBe(1);
      await keepPicture(page, 'console-cut');
      await presses('demo-pendant-4', 'during-the-cut');
      const pressed = Date.now();
      await eventually('the line was cut long enough', () => Date.now() - pressed >= CUT_MS, { withinMs: 180_000 });
      expect(await banner.isVisible()).toBe(true);
      cable.isPutBack();
      await banner.waitFor({ state: 'hidden', timeout: 90_000 });
      await isLive(page);
      await eventually('both cases are on the screen', async () => (await queueRow(page).count()) === 2);
    } finally {
      await cable.isRemoved();
    }
  }, 360_000);

  it('hears and reads that the platform itself is late, and what of it, and that it is over', async () => {
    const page = await browsers.visitor('/console/');
    const { keyboard } = page;
    await logsInByKeys(page, 'operator');
    await startsDutyByKeys(page);
    await isLive(page);
    const tones = await tonesOf(page);

    const found: Record<string, readonly string[]> = {};
    const look = async (name: string): Promise<void> => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await keepPicture(page, `${name}-${colorScheme}`);
        found[`${name}, ${colorScheme}`] = await obstacles(page, colorScheme === 'dark' ? AT_NIGHT : 'all');
      }
    };
    const banner = page.getByRole('alert').filter({ hasText: '平台延迟' });
    const engine = station.engineIsPaused();
    try {
      await eventually('the banner is there', () => banner.isVisible(), {
        withinMs: 60_000,
        seen: async () => [await page.locator('body').innerText(), await lead.does('GET', '/platform-health')],
      });
      await banner.getByText(/任一引擎上次心跳：[\d.]+ 秒前（限 10 秒）/).waitFor();
      await eventually(
        'the urgent pattern is heard',
        async () => (await tones()).filter((hz) => hz === 880).length >= 10,
      );
      await look('console-platform-late');

      await tabsTo(page, banner.getByRole('button', { name: '我在处理，停止响铃' }));
      await keyboard.press('Enter');
      await banner.getByText('本席已在处理，恢复前横幅保留。').waitFor();
      await tabsTo(page, banner.getByRole('link', { name: '查看平台运行' }));
      await keyboard.press('Enter');
      await page.getByRole('heading', { name: '平台运行' }).waitFor();
      await page.getByRole('status').filter({ hasText: '平台有部分延迟，见下表。' }).waitFor();
      const late = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '延迟' }) });
      await late.filter({ hasText: '任一引擎上次心跳' }).waitFor();
      await look('console-platform-health');
      await tabsTo(page, page.getByRole('group', { name: '界面语言' }).getByRole('button', { name: 'English' }));
      await keyboard.press('Enter');
      await page
        .getByRole('row')
        .filter({ hasText: /The last heartbeat of any engine: [\d.]+ s ago \(limit 10 s\)/ })
        .waitFor();
      await keepPicture(page, 'console-platform-health-en');
    } finally {
      engine.letGo();
    }
    await page.getByRole('alert').filter({ hasText: 'The platform is late' }).waitFor({ state: 'hidden' });
    await page.getByRole('status').filter({ hasText: 'Every part of the platform works in time.' }).waitFor();
    await keepPicture(page, 'console-platform-in-time-en');
    expect(Object.fromEntries(Object.entries(found).filter(([, wrongs]) => wrongs.length > 0))).toEqual({});
  }, 360_000);

  it('reads a sentence when the password is wrong', async () => {
    const page = await browsers.visitor('/console/');
    await logsIn(page, 'operator', 'wrong');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('用户名或密码不正确');
    await keepPicture(page, 'console-login-refused');
    await page.getByRole('group', { name: '界面语言' }).getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Log in', exact: true }).waitFor();
  }, 30_000);
});

describe('a helper', () => {
  it('accepts, departs, arrives and finishes on her phone, and the console follows it live', async () => {
    const console_ = await operatorOnDuty();
    const phone = await browsers.person('/helper/', 'helper-1', { viewport: PHONE });
    await phone.getByRole('button', { name: '开始值班' }).click();
    await phone.getByRole('status').filter({ hasText: '我在值班' }).waitFor();
    // After a reload the sound is blocked until she presses something: her press on the offer must still be that.
    await phone.reload();
    await phone.getByRole('button', { name: '开启声音' }).waitFor();

    const incidentId = await presses('demo-pendant-1', 'on-the-phone');
    await queueRow(console_).first().click();
    await act(console_, '受理').click();
    await act(console_, '核实结论').click();
    const verdict = console_.getByRole('dialog', { name: '核实结论' });
    await verdict.getByRole('combobox', { name: '核实结论' }).selectOption({ label: '属实，需要救助' });
    await keepPicture(console_, 'console-verdict');
    await verdict.getByRole('button', { name: '提交' }).click();

    const offer = phone.getByRole('region', { name: '有人求助，您能去吗？' });
    await offer.waitFor();
    await keepPicture(phone, 'helper-offer');
    const secrets = (await lead.reads(incidentId)).person;
    const words = await phone.locator('body').innerText();
    expect(words).not.toContain(secrets.people[0].name);
    expect(words).not.toContain(secrets.home.address);

    await phone.getByRole('button', { name: '开启声音' }).waitFor();
    // Twice, as an excited thumb does.
    await offer.getByRole('button', { name: '我去（接单）' }).dblclick();
    const task = phone.getByRole('region', { name: '我的任务' });
    await task.getByText(secrets.home.address).first().waitFor();
    const going = console_.getByRole('region', { name: '前往人员' });
    await going.getByText('已接单').first().waitFor();
    await keepPicture(phone, 'helper-task');
    await task.getByRole('button', { name: '我出发了' }).click();
    await going.getByText('已出发').first().waitFor();
    await keepPicture(console_, 'console-under-way');
    await presses('demo-pendant-6', 'second-in-the-queue');
    await eventually('both cases are in the queue', async () => (await queueRow(console_).count()) === 2);
    await task.getByRole('button', { name: '我到了' }).click();
    await going.getByText('已到达').or(going.getByText('已到场')).first().waitFor();
    await task.getByRole('button', { name: '处置完毕' }).click();
    const finish = phone.getByRole('region', { name: '处置完毕' });
    await finish.getByRole('radio', { name: '良好' }).check();
    await keepPicture(phone, 'helper-finish');
    await finish.getByRole('button', { name: '提交处置结果' }).click();
    await console_.getByRole('main', { name: '事件' }).getByText('已处置').first().waitFor();
    await act(console_, '办结').click();
    const close = console_.getByRole('dialog', { name: '办结' });
    await close.getByRole('combobox', { name: '办结结果' }).selectOption({ label: '现场协助' });
    await close.getByRole('button', { name: '确认办结' }).click();
    await close.waitFor({ state: 'hidden' });
    await lead.waitsFor(incidentId, 'closed', ({ phase }) => phase === 'closed');
    await keepPicture(console_, 'console-closed');
    await keepPicture(phone, 'helper-after');
  }, 270_000);

  it('arrives without a network: the report waits on her phone and gets through by itself', async () => {
    const helpers = await helpersGoOnDuty(station.http);
    const incidentId = await presses('demo-pendant-2', 'no-network-at-the-door');
    await lead.does('POST', `/incidents/${incidentId}/attend`);
    await lead.does('POST', `/incidents/${incidentId}/verdict`, { verdict: 'real' });
    const [asked] = await thoseAsked(helpers, incidentId);
    const { id } = await asked!.helper.does('POST', `/offers/${asked!.offer.id}/accept`);
    await asked!.helper.does('POST', `/assignments/${id}/depart`);
    const phone = await browsers.person('/helper/', asked!.helper.username!, { viewport: PHONE });
    const task = phone.getByRole('region', { name: '我的任务' });
    await task.getByRole('button', { name: '我到了' }).waitFor();

    await phone.context().setOffline(true);
    await phone.getByRole('alert').filter({ hasText: '网络中断' }).waitFor();
    await task.getByRole('button', { name: '我到了' }).click();
    await task.getByText('我到了：待发送').waitFor();
    await keepPicture(phone, 'helper-offline');
    await task.getByRole('button', { name: '处置完毕' }).waitFor();
    expect((await lead.reads(incidentId)).phase).toBe('responding');

    await phone.context().setOffline(false);
    await task.getByText('我到了：已送达').waitFor();
    await lead.waitsFor(incidentId, 'on scene', ({ phase }) => phase === 'on-scene');
    // No case is closed while she is there.
    await asked!.helper.does('POST', `/assignments/${id}/finish`, { condition: 'fine' });
  }, 180_000);

  it('sees at once that somebody else was first', async () => {
    const others = await helpersGoOnDuty(station.http);
    const incidentId = await presses('demo-pendant-5', 'taken');
    await lead.does('POST', `/incidents/${incidentId}/attend`);
    await lead.does('POST', `/incidents/${incidentId}/verdict`, { verdict: 'real' });
    const asked = await thoseAsked(others, incidentId, 2);
    const phone = await browsers.person('/helper/', asked[1]!.helper.username!, { viewport: PHONE });
    const offer = phone.getByRole('region', { name: '有人求助，您能去吗？' });
    await offer.waitFor();
    await asked[0]!.helper.does('POST', `/offers/${asked[0]!.offer.id}/accept`);
    await offer.waitFor({ state: 'hidden' });
    await phone.getByText('已有人接单').first().waitFor();
    await keepPicture(phone, 'helper-lost');
  }, 180_000);
});

describe('a supervisor', () => {
  it('holds a case by order, reads it on the page of the person too, and lifts it', async () => {
    const incidentId = await presses('demo-pendant-4', 'held');
    const { seniors } = await lead.reads(incidentId);
    const page = await browsers.person('/console/', 'supervisor');
    await isLive(page);
    await queueRow(page).first().click();
    const hold = page.getByRole('region', { name: '依法保全' });
    await hold.getByText('没有保全。').waitFor();
    await hold.getByRole('button', { name: '设置保全' }).click();
    await hold.getByRole('alert').filter({ hasText: '请选择原因。' }).waitFor();
    await hold.getByLabel('保全原因').selectOption('dispute');
    await hold.getByRole('button', { name: '设置保全' }).click();
    await hold.getByText('保全中', { exact: true }).waitFor();
    await keepPicture(page, 'console-case-held');
    expect(await obstacles(page)).toEqual([]);

    await page.goto(`${station.http}/console/seniors/${seniors[0].id}`);
    await hold.getByText(/^事件 \d+：争议或索赔/).waitFor();
    await hold.getByLabel('解除原因').selectOption('settled');
    await hold.getByRole('button', { name: '解除保全' }).click();
    await hold.getByText(/^已解除：事项已了结/).waitFor();
    await hold.getByText('没有保全。').waitFor();
    await keepPicture(page, 'console-senior-hold-lifted');
    expect(await obstacles(page)).toEqual([]);
  }, 240_000);
});

describe('the other pages', () => {
  it('a pendant in the browser shows every receipt, and the family sees who comes', async () => {
    const helpers = await helpersGoOnDuty(station.http);
    const pendant = await browsers.visitor('/pendant/', { viewport: PHONE });
    await pendant.getByRole('combobox', { name: '设备编号' }).selectOption('demo-pendant-1');
    await pendant.getByRole('button', { name: '连接' }).click();
    await pendant.getByRole('status').filter({ hasText: '已连接' }).waitFor();
    await pendant.getByRole('button', { name: '按铃求助' }).click();
    const stage = (name: string) => pendant.getByRole('region', { name: '回执' }).locator(`[data-stage="${name}"]`);
    await stage('received').waitFor();
    const { id: incidentId } = await lead.seesIncidentOf('demo-pendant-1');

    const family = await browsers.person('/family/', 'family-1', { viewport: PHONE });
    await family.getByRole('article', { name: /^事件/ }).waitFor();
    await lead.does('POST', `/incidents/${incidentId}/attend`);
    await stage('attended').waitFor();
    await lead.does('POST', `/incidents/${incidentId}/verdict`, { verdict: 'real' });
    await stage('searching').waitFor();
    const [first] = await thoseAsked(helpers, incidentId);
    const { id } = await first!.helper.does('POST', `/offers/${first!.offer.id}/accept`);
    await stage('helper-assigned').waitFor();
    await first!.helper.does('POST', `/assignments/${id}/depart`);
    await family
      .getByText(/助老员|村|预计/)
      .first()
      .waitFor();
    await keepPicture(family, 'family-open');
    await first!.helper.does('POST', `/assignments/${id}/arrive`);
    await stage('helper-arrived').waitFor();
    await keepPicture(pendant, 'pendant-receipts');
    await first!.helper.does('POST', `/assignments/${id}/finish`, { condition: 'fine' });

    await family.getByRole('textbox', { name: '给值班人员留言' }).fill('钥匙在邻居家。');
    await family.getByRole('button', { name: '提交留言' }).click();
    await family.getByRole('status').filter({ hasText: '留言已送达值班人员。' }).waitFor();
    await lead.does('POST', `/incidents/${incidentId}/close`, { outcome: 'assisted' });
    await stage('closed').waitFor();
  }, 270_000);

  it("nothing serious stands in anybody's way, by day and by night", async () => {
    const helpers = await helpersGoOnDuty(station.http);
    const incidentId = await presses('demo-pendant-1', 'axe');
    await lead.does('POST', `/incidents/${incidentId}/attend`);
    await lead.does('POST', `/incidents/${incidentId}/verdict`, { verdict: 'real' });
    const [first] = await thoseAsked(helpers, incidentId);
    await first!.helper.does('POST', `/offers/${first!.offer.id}/accept`);

    const found: Record<string, readonly string[]> = {};
    const look = async (name: string, page: Page): Promise<void> => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await keepPicture(page, `${name}-${colorScheme}`);
        found[`${name}, ${colorScheme}`] = await obstacles(page, colorScheme === 'dark' ? AT_NIGHT : 'all');
      }
    };
    const desk = await browsers.visitor('/console/');
    await desk.getByRole('button', { name: '登录', exact: true }).waitFor();
    await look('console-login', desk);
    await logsIn(desk, 'lead');
    await isLive(desk);
    await desk
      .getByRole('main', { name: '本班情况' })
      .getByRole('link', { name: /^下一件到期的事/ })
      .waitFor();
    await desk.getByText('正在读取…').first().waitFor({ state: 'detached' });
    await look('console-shift', desk);
    await queueRow(desk).first().click();
    await desk.getByRole('region', { name: '前往人员' }).getByText('已接单').first().waitFor();
    await look('console-case', desk);
    for (const name of ['核实结论', '办结']) {
      await act(desk, name).click();
      const dialog = desk.getByRole('dialog', { name });
      await dialog.waitFor();
      await look(`console-dialog-${name}`, desk);
      await dialog.getByRole('button', { name: '取消' }).click();
    }
    const phone = await browsers.person('/helper/', first!.helper.username!, { viewport: PHONE });
    await phone.getByRole('region', { name: '我的任务' }).waitFor();
    await look('helper-task', phone);
    await fits(phone);
    const family = await browsers.person('/family/', 'family-1', { viewport: PHONE });
    await family.getByRole('article', { name: /^事件/ }).waitFor();
    await look('family', family);
    await fits(family);
    await family.getByRole('button', { name: '何时通知我' }).click();
    await family.getByRole('group', { name: /何时通知我/ }).waitFor();
    await look('family-notice', family);
    const pendant = await browsers.visitor('/pendant/', { viewport: PHONE });
    await pendant.getByRole('button', { name: '连接' }).click();
    await pendant.getByRole('button', { name: '按铃求助' }).waitFor();
    await look('pendant', pendant);
    await fits(pendant);
    const free = helpers.find(({ username }) => username !== first!.helper.username)!;
    await free.does('PUT', '/me/duty', { onDuty: false });
    const idle = await browsers.person('/helper/', free.username!, { viewport: PHONE });
    await idle.getByRole('button', { name: '开始值班' }).waitFor();
    await look('helper-duty', idle);
    await fits(idle);
    await idle.getByRole('button', { name: '我的' }).click();
    await look('helper-mine', idle);
    expect(Object.fromEntries(Object.entries(found).filter(([, wrongs]) => wrongs.length > 0))).toEqual({});
  }, 360_000);
});

/** Nothing is cut at the right at 200 % zoom, nor with the largest text. */
async function fits(page: Page): Promise<void> {
  const cutAt = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.setViewportSize({ width: PHONE.width / 2, height: PHONE.height / 2 });
  expect(await cutAt()).toBeLessThanOrEqual(0);
  await page.setViewportSize(PHONE);
  for (let press = 0; press < 3; press += 1) await page.getByRole('button', { name: /^字号/ }).click();
  expect(await cutAt()).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: /^字号/ }).click();
}

const idOf = async (username: string): Promise<string> => (await OutsideCaller.logsIn(station.http, username)).user.id;

/** The name under which a console may choose her for this case. */
const rankedAs = async (helper: OutsideCaller, incidentId: string): Promise<string> => {
  const [{ helperId }, { items }] = await Promise.all([
    helper.does('GET', '/me'),
    lead.does('GET', `/incidents/${incidentId}/candidates`),
  ]);
  return items.find((one: { helper: { id: string } }) => one.helper.id === helperId)?.helper.name ?? 'not ranked';
};

const attendedBy = (incidentId: string, username: string, page: Page) =>
  eventually(
    `${username} attends`,
    async () => (await lead.reads(incidentId)).attention.by?.id === (await idOf(username)),
    { seen: () => page.locator('body').innerText() },
  );
