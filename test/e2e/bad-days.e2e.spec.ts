import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { Browsers, DESK, keepPicture, obstacles, WIDE_DESK } from './support/browser.js';
import { endsEveryCase } from './support/ends-cases.js';
import { eventually } from './support/eventually.js';
import { OutsideDevice } from './support/mosquitto.js';
import { OutsideCaller } from './support/outside-http.js';
import { logsInByKeys, startsDutyByKeys } from './support/person-at-keys.js';
import { Station } from './support/station.js';

/** The journeys of `web.md` section 6 that go wrong around the console: no sound, no map, a small screen, a change of shift, a flood. */

let station: Station;
let browsers: Browsers;
let lead: OutsideCaller;
let operators: readonly OutsideCaller[];

beforeAll(async () => {
  station = await Station.starts(['--quiet-demo']);
  browsers = await Browsers.open(station.http);
  [lead, ...operators] = (await Promise.all(
    ['lead', 'operator', 'operator-2'].map((name) => OutsideCaller.logsIn(station.http, name)),
  )) as [OutsideCaller, ...OutsideCaller[]];
}, 150_000);

afterEach(async () => {
  await browsers.everybodyLeaves();
  expect(browsers.takeWrongs()).toEqual([]);
});

afterAll(async () => {
  await browsers?.close();
  await station?.isRemoved();
}, 180_000);

const queue = (page: Page) => page.getByRole('navigation', { name: '实时队列' });
const incident = (page: Page) => page.getByRole('main', { name: '事件' });
const stage = (page: Page) => page.getByRole('region', { name: '进程与地图' });
const map = (page: Page) => page.getByRole('region', { name: '地图', exact: true });
/** How much of what the screen shows is this. */
async function shareOf(page: Page, part: Locator): Promise<number> {
  const [box, screen] = [await part.boundingBox(), page.viewportSize()];
  if (box === null || screen === null) return 0;
  const seen = (from: number, length: number, all: number): number =>
    Math.max(0, Math.min(all, from + length) - Math.max(0, from));
  return (
    (seen(box.x, box.width, screen.width) * seen(box.y, box.height, screen.height)) / (screen.width * screen.height)
  );
}
const isLive = (page: Page) => page.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();
const presses = async (deviceId: string, alertId: string): Promise<string> => {
  await new OutsideDevice(station.mqttPort, deviceId).presses({ id: alertId });
  return (await lead.seesIncidentOf(deviceId)).id as string;
};

/** She agreed, and the office puts her face into her file from a picture on its disk. */
async function isPhotographed(deviceId: string): Promise<string> {
  const admin = await OutsideCaller.logsIn(station.http, 'admin');
  const { senior } = await admin.does('GET', `/devices/${deviceId}`);
  const consent = { purpose: 'photo', givenBy: senior.name, capacity: 'self', how: 'spoken' };
  await admin.does('POST', `/seniors/${senior.id}/consents`, consent);
  const office = await browsers.person(`/office/seniors/${senior.id}`, 'admin');
  const picture = await office.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1_200, height: 1_500 });
    canvas.getContext('2d')!.fillRect(300, 300, 600, 600);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  await office
    .getByLabel('放照片')
    .and(office.locator('input'))
    .setInputFiles({ name: 'IMG_1.png', mimeType: 'image/png', buffer: Buffer.from(picture, 'base64') });
  await office.getByRole('button', { name: '换照片' }).waitFor();
  expect(await obstacles(office)).toEqual([]);
  return senior.name as string;
}

async function onDuty(page: Page, username: string): Promise<void> {
  await logsInByKeys(page, username);
  await startsDutyByKeys(page);
  await isLive(page);
}

