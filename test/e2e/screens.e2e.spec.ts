import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_PENDANTS } from '@silverbell/demo';
import { town, World, type WorldIncident } from '@silverbell/testing-world/scenario';
import type { Page } from 'playwright-core';
import { Browsers, logsIn, PHONE, WIDE_DESK } from './support/browser.js';
import { Cable } from './support/cable.js';
import { StoredScreens } from './support/stored-screens.js';

/**
 * Key screens of one Sunday noon, compared with the pictures in `screenshots`. The platform lives in this process with a clock that stands, and
 * time stands on every PC, too: the same people, times and numbers in every run. They stand in the order in which the day goes on.
 */
let world: World;
let browsers: Browsers;
let screens: StoredScreens;
let desk: Page;
let one: WorldIncident;
let going: string;

const NEIGHBOURS = ['helper-1', 'helper-2', 'helper-3', 'helper-4', 'helper-5', 'helper-6'];
/** Of thirty pointers at the edge those of one direction stand in any order, and the next wave is due some seconds sooner or later. */
const MAY_DIFFER_IN_FLOOD = 0.005;
const WIDE = () => ({ viewport: WIDE_DESK, standsAt: world.now() });
const PHONE_NOW = () => ({ viewport: PHONE, standsAt: world.now() });

beforeAll(async () => {
  world = await new World().begins();
  browsers = await Browsers.open(world.origin);
  screens = new StoredScreens(await browsers.blankPage());
  await world.onDuty(...NEIGHBOURS);
  await world.operator().goesOffDuty();
}, 150_000);

afterAll(async () => {
  await browsers?.close();
  await world?.ends();
}, 60_000);

/** The platform does what is due until then, and so late it is on every screen. */
async function timeGoesOn(span: Parameters<World['advance']>[0]): Promise<void> {
  await world.advance(span);
  await browsers.pagesAreAt(world.now());
  await desk.getByText(clockTime(), { exact: true }).first().waitFor();
  await isFresh(desk);
}
const clockTime = (): string =>
  new Date(world.now()).toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai', hourCycle: 'h23' });
const row = (page: Page) => page.getByRole('navigation', { name: '实时队列' }).locator('[data-row]');
const incident = () => desk.getByRole('main', { name: '事件' });
/** It heard of the server since the time last went on. */
const isFresh = async (page: Page): Promise<void> => {
  await page.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();
  await page.getByText('0 秒前更新', { exact: true }).waitFor();
};
/** By the menu: a page that is loaded anew has to be pressed before it may make a sound, and says so. */
const opens = (name: string) =>
  desk
    .getByRole('navigation', { name: '页面' })
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .click();
const hears = (page: Page) => page.getByRole('button', { name: '开启声音' }).click();
async function startsDuty(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开始值班' }).click();
  await page.getByRole('button', { name: '结束值班' }).waitFor();
  await isFresh(page);
}
/** All pictures of one part of the day; what differs is told at its end, so that one run shows every screen. */
const looks = async (part: () => Promise<void>): Promise<void> => {
  await part();
  expect([...screens.misses.splice(0), ...browsers.takeWrongs()]).toEqual([]);
};

