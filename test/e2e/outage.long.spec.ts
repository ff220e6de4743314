import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { topicOf } from '@silverbell/mqtt-contract';
import { town, World } from '@silverbell/testing-world/scenario';
import type { Page } from 'playwright-core';
import { Browsers, keepPicture, obstacles, PHONE } from './support/browser.js';
import { eventually } from './support/eventually.js';
import { choosesByKeys, logsInByKeys, tabsTo } from './support/person-at-keys.js';

/** Journeys in a world whose clock we move (its api serves the built pages): nobody waits a day for three hundred buttons to fall silent. */
const HOMES = 300;
/** Limits for what never comes; a slow machine must not decide a journey. */
const SLOW = 900_000;

let browsers: Browsers;

beforeAll(async () => {
  browsers = await Browsers.open('');
}, 60_000);

afterEach(async () => {
  await browsers.everybodyLeaves();
  expect(browsers.takeWrongs()).toEqual([]);
});

afterAll(() => browsers?.close());

/** What the platform owes its people at the end is promised in the scenarios; here only the screen is. */
async function onScreen(journey: (world: World) => Promise<void>): Promise<void> {
  const world = new World();
  try {
    await journey(await world.begins());
  } finally {
    await browsers.everybodyLeaves();
    await world.ends();
  }
}

interface Lines {
  readonly homes: ReadonlySet<string>;
  readonly buttons: readonly string[];
  readonly hubs: readonly string[];
}

/** A button or a hub in each of so many homes where somebody lives. */
function linesOf(homes: number): Lines {
  const lived = new Set(town.seniors.flatMap(({ homeId, status }) => (status === 'active' && homeId ? [homeId] : [])));
  const taken = new Set<string>();
  const oneEach = (role: string): string[] =>
    town.devices.flatMap(({ id, role: is, status, homeId }) => {
      if (is !== role || status !== 'active' || homeId === null || !lived.has(homeId)) return [];
      if (taken.has(homeId) || taken.size >= homes) return [];
      taken.add(homeId);
      return [id];
    });
  const buttons = [...oneEach('pendant'), ...oneEach('watch')];
  return { buttons, hubs: oneEach('hub'), homes: taken };
}

/** Each says once that it is there, over one carrier, and its line ends. */
async function beat(world: World, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += 20)
    await Promise.all(
      ids.slice(from, from + 20).map(async (id) => {
        const device = world.device(id);
        await device.publishes(topicOf('heartbeat', id), JSON.stringify({ at: null, network: 'carrier-of-the-tale' }));
        await device.goesAway();
      }),
    );
}

/** All of them fall silent within the same minutes: a button may sleep for 25 h, a hub on mains for a little over two minutes. */
async function losesItsCarrier(world: World, { buttons, hubs }: Lines): Promise<void> {
  await beat(world, buttons);
  await world.settles();
  await eventually(
    'every button was heard once',
    async () => {
      const [row] = await world.sql<{ n: number }>(
        "select count(*)::int as n from device_seen where network = 'carrier-of-the-tale'",
      );
      return row?.n === buttons.length;
    },
    { withinMs: 120_000 },
  );
  await world.advance('1496 min');
  await beat(world, hubs);
  await world.settles();
  await world.advance('1 min');
  await beat(world, hubs);
  await world.settles();
  await world.advance('5 min');
}

const queueRows = (page: Page) => page.getByRole('navigation', { name: '实时队列' }).locator('[data-row]');
const menu = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '页面' }).getByRole('link', { name, exact: true });

async function comesIn(world: World, username: string): Promise<Page> {
  const page = await browsers.visitor(`${world.origin}/console/`);
  await logsInByKeys(page, username);
  await page.getByRole('status').filter({ hasText: '实时连接正常' }).waitFor();
  return page;
}