describe('an operator on a bad day', () => {
  afterEach(async () => {
    await endsEveryCase(lead);
    await Promise.all(operators.map((one) => one.does('PUT', '/me/duty', { onDuty: false })));
  });

  it('reads that the browser blocks sound, until a press of hers opens it', async () => {
    const page = await browsers.visitor('/console/');
    await page.evaluate(() => {
      // As a browser does that was never allowed to play: `resume` stays pending.
      const allowed = { yes: false };
      Object.assign(window, { allowSound: () => (allowed.yes = true) });
      const { resume } = AudioContext.prototype;
      AudioContext.prototype.resume = function (this: AudioContext) {
        return allowed.yes ? resume.call(this) : new Promise<void>(() => undefined);
      };
      const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state')!;
      Object.defineProperty(BaseAudioContext.prototype, 'state', {
        get(this: BaseAudioContext) {
          return allowed.yes ? (state.get!.call(this) as AudioContextState) : 'suspended';
        },
      });
    });
    await onDuty(page, 'operator');
    const banner = page.getByRole('alert').filter({ hasText: '声音被浏览器拦截' });
    await banner.waitFor();
    await presses('demo-pendant-1', 'without-sound');
    await queue(page).getByRole('link').filter({ hasText: '待受理' }).waitFor();
    // What cannot be heard is still seen: in the title of the tab, too.
    await eventually('the title counts who waits', async () => /1/.test(await page.title()));
    expect(await obstacles(page)).toEqual([]);
    await keepPicture(page, 'console-sound-blocked');
    await page.evaluate(() => (window as unknown as { allowSound(): void }).allowSound());
    // Any key of hers will do; the button in the banner is for the mouse.
    await page.keyboard.press('Tab');
    await banner.waitFor({ state: 'hidden' });
  }, 180_000);

  it('works a case when no base map can be read, and reads that there is none', async () => {
    const page = await browsers.visitor('/console/');
    await page.route(/\/(basemap|map)\b[^?]*$|\.pmtiles/, (route) =>
      /\/map\/(homes|facilities)/.test(route.request().url()) ? route.continue() : route.abort(),
    );
    await onDuty(page, 'operator');
    const id = await presses('demo-pendant-2', 'without-a-map');
    await queue(page).getByRole('link').first().waitFor();
    const map = page.getByRole('region', { name: '地图' });
    await map.getByText('底图无法读取，仅显示位置').waitFor();
    await map
      .getByRole('button', { name: /^事件 / })
      .first()
      .waitFor();
    await page.keyboard.press('F2');
    await lead.waitsFor(id, 'attended', ({ attention }) => attention.state === 'attended');
    expect(await obstacles(page)).toEqual([]);
    await keepPicture(page, 'console-without-basemap');
  }, 180_000);

  it('gives the map its share of the screen, and the room of the lists at one key, at 200 % too', async () => {
    const page = await browsers.visitor('/console/', { viewport: WIDE_DESK });
    await onDuty(page, 'operator');
    const id = await presses('demo-pendant-3', 'the-map-alone');
    await queue(page).getByRole('link').first().waitFor();
    await page.keyboard.press('F2');
    await lead.waitsFor(id, 'attended', ({ attention }) => attention.state === 'attended');
    await incident(page).waitFor();
    expect(await shareOf(page, map(page))).toBeGreaterThanOrEqual(0.38);
    expect(await shareOf(page, stage(page))).toBeGreaterThanOrEqual(0.43);
    await page.setViewportSize(DESK);
    await page.keyboard.press('Alt+M');
    await incident(page).waitFor({ state: 'hidden' });
    expect(await shareOf(page, map(page))).toBeGreaterThan(0.55);
    await page.keyboard.press('Alt+M');
    await incident(page).waitFor();
    await page.setViewportSize({ width: DESK.width / 2, height: DESK.height / 2 });
    await page.keyboard.press('Alt+M');
    await incident(page).waitFor({ state: 'hidden' });
    await eventually('at 200 % zoom it fills the screen', async () => (await shareOf(page, map(page))) > 0.55, {
      seen: () => shareOf(page, map(page)),
    });
  }, 180_000);

  it('reaches every act on 1366×768 and at 200 % zoom, and nothing lies beside the page', async () => {
    const page = await browsers.visitor('/console/', { viewport: DESK });
    await onDuty(page, 'operator');
    const id = await presses('demo-pendant-3', 'on-a-small-screen');
    await queue(page).getByRole('link').first().waitFor();
    await page.keyboard.press('F2');
    await lead.waitsFor(id, 'attended', ({ attention }) => attention.state === 'attended');
    // 200 % zoom of 1366×768 is a page of half as many CSS pixels each way.
    for (const [name, viewport] of [
      ['1366', DESK],
      ['zoom-200', { width: DESK.width / 2, height: DESK.height / 2 }],
    ] as const) {
      await page.setViewportSize(viewport);
      for (const act of ['派单', '呼叫老人', '核实结论', '挂起', '办结']) {
        const button = incident(page).getByRole('button', { name: act, exact: true });
        await button.scrollIntoViewIfNeeded();
        const box = await button.boundingBox();
        expect(box !== null && box.x >= 0 && box.x + box.width <= viewport.width + 1 ? '' : `${act} at ${name}`).toBe(
          '',
        );
      }
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(beyond).toBeLessThanOrEqual(0);
      expect(await obstacles(page)).toEqual([]);
      await keepPicture(page, `console-${name}`);
    }
    // From the case to its closing form with the keys alone, at 200 %.
    await page.keyboard.press('F10');
    await page.getByRole('dialog', { name: '办结' }).waitFor();
    await keepPicture(page, 'console-zoom-200-close');
    await page.keyboard.press('Escape');
  }, 180_000);

  it('shows the shift at 1366×768 and at 200 % zoom, and opens what is due next by Enter', async () => {
    const page = await browsers.visitor('/console/', { viewport: DESK });
    await onDuty(page, 'operator');
    await presses('demo-pendant-4', 'what-is-due');
    const shift = page.getByRole('main', { name: '本班情况' });
    const next = shift.getByRole('link', { name: /^下一件到期的事/ });
    await next.waitFor();
    await page.getByText('正在读取…').first().waitFor({ state: 'detached' });
    for (const [name, viewport] of [
      ['1366', DESK],
      ['zoom-200', { width: DESK.width / 2, height: DESK.height / 2 }],
    ] as const) {
      await page.setViewportSize(viewport);
      const last = shift.getByRole('region', { name: '待我处理' });
      await last.scrollIntoViewIfNeeded();
      const box = await last.boundingBox();
      expect(box !== null && box.x >= 0 && box.x + box.width <= viewport.width).toBe(true);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      expect(await obstacles(page)).toEqual([]);
      await keepPicture(page, `console-shift-${name}`);
    }
    await next.press('Enter');
    await shift.waitFor({ state: 'detached' });
  }, 180_000);

  it('H20: with two cases open, every act names the person of the case on the screen', async () => {
    const photographed = await isPhotographed('demo-pendant-5');
    const page = await browsers.visitor('/console/');
    await onDuty(page, 'operator');
    const people: string[] = [];
    for (const device of ['demo-pendant-5', 'demo-pendant-8']) {
      const id = await presses(device, `two-open-${device}`);
      await queue(page).getByRole('link').filter({ hasText: '待受理' }).waitFor();
      await page.keyboard.press('F2');
      await lead.waitsFor(id, 'attended', (one) => one.attention.state === 'attended');
      const { person } = (await lead.reads(id)) as { person: { people: readonly { name: string }[] } };
      people.push(person.people[0]!.name);
      await incident(page).getByRole('region', { name: '当事人' }).getByText(people.at(-1)!).first().waitFor();
    }
    const [first, second] = people as [string, string];
    expect(first).not.toBe(second);
    expect(first).toBe(photographed);
    for (const [own, other] of [
      [second, first],
      [first, second],
    ] as const) {
      await queue(page).getByRole('link').filter({ hasText: own }).click();
      await incident(page).getByRole('region', { name: '当事人' }).getByText(own).first().waitFor();
      for (const key of ['F7', 'F8', 'Shift+F8', 'Alt+E', 'Alt+V', 'Alt+D', 'Alt+H', 'F9', 'F10']) {
        await page.keyboard.press(key);
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        const strip = await dialog.getByRole('region', { name: '当事人' }).innerText();
        const faces = dialog.getByRole('region', { name: '当事人' }).getByRole('img');
        const shown = await faces.evaluateAll((all) => all.map((one) => one.getAttribute('alt') ?? one.ariaLabel));
        expect(`${key}: ${shown.join()}`).toContain(own);
        expect(`${key}: ${shown.join()}`).not.toContain(other);
        const face = dialog.getByRole('img', { name: `${first}的照片` });
        if (own === first)
          await eventually(
            'her own face, not a drawing, is drawn',
            async () => (await face.evaluate((one) => (one as HTMLImageElement).naturalWidth)) === 512,
          );
        else expect(await face.count()).toBe(0);
        expect(`${key}: ${strip}`).toContain(own);
        expect(`${key}: ${strip}`).not.toContain(other);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
      }
    }
  }, 180_000);

  it('hands an open case over at the change of shift: item by item, with two signatures', async () => {
    const giver = await browsers.visitor('/console/');
    await onDuty(giver, 'operator');
    const id = await presses('demo-pendant-4', 'at-the-change-of-shift');
    await queue(giver).getByRole('link').first().waitFor();
    await giver.keyboard.press('F2');
    const { attention } = await lead.waitsFor(id, 'attended', (one) => one.attention.state === 'attended');
    expect(attention.by.id).toBe(operators[0]!.user.id);

    await giver.getByRole('link', { name: '交接班' }).click();
    const begin = giver.getByRole('form', { name: '发起交班' });
    await begin.getByRole('combobox', { name: '接班人' }).selectOption({ label: operators[1]!.user.name });
    await begin.getByRole('button', { name: '发起交班' }).click();

    const receiver = await browsers.person('/console/', 'operator-2');
    await receiver.getByRole('link', { name: '交接班' }).click();
    const sheet = receiver.getByRole('article');
    await sheet.getByRole('button', { name: /^接手：/ }).click();
    await lead.waitsFor(id, 'taken over', (one) => one.attention.by?.id === operators[1]!.user.id);
    // What is only to be known is ticked, too.
    const known = sheet.getByRole('button', { name: /^已知：/ });
    while ((await known.count()) > 0) {
      const left = await known.count();
      await known.first().click();
      await eventually('one item less', async () => (await known.count()) < left);
    }
    await giver.getByRole('button', { name: '交班签名' }).click();
    await sheet.getByRole('button', { name: '接班签名' }).click();
    await receiver.getByRole('button', { name: '结束值班' }).waitFor();
    await giver.getByRole('button', { name: '开始值班' }).waitFor();
    expect(await obstacles(receiver)).toEqual([]);
    await keepPicture(receiver, 'console-handed-over');
  }, 180_000);
});