describe('a desk', () => {
  it('with nothing to do, and who could be reached by whom', () =>
    looks(async () => {
      desk = await browsers.person('/console/', 'operator', WIDE());
      await startsDuty(desk);
      await desk.getByRole('main', { name: '本班情况' }).waitFor();
      await desk.getByText('正在读取…').first().waitFor({ state: 'detached' });
      await screens.shows(desk, 'console-idle');
      await opens('覆盖');
      await desk.getByRole('main', { name: '覆盖' }).waitFor();
      await screens.shows(desk, 'console-coverage');
    }));

  it('from the ring to helpers who are asked', () =>
    looks(async () => {
      await opens('事件');
      one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await row(desk).first().press('Enter');
      await incident().waitFor();
      await timeGoesOn('8 s');
      await screens.shows(desk, 'console-ringing');

      await world.operator().attends(one);
      await timeGoesOn('12 s');
      await incident()
        .getByRole('region', { name: /^协议卡/ })
        .waitFor();
      await screens.shows(desk, 'console-verify');

      await world.operator().getsNoAnswer(one);
      await world.operator().judges(one, 'no-answer');
      await timeGoesOn('6 s');
      await incident().getByText('邀请').first().waitFor();
      await screens.shows(desk, 'console-dispatching');
    }));

  it('while a helper is on her way: at the desk, on her phone, and for the family', () =>
    looks(async () => {
      const [first, second] = await one.asked();
      going = first ?? '';
      const asked = await browsers.person('/helper/', second ?? '', PHONE_NOW());
      await hears(asked);
      await asked.getByRole('region', { name: '有人求助，您能去吗？' }).waitFor();
      await screens.shows(asked, 'helper-offer');

      const helper = world.helper(going);
      const { destination } = await world.operator().reads(one);
      await helper.accepts(one);
      await helper.departs(one);
      await timeGoesOn('30 s');
      await helper.isAt({ lat: (destination?.lat ?? 0) + 0.004, lng: (destination?.lng ?? 0) - 0.005 });
      const asks = incident().getByRole('list', { name: '是否呼叫急救' });
      await asks.getByRole('button', { name: '呼叫', exact: true }).click();
      await desk.getByRole('dialog', { name: /^呼叫/ }).waitFor();
      await screens.shows(desk, 'console-confirm');
      await desk.getByRole('dialog', { name: /^呼叫/ }).getByRole('button', { name: '取消' }).click();
      await world.operator().decides(one, { service: '120', decision: 'no-call', reason: 'already-called' });
      await world.device('demo-pendant-6').presses();
      await timeGoesOn('15 s');
      await incident().getByText('已出发').first().waitFor();
      await screens.shows(desk, 'console-underway');

      const phone = await browsers.person('/helper/', going, PHONE_NOW());
      await hears(phone);
      await phone.getByRole('button', { name: '我到了' }).waitFor();
      await screens.shows(phone, 'helper-task');
      const family = await browsers.person('/family/', 'family-1', PHONE_NOW());
      await family.getByRole('article', { name: /^事件/ }).waitFor();
      await screens.shows(family, 'family-live');
    }));

  it('looks somebody up, hands over, and is seen from afar', () =>
    looks(async () => {
      await desk.keyboard.press('Control+k');
      await desk
        .getByRole('dialog', { name: '查找' })
        .getByRole('combobox')
        .fill(town.seniors[0]?.name.slice(0, 1) ?? '');
      await desk.getByRole('dialog', { name: '查找' }).getByRole('option').first().waitFor();
      await screens.shows(desk, 'console-palette');
      await desk.keyboard.press('Escape');

      await world.account('operator').asks('openHandover', { body: { to: 'account-operator-2' } });
      await opens('交接班');
      await desk.getByRole('main', { name: '交接班' }).getByRole('article').first().waitFor();
      await screens.shows(desk, 'console-handover');
      const wall = await browsers.person('/console/wallboard', 'lead', WIDE());
      await wall.getByRole('main', { name: '大屏' }).waitFor();
      await screens.shows(wall, 'console-wallboard');
      await wall.close();
    }));

  it('closes with its proofs, and plays it again', () =>
    looks(async () => {
      const helper = world.helper(going);
      await helper.arrives(one);
      await timeGoesOn('40 s');
      await helper.finishes(one);
      await opens('事件');
      await row(desk).filter({ hasText: '周月娥' }).press('Enter');
      await incident().getByRole('button', { name: '办结', exact: true }).click();
      await desk.getByRole('dialog', { name: '办结' }).waitFor();
      await screens.shows(desk, 'console-closing');
      await desk.getByRole('dialog', { name: '办结' }).getByRole('button', { name: '取消' }).click();
      await world.operator().closes(one, { outcome: 'assisted' });
      await desk.getByRole('link', { name: '回放' }).click();
      await desk.getByRole('main', { name: '回放' }).waitFor();
      // Two messages that went out at one instant came to people in any order.
      await screens.shows(desk, 'console-replay', 0.001);
    }));

  it('in a flood, and with the line cut', () =>
    looks(async () => {
      // Of other villages: symbols that lie on each other are moved apart by ids, which are others in every run.
      const near = town.devices.find(({ id }) => id === 'demo-pendant-6')?.regionId;
      const wearers = town.devices.filter(
        ({ id, seniorId, status, profile, regionId }) =>
          seniorId !== null &&
          status === 'active' &&
          profile === 'native' &&
          regionId !== near &&
          !DEMO_PENDANTS.includes(id),
      );
      for (const { id } of wearers.slice(0, 36)) {
        // One after the other: of two at one instant none is the first.
        world.clock.advance('1 s');
        const { acknowledged } = await world.device(id).beginsToPress('battery-low', { batteryPct: 9 });
        await acknowledged;
      }
      await timeGoesOn('5 s');
      await opens('事件');
      await row(desk).first().press('Enter');
      await incident().getByRole('note', { name: '下一步' }).waitFor();
      await screens.shows(desk, 'console-flood', MAY_DIFFER_IN_FLOOD);

      const cable = await Cable.to(world.origin);
      try {
        const cut = await browsers.person(`${cable.address}/console/`, 'lead', WIDE());
        await isFresh(cut);
        await row(cut).first().press('Enter');
        await cut.getByRole('main', { name: '事件' }).getByRole('note', { name: '下一步' }).waitFor();
        await isFresh(cut);
        cable.isPulled();
        await cut
          .getByRole('alert')
          .filter({ hasText: /^实时连接中断/ })
          .waitFor();
        await screens.shows(cut, 'console-offline', MAY_DIFFER_IN_FLOOD);
      } finally {
        await cable.isRemoved();
      }
    }));
});

describe('the other pages', () => {
  it('a pendant that is told who comes', () =>
    looks(async () => {
      const pendant = await browsers.visitor('/pendant/', PHONE_NOW());
      await pendant.getByRole('combobox', { name: '设备编号' }).selectOption('demo-pendant-4');
      await pendant.getByRole('button', { name: '连接' }).click();
      await pendant.getByRole('status').filter({ hasText: '已连接' }).waitFor();
      await pendant.getByRole('button', { name: '按铃求助' }).click();
      const stage = (name: string) => pendant.getByRole('region', { name: '回执' }).locator(`[data-stage="${name}"]`);
      await stage('received').waitFor();
      await world.settles();
      const [raised] = (await world.openCases()).toReversed();
      if (raised === undefined) throw new Error('nothing was raised');
      await world.operator().attends(raised);
      await stage('attended').waitFor();
      await world.operator().judges(raised, 'real');
      await stage('searching').waitFor();
      const [asked] = await raised.asked();
      await world.helper(asked ?? '').accepts(raised);
      await stage('helper-assigned').waitFor();
      await screens.shows(pendant, 'pendant-coming');
    }));

  it('what an office has to do today', () =>
    looks(async () => {
      const viewport = { width: 1440, height: 900 };
      const office = await browsers.visitor('/office/', { viewport, standsAt: world.now() });
      await logsIn(office, 'admin');
      await office.getByRole('heading', { name: '待办' }).waitFor();
      await screens.shows(office, 'office-todo');
    }));
});