describe('H14 many lose the way to call at once', () => {
  it(
    'a class-G outage of 300 homes is one case on the screen, with an SOS from inside it on top; its roll is called by keys alone',
    () =>
      onScreen(async (world) => {
        const lines = linesOf(HOMES);
        expect(lines.homes.size).toBe(HOMES);
        await losesItsCarrier(world, lines);
        const page = await comesIn(world, 'operator');
        await queueRows(page).first().waitFor();
        // A day later the devices that never spoke are work of their townships, below; the outage itself is one.
        expect(await queueRows(page).filter({ hasText: '多户失联' }).count()).toBe(1);
        await queueRows(page).first().filter({ hasText: '多户失联' }).waitFor();

        const inside = world.device(lines.buttons[7]!);
        await inside.presses('sos');
        await queueRows(page).first().filter({ hasText: '求助按铃' }).waitFor();
        expect(await queueRows(page).filter({ hasText: '求助按铃' }).count()).toBe(1);
        await queueRows(page).nth(1).filter({ hasText: '多户失联' }).waitFor();

        await tabsTo(page, menu(page, '失联'));
        await page.keyboard.press('Enter');
        const outage = page.getByRole('article', { name: /多户失联/ });
        await outage.getByRole('region', { name: '失联范围内有人求助' }).getByRole('link').waitFor();
        const listed = Number(/名单 (\d+) 人/.exec(await outage.innerText())?.[1]);
        expect(listed).toBeGreaterThanOrEqual(HOMES);
        // Where it is: the same words on the map and beside it.
        const silent = /失联区域·(\d+) 户静默·点名 0/;
        const onMap = page.getByRole('region', { name: '失联区域地图' }).getByText(silent);
        await onMap.waitFor();
        // The button that pressed is heard again, and its home with it.
        expect([HOMES - 1, HOMES]).toContain(Number(silent.exec(await onMap.innerText())?.[1]));
        await outage.getByText(silent).waitFor();
        await keepPicture(page, 'console-outages');
        expect(await obstacles(page)).toEqual([]);

        await tabsTo(page, outage.getByRole('link', { name: '打开事件并点名' }), 120);
        await page.keyboard.press('Enter');
        const roll = page.getByRole('region', { name: '失联点名' });
        const names = roll.locator('ol > li');
        await names.nth(HOMES - 1).waitFor();
        const [first, second, third] = await Promise.all(
          [0, 1, 2].map(async (at) => (await names.nth(at).locator('strong').innerText()).trim()),
        );
        await tabsTo(page, roll.getByRole('button', { name: `${first!}：本人接听` }).first(), 120);
        await page.keyboard.press('Enter');
        await roll.getByRole('heading', { name: new RegExp(`还有 ${String(listed - 1)} 人未联系上`) }).waitFor();
        // The keys stand on the next name by themselves; one down is the one after it.
        await hasTheFocus(page, second!);
        await page.keyboard.press('ArrowDown');
        await hasTheFocus(page, third!);
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Enter');
        await roll.getByRole('heading', { name: new RegExp(`还有 ${String(listed - 2)} 人未联系上`) }).waitFor();
        const stage = page.getByRole('region', { name: '进程与地图' });
        await stage
          .getByRole('region', { name: '地图', exact: true })
          .getByText(/失联区域·\d+ 户静默·点名 2/)
          .waitFor();
        expect(await stage.getByText(/户静默·点名 2/).count()).toBe(2);
        await keepPicture(page, 'console-roll-call');
        await page.setViewportSize(PHONE);
        await keepPicture(page, 'console-roll-call-narrow');
      }),
    SLOW,
  );
});

/** Somebody else's name would be read out: the label of what has the focus begins with hers. */
const hasTheFocus = (page: Page, name: string): Promise<unknown> =>
  eventually(
    `the keys are at ${name}`,
    () => page.evaluate((wanted) => document.activeElement?.getAttribute('aria-label')?.startsWith(wanted), name),
    { seen: () => page.evaluate(() => document.activeElement?.getAttribute('aria-label')) },
  );

describe('H04 help goes to the wrong place', () => {
  it(
    'two places far apart are a question on the screen, answered by keys alone',
    () =>
      onScreen(async (world) => {
        const pendant = town.devices.find(({ id }) => id === 'demo-pendant-1');
        const home = town.homes.find(({ id }) => id === pendant?.homeId);
        if (home === undefined) throw new Error('the town has no such home');
        await world.onDuty('helper-1', 'helper-2', 'helper-3');
        const at = new Date(world.now()).toISOString();
        await world.device('demo-pendant-1').presses('sos', {
          at,
          position: { lat: home.lat + 0.01, lng: home.lng, accuracyM: 30, datum: 'wgs84', fixAt: at, source: 'gnss' },
        });
        const page = await comesIn(world, 'operator');
        await queueRows(page).first().waitFor();
        await page.keyboard.press('F2');
        await page.getByRole('list', { name: '注意事项' }).getByText('两个地点相距较远').waitFor();

        const decide = page.getByRole('toolbar', { name: '事件操作' }).getByRole('button', { name: '前往地点' });
        await tabsTo(page, decide, 120);
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog', { name: '前往地点' });
        await dialog.getByText(/相距 1\.1 公里/).waitFor();
        await dialog.getByText(/误差约 30 米；来源：卫星定位；坐标系 WGS-84/).waitFor();
        await keepPicture(page, 'console-destination');
        const split = dialog.getByRole('region', { name: '分头派单' });
        await split.scrollIntoViewIfNeeded();
        await keepPicture(page, 'console-split-offer');
        await split.getByRole('checkbox').nth(1).waitFor();
        expect(await dialog.getByRole('radio', { name: /定位/ }).isChecked()).toBe(true);
        await keepPicture(page, 'console-destination');
        expect(await obstacles(page)).toEqual([]);
        await page.keyboard.press('ArrowUp');
        await choosesByKeys(page, dialog.getByRole('combobox', { name: '理由' }), '本人告知');
        await tabsTo(page, dialog.getByRole('button', { name: '决定前往地点' }));
        await page.keyboard.press('Enter');
        await dialog.waitFor({ state: 'hidden' });
        await world.settles();
        await page.getByText('两个地点相距较远').waitFor({ state: 'hidden' });
        const [open] = (await world.operator().account.asks('incidents')).items;
        expect(open?.destination).toMatchObject({ choice: 'home', reason: 'senior-said', alternative: null });
      }),
    SLOW,
  );
});