describe('a flood', () => {
  it('200 alarms within 60 s are all in the list, and the first of them is worked at once', async () => {
    const page = await browsers.visitor('/console/');
    await onDuty(page, 'operator');
    /** One device of each home: two presses of one home are one case. */
    const byHome = new Map<string, string>();
    for (let cursor: string | null = ''; cursor !== null && byHome.size < 200;) {
      const answer = (await lead.does('GET', `/devices?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`)) as {
        items: { id: string; profile: string; role: string; home: { id: string } | null }[];
        nextCursor: string | null;
      };
      for (const { id, profile, role, home } of answer.items)
        if (profile === 'native' && role !== 'hub' && home !== null) byHome.set(home.id, id);
      cursor = answer.nextCursor;
    }
    const pressing = [...byHome.values()].slice(0, 200);
    expect(pressing).toHaveLength(200);
    const startedAt = performance.now();
    const left = [...pressing];
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let id = left.pop(); id !== undefined; id = left.pop())
          await new OutsideDevice(station.mqttPort, id).presses({ id: `flood-${id}` });
      }),
    );
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    const open = await eventually('the platform has an open case of every device', async () => {
      const count = await openCount(lead);
      return count.devices.size >= 200 ? count : null;
    });
    const all = queue(page).getByRole('status').first();
    await eventually('the list counts every case', async () => (await all.innerText()).includes(String(open.total)), {
      seen: () => all.innerText(),
    });
    // Far more cases than rows: only what is seen exists.
    expect(await queue(page).getByRole('link').count()).toBeLessThan(100);
    const pressedAt = performance.now();
    await page.keyboard.press('F2');
    await incident(page).getByRole('button', { name: '派单', exact: true }).waitFor();
    expect(performance.now() - pressedAt).toBeLessThan(5_000);
    await keepPicture(page, 'console-200-alarms');
  }, 240_000);
});

/** Open cases over all pages of the list. */
async function openCount(caller: OutsideCaller): Promise<{ readonly total: number; readonly devices: Set<string> }> {
  const devices = new Set<string>();
  let total = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = (await caller.does(
      'GET',
      `/incidents?state=open&limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`,
    )) as { items: { deviceId: string }[]; nextCursor: string | null };
    total += answer.items.length;
    for (const { deviceId } of answer.items) devices.add(deviceId);
    cursor = answer.nextCursor;
  }
  return { total, devices };
}
